#!/usr/bin/env python3
"""Writes Sources/Tokenization/UnicodeFolding+Data.swift: what BERT's uncased normalizer does to each character.

The reference is the `tokenizers` package (pip install tokenizers). It mixes Unicode versions: categories of
Unicode 8, decompositions and combining classes of Unicode 9, lower case of a recent one. So its behaviour is
read off character by character and frozen, instead of being derived from whatever Unicode version a system has.

usage: unicode_folding.py [OUTPUT.swift]
"""

import pathlib
import sys
import unicodedata

from tokenizers import __version__ as library
from tokenizers.normalizers import NFD, BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
HANGUL = range(0xAC00, 0xD7A4)
SCALARS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def stage(**on):
    """BERT's normalizer with only the named stages."""
    stages = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    return BertNormalizer(**{**stages, **on}).normalize_str


def probe():
    clean, strip, lower = stage(clean_text=True), stage(strip_accents=True), stage(lowercase=True)
    nfd, split = NFD().normalize_str, BertPreTokenizer().pre_tokenize_str
    removed, space, mark, punctuation, decomposed, lowered = set(), set(), set(), set(), {}, {}
    for c in SCALARS:
        s = chr(c)
        cleaned = clean(s)
        if cleaned == "":
            removed.add(c)
        elif cleaned == " ":
            space.add(c)
        else:
            assert cleaned == s, hex(c)
        if nfd(s) != s:
            decomposed[c] = nfd(s)
        elif strip(s) == "":
            mark.add(c)
        if lower(s) != s:
            lowered[c] = lower(s)
        if len(split("a" + s + "b")) == 3:
            punctuation.add(c)
    return removed, space, mark, punctuation, decomposed, lowered


def combining_classes(decomposed):
    """Combining classes as the library sorts by them, which knows fewer characters than Python does.

    A character that the library takes for a starter is never moved: not after U+0334 (class 1), and
    U+0345 (class 240) not after it.
    """
    nfd = NFD().normalize_str
    classes = {}
    for c in SCALARS:
        k = unicodedata.combining(chr(c))
        if k and c not in decomposed:
            s = chr(c)
            if nfd(s + "\u0334") != s + "\u0334" or nfd("\u0345" + s) != "\u0345" + s:
                classes[c] = k
    return classes


def runs(values):
    """Groups {scalar: target} into (first, kind, count, delta): k one target, s shifted together, t every second."""
    left = dict(values)
    out = []
    for c in sorted(values):
        if c not in left:
            continue
        best = (1, "s", 1)
        for kind, step, move in (("k", 1, 0), ("s", 1, 1), ("t", 2, 2)):
            n = 1
            while left.get(c + n * step) == left[c] + n * move:
                n += 1
            if n > best[0]:
                best = (n, kind, step)
        n, kind, step = best
        out.append((c, kind, n, values[c] - c))
        for i in range(n):
            del left[c + i * step]
    return out


def ranges(scalars):
    out = []
    for c in sorted(scalars):
        if out and out[-1][1] == c:
            out[-1][1] = c + 1
        else:
            out.append([c, c + 1])
    return [(a, b - a) for a, b in out]


def records(items):
    """Each record: distance from the previous one, then the rest, all in hexadecimal."""
    last, out = 0, []
    for first, rest in items:
        out.append(f"{first - last:x}{rest}")
        last = first
    return out


def literal(name, doc, words):
    lines, line = [], "   "
    for word in words:
        if len(line) + 1 + len(word) > 108:
            lines.append(line + " \\")
            line = "   "
        line += " " + word
    lines.append(line)
    return f'  /// {doc}\n  static let {name}: StaticString = """\n' + "\n".join(lines) + '\n    """\n'


def main():
    removed, space, mark, punctuation, decomposed, lowered = probe()
    classes = combining_classes(decomposed)
    mapping, expansions = {}, {}
    for c in SCALARS:
        if c in removed or c in space or c in mark or c in HANGUL:
            continue
        kept = [x for x in decomposed.get(c, chr(c)) if ord(x) not in mark]
        out = "".join(lowered.get(ord(x), x) for x in kept)
        if out == "":
            mark.add(c)
            if ord(decomposed[c][0]) in classes:
                classes[c] = classes[ord(decomposed[c][0])]
        elif len(out) == 1 and out != chr(c):
            mapping[c] = ord(out)
        elif len(out) > 1:
            expansions[c] = out
            assert not any(ord(x) in punctuation for x in out)
    for c, target in mapping.items():
        if target in punctuation:
            punctuation.add(c)
    # Planes 15 and 16 are private use but for two characters each, and need no table.
    removed = {c for c in removed if c < 0xF0000}
    kinds = [(a, f"r{n:x}") for a, n in ranges(removed)] + [(a, f"w{n:x}") for a, n in ranges(space)]
    kinds += [(a, f"m{n:x}") for a, n in ranges(mark)] + [(a, f"p{n:x}") for a, n in ranges(punctuation)]
    folded = [(c, f"{kind}{n:x}{delta:+x}") for c, kind, n, delta in runs(mapping)]
    by_class = []
    for k in sorted(set(classes.values())):
        by_class += [(a, f"q{n:x}+{k:x}") for a, n in ranges(c for c in classes if classes[c] == k)]
    words = [f"{c:x}x" + ".".join(f"{ord(x):x}" for x in out) for c, out in sorted(expansions.items())]
    data = "// Written by Tools/Fixtures/unicode_folding.py; the form of the records is explained in UnicodeFolding.swift.\n\n"
    data += f"/// Behaviour of BERT's uncased normalizer in `tokenizers` {library}, character by character.\n"
    data += "enum UnicodeFoldingData {\n"
    data += literal("kinds", "Characters that are removed, spaces, marks to strip, and punctuation.", records(sorted(kinds)))
    data += "\n" + literal("mapping", "Characters that become one other character.", records(folded))
    data += "\n" + literal("expansions", "Characters that become several.", words)
    data += "\n" + literal("classes", "Canonical combining classes.", records(sorted(by_class)))
    data += "}\n"
    target = sys.argv[1] if len(sys.argv) > 1 else ROOT / "Sources/Tokenization/UnicodeFolding+Data.swift"
    pathlib.Path(target).write_text(data, encoding="utf-8")
    print(f"{target}: {len(data)} bytes; {len(kinds)} kinds, {len(folded)} mappings, {len(words)} expansions, {len(by_class)} classes")


if __name__ == "__main__":
    main()
