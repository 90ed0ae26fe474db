#!/usr/bin/env python3
"""Asks the questions of people.json, on documents that are found on this machine, and says how they were answered.

    people.py FOLDER... [--peruse PATH] [--write FILE] [--show] [-- OPTIONS OF peruse answer]

The set holds no text: every document is looked for under the folders, in archives (.tar.xz) too, unpacked, and held to its SHA-256;
what is missing or different is named and left out. A slice of a long one is read where the set gives its range; manual pages are rendered
by man. A reader that knows no verdicts answers or is silent. Right: a word F1 of at least 0.6 with one of the gold answers.
"""
import argparse
import collections
import gzip
import hashlib
import json
import os
import re
import string
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ["plain", "everyday", "none"]


def words(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation + "“”‘’")
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def f1(given, gold):
    given, gold = words(given), words(gold)
    common = sum((collections.Counter(given) & collections.Counter(gold)).values())
    return 2 * common / (len(given) + len(gold)) if common else float(given == gold)


def find(folders, path, archive):
    """The bytes of a document, unpacked, or None."""
    for folder in folders:
        for root, _, names in os.walk(folder):
            if archive in names:
                with tarfile.open(os.path.join(root, archive)) as tar:
                    for name in (path, "./" + path):
                        try:
                            return tar.extractfile(name).read()
                        except KeyError:
                            pass
            if os.path.basename(path) in names and os.path.join(root, os.path.basename(path)).endswith("/" + path):
                data = open(os.path.join(root, os.path.basename(path)), "rb").read()
                return gzip.decompress(data) if path.endswith(".gz") else data
    return None


def rendered(data):
    """A manual page as man shows it, without hyphenation and justification."""
    with tempfile.NamedTemporaryFile(suffix=".1") as page:
        page.write(data)
        page.flush()
        return subprocess.run(["man", "--no-hyphenation", "--no-justification", "-P", "cat", "-l", page.name],
                              env=dict(os.environ, MANWIDTH="100", LC_ALL="C.UTF-8", GROFF_NO_SGR="1", GROFF_SGR=""),
                              check=True, capture_output=True).stdout


def ask(peruse, document, questions, options):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as asked:
        for question in questions:
            asked.write(json.dumps({"id": question["id"], "question": question["question"]}) + "\n")
        asked.flush()
        done = subprocess.run([peruse, "answer", "--questions", asked.name, "--format", "jsonl", *options, document],
                              capture_output=True, text=True)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    if len(reports) != len(questions):
        sys.exit(f"people.py: {document}: {done.stderr.strip()}")
    return reports


def main():
    given, options = sys.argv[1:], []
    if "--" in given:
        given, options = given[:given.index("--")], given[given.index("--") + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--peruse", default=os.path.join(HERE, "../../../.build/release/peruse"))
    parser.add_argument("--set", default=os.path.join(HERE, "people.json"))
    parser.add_argument("--write", help="results as JSON lines")
    parser.add_argument("--show", action="store_true", help="what is not right")
    arguments = parser.parse_args(given)

    table = collections.Counter()
    asked, guesses, missing, lines = collections.Counter(), collections.Counter(), [], []
    for entry in json.load(open(arguments.set, encoding="utf-8"))["documents"]:
        data = find(arguments.folders, entry["path"], entry.get("archive"))
        if data is None or hashlib.sha256(data).hexdigest() != entry["sha256"]:
            missing.append(entry["path"] + (" (is another one)" if data else ""))
            continue
        start, end = entry.get("range", [0, len(data)])
        isManual = entry["path"].startswith("man/")
        text = rendered(data) if isManual else data[start:end]
        name = os.path.basename(entry["path"]).removesuffix(".gz") + (".txt" if isManual else "")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            open(path, "wb").write(text)
            reports = ask(arguments.peruse, path, entry["questions"], options)
            best = ask(arguments.peruse, path, entry["questions"], ["--always-answer", *options])
        for question, report, guess in zip(entry["questions"], reports, best):
            answer = report["answers"][0]["text"] if report["answers"] else ""
            verdict = report.get("verdict") or ("answer" if answer else "none")
            first = guess["answers"][0]["text"] if guess["answers"] else ""
            golds = question["answers"]
            isRight = bool(golds) and max(f1(answer, gold) for gold in golds) >= 0.6
            isGuessed = bool(golds) and max(f1(first, gold) for gold in golds) >= 0.6
            kind = question["kind"]
            asked[kind] += 1
            guesses[kind] += isGuessed
            table[kind, verdict, isRight] += 1
            lines.append(dict(id=question["id"], kind=kind, question=question["question"], gold=golds, verdict=verdict,
                              answer=answer, guess=first, right=isRight, guessRight=isGuessed,
                              none=report.get("noAnswerProbability"),
                              probability=guess["answers"][0]["probability"] if guess["answers"] else None))
    if arguments.write:
        with open(arguments.write, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if missing:
        print("left out: " + ", ".join(missing), file=sys.stderr)
    if arguments.show:
        for line in lines:
            if not (line["right"] or (line["kind"] == "none" and line["verdict"] == "none")):
                print(f'[{line["kind"]}, {line["verdict"]}, none {line["none"]:.2f}] {line["question"]}\n    gold:  '
                      f'{" | ".join(line["gold"][:2])}\n    guess: {line["guess"]}')
    print(f'{"kind":10}{"asked":>6}{"best guess":>12}{"answer":>16}{"unsure":>16}{"none":>6}')
    for kind in KINDS:
        cells = []
        for verdict in ("answer", "unsure"):
            right, wrong = table[kind, verdict, True], table[kind, verdict, False]
            cells.append(f"{right} of {right + wrong}" if kind != "none" else f"{wrong}")
        none = table[kind, "none", False] + table[kind, "none", True]
        print(f"{kind:10}{asked[kind]:6}{guesses[kind] if kind != 'none' else '':>12}{cells[0]:>16}{cells[1]:>16}{none:6}")
    right = sum(n for (kind, verdict, ok), n in table.items()
                if (ok and verdict != "none") or (kind == "none" and verdict == "none"))
    print(f"right: {right} of {sum(asked.values())} (a right span shown; no span where there is no answer)")


if __name__ == "__main__":
    main()
