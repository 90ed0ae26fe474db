#!/usr/bin/env python3
"""Measures what reading only where a question points to costs and saves: questions about the paragraphs of a SQuAD file laid end to end.

    long.py DATA.json [--words N] [--questions N] [--closely N]... [--peruse PATH]

Every number of `--closely` is one reading: 0 is all of the text, `default` is what `answer` does by itself. The best span counts whatever
the verdict (`--always-answer`), by the F1 of its words. One program answers all questions, one after the other; seconds hold them all.
"""
import argparse
import json
import os
import random
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import people


def load(path, words, count):
    """A text of `words` words or more, and `count` of its questions."""
    articles = json.load(open(path))["data"]
    random.Random(3).shuffle(articles)
    text, questions, total, seen = [], [], 0, set()
    for article in articles:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            if context in seen:
                continue
            seen.add(context)
            text.append(context)
            total += len(context.split())
            questions += [
                {"id": q["id"], "question": q["question"], "gold": sorted({a["text"] for a in q["answers"]})}
                for q in paragraph["qas"] if q["answers"] and not q.get("is_impossible")]
        if total > words:
            break
    random.Random(5).shuffle(questions)
    return "\n\n".join(text), questions[:count], total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--closely", action="append", help="default: default and 0")
    parser.add_argument("--peruse", default=os.path.join(people.HERE, "..", "..", ".build", "release", "peruse"))
    options = parser.parse_args()
    text, questions, total = load(options.data, options.words, options.questions)
    print(f"{total} words, {len(questions)} questions")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        for number in options.closely or ["default", "0"]:
            own = [] if number == "default" else ["--closely", number]
            start = time.time()
            found = people.ask(options.peruse, file.name, questions, ["--always-answer", *own])
            score = sum(
                max(people.f1(a["answers"][0]["text"] if a["answers"] else "", gold) for gold in question["gold"])
                for question, a in zip(questions, found))
            print(f"--closely {number}: F1 {100 * score / len(questions):.1f}, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
