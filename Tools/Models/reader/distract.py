#!/usr/bin/env python3
"""Adds to every paragraph's questions a sentence that sounds like their answer and is not, to measure what a reader does then.

    distract.py squad-v1.1-dev.json out.json [--limit 2000] [--seed 1] [--at end|start|both]

Each question gets a paragraph of its own: the old one and one more sentence, which is made of the question. Names and numbers
in it are exchanged for others of the file, and the place of the question word is taken by a made-up answer of the same kind (after
the idea of Jia and Liang 2017, AddOneSent). Questions with neither name nor number are left out, so that the sentence never
answers the question. The gold answers stay what they were. `--plain` writes the same questions without the sentence, to compare.

This is for measuring. What `reader.distractors` puts into training is made in another way.
"""
import argparse
import json
import random
import re

FALSE_ANSWERS = {
    "who": ["Marla Quint", "Tobias Ferrow", "Ines Calloway", "Rudolf Stennis"],
    "where": ["Port Averly", "Lower Casten", "the Dorrin valley", "New Halsing"],
    "when": ["1742", "March 1967", "the spring of 1588", "1911"],
    "how many": ["43", "two hundred and six", "7,914", "eleven"],
    "how much": ["43 percent", "6.2 million dollars", "9 tonnes", "a fifth"],
    "why": ["a shortage of copper", "heavy rain in autumn", "a dispute over wages"],
    "what": ["the Corven accord", "copper wire", "a brass lantern", "the Ashdown method"],
}
FALSE_ANSWERS["which"] = FALSE_ANSWERS["what"]
FALSE_ANSWERS["how"] = ["by pressing damp clay", "with a pair of mirrors", "through a vote of the crew"]
YEAR = re.compile(r"\b(year|date|century|decade)\b", re.I)
VERBS = {"did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "should"}


def kind(question):
    low = question.lower()
    for words in ("how many", "how much"):
        if words in low:
            return words
    found = re.search(r"\b(who|whom|whose|where|when|why|which|what|how)\b", low)
    if not found:
        return None
    word = {"whom": "who", "whose": "who"}.get(found.group(1), found.group(1))
    return "when" if word in ("what", "which") and YEAR.search(low) else word


def exchange(question, names, draw):
    """The question with its names and numbers exchanged; None where it has none."""
    words, changed = question.rstrip(" ?").split(), False
    for place, word in enumerate(words):
        core = word.strip(",.;:'\"()")
        if re.fullmatch(r"\d[\d,.]*", core):
            number = int(re.sub(r"\D", "", core) or 0)
            words[place] = word.replace(core, str(number + draw.randrange(3, 40)))
            changed = True
        elif place > 0 and re.fullmatch(r"[A-Z][\w-]{2,}(?:'s)?", core):
            other = draw.choice(names)
            words[place] = word.replace(core, other)
            changed = True
    return words if changed else None


def statement(words, answer):
    lowered = [w.lower() for w in words]
    at = next((i for i, w in enumerate(lowered) if re.match(r"(who|whom|whose|where|when|why|which|what|how)$", w)), None)
    if at is None:
        return None
    verb = next((i for i in range(at + 1, min(at + 5, len(words))) if lowered[i] in VERBS), None)
    if verb is None:
        result = words[:at] + [answer] + words[at + 1:]
    elif at > 0:
        result = words[:at] + [answer] + words[verb + 1:]
    elif lowered[verb] in ("did", "does", "do"):
        result = words[verb + 1:] + [answer]
    else:
        result = [answer, words[verb]] + words[verb + 1:]
    text = " ".join(result)
    return text[0].upper() + text[1:] + "."


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--limit", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", choices=["end", "start", "both"], default="end")
    parser.add_argument("--plain", action="store_true")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    articles = json.load(open(arguments.data, encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    names = sorted({name for paragraph in paragraphs for name in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", paragraph["context"])})
    questions = [(p["context"], qa) for p in paragraphs for qa in p["qas"] if not qa.get("is_impossible")]
    draw.shuffle(questions)
    kept = []
    for context, qa in questions:
        if len(kept) >= arguments.limit:
            break
        what = kind(qa["question"])
        words = exchange(qa["question"], names, draw)
        if what is None or words is None:
            continue
        said = statement(words, draw.choice(FALSE_ANSWERS[what]))
        gold = [answer["text"].lower() for answer in qa["answers"]]
        if said is None or any(answer in said.lower() for answer in gold):
            continue
        before = said + " " if arguments.at in ("start", "both") and not arguments.plain else ""
        after = " " + said if arguments.at in ("end", "both") and not arguments.plain else ""
        moved = [dict(a, answer_start=a["answer_start"] + len(before)) for a in qa["answers"]]
        kept.append({"context": before + context + after, "qas": [dict(qa, answers=moved)]})
    json.dump({"version": "1.1", "data": [{"title": "distracted", "paragraphs": kept}]},
              open(arguments.out, "w", encoding="utf-8"), ensure_ascii=False)
    print(f"{arguments.out}: {len(kept)} questions")


if __name__ == "__main__":
    main()
