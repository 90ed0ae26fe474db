#!/usr/bin/env python3
"""Runs inspect, summarize, answer, batch and index on a document of every format, and holds what they say to it.

    Tools/Benchmarks/formats/commands.py PERUSE [--write]

A command has done well where it ends with 0, gives the words that the document is known to have, and every place that it names can be
cut out of the file (or the member of it, or the page) and has the words again. The documents are the tests' fixtures of several
producers, and one text that pandoc writes in every other format it knows. `--write` puts the table into Ingestion's README. The exit
code is 1 where a command failed.
"""

import base64, collections, html, json, pathlib, quopri, re, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "Tests" / "IngestionTests" / "Fixtures"
README = ROOT / "Sources" / "Ingestion" / "README.md"
BELL = "The ferry bell of Harrow Sound hangs on a frame of oak, and nobody knows who put it there."
GOOSE = "In the summer of 1931 a goose rang it on nine days, each time for as long as it liked."
QUESTION = "In which year did a goose ring the bell?"
PAGE = f"<html><head><title>Ferry bells</title></head><body><h1>Ferry bells</h1><p>{BELL}</p><p>{GOOSE}</p></body></html>"
PANDOC = {"docbook.xml": "docbook5", "jats.xml": "jats", "tei.xml": "tei", "book.fb2": "fb2", "book.ipynb": "ipynb", "paper.tex": "latex",
          "memo.rtf": "rtf", "plan.org": "org", "guide.rst": "rst", "notes.md": "markdown", "page.html": "html", "plain.txt": "plain",
          "notes.textile": "textile", "notes.muse": "muse"}
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
WRITTEN = {
    "page.xhtml": XML + PAGE.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'),
    "news.nitf.xml": f"{XML}<nitf><head><title>Ferry bells</title></head><body><body.content><p>{BELL}</p><p>{GOOSE}</p></body.content></body></nitf>",
    "pubmed.xml": f"{XML}<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Ferry bells.</ArticleTitle>"
                  f"<Abstract><AbstractText>{BELL} {GOOSE}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "wiki.xml": f"{XML}<mediawiki><page><title>Ferry bells</title><ns>0</ns><id>7</id><revision><text>'''{BELL}'''\n\n{GOOSE}</text></revision></page></mediawiki>",
    "other.xml": f"{XML}<report><chapter><text>{BELL}</text><text>{GOOSE}</text></chapter></report>",
    "times.csv": f'Day,Crossings\n1,12\n2,9\n\n"{BELL}"\n"{GOOSE}"\n',
    "letters.mbox": f"From edda@example.org Mon Jan  5 10:00:00 2026\nFrom: Edda <edda@example.org>\nTo: council@example.org\nSubject: Ferry bells\n"
                    f"Date: Mon, 05 Jan 2026 10:00:00 +0000\nMessage-ID: <1@example.org>\n\n{BELL}\n\n{GOOSE}\n\n",
}
COMMANDS = ["inspect", "summarize", "answer", "batch", "index"]


def documents(folder):
    """Files of every format in `folder`, those of the fixtures among them."""
    for file in sorted((FIXTURES / "producers").iterdir()):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "two-columns.pdf").write_bytes((FIXTURES / "two-columns.pdf").read_bytes())
    for name, text in WRITTEN.items():
        (folder / name).write_text(text)
    source = folder.parent / "page.html"
    source.write_text(PAGE)
    for name, kind in PANDOC.items():
        subprocess.run(["pandoc", "-s", "-f", "html", "-t", kind, str(source), "-o", str(folder / name)], check=True, capture_output=True)
    return sorted(folder.iterdir())


def words(text):
    """Words without case; captions without punctuation have the same."""
    return re.findall(r"[a-z0-9]{2,}", text.lower().replace("’", "'"))


def says(text, sentence):
    return " ".join(words(sentence)) in " ".join(words(text))


def sources(value):
    """Pairs of a text and the place that is named beside it, however deep they stand."""
    if isinstance(value, list):
        for item in value:
            yield from sources(item)
    elif isinstance(value, dict):
        for text, place in (("text", "source"), ("evidence", "evidenceSource"), ("sentence", "sentenceSource")):
            if isinstance(value.get(text), str) and isinstance(value.get(place), dict):
                yield value[text], value[place]
        for item in value.values():
            yield from sources(item)


def undone(piece, file):
    """What a piece of a file says, as whatever may be undone in it says it."""
    if file.suffix == ".xlsx":
        # Runs of text without the markup of the sheet; numbers are shown in another form than they are kept in.
        piece = re.sub(rb"</?(si|t|r|c|v|row|is)\b[^>]*>", b" ", piece)
    texts = [piece.decode("utf-8", "replace"), quopri.decodestring(piece).decode("cp1252", "replace"), quopri.decodestring(piece).decode("utf-8", "replace")]
    if file.name == "python-base64.eml":
        groups = re.sub(rb"[^A-Za-z0-9+/]", b"", piece)
        texts.append(base64.b64decode(groups[:len(groups) // 4 * 4]).decode("utf-8", "replace"))
    for text in texts:
        yield text
        # Tags of HTML may stand behind references, and inside words.
        for _ in range(3):
            text = re.sub(r"<[^<>]*>", "" if file.suffix == ".vtt" else " ", html.unescape(text))
            yield text
        yield text.encode().decode("unicode_escape", "replace")


def resolves(text, place, file):
    """Whether the words of `text` stand at `place`."""
    known = words(text)
    ends = {*known[:1], *known[-1:]}
    if "page" in place:
        found = ""
        for box in place["rectangles"]:
            crop = [str(int(value)) for value in (box["x0"] - 1, box["y0"] - 1, box["x1"] - box["x0"] + 3, box["y1"] - box["y0"] + 3)]
            found += " " + subprocess.run(
                ["pdftotext", "-r", "72", "-f", str(box["page"]), "-l", str(box["page"]), "-x", crop[0], "-y", crop[1], "-W", crop[2], "-H",
                 crop[3], str(file), "-"], capture_output=True, text=True).stdout
        return any(word in words(found) for word in ends) or not ends
    if place.get("convertedBy") or "byteStart" not in place:
        return "byteStart" in place or "convertedBy" in place
    whole = zipfile.ZipFile(file).read(place["member"]) if "member" in place else file.read_bytes()
    if not 0 <= place["byteStart"] < place["byteEnd"] <= len(whole):
        return False
    piece = whole[place["byteStart"]:place["byteEnd"]]
    if file.suffix == ".xlsx" and re.fullmatch(rb"[-+.0-9eE]+", piece):
        return True
    # Its first and last words, where they were cut, are those of the text.
    cut = (words(found) for found in undone(piece, file))
    # Of cells in several members the place is what lies in the first one's.
    if file.suffix == ".xlsx" and "\n\n" in text:
        return any(found[:1] == known[:1] for found in cut)
    return any(found[:1] == known[:1] and found[-1:] == known[-1:] for found in cut)


def judged(rc, value, wanted, file):
    """What is wrong with an outcome, or "yes"."""
    if rc != 0:
        return f"ends with {rc}"
    text = json.dumps(value, ensure_ascii=False)
    if not all(says(text, sentence) for sentence in wanted):
        return "other words"
    lost = [text for text, place in sources(value) if not resolves(text, place, file)]
    return "yes" if not lost else "place of '" + lost[0][:40] + "'"


def run(peruse, *arguments):
    done = subprocess.run([peruse, *map(str, arguments)], capture_output=True, text=True, timeout=300)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError:
        return done.returncode or -1, None


def outcomes(peruse, file, scratch, answers):
    wanted = [BELL, GOOSE]
    if file.suffix == ".pdf":
        wanted = ["The official timetable hangs beside it", "the first keeper set it up in the year 1871"]
    elif file.name == "automatic.vtt":
        # Without punctuation, utterances end elsewhere.
        wanted = ["the ferry bell of harrow sound hangs on a frame of oak", "a goose rang it on nine days"]
    rc, value = run(peruse, "inspect", "--format", "json", "--quiet", file)
    document = value[0] if isinstance(value, list) and value else value or {}
    kind = (document.get("document") or {}).get("format", "?")
    result = {"inspect": judged(rc, value, wanted, file)}
    rc, value = run(peruse, "summarize", "--method", "lead", "-s", "4", "--format", "json", "--quiet", file)
    text = ["ferry bell"]
    result["summarize"] = judged(rc, value, text, file)
    rc, value = answers
    own = [entry for entry in value or [] if entry["document"]["path"].endswith("/" + file.name)]
    result["answer"] = judged(rc, [entry["answers"] for entry in own], ["1871" if file.suffix == ".pdf" else "1931"], file)
    output = scratch / "batch.jsonl"
    done = subprocess.run([peruse, "batch", "inspect", str(file), "--output", str(output), "--quiet", "--force"], capture_output=True)
    lines = [json.loads(line) for line in output.read_text().splitlines()] if output.exists() else []
    result["batch"] = judged(done.returncode, lines, wanted, file)
    output.unlink(missing_ok=True)
    corpus = scratch / "corpus.db"
    done = subprocess.run([peruse, "index", str(corpus), str(file), "--quiet"], capture_output=True)
    rc, value = run(peruse, "search", corpus, "bell", "--format", "json", "--quiet")
    result["index"] = judged(done.returncode or rc, value, text, file)
    for rest in scratch.glob("corpus.db*"):
        rest.unlink()
    return kind, result


def table(rows):
    lines = ["| format | files | " + " | ".join(COMMANDS) + " |", "|---|---|" + "---|" * len(COMMANDS)]
    for kind, files in sorted(rows.items()):
        cells = []
        for command in COMMANDS:
            wrong = sorted({f"{name}: {result[command]}" for name, result in files if result[command] != "yes"})
            cells.append("yes" if not wrong else "; ".join(wrong))
        lines.append(f"| {kind} | {', '.join(name for name, _ in files)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    peruse = str(pathlib.Path(sys.argv[1]).resolve())
    rows = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        (scratch / "in").mkdir()
        files = documents(scratch / "in")
        answers = run(peruse, "answer", QUESTION, "--format", "json", "--quiet", *[file for file in files if file.suffix != ".pdf"])
        rc, pdf = run(peruse, "answer", "In which year did the first keeper set the bell up?", "--format", "json", "--quiet", scratch / "in/two-columns.pdf")
        if isinstance(answers[1], list):
            answers = (answers[0] or rc, answers[1] + (pdf if isinstance(pdf, list) else [pdf]))
        for file in files:
            kind, result = outcomes(peruse, file, scratch, answers)
            rows[kind].append((file.name, result))
            print(file.name, kind, result, file=sys.stderr, flush=True)
    text = table(rows)
    print(text)
    if "--write" in sys.argv:
        page = README.read_text()
        begin, end = "<!-- Tools/Benchmarks/formats/commands.py -->\n", "<!-- end -->"
        start, stop = page.index(begin) + len(begin), page.index(end)
        README.write_text(page[:start] + text + "\n" + page[stop:])
    sys.exit(any(value != "yes" for files in rows.values() for _, result in files for value in result.values()))


if __name__ == "__main__":
    main()
