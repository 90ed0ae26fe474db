#!/usr/bin/env python3
"""Turns public sources into JSON lines that `peruse train summarizer` and `peruse evaluate summaries` read.

    prepare.py --shared ../shared/data --xml FOLDER --openstax FOLDER --out FOLDER

FOLDER of --xml holds the unpacked archives of ../shared/data/xml, that of --openstax the text files of openstax.tar.xz.
What is written is data, and stays outside of the repository. A line has `id`, `title`, `sections` (or `sentences`), and,
where there is one, `summary` or `summaries`.

To train weights that ship (their licences allow it):
  scitldr-train, scitldr-held   SciTLDR (Apache-2.0), nine tenths and one tenth of its training part
  scisummnet, scisummnet-held   ScisummNet (CC BY 4.0): papers without their abstracts; abstract and human summary as references
  openstax                      textbooks whose own preface says CC BY 4.0: modules with their summaries
  openstax-plain, eltec, medquad, wikipedia
                                plain text without summaries: modules, chapters of novels (public domain, CC BY 4.0),
                                answers of MedQuAD (CC BY 4.0), articles of SQuAD (CC BY-SA 4.0)
  plos                          article bodies against their abstracts (PLOS, CC BY)
  qmsum                         meetings, turn by turn, against the summary of the whole (QMSum, MIT)
To measure with only:
  qmsum-queries                 the same meetings (development part) with their questions, a line each
"""
import argparse
import glob
import hashlib
import json
import os
import re
import xml.etree.ElementTree as ElementTree


def write(folder, name, records):
    with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{name}: {len(records)}")


def draw(key):
    """A number in 0 ... 1 that depends on the key alone."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def some(records, count):
    return sorted(records, key=lambda record: draw(record["id"]))[:count]


def squeeze(text):
    return " ".join(text.split())


def words(record):
    return sum(len(section["text"].split()) for section in record["sections"])


def scitldr(shared):
    kept, apart = [], []
    for line in open(f"{shared}/summarization/scitldr-a-train.jsonl", encoding="utf-8"):
        record = json.loads(line)
        if len(record["sentences"]) < 3:
            continue
        item = {"id": str(record.get("id", len(kept) + len(apart))), "sentences": record["sentences"],
                "title": record.get("title"), "summaries": record["summaries"]}
        (apart if draw("scitldr" + record["sentences"][0]) < 0.1 else kept).append(item)
    return kept, apart


def scisummnet(xml):
    records = []
    for path in sorted(glob.glob(f"{xml}/**/From-ScisummNet-2019/*/Reference_XML/*.xml", recursive=True)):
        folder, name = os.path.dirname(os.path.dirname(path)), os.path.basename(path)[:-4]
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:
            continue
        title = root.find("S")
        sections = []
        for section in root.iter("SECTION"):
            heading = re.sub(r"^[\d.\s]+", "", section.get("title") or "")
            if heading.lower().startswith(("acknowledg", "reference")):
                continue
            text = " ".join(squeeze(s.text or "") for s in section.iter("S"))
            if text.strip():
                sections.append({"heading": heading, "text": text})
        references = []
        for kind in ("abstract", "scisummnet_human"):
            file = f"{folder}/summary/{name}.{kind}.txt"
            if not os.path.exists(file):
                continue
            lines = [squeeze(line) for line in open(file, encoding="utf-8", errors="replace")]
            lines = [line for line in lines if line and line != squeeze(title.text or "")]
            if sum(len(line.split()) for line in lines) >= 40:
                references.append(lines)
        record = {"id": name, "title": squeeze(title.text or "") if title is not None else None, "sections": sections,
                  "summaries": references}
        if references and words(record) > 600:
            records.append(record)
    return records


SUMMARIES = re.compile(r"^(key concepts and |section |chapter )?(summary|review)$", re.I)
ASIDES = re.compile(
    r"question|exercise|problem|objective|outcome|key term|reference|reading|homework|quiz|test|equation|answer|try it|standard"
    r"|teacher|suggest|resource|media|bibliograph|endnote|sourc|check your|glossary|formula|activit|about openstax|preface"
    r"|customiz|errata|format|art attribution|author|reviewer|additional", re.I)


def is_free(text):
    said = re.search(r"licensed under a Creative Commons ([\w\s-]*4\.0)", text)
    return bool(said) and not re.search(r"non\s*-?commercial", said.group(1), re.I)


def openstax(folder):
    with_summary, plain = [], []
    for path in sorted(glob.glob(f"{folder}/*.txt")):
        text = open(path, encoding="utf-8", errors="replace").read()
        book = os.path.basename(path)[:-4]
        if not is_free(text):
            continue
        for number, module in enumerate(re.split(r"^= ", text, flags=re.M)[1:]):
            title, _, body = module.partition("\n")
            parts = re.split(r"^== ?(.*)$", body, flags=re.M)
            sections, summary = [], ""
            for heading, content in zip([""] + parts[1::2], parts[::2]):
                paragraphs = [squeeze(p) for p in content.split("\n") if len(p.split()) > 12]
                if SUMMARIES.match(heading.strip()):
                    summary = "\n".join(paragraphs)
                elif paragraphs and not ASIDES.search(heading):
                    sections.append({"heading": heading.strip(), "text": "\n\n".join(paragraphs)})
            record = {"id": f"{book}-{number}", "title": squeeze(title), "sections": sections}
            if not sections or ASIDES.search(title) or not 250 < words(record) < 6000:
                continue
            if 30 <= len(summary.split()) <= 400 and len(summary.split()) < words(record) / 3:
                with_summary.append(record | {"summary": summary})
            else:
                plain.append(record)
    return with_summary, plain


def local(tag):
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def eltec(xml):
    records = []
    for path in sorted(glob.glob(f"{xml}/level1/*.xml")):
        root = ElementTree.parse(path).getroot()
        for number, part in enumerate(e for e in root.iter() if local(e.tag) == "div" and e.get("type") == "chapter"):
            paragraphs = [squeeze("".join(p.itertext())) for p in part.iter() if local(p.tag) == "p"]
            total, kept = 0, []
            for paragraph in paragraphs:
                total += len(paragraph.split())
                if total > 2000:
                    break
                kept.append(paragraph)
            record = {"id": f"{os.path.basename(path)[:-4]}-{number}",
                      "sections": [{"heading": "", "text": "\n\n".join(kept)}]}
            if words(record) > 500:
                records.append(record)
    return records


def medquad(xml):
    records = []
    for path in sorted(glob.glob(f"{xml}/*_QA*/*.xml")):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:
            continue
        for pair in root.iter("QAPair"):
            question, answer = pair.find("Question"), pair.find("Answer")
            text = squeeze(answer.text or "") if answer is not None else ""
            if 120 < len(text.split()) < 1200 and "Phenotype Ontology" not in text:
                records.append({"id": question.get("qid"), "title": squeeze(question.text or ""),
                                "sections": [{"heading": "", "text": text}]})
    return records


def wikipedia(shared):
    records = []
    data = json.load(open(f"{shared}/qa/train/squad-v1.1-train-part.json", encoding="utf-8"))["data"]
    for article in data:
        paragraphs = [squeeze(p["context"]) for p in article["paragraphs"]]
        for first in range(0, len(paragraphs), 8):
            text = "\n\n".join(paragraphs[first:first + 8])
            if len(text.split()) > 300:
                records.append({"id": f"{article.get('title') or 'untitled'}-{len(records)}",
                                "title": (article.get("title") or "").replace("_", " ") or None,
                                "sections": [{"heading": "", "text": text}]})
    return records


def jats_text(element):
    skipped = {"xref", "table-wrap", "fig", "disp-formula", "inline-formula", "tex-math", "table", "label"}
    text = element.text or ""
    for child in element:
        if local(child.tag) not in skipped:
            text += jats_text(child)
        text += child.tail or ""
    return text


def plos(xml):
    records = []
    for path in sorted(glob.glob(f"{xml}/allofplos/**/*.xml", recursive=True)):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError:
            continue
        abstracts = [a for a in root.iter("abstract") if not a.get("abstract-type")]
        body, title = root.find("body"), root.find(".//article-title")
        if not abstracts or body is None:
            continue
        summary = "\n".join(squeeze(jats_text(p)) for p in abstracts[0].iter("p"))
        sections = []

        def walk(element, heading):
            paragraphs = [squeeze(jats_text(p)) for p in element if local(p.tag) == "p"]
            if any(paragraphs):
                sections.append({"heading": heading, "text": "\n\n".join(p for p in paragraphs if p)})
            for section in element:
                if local(section.tag) == "sec":
                    own = section.find("title")
                    walk(section, squeeze(jats_text(own)) if own is not None else heading)

        walk(body, "")
        record = {"id": os.path.basename(path)[:-4], "title": squeeze(jats_text(title)) if title is not None else None,
                  "sections": sections, "summary": summary}
        if len(summary.split()) > 50 and words(record) > 400:
            records.append(record)
    return records


def spoken(text):
    """Tokens of a transcript as they are written."""
    for apart, joined in ((" .", "."), (" ,", ","), (" ?", "?"), (" !", "!"), (" '", "'")):
        text = text.replace(apart, joined)
    return re.sub(r"\{[^}]*\}", "", text).strip()


def qmsum(folder, part):
    """Meetings: each with the answer to the wish for a summary of the whole, and their questions."""
    meetings, questions = [], []
    for path in sorted(glob.glob(f"{folder}/data/ALL/{part}/*.json")):
        name = os.path.basename(path)[:-5]
        meeting = json.load(open(path, encoding="utf-8"))
        turns = [spoken(f"{turn['speaker']}: {turn['content']}") for turn in meeting["meeting_transcripts"]
                 if len(turn["content"].split()) > 3]
        sections = [{"heading": "", "text": "\n\n".join(turns)}]
        wholes = [pair["answer"] for pair in meeting["general_query_list"] if "summar" in pair["query"].lower()]
        if wholes and len(turns) > 20:
            meetings.append({"id": name, "sections": sections, "summary": spoken(wholes[0])})
        for number, pair in enumerate(meeting["specific_query_list"]):
            questions.append({"id": f"{name}-{number}", "query": spoken(pair["query"]), "sections": sections,
                              "summary": spoken(pair["answer"])})
    return meetings, questions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "xml", "openstax", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--qmsum", help="the unpacked archive of QMSum")
    parser.add_argument("--papers", type=int, default=839, help="papers of ScisummNet to train on; there are 839")
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)

    kept, apart = scitldr(arguments.shared)
    write(arguments.out, "scitldr-train", kept)
    write(arguments.out, "scitldr-held", apart)
    papers = scisummnet(arguments.xml)
    held = some(papers, 60)
    names = {paper["id"] for paper in held}
    write(arguments.out, "scisummnet-held", held)
    write(arguments.out, "scisummnet", some([paper for paper in papers if paper["id"] not in names], arguments.papers))
    modules, plain = openstax(arguments.openstax)
    write(arguments.out, "openstax", modules)
    write(arguments.out, "openstax-plain", some(plain, 100))
    write(arguments.out, "eltec", some(eltec(arguments.xml), 60))
    write(arguments.out, "medquad", some(medquad(arguments.xml), 200))
    write(arguments.out, "wikipedia", some(wikipedia(arguments.shared), 120))
    write(arguments.out, "plos", plos(arguments.xml))
    if arguments.qmsum:
        write(arguments.out, "qmsum", qmsum(arguments.qmsum, "train")[0])
        write(arguments.out, "qmsum-queries", qmsum(arguments.qmsum, "val")[1])


if __name__ == "__main__":
    main()
