#!/usr/bin/env python3
"""Runs the program on small hostile inputs and on long tables at two sizes and holds the memory that it takes to
six times the file and 100 MB, beside what the program takes for a file of one line.

    Tools/lib/memory.py PROGRAM
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

program = os.path.abspath(sys.argv[1])
allowance, factor = 100e6, 6


def nested(size):
    names = [f"n{i}" + "x" * 4000 for i in range(min(250, size // 9000))]
    inner = "<p>a</p>" * (size // 80)
    return "".join(f"<{n}>" for n in names) + inner + "".join(f"</{n}>" for n in reversed(names))


def rows(size, begin, between, end):
    """Lines of a table of five columns, about `size` bytes."""
    words = ["mill", "old", "river", "port", "stone", "house", "field", "market", "ship", "bridge"]
    lines, length = [], 0
    while length < size:
        i = len(lines)
        pair = f"{words[i // 10 % 10]} {words[i // 100 % 10]}"
        cells = [str(i), words[i % 10], pair, str(i * 7 % 1000), words[i * 3 % 10]]
        lines.append(begin + between.join(cells) + end)
        length += len(lines[-1])
    return "".join(lines)


# A table of 10 MB has half a million cells and more.
tables = {
    "rows.csv": lambda size: "no,name,what,value,place\n" + rows(size, "", ",", "\n"),
    "rows.md": lambda size: "# Rows\n\n| no | name | what | value | place |\n|---|---|---|---|---|\n"
    + rows(size, "| ", " | ", " |\n"),
    "rows.html": lambda size: "<html><body><h1>Rows</h1><table>\n"
    + rows(size, "<tr><td>", "</td><td>", "</td></tr>\n") + "</table></body></html>",
    "rows.xml": lambda size: "<article><front><article-meta><title-group><article-title>Rows</article-title>"
    "</title-group></article-meta></front><body><table-wrap><table><tbody>\n"
    + rows(size, "<tr><td>", "</td><td>", "</td></tr>\n") + "</tbody></table></table-wrap></body></article>",
}
inputs = {
    "guillemets.txt": lambda size: "‹" * (size // 3),
    "chinese.txt": lambda size: "港口的历史很长" * (size // 21),
    "word.txt": lambda size: "a" * size,
    "nested.xml": nested,
    "ids.jsonl": lambda size: '{"id":"same","text":"The mill is old."}\n' * (size // 40),
    "defaults.xml": lambda size: "<!DOCTYPE d [<!ATTLIST p " + " ".join(f"a{i} CDATA 'v'" for i in range(60))
    + ">]><d>" + "<p>a</p>" * (size // 8) + "</d>",
    "cells.html": lambda size: "<table>" + "<td>1" * (size // 5) + "</table>",
    "lines.md": lambda size: "- a\n" * (size // 4),
    "brackets.md": lambda size: "[" * size,
    "links.md": lambda size: "[a](b) " * (size // 7),
    "stars.md": lambda size: "a*b_" * (size // 4),
} | tables
commands = {
    "inspect": ["inspect", "--quiet"],
    "summarize": ["summarize", "--method", "lexrank", "--quiet"],
    "batch": ["batch", "inspect", "--force", "--quiet", "--output", "out.jsonl"],
}


def measure(folder, command, name):
    """Status and most memory in bytes of a run that may take 3 GB."""
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    process = subprocess.Popen(
        [program] + commands[command] + [name], cwd=folder, preexec_fn=limit,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024


failed = False
with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    (folder / "small.txt").write_text("The mill is old.\n")
    for command in commands:
        base = measure(folder, command, "small.txt")[1]
        for name, make in inputs.items():
            is_long = name in tables and command == "inspect"
            for size in [2_000_000, 10_000_000] if is_long else [500_000, 2_000_000]:
                (folder / name).write_text(make(size))
                count = (folder / name).stat().st_size
                status, memory = measure(folder, command, name)
                most = base + factor * count + allowance
                verdict = "ok" if status >= 0 and memory <= most else "TOO MUCH" if status >= 0 else f"SIGNAL {-status}"
                failed |= verdict != "ok"
                print(f"{command:10} {name:15} {count / 1e6:5.1f} MB: {memory / 1e6:6.0f} MB, status {status}, {verdict}", flush=True)
sys.exit(1 if failed else 0)
