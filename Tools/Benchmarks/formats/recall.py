#!/usr/bin/env python3
"""Words that Peruse reads out of office documents, books and mail, against the text that these were made from.

usage: Tools/Benchmarks/formats/recall.py [--peruse PROGRAM] [FILE.md ...]

Each Markdown file (default: those of corpora/) is made a DOCX, ODT and EPUB by pandoc, the DOCX an ODT and the ODT a DOCX by
LibreOffice, and a message in quoted-printable, base64 and as HTML by Python. Recall and precision count words, each as often
as it occurs. What is missing here (pandoc, soffice) is said and left out.
"""

import argparse, collections, email.message, json, pathlib, re, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]


def words(text):
    return collections.Counter(re.findall(r"[^\W_]+", text.replace("’", "'").lower()))


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, timeout=300, **options).stdout


def read(peruse, file):
    report = json.loads(run(*peruse, "inspect", "--format", "json", str(file)))
    report = report[0] if isinstance(report, list) else report
    kept = [block["text"] for block in report["blocks"] if block["role"] != "metadata"]
    return "\n".join(kept)


def message(source, folder, name, encoding, html=None):
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "Text"
    mail["Date"], mail["Message-ID"] = "Mon, 05 Jan 2026 10:00:00 +0000", "<1@example.org>"
    if html is None:
        mail.set_content(source, cte=encoding)
    else:
        mail.set_content(html, subtype="html", cte=encoding)
    path = folder / f"{name}-{encoding}{'-html' if html else ''}.eml"
    path.write_bytes(mail.as_bytes())
    return path


def documents(source, folder):
    """Pairs of what made it and the file."""
    plain = run("pandoc", "-t", "plain", "--wrap=none", str(source)).decode()
    html = run("pandoc", "-t", "html", str(source)).decode()
    made = []
    for format in ("docx", "odt", "epub"):
        path = folder / f"pandoc-{source.stem}.{format}"
        run("pandoc", "-o", str(path), str(source))
        made.append((f"pandoc {format}", path))
    if shutil.which("soffice"):
        for before, after in (("docx", "odt"), ("odt", "docx")):
            run("soffice", "--headless", "--convert-to", after, "--outdir", str(folder / "office"),
                str(folder / f"pandoc-{source.stem}.{before}"))
            made.append((f"LibreOffice {after}", folder / "office" / f"pandoc-{source.stem}.{after}"))
    made += [(f"mail {e}", message(plain, folder, source.stem, e)) for e in ("quoted-printable", "base64")]
    made.append(("mail html", message(plain, folder, source.stem, "quoted-printable", html)))
    return plain, made


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--peruse", default=str(ROOT / "Tools" / "peruse"))
    arguments.add_argument("files", nargs="*", type=pathlib.Path)
    options = arguments.parse_args()
    if not shutil.which("pandoc"):
        sys.exit("recall.py: pandoc makes the documents (package pandoc)")
    if not shutil.which("soffice"):
        print("soffice is not here (package libreoffice-writer-nogui): documents of LibreOffice are left out")
    files = options.files or [f for f in sorted((ROOT / "corpora").rglob("*.md")) if f.name != "README.md"]
    totals = collections.defaultdict(lambda: [0, 0, 0])
    with tempfile.TemporaryDirectory() as folder:
        for source in files:
            plain, made = documents(source, pathlib.Path(folder))
            wanted = words(plain)
            for maker, path in made:
                found = words(read(options.peruse.split(), path))
                both = sum((wanted & found).values())
                for index, count in enumerate((both, sum(wanted.values()), sum(found.values()))):
                    totals[maker][index] += count
    print(f"{'made by':26} {'recall':>8} {'precision':>10}")
    for maker, (both, wanted, found) in sorted(totals.items()):
        print(f"{maker:26} {both / max(1, wanted):8.4f} {both / max(1, found):10.4f}")


if __name__ == "__main__":
    main()
