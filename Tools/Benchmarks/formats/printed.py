#!/usr/bin/env python3
"""How well Peruse reads printed documents, against the text that was printed.

usage: Tools/Benchmarks/formats/printed.py [--peruse PROGRAM] [--keep FOLDER] [--words N] [FILE ...]

Each FILE (default: twenty of corpora/) is read, at most N words of it are written as HTML, and that is printed in one and in two
columns by LaTeX (pandoc, xelatex), LibreOffice and Chromium. The same text is written as DOCX and ODT by pandoc and by LibreOffice,
as EPUB by pandoc and as mail by Python. Each file is read, and compared with what was written:

  recall, precision   words, each as often as it occurs
  whole               sentences of six words and more that stand unbroken in one block (in scripts without spaces, of twelve letters)
  order               of those, how many stand in the order in which they were printed (longest rising sequence)

What is missing here (pandoc, xelatex, soffice, chromium) is said and left out. --keep leaves the files in a folder, and beside each
what was not found; what lies there already is read again, and not printed.
"""

import argparse, bisect, collections, email.message, email.policy, html, json, pathlib, re, shutil, subprocess, sys, tempfile, unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[3]
SKIPPED = {"metadata", "bibliography"}


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, timeout=300, **options).stdout


def blocks(peruse, file):
    report = json.loads(run(*peruse, "inspect", "--format", "json", str(file)))
    report = report[0] if isinstance(report, list) else report
    return report["blocks"]


def folded(text):
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("\u00ad", "")
    return re.sub(r"\s+", " ", text).strip().lower()


def letters(text):
    """What is left of a sentence whose marks printers and readers write differently."""
    return re.sub(r"[\W_]+", "", folded(text))


UNSPACED = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"


def words(texts):
    """Words, and the single letters of scripts that put no space between words."""
    return collections.Counter(
        re.findall(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W_])+", " ".join(folded(text) for text in texts)))


def sentences(texts):
    for text in texts:
        for sentence in re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|(?<=[。！？])[」』”]*", text):
            if len(sentence.split()) >= 6 or len(re.findall(f"[{UNSPACED}]", sentence)) >= 12:
                yield letters(sentence)


def page(source, most):
    """HTML of a document, and the texts that stand in it."""
    body, texts, count, row, rows = [], [], 0, None, []

    def close():
        nonlocal row, rows
        if rows:
            body.append("<table>" + "".join("<tr>" + "".join(cells) + "</tr>" for cells in rows) + "</table>")
        row, rows = None, []

    for block in source:
        text = block["text"].strip()
        if block["role"] in SKIPPED or not text or count >= most:
            continue
        count += len(text.split())
        texts.append(text)
        inside = html.escape(text).replace("\n", "<br/>")
        if block["kind"] == "tableCell":
            place = (block.get("source", {}).get("path") or "").rpartition("/")[0]
            if place != row:
                rows.append([])
                row = place
            rows[-1].append(f"<td>{inside}</td>")
            continue
        close()
        if block["kind"] == "title":
            body.append(f"<h1>{inside}</h1>")
        elif block["kind"] == "heading":
            body.append(f"<h{min(4, 1 + max(1, block['level']))}>{inside}</h{min(4, 1 + max(1, block['level']))}>")
        elif block["kind"] == "listItem":
            body.append(f"<ul><li>{inside}</li></ul>")
        else:
            body.append(f"<p>{inside}</p>")
    close()
    return "\n".join(body), texts


def latex(folder, name, body, columns):
    source = folder / f"{name}.html"
    source.write_text(f"<html><body>{body}</body></html>")
    text = run("pandoc", "-f", "html", "-t", "latex", str(source)).decode()
    # Longtables do not stand in columns; a plain tabular does.
    fit = r"\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{"
    text = re.sub(r"\\begin\{longtable\}(\[\])?\{", lambda _: fit + r"\begin{tabular}{", text)
    text = text.replace(r"\end{longtable}", r"\end{tabular}}")
    for word in (r"\endhead", r"\endfirsthead", r"\endlastfoot", r"\endfoot", r"\noalign{}"):
        text = text.replace(word, "")
    target = folder / f"{name}.tex"
    # Letters of the Far East come from a font that has them; lines end between any two of them.
    far = re.search(f"[{UNSPACED}]", text)
    text = re.sub(f"[{UNSPACED}、。，：；（）《》「」！？]+", lambda found: "{\\far " + found[0] + "}", text) if far else text
    fonts = r'\newfontfamily\far{Droid Sans Fallback}\XeTeXlinebreaklocale "zh"\XeTeXlinebreakskip=0pt plus 1pt' + "\n" if far else ""
    target.write_text(
        r"\documentclass[10pt" + (",twocolumn" if columns == 2 else "") + "]{article}\n"
        r"\usepackage{fontspec}\setmainfont{DejaVu Serif}" + fonts + r"\usepackage{booktabs,array,calc,longtable,graphicx}" "\n"
        r"\usepackage[a4paper,margin=2.2cm]{geometry}\usepackage[hidelinks]{hyperref}" "\n"
        r"\providecommand{\tightlist}{}\newcounter{none}\setcounter{secnumdepth}{0}\sloppy\begin{document}" "\n" + text + "\n\\end{document}\n")
    run("xelatex", "-interaction=nonstopmode", target.name, cwd=folder)
    return folder / f"{name}.pdf"


def office(folder, name, body, columns):
    source, target = folder / f"{name}.html", folder / f"{name}.odt"
    source.write_text(f"<html><body>{body}</body></html>")
    reference = folder / f"reference-{columns}.odt"
    if not reference.exists():
        reference.write_bytes(run("pandoc", "--print-default-data-file", "reference.odt"))
        if columns == 2:
            inside = folder / "reference"
            shutil.unpack_archive(reference, inside, "zip")
            styles = inside / "styles.xml"
            text = styles.read_text()
            text = re.sub(r"<style:columns [^>]*/>", "", text)
            text = re.sub(
                r"(<style:page-layout-properties(?:[^>/]|/(?!>))*)/?>(?=\s*(<style:|</style:page-layout>))",
                r'\1><style:columns fo:column-count="2" fo:column-gap="0.6cm"/>', text, count=1)
            if "<style:columns" in text and "</style:page-layout-properties>" not in text:
                text = text.replace(
                    '<style:columns fo:column-count="2" fo:column-gap="0.6cm"/>',
                    '<style:columns fo:column-count="2" fo:column-gap="0.6cm"/></style:page-layout-properties>', 1)
            styles.write_text(text)
            reference.unlink()
            run("zip", "-q", "-0", "-X", str(reference), "mimetype", cwd=inside)
            run("zip", "-q", "-r", str(reference), ".", "-x", "mimetype", cwd=inside)
    run("pandoc", "-f", "html", "-o", str(target), f"--reference-doc={reference}", str(source))
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(target))
    return folder / f"{name}.pdf"


def chromium(folder, name, body, columns):
    style = "body{font-family:serif;font-size:10pt;text-align:justify;hyphens:auto}"
    style += f"main{{columns:{columns};column-gap:8mm}}" if columns > 1 else ""
    source, target = folder / f"{name}.html", folder / f"{name}.pdf"
    source.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{style}</style><body><main>{body}</main></body></html>')
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", source.as_uri())
    return target


def pandoc(kind):
    def make(folder, name, body, columns):
        source, target = folder / f"{name}.html", folder / f"{name}.{kind}"
        source.write_text(f"<html><body>{body}</body></html>")
        run("pandoc", "-f", "html", "-o", str(target), "--metadata", "title= ", str(source))
        return target
    return make


def converted(kind):
    """What LibreOffice makes of a document that pandoc wrote."""
    def make(folder, name, body, columns):
        other = pandoc("odt" if kind == "docx" else "docx")(folder, name, body, columns)
        run("soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), str(other))
        other.unlink()
        return folder / f"{name}.{kind}"
    return make


def mail(folder, name, body, columns):
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["Subject"], message["From"], message["To"] = name, "Ines <ines@example.org>", "reader@example.org"
    message.set_content(f"<html><body>{body}</body></html>", subtype="html", cte="quoted-printable" if len(name) % 2 else "base64")
    target = folder / f"{name}.eml"
    target.write_bytes(message.as_bytes())
    return target


PRINTERS = {
    "latex": (latex, ["pandoc", "xelatex"], (1, 2), "pdf"), "office": (office, ["pandoc", "soffice", "zip"], (1, 2), "pdf"),
    "chromium": (chromium, ["chromium"], (1, 2), "pdf"), "docx": (pandoc("docx"), ["pandoc"], (1,), "docx"),
    "docx-office": (converted("docx"), ["pandoc", "soffice"], (1,), "docx"), "odt": (pandoc("odt"), ["pandoc"], (1,), "odt"),
    "odt-office": (converted("odt"), ["pandoc", "soffice"], (1,), "odt"), "epub": (pandoc("epub"), ["pandoc"], (1,), "epub"),
    "mail": (mail, [], (1,), "eml"),
}


def rising(places):
    tails = []
    for place in places:
        at = bisect.bisect_right(tails, place)
        tails[at:at + 1] = [place]
    return len(tails)


def compare(texts, found):
    kept = [block["text"] for block in found if block["role"] not in SKIPPED]
    wanted, read = words(texts), words(kept)
    both = sum((wanted & read).values())
    joined, seen, missing = [], [], []
    flat = [letters(text) for text in kept]
    starts, total = [], 0
    for text in flat:
        starts.append(total)
        total += len(text) + 1
    last = 0
    all_sentences = list(sentences(texts))
    for sentence in all_sentences:
        # From where the last one stood, so that what is said twice is found in its place.
        order = list(range(last, len(flat))) + list(range(last))
        for index in order:
            at = flat[index].find(sentence)
            if at >= 0:
                seen.append(starts[index] + at)
                last = index
                break
        else:
            missing.append(sentence)
    return dict(
        words=(both, sum(wanted.values()), sum(read.values())), whole=(len(seen), len(all_sentences)),
        order=(rising(seen), len(seen)), missing=missing,
        extra=[w for w, n in (read - wanted).most_common(40)], lost=[w for w, n in (wanted - read).most_common(40)])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--peruse", default=str(ROOT / "Tools" / "peruse"))
    arguments.add_argument("--keep", type=pathlib.Path)
    arguments.add_argument("--words", type=int, default=4000)
    arguments.add_argument("--printer", action="append", choices=PRINTERS)
    arguments.add_argument("files", nargs="*", type=pathlib.Path)
    options = arguments.parse_args()
    printers = {}
    for name in options.printer or PRINTERS:
        absent = [program for program in PRINTERS[name][1] if not shutil.which(program)]
        if absent:
            print(f"{name} is left out: {', '.join(absent)} not found")
        else:
            printers[name] = PRINTERS[name]
    files = options.files or [
        f for f in sorted((ROOT / "corpora").rglob("*"))
        if f.suffix in {".xml", ".md", ".txt", ".html", ".xhtml"} and f.name != "README.md"
        and f.parent.name != "collections"][:20]
    peruse = options.peruse.split()
    totals = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0, 0]))
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        for number, file in enumerate(files):
            body, texts = page(blocks(peruse, file), options.words)
            for printer, (make, _, layouts, kind) in printers.items():
                for columns in layouts:
                    name = f"{number:02}-{file.stem[:40]}-{printer}-{columns}"
                    try:
                        path = folder / f"{name}.{kind}"
                        if not path.exists():
                            path = make(folder, name, body, columns)
                        result = compare(texts, blocks(peruse, path))
                    except (subprocess.SubprocessError, OSError) as error:
                        words_of = getattr(error, "stdout", b"") or b""
                        print(f"{name}: {error}: {words_of[-300:].decode(errors='replace')}", file=sys.stderr)
                        continue
                    sums = totals[printer, columns]
                    for key in ("words", "whole", "order"):
                        for place, value in enumerate(result[key]):
                            sums[key][place] += value
                    if options.keep:
                        (folder / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False))
    print(f"{'printed by':12} {'columns':>7} {'recall':>8} {'precision':>10} {'whole':>8} {'order':>8}")
    for (printer, columns), sums in sorted(totals.items()):
        both, wanted, read = sums["words"]
        print(
            f"{printer:12} {columns:7} {both / max(1, wanted):8.4f} {both / max(1, read):10.4f} "
            f"{sums['whole'][0] / max(1, sums['whole'][1]):8.4f} {sums['order'][0] / max(1, sums['order'][1]):8.4f}")


if __name__ == "__main__":
    main()
