#!/usr/bin/env python3
"""Turns public question sets into a corpus and questions for `peruse evaluate retrieval`.

    Tools/Benchmarks/retrieval.py squad dev-v1.1.json OUT          every paragraph a document, its questions with answers
    Tools/Benchmarks/retrieval.py medquad FOLDER OUT               every file a document, its questions

writes OUT/documents.jsonl (SQuAD) or OUT/files.txt (MedQuAD) and OUT/questions.jsonl. Then:

    peruse index squad.db OUT/documents.jsonl
    peruse evaluate retrieval squad.db OUT/questions.jsonl --read

    peruse index medquad.db --files-from OUT/files.txt --skip-path //Question
    peruse evaluate retrieval medquad.db OUT/questions.jsonl

`--skip-path //Question` keeps the text of the questions out of the index.
"""
import json
import pathlib
import random
import sys
import xml.etree.ElementTree


def write(questions, path):
    """In an order that is mixed and the same every time, so that the first hundred are a fair sample."""
    random.Random(1).shuffle(questions)
    with open(path, "w") as file:
        file.writelines(json.dumps(question) + "\n" for question in questions)


def squad(source, out):
    data = json.load(open(source))["data"]
    seen = {}
    questions = []
    with open(out / "documents.jsonl", "w") as documents:
        for article in data:
            for paragraph in article["paragraphs"]:
                context = paragraph["context"]
                if context not in seen:
                    seen[context] = f"p{len(seen)}"
                    documents.write(json.dumps({"id": seen[context], "text": context}) + "\n")
                for question in paragraph["qas"]:
                    answers = [answer["text"] for answer in question["answers"]]
                    if answers:
                        questions.append({
                            "question": question["question"], "document": seen[context], "answers": answers})
    write(questions, out / "questions.jsonl")


def medquad(folder, out):
    questions = []
    with open(out / "files.txt", "w") as files:
        for path in sorted(pathlib.Path(folder).rglob("*.xml")):
            root = xml.etree.ElementTree.parse(path).getroot()
            if root.tag != "Document" or root.find(".//QAPair") is None:
                continue
            files.write(f"{path}\n")
            for pair in root.iter("QAPair"):
                question = " ".join("".join(pair.find("Question").itertext()).split())
                answer = pair.find("Answer")
                # A good part of the files have had their answers removed: nothing is there to be found.
                if question and answer is not None and "".join(answer.itertext()).strip():
                    questions.append({"question": question, "document": str(path)})
    write(questions, out / "questions.jsonl")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("squad", "medquad"):
        sys.exit(__doc__)
    target = pathlib.Path(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    {"squad": squad, "medquad": medquad}[sys.argv[1]](sys.argv[2], target)
