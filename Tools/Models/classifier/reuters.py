#!/usr/bin/env python3
"""Makes labelled JSON lines of Reuters-21578 (the SGML files reut2-*.sgm), in the ModApte split with the 90 topics that have
a training and a test article: 7,770 articles to train on (the literature counts 7,769), 3,019 to test on.

    Tools/Models/classifier/reuters.py reuters21578/ train.jsonl test.jsonl
"""
import html
import json
import pathlib
import re
import sys

ARTICLE = re.compile(r"<REUTERS\s([^>]*)>(.*?)</REUTERS>", re.DOTALL)


def part(name, text):
    found = re.search(rf"<{name}[^>]*>(.*?)</{name}>", text, re.DOTALL)
    return found.group(1) if found else ""


def clean(text):
    # Control characters stand as numbered references, &#3; ends a text.
    text = re.sub(r"&#\d+;", " ", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\x03", " ").strip()


def articles(folder):
    for file in sorted(folder.glob("reut2-*.sgm")):
        for attributes, body in ARTICLE.findall(file.read_text(encoding="latin-1")):
            values = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            split = values.get("LEWISSPLIT")
            if values.get("TOPICS") != "YES" or split not in ("TRAIN", "TEST"):
                continue
            text = part("TEXT", body)
            title, content = clean(part("TITLE", text)), clean(part("BODY", text))
            if not title and not content:
                content = clean(text)
            yield split, {
                "id": values.get("NEWID", ""), "title": title, "text": f"{title}\n\n{content}".strip(),
                "labels": re.findall(r"<D>(.*?)</D>", part("TOPICS", body)),
            }


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    parts = {"TRAIN": [], "TEST": []}
    for split, article in articles(pathlib.Path(sys.argv[1])):
        parts[split].append(article)
    topics = set.intersection(*({label for a in found for label in a["labels"]} for found in parts.values()))
    for split, target in zip(("TRAIN", "TEST"), sys.argv[2:]):
        count = 0
        with open(target, "w", encoding="utf-8") as out:
            for article in parts[split]:
                article["labels"] = [label for label in article["labels"] if label in topics]
                if article["labels"]:
                    out.write(json.dumps(article, ensure_ascii=False) + "\n")
                    count += 1
        print(f"{target}: {count} articles, {len(topics)} topics", file=sys.stderr)


if __name__ == "__main__":
    main()
