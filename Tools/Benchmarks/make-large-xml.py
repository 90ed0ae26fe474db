#!/usr/bin/env python3
"""Writes a large XML file of many records, to measure reading with: a MediaWiki dump or a PubMed set.

    Tools/Benchmarks/make-large-xml.py mediawiki 2000 large.xml     (format, megabytes, file)

The words are random and seeded, so that the same arguments write the same bytes.
"""
import random
import sys

SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo xa za tion ment ship al".split()


def vocabulary(rng):
    return ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(4000)]


def sentence(rng, words):
    picked = rng.choices(words, k=rng.randint(8, 30))
    return picked[0].capitalize() + " " + " ".join(picked[1:]) + ". "


def wiki_page(rng, words, number):
    parts = ["{{Infobox thing\n| name = %s\n}}\n" % rng.choice(words)]
    for section in range(rng.randint(1, 6)):
        parts.append("== %s ==\n" % rng.choice(words).capitalize())
        for _ in range(rng.randint(1, 4)):
            text = "".join(sentence(rng, words) for _ in range(rng.randint(2, 8)))
            text += "A [[%s|link]] and '''bold''' text.&lt;ref&gt;Source &amp;amp; place&lt;/ref&gt;" % rng.choice(words)
            parts.append(text + "\n\n")
    return (
        "  <page>\n    <title>Page %d</title>\n    <ns>0</ns>\n    <id>%d</id>\n    <revision>\n      <id>%d</id>\n"
        "      <timestamp>2024-01-01T00:00:00Z</timestamp>\n      <text bytes=\"1\" xml:space=\"preserve\">%s</text>\n"
        "    </revision>\n  </page>\n" % (number, number, number, "".join(parts))
    )


def pubmed_article(rng, words, number):
    text = "".join(sentence(rng, words) for _ in range(rng.randint(4, 12)))
    authors = "".join(
        "<Author><LastName>%s</LastName><ForeName>%s</ForeName></Author>"
        % (rng.choice(words).capitalize(), rng.choice(words).capitalize())
        for _ in range(rng.randint(1, 6))
    )
    return (
        "<PubmedArticle>\n<MedlineCitation Status=\"MEDLINE\">\n<PMID Version=\"1\">%d</PMID>\n<Article>\n"
        "<ArticleTitle>%s</ArticleTitle>\n<Abstract><AbstractText>%s</AbstractText></Abstract>\n"
        "<AuthorList>%s</AuthorList>\n</Article>\n</MedlineCitation>\n</PubmedArticle>\n"
        % (number, sentence(rng, words).strip(), text, authors)
    )


FORMATS = {
    "mediawiki": (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n',
        wiki_page, "</mediawiki>\n"),
    "pubmed": ('<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n', pubmed_article, "</PubmedArticleSet>\n"),
}


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in FORMATS:
        sys.exit(__doc__)
    start, record, end = FORMATS[sys.argv[1]]
    goal = int(sys.argv[2]) * 1_000_000
    rng = random.Random(2)
    words = vocabulary(rng)
    # A pool of records is enough: what is measured does not remember them.
    pool = [record(rng, words, number) for number in range(1, 2001)]
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        written = file.write(start)
        number = 0
        while written < goal:
            written += file.write(pool[number % len(pool)])
            number += 1
        file.write(end)
    print(f"{number} records, {written} bytes")


if __name__ == "__main__":
    main()
