#!/usr/bin/env python3
"""Main text of web pages: words that a program reads against words that it should, page by page.

    Tools/Benchmarks/pages.py ../shared/data/html/readability-pages.tar.xz [--peruse PROGRAM] [--list]

Each page of the archive has `source.html`, and `expected.html` with what Firefox's reader view should show. Precision, recall
and F1 are over words with their numbers, averaged over pages. With `readability-lxml` and `trafilatura` (PyPI) installed, both
are measured in the same run.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import tarfile
import tempfile

import lxml.html

WORD = re.compile(r"\w+")


def words(text):
    return collections.Counter(WORD.findall(text.lower()))


def text_of(markup):
    """The text of a fragment of HTML, elements apart."""
    if not markup.strip():
        return ""
    tree = lxml.html.fromstring(markup)
    return " ".join(part for part in tree.itertext())


def peruse(program):
    def read(path, markup):
        run = subprocess.run(
            [program, "inspect", "--input-format", "html", "--format", "json", str(path)], capture_output=True)
        if run.returncode:
            return ""
        report = json.loads(run.stdout)
        kept = ("body", "abstract", "note", "bibliography", "back")
        return " ".join(b["text"] for b in report["blocks"] if b["role"] in kept and b["kind"] != "title")
    return read


def readability(path, markup):
    import readability
    return text_of(readability.Document(markup).summary())


def trafilatura(path, markup):
    import trafilatura
    return trafilatura.extract(markup, include_comments=False, favor_recall=False) or ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive")
    parser.add_argument("--peruse", default=".build/release/peruse")
    parser.add_argument("--list", action="store_true", help="one line a page")
    arguments = parser.parse_args()
    readers = {"peruse": peruse(arguments.peruse)}
    for name, module, reader in (
            ("readability-lxml", "readability", readability), ("trafilatura", "trafilatura", trafilatura)):
        try:
            __import__(module)
            readers[name] = reader
        except ImportError:
            print(f"{name}: not installed, left out")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(arguments.archive) as archive:
            archive.extractall(folder, filter="data")
        pages = sorted(p.parent for p in pathlib.Path(folder).rglob("source.html"))
        figures = {name: [] for name in readers}
        for page in pages:
            markup = (page / "source.html").read_text(encoding="utf-8", errors="replace")
            expected = words(text_of((page / "expected.html").read_text(encoding="utf-8")))
            for name, read in readers.items():
                try:
                    found = words(read(page / "source.html", markup))
                except Exception as error:  # a peer's own faults cost it the page
                    print(f"{name} {page.name}: {error}")
                    found = collections.Counter()
                shared = sum((found & expected).values())
                precision = shared / max(1, sum(found.values()))
                recall = shared / max(1, sum(expected.values()))
                f1 = 2 * precision * recall / max(1e-9, precision + recall)
                figures[name].append((f1, precision, recall, page.name))
                if arguments.list and name == "peruse":
                    print(f"{f1:.3f} {precision:.3f} {recall:.3f} {page.name}")
    for name, rows in figures.items():
        mean = [sum(row[k] for row in rows) / len(rows) for k in range(3)]
        print(f"{name:17} {len(rows)} pages  F1 {mean[0]:.3f}  precision {mean[1]:.3f}  recall {mean[2]:.3f}")


if __name__ == "__main__":
    main()
