#!/usr/bin/env python3
"""Measures key phrases against the subjects that a journal's editors gave its articles.

    Tools/Models/summarizer/keywords.py FOLDER [--peruse PROGRAM] [--count 10] [--limit N] [--method METHOD]

FOLDER holds articles in JATS (PLOS names subjects as nested <subj-group>; the innermost ones count). What is compared is the stems of
whole phrases (exact), and the stems of their words (words): F1 of the first COUNT phrases, the mean over articles, with 95 % intervals
of 1,000 resamples (seed 1). Beside `peruse summarize --keywords` stand TF-IDF over the same folder (runs of up to three words without
stop words), TextRank (Mihalcea and Tarau 2004: words that stand within two of each other, without a tagger of parts of speech; PageRank
by networkx) and YAKE, where these packages are installed: pip install nltk networkx scipy yake.
Articles are read by `peruse inspect --format plain`, so that all get the same text."""
import argparse
import collections
import json
import math
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from nltk.stem.porter import PorterStemmer

stem = PorterStemmer().stem
STOP = set("""a about above after again all also although among an and any are as at be because been before being between both but by
can could did do does during each for from had has have he her here his how however i if in into is it its may might more most much
must no nor not of on one only or other our out over own per same shall she should since so some such than that the their them then
there these they this those through thus to too two under until up used using very via was we were what when where whether which while
who whose why will with within without would you your figure fig table al et show shown results data analysis study""".split())


def local(tag):
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def subjects(path):
    """The innermost subjects, each once."""
    found = []
    for group in ElementTree.parse(path).getroot().iter():
        if local(group.tag) != "subj-group" or any(local(child.tag) == "subj-group" for child in group):
            continue
        for child in group:
            if local(child.tag) == "subject" and child.text and group.get("subj-group-type") != "heading":
                found.append(child.text)
    return sorted(set(found))


def phrase(text):
    return " ".join(stem(word) for word in re.findall(r"[^\W_]+", text.lower()))


def f1(chosen, gold):
    shared = len(chosen & gold)
    return 2 * shared / (len(chosen) + len(gold)) if chosen and gold else 0.0


def scores(phrases, gold, count):
    chosen = list(dict.fromkeys(phrase(text) for text in phrases if phrase(text)))[:count]
    words = lambda items: {word for item in items for word in item.split()}
    return f1(set(chosen), gold), f1(words(chosen), words(gold))


def runs(text):
    """Runs of up to three words without stop words or marks between them."""
    for clause in re.split(r"[^\w\s-]+|\n", text.lower()):
        words = re.findall(r"[^\W_]+", clause)
        for length in (1, 2, 3):
            for start in range(len(words) - length + 1):
                part = words[start:start + length]
                if all(word not in STOP and len(word) > 2 and not word.isdigit() for word in part):
                    yield " ".join(part)


def textrank(text, count):
    """Phrases of the best third of the words by PageRank, as in the paper: neighbours of a clause that are both among them are joined,
    and a phrase is worth the sum of its words. Stop words take the place of the paper's filter by parts of speech."""
    import networkx
    clauses = [re.findall(r"[^\W_]+", clause) for clause in re.split(r"[^\w\s-]+|\n", text.lower())]
    content = lambda word: word not in STOP and len(word) > 2 and not word.isdigit()
    graph = networkx.Graph()
    for words in clauses:
        for left, right in zip(words, words[1:]):
            if content(left) and content(right) and left != right:
                graph.add_edge(left, right)
    if not graph:
        return []
    rank = networkx.pagerank(graph)
    kept = set(sorted(rank, key=lambda word: (-rank[word], word))[:max(count, len(rank) // 3)])
    found = {}
    for words in clauses:
        run = []
        for word in words + [""]:
            if word in kept:
                run.append(word)
            elif run:
                found[" ".join(run)] = sum(rank[word] for word in run)
                run = []
    return sorted(found, key=lambda phrase: (-found[phrase], phrase))[:3 * count]


def interval(values):
    draw = random.Random(1)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(1000))
    return sum(values) / len(values), means[25], means[974]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--peruse", default=str(Path(__file__).resolve().parents[3] / ".build/release/peruse"))
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--limit", type=int, default=10**6)
    parser.add_argument("--method", default="learned")
    options = parser.parse_args()
    articles = []
    for path in sorted(Path(options.folder).rglob("*.xml")):
        gold = {phrase(text) for text in subjects(path)}
        if len(gold) >= 3:
            articles.append((path, gold))
    articles = articles[:options.limit]
    if not articles:
        sys.exit("no article with subjects")
    texts, counts = [], []
    for path, _ in articles:
        text = subprocess.run(
            [options.peruse, "inspect", "--format", "plain", str(path)], capture_output=True, text=True, check=True).stdout
        texts.append(text)
        counts.append(collections.Counter(runs(text)))
    frequency = collections.Counter(run for count in counts for run in count)
    systems = {}

    def tfidf(place):
        weight = lambda run: counts[place][run] * math.log(len(articles) / frequency[run])
        return sorted(counts[place], key=lambda run: (-weight(run), run))[:3 * options.count]

    def peruse(place):
        command = [options.peruse, "summarize", "--keywords", str(options.count), "--method", options.method, "--format", "json",
                   "--quiet", str(articles[place][0])]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["keywords"]

    systems["peruse"] = peruse
    systems["tf-idf"] = tfidf
    try:
        import networkx  # noqa: F401
        systems["textrank"] = lambda place: textrank(texts[place], options.count)
    except ImportError:
        print("networkx is not here: no TextRank", file=sys.stderr)
    try:
        import yake
        systems["yake"] = lambda place: [
            item[0] for item in yake.KeywordExtractor(n=3, top=2 * options.count).extract_keywords(texts[place])]
    except ImportError:
        print("yake is not here", file=sys.stderr)
    print(f"{len(articles)} articles, {sum(len(gold) for _, gold in articles) / len(articles):.1f} subjects each, F1 at {options.count} in per cent")
    for name, system in systems.items():
        exact, words = zip(*(scores(system(place), gold, options.count) for place, (_, gold) in enumerate(articles)))
        cells = ["{:5.1f} [{:.1f}, {:.1f}]".format(*(100 * value for value in interval(list(values)))) for values in (exact, words)]
        print(f"{name:18} exact {cells[0]}   words {cells[1]}", flush=True)


main()
