#!/usr/bin/env python3
"""Summaries of the sumy package's methods, for `peruse evaluate summaries --system`.

    peruse evaluate summaries DATA --reference-words --export task.jsonl
    peers.py task.jsonl OUT-FOLDER [method ...]

Methods choose from the sentences that Peruse split, stemmed and without stop words as sumy's documentation has it, best
first, as long as the budget admits one; a sentence that does not fit is passed over. Sentences are handed over as they are, so that
no model of NLTK has to be downloaded. Needs the Python package sumy.
"""
import json
import re
import sys
from pathlib import Path

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

METHODS = {"lexrank": LexRankSummarizer, "textrank": TextRankSummarizer, "lsa": LsaSummarizer,
           "luhn": LuhnSummarizer, "sumbasic": SumBasicSummarizer}


class Tokenizer:
    """Words by a regular expression; sentences are given."""
    words = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

    def to_words(self, sentence):
        return tuple(self.words.findall(sentence))

    def to_sentences(self, paragraph):
        return (paragraph,)


def ranking(name, sentences):
    """Indices of sentences, best first."""
    tokenizer = Tokenizer()
    summarizer = METHODS[name](Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    items = [Sentence(text, tokenizer) for text in sentences]
    document = ObjectDocumentModel([Paragraph(items)])
    ratings = {}

    def keep(all_sentences, count, rating, *args, **kwargs):
        rate = rating if not isinstance(rating, dict) else lambda s: rating[s]
        for number, sentence in enumerate(all_sentences):
            ratings[number] = rate(sentence, *args, **kwargs)
        return tuple(all_sentences)

    summarizer._get_best_sentences = keep
    summarizer(document, len(items))
    # LexRank divides by zero where no two sentences share a word.
    return sorted(ratings, key=lambda number: (ratings[number] != ratings[number], -ratings[number], number))


def choose(task, order):
    chosen, words = [], 0
    most, budget = task.get("maximumSentences"), task.get("maximumWords")
    for number in order:
        size = len(task["sentences"][number].split())
        if most is not None and len(chosen) >= most:
            break
        if budget is not None and words + size > budget:
            continue
        chosen.append(number)
        words += size
    return [task["sentences"][number] for number in sorted(chosen)]


def main():
    tasks = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[3:] or METHODS:
        with open(folder / f"sumy-{name}.jsonl", "w", encoding="utf-8") as file:
            for task in tasks:
                summary = choose(task, ranking(name, task["sentences"])) if task["sentences"] else []
                file.write(json.dumps({"id": task["id"], "summary": summary}, ensure_ascii=False) + "\n")
        print(name, len(tasks), file=sys.stderr)


if __name__ == "__main__":
    main()
