#!/usr/bin/env python3
"""How well PDFs are read: documents whose text is known are printed by several programs, read back and compared.

    pdf.py make FOLDER FILE...       prints every document by every producer that is installed, in one column and in two
    pdf.py measure FOLDER            reads the PDFs back: word recall and precision, sentences in order and unbroken
    pdf.py speed FILE.pdf            pages a second beside pdftotext, and peak memory

The known text is what Peruse reads from the source (XML, Markdown, text), so only the way through the PDF is measured.
Words are compared as multisets, without case and punctuation. A sentence counts where its words stand in one block of
the PDF's text without a gap, and where it keeps its place among the others (longest rising run of places).
"""

import argparse
import collections
import html
import json
import os
import re
import subprocess
import sys
import time
import unicodedata

PERUSE = os.environ.get("PERUSE", ".build/release/peruse")
MOST_WORDS = 6000


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=600, **options)


def words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower().replace("\u00ad", ""))


def inspect(path):
    found = run(PERUSE, "inspect", "--format", "json", "--sentences", "-q", path)
    if found.returncode:
        raise RuntimeError(found.stderr.decode())
    report = json.loads(found.stdout)
    return report[0] if isinstance(report, list) else report


# What is printed


def plain(text):
    """Only what every producer's fonts have."""
    text = unicodedata.normalize("NFC", text)
    kept = "–—‘’“”…•†‡€"
    return "".join(c if ord(c) < 0x180 or c in kept else " " for c in text).replace("\u00ad", "")


def known(path):
    report = inspect(path)
    blocks, count = [], 0
    for block in report["blocks"]:
        text = " ".join(plain(block["text"]).split())
        if block["role"] == "metadata" or not words(text):
            continue
        count += len(words(text))
        if count > MOST_WORDS:
            break
        blocks.append({"kind": block["kind"], "role": block["role"], "level": block["level"], "text": text})
    title = plain(report["document"].get("title") or os.path.basename(path))
    if not any(b["kind"] == "title" for b in blocks):
        blocks.insert(0, {"kind": "title", "role": "front", "level": 0, "text": title})
    joined = " ".join(b["text"] for b in blocks if b["kind"] in ("paragraph", "listItem") and b["role"] != "note")
    sentences = [" ".join(words(plain(s["text"]))) for s in report["sentences"] or []]
    present = " " + " ".join(words(joined)) + " "
    return {
        "title": title,
        "blocks": blocks,
        "sentences": [s for s in sentences if len(s.split()) > 3 and f" {s} " in present],
    }


def groups(blocks):
    """Table cells that follow each other, and notes with the paragraph before them."""
    out = []
    for block in blocks:
        if block["kind"] == "tableCell" and out and out[-1]["kind"] == "table":
            out[-1]["cells"].append(block["text"])
        elif block["kind"] == "tableCell":
            out.append({"kind": "table", "cells": [block["text"]], "notes": [], "text": "", "role": block["role"]})
        elif block["role"] == "note" and out and out[-1]["kind"] == "paragraph" and len(out[-1]["notes"]) < 3:
            out[-1]["notes"].append(block["text"])
        else:
            out.append(dict(block, notes=[]))
    return out


# LaTeX


def tex(text):
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": " "}
    special.update({c: "\\" + c for c in "&%$#_{}"})
    special.update({"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}"})
    return "".join(special.get(c, c) for c in text)


def latex(document, columns, folder, name):
    out = [
        r"\documentclass[10pt%s]{article}" % (",twocolumn" if columns == 2 else ""),
        r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{textcomp}\usepackage{lmodern}",
        r"\usepackage{fancyhdr}\pagestyle{fancy}\fancyhf{}\fancyhead[L]{%s}\fancyfoot[C]{\thepage}" % tex(document["title"][:50]),
        r"\begin{document}\sloppy",
    ]
    for block in groups(document["blocks"]):
        text = tex(block["text"]) + "".join(r"\footnote{%s}" % tex(n) for n in block["notes"])
        kind = block["kind"]
        if kind == "title":
            out.append(r"\title{%s}\author{}\date{}\maketitle\thispagestyle{fancy}" % text)
        elif kind == "heading":
            out.append((r"\section*{%s}" if block["level"] < 3 else r"\subsection*{%s}") % text)
        elif kind == "table":
            out.append(r"\begin{flushleft}\small")
            cells = [tex(c) for c in block["cells"]]
            wide = max(map(len, cells)) > 25
            if wide or columns == 2:
                out += [c + r"\par" for c in cells]
            else:
                out.append(r"\begin{tabular}{llll}")
                out += [" & ".join(cells[i : i + 4]) + r"\\" for i in range(0, len(cells), 4)]
                out.append(r"\end{tabular}")
            out.append(r"\end{flushleft}")
        elif kind == "listItem":
            out.append(r"\begin{itemize}\item %s\end{itemize}" % text)
        else:
            out.append(text + "\n")
    out.append(r"\end{document}")
    with open(f"{folder}/{name}.tex", "w") as file:
        file.write("\n".join(out))
    for _ in range(1):
        run("pdflatex", "-interaction=batchmode", f"{name}.tex", cwd=folder)


# HTML, for browsers and WeasyPrint


def page(document, columns, running):
    e = html.escape
    css = "body{font:11pt/1.35 serif;text-align:justify;hyphens:auto}table{font-size:9pt}"
    if columns == 2:
        css += "main{columns:2;column-gap:8mm}"
    css += "aside{font-size:8pt}figcaption{font-size:9pt}@page{size:A4;margin:22mm;"
    if running:
        css += "@top-left{content:'%s'}@bottom-center{content:counter(page)}" % e(document["title"][:40]).replace("'", "")
    css += "}"
    out = [f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{e(document["title"])}</title>']
    out.append(f"<style>{css}</style><body>")
    opened = False
    for block in groups(document["blocks"]):
        text, kind = e(block["text"]), block["kind"]
        if kind == "title":
            out.append(f"<h1>{text}</h1>")
            continue
        if not opened:
            out.append("<main>")
            opened = True
        if kind == "heading":
            out.append(f"<h{min(6, max(2, block['level'] + 1))}>{text}</h{min(6, max(2, block['level'] + 1))}>")
        elif kind == "table":
            cells = [e(c) for c in block["cells"]]
            across = 3 if columns == 2 else 4
            rows = ["<tr>" + "".join(f"<td>{c}</td>" for c in cells[i : i + across]) for i in range(0, len(cells), across)]
            out.append("<table>" + "".join(rows) + "</table>")
        elif kind == "listItem":
            out.append(f"<ul><li>{text}</ul>")
        else:
            out.append(f"<p>{text}</p>")
        out += [f"<aside>{e(n)}</aside>" for n in block["notes"]]
    out.append("</main>")
    return "\n".join(out)


def chromium(document, columns, folder, name):
    with open(f"{folder}/{name}.html", "w") as file:
        file.write(page(document, columns, running=False))
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder}/{name}.pdf", f"file://{folder}/{name}.html")


def weasyprint(document, columns, folder, name):
    with open(f"{folder}/{name}.html", "w") as file:
        file.write(page(document, columns, running=True))
    run("weasyprint", f"{folder}/{name}.html", f"{folder}/{name}.pdf")


# LibreOffice, from flat OpenDocument

FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.15cm"/><style:text-properties fo:font-size="11pt" fo:language="en" fo:country="US" fo:hyphenate="true"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H1" style:family="paragraph"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.5cm"/><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.4cm"/><style:text-properties fo:font-size="12.5pt" fo:font-weight="bold"/></style:style>
<style:style style:name="N" style:family="paragraph"><style:text-properties fo:font-size="9pt"/></style:style>
</office:styles>
<office:automatic-styles>
<style:style style:name="S" style:family="section"><style:section-properties><style:columns fo:column-count="COLUMNS" fo:column-gap="0.7cm"/></style:section-properties></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:header><text:p>HEAD</text:p></style:header><style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>"""


def libreoffice(document, columns, folder, name):
    e = html.escape
    out = [FODT.replace("COLUMNS", str(columns)).replace("HEAD", e(document["title"][:60]))]
    opened, number = False, 0
    for block in groups(document["blocks"]):
        text, kind = e(block["text"]), block["kind"]
        for note in block["notes"]:
            number += 1
            text += f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation><text:note-body><text:p text:style-name="N">{e(note)}</text:p></text:note-body></text:note>'
        if kind == "title":
            out.append(f'<text:p text:style-name="T">{text}</text:p>')
            continue
        if not opened:
            out.append('<text:section text:style-name="S" text:name="S">')
            opened = True
        if kind == "heading":
            out.append(f'<text:h text:style-name="H{1 if block["level"] < 3 else 2}" text:outline-level="{block["level"]}">{text}</text:h>')
        elif kind == "table":
            across = 2 if columns == 2 else 4
            cells = [f'<table:table-cell><text:p text:style-name="N">{e(c)}</text:p></table:table-cell>' for c in block["cells"]]
            rows = ["<table:table-row>" + "".join(cells[i : i + across]) + "</table:table-row>" for i in range(0, len(cells), across)]
            number += 1
            out.append(f'<table:table table:name="t{number}"><table:table-column table:number-columns-repeated="{across}"/>' + "".join(rows) + "</table:table>")
        elif kind == "listItem":
            out.append(f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>")
        else:
            out.append(f'<text:p text:style-name="Standard">{text}</text:p>')
    out.append(("</text:section>" if opened else "") + "</office:text></office:body></office:document>")
    with open(f"{folder}/{name}.fodt", "w") as file:
        file.write("\n".join(out))
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/{name}.fodt")


def groff(document, columns, folder, name):
    def escaped(text):
        text = text.replace("\\", "\\e")
        return ("\\&" + text) if text[:1] in ".'" else text

    out = [".nr PS 10", ".nr VS 12", ".ds LH " + escaped(document["title"][:40]), ".ds CH", ".ds RH", ".ds CF %"]
    opened = False
    for block in groups(document["blocks"]):
        text, kind = escaped(block["text"]), block["kind"]
        if kind == "title":
            out += [".TL", text]
            continue
        if not opened:
            out += [".AB no", ".AE"] + ([".2C"] if columns == 2 else [])
            opened = True
        if kind == "heading":
            out += [".SH", text]
        elif kind == "table":
            out += [line for cell in block["cells"] for line in (".LP", escaped(cell))]
        elif kind == "listItem":
            out += [".IP \\(bu 2", text]
        else:
            out += [".PP", text]
        for note in block["notes"]:
            out += ["\\**", ".FS", escaped(note), ".FE"]
    with open(f"{folder}/{name}.ms", "w") as file:
        file.write("\n".join(out) + "\n")
    made = run("groff", "-k", "-ms", "-Tpdf", f"{folder}/{name}.ms")
    with open(f"{folder}/{name}.pdf", "wb") as file:
        file.write(made.stdout)


PRODUCERS = {"latex": latex, "libreoffice": libreoffice, "chromium": chromium, "weasyprint": weasyprint, "groff": groff}


def make(folder, paths, producers):
    folder = os.path.abspath(folder)
    os.makedirs(folder, exist_ok=True)
    for path in paths:
        stem = re.sub(r"\W+", "-", os.path.splitext(os.path.basename(path))[0])
        document = known(path)
        with open(f"{folder}/{stem}.known.json", "w") as file:
            json.dump(document, file)
        for producer in producers:
            for columns in (1, 2):
                name = f"{stem}.{producer}{columns}"
                if not os.path.exists(f"{folder}/{name}.pdf"):
                    PRODUCERS[producer](document, columns, folder, name)
                if not os.path.exists(f"{folder}/{name}.pdf"):
                    print("not made:", name, file=sys.stderr)


# What comes back


def rising(places):
    """Length of the longest strictly rising run of places, not necessarily side by side."""
    import bisect

    tails = []
    for place in places:
        at = bisect.bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def compare(document, report):
    truth = collections.Counter(w for b in document["blocks"] for w in words(b["text"]))
    found_words = [words(b["text"]) for b in report["blocks"]]
    found = collections.Counter(w for block in found_words for w in block)
    common = sum((truth & found).values())
    places, at, texts = [], 0, []
    for block in found_words:
        texts.append((at, " " + " ".join(block) + " "))
        at += len(block) + 1
    lost = []
    last = 0
    for sentence in document["sentences"]:
        hits = []
        for start, text in texts:
            index = text.find(f" {sentence} ")
            while index >= 0:
                hits.append(start + text.count(" ", 0, index))
                index = text.find(f" {sentence} ", index + 1)
        if hits:
            later = [h for h in hits if h >= last]
            places.append(min(later) if later else hits[0])
            last = places[-1]
        else:
            lost.append(sentence)
    return {
        "recall": common / max(1, sum(truth.values())),
        "precision": common / max(1, sum(found.values())),
        "sentences": rising(places) / max(1, len(document["sentences"])),
        "lost": lost,
        "missing": (truth - found).most_common(12),
        "extra": (found - truth).most_common(12),
    }


def measure(folder, verbose, only):
    sums = collections.defaultdict(list)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".pdf") or only not in name:
            continue
        stem, producer = name[:-4].rsplit(".", 1)
        with open(f"{folder}/{stem}.known.json") as file:
            document = json.load(file)
        try:
            result = compare(document, inspect(f"{folder}/{name}"))
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            print(name, "failed:", error)
            result = {"recall": 0, "precision": 0, "sentences": 0, "lost": [], "missing": [], "extra": []}
        sums[producer].append(result)
        poor = result["recall"] < 0.98 or result["precision"] < 0.97 or result["sentences"] < 0.95
        if verbose or poor:
            print(f"{name:48} {result['recall']:.3f} {result['precision']:.3f} {result['sentences']:.3f}")
        if verbose:
            print("   missing", result["missing"], "\n   extra", result["extra"])
            for sentence in result["lost"][:6]:
                print("   lost:", sentence[:160])
    print(f"\n{'producer':16} documents  recall precision sentences")
    for producer, results in sorted(sums.items()):
        mean = [sum(r[k] for r in results) / len(results) for k in ("recall", "precision", "sentences")]
        print(f"{producer:16} {len(results):9}  {mean[0]:.4f} {mean[1]:9.4f} {mean[2]:9.4f}")


def speed(path):
    pages = int(re.search(rb"Pages:\s+(\d+)", run("pdfinfo", path).stdout).group(1))
    for command in (["pdftotext", "-bbox-layout", path, "/dev/null"], ["pdftotext", path, "/dev/null"], [PERUSE, "inspect", "-q", path]):
        start = time.time()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.time() - start
        print(f"{' '.join(command[:2]):30} {pages / seconds:8.1f} pages/s  {usage.ru_maxrss / 1024:7.1f} MB  {status}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    action = actions.add_parser("make")
    action.add_argument("folder")
    action.add_argument("files", nargs="+")
    action.add_argument("--producers", default=",".join(PRODUCERS))
    action = actions.add_parser("measure")
    action.add_argument("folder")
    action.add_argument("-v", "--verbose", action="store_true")
    action.add_argument("--only", default="")
    action = actions.add_parser("speed")
    action.add_argument("file")
    given = parser.parse_args()
    if given.action == "make":
        make(given.folder, given.files, given.producers.split(","))
    elif given.action == "measure":
        measure(given.folder, given.verbose, given.only)
    else:
        speed(given.file)


if __name__ == "__main__":
    main()
