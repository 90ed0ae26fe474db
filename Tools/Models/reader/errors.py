#!/usr/bin/env python3
"""Draws wrong answers and says of which kind each is, for reading.

    errors.py squad-v1.1-dev.json predictions.json [--count 50] [--seed 1] [--show]

Kinds, the first that fits: `no answer` (none was given), `boundary` (shares words with a gold answer and lies on it), `same
sentence` (another part of the sentence that a gold answer stands in), `other sentence, same words` (its sentence shares more of the
question's words than the right one), `other sentence`.
"""
import argparse
import collections
import json
import random
import re
import string


def normal(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def sentence_of(context, start):
    ends = [m.end() for m in re.finditer(r"[.!?][\"')\]]*\s+(?=[A-Z0-9\"'(])", context)]
    first = max([0] + [e for e in ends if e <= start])
    last = min([e for e in ends if e > start] + [len(context)])
    return context[first:last]


def terms(text):
    return {w[:6] for w in re.findall(r"\w+", text.lower()) if len(w) > 3}


def judge(context, qa, given):
    golds = [a["text"] for a in qa["answers"]]
    if not given:
        return "no answer", ""
    if any(set(normal(given).split()) & set(normal(g).split()) for g in golds):
        return "boundary", ""
    right = [sentence_of(context, a["answer_start"]) for a in qa["answers"]]
    places = [m.start() for m in re.finditer(re.escape(given), context)]
    said = [sentence_of(context, p) for p in places] or [""]
    if any(s in right for s in said):
        return "same sentence", said[0]
    asked = terms(qa["question"])
    most = max(len(asked & terms(s)) for s in said)
    kind = "other sentence, same words" if most > max(len(asked & terms(s)) for s in right) else "other sentence"
    return kind, said[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("predictions")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    predictions = json.load(open(arguments.predictions, encoding="utf-8"))
    wrong = []
    total = 0
    for article in json.load(open(arguments.data, encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                if not qa["answers"] or qa["id"] not in predictions:
                    continue
                total += 1
                given = predictions[qa["id"]]
                if normal(given) not in {normal(a["text"]) for a in qa["answers"]}:
                    wrong.append((paragraph["context"], qa, given))
    print(f"{len(wrong)} of {total} answers are not exact")
    random.Random(arguments.seed).shuffle(wrong)
    drawn = wrong[:arguments.count] if arguments.count else wrong
    counts = collections.Counter()
    for context, qa, given in drawn:
        kind, said = judge(context, qa, given)
        counts[kind] += 1
        if arguments.show:
            right = sentence_of(context, qa["answers"][0]["answer_start"])
            print(f"\n[{kind}] {qa['question']}\n  gold:  {' | '.join(sorted({a['text'] for a in qa['answers']}))}"
                  f"\n  given: {given}\n  in:    {right.strip()}" + (f"\n  not:   {said.strip()}" if said else ""))
    print()
    for kind, count in counts.most_common():
        print(f"{kind:28} {count:4}  {100 * count / max(1, len(drawn)):.0f} %")


if __name__ == "__main__":
    main()
