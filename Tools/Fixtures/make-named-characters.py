#!/usr/bin/env python3
"""Prints Sources/Ingestion/Characters/NamedCharacters.swift from the HTML standard's table of named character
references, as Python's html.entities carries it."""

from html.entities import html5

entries = []
for name in sorted(n for n in html5 if n.endswith(";")):
    bare = name[:-1]
    star = "*" if bare in html5 else ""
    entries.append(bare + star + "=" + "+".join(f"{ord(c):X}" for c in html5[name]))

print("// Made by Tools/Fixtures/make-named-characters.py.")
print()
print("extension CharacterReference {")
print("  /// The named character references of the HTML Living Standard, §13.5: `name=code points`; a star marks names")
print("  /// that old pages write without the semicolon.")
print('  static let namedCharacters: StaticString = """')
line = ""
for entry in entries:
    if len(line) + 1 + len(entry) > 104:
        print("    " + line)
        line = ""
    line = entry if not line else line + " " + entry
print("    " + line)
print('    """')
print("}")
