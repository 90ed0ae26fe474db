"""What people write who have no Peruse: lxml.iterparse for the text, sumy's LexRank for the summary.

    batch_peer.py LIST-OF-FILES     (JSON lines to standard output)

Sentences and words are cut by regular expressions instead of NLTK, whose models would have to be downloaded, and
which would be slower.
"""
import json
import re
import sys

from lxml import etree
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer


class Tokenizer:
    sentences = re.compile(r"(?<=[.?!])\s+(?=[A-Z0-9\"“])")
    words = re.compile(r"\w+")

    def to_sentences(self, paragraph):
        return tuple(part for part in self.sentences.split(paragraph) if part.strip())

    def to_words(self, sentence):
        return tuple(self.words.findall(sentence))


def text(path):
    parts = []
    for _, element in etree.iterparse(path, events=("end",), remove_comments=True, remove_pis=True):
        if element.text and element.text.strip():
            parts.append(" ".join(element.text.split()))
        if element.tail and element.tail.strip():
            parts.append(" ".join(element.tail.split()))
        element.clear()
    return "\n\n".join(parts)


def main():
    tokenizer = Tokenizer()
    summarizer = LexRankSummarizer()
    documents = 0
    for path in open(sys.argv[1]).read().splitlines():
        try:
            parser = PlaintextParser.from_string(text(path), tokenizer)
            summary = [str(sentence) for sentence in summarizer(parser.document, 3)]
        except Exception as error:
            summary = []
            print(f"{path}: {error}", file=sys.stderr)
        print(json.dumps({"path": path, "summary": summary}))
        documents += 1
    print(f"{documents} documents", file=sys.stderr)


if __name__ == "__main__":
    main()
