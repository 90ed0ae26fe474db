"""Summaries of documents of 800 words, model loaded, in turn with sumy's LexRank; and a book of 100,000 words."""
import statistics
import time
import tempfile
import pathlib

from common import Peruse, arguments

from sumy.parsers.plaintext import PlaintextParser
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer

from batch_peer import Tokenizer

WORDS, ROUNDS, BOOK = 800, 15, 100_000


def texts(root):
    """The English documents of corpora/, joined and cut into pieces of 800 words."""
    words = []
    for path in sorted((root / "corpora").rglob("*.txt")) + sorted((root / "corpora").rglob("*.md")):
        words += path.read_text(encoding="utf-8", errors="ignore").split()
    pieces = [" ".join(words[first:first + WORDS]) for first in range(0, len(words) - WORDS, WORDS)]
    return pieces[:20], words


def main():
    options = arguments()
    pieces, words = texts(options.root)
    peruse = Peruse(options.binaries)
    tokenizer, stemmer = Tokenizer(), Stemmer("english")
    methods = ["learned", "attention", "textrank", "lexrank"]
    times = {name: [] for name in methods + ["sumy LexRank", "sumy LexRank with stemmer"]}
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, piece in enumerate(pieces):
            files.append(pathlib.Path(folder) / f"{number}.txt")
            files[-1].write_text(piece, encoding="utf-8")
        for _ in range(ROUNDS):
            for method in methods:
                times[method].append(sum(peruse.ask("summarize", method, 1, path)[0] for path in files) / len(files))
            for name, summarizer in (("sumy LexRank", LexRankSummarizer()),
                                     ("sumy LexRank with stemmer", LexRankSummarizer(stemmer))):
                start = time.perf_counter()
                for piece in pieces:
                    summarizer(PlaintextParser.from_string(piece, tokenizer).document, 5)
                times[name].append((time.perf_counter() - start) * 1e3 / len(pieces))
        print(f"\n{len(pieces)} documents of {WORDS} words, ms each, median and best of {ROUNDS} rounds in turn")
        peer = statistics.median(times["sumy LexRank"])
        for name, values in times.items():
            median = statistics.median(values)
            print(f"{name:28} {median:8.2f} {min(values):8.2f}   {peer / median:5.2f} × sumy LexRank")
        book = pathlib.Path(folder) / "book.txt"
        # Sentences that differ, in paragraphs of 120 words.
        long = [words[place % len(words)] for place in range(BOOK)]
        book.write_text("\n\n".join(" ".join(long[first:first + 120]) for first in range(0, BOOK, 120)), encoding="utf-8")
        fresh = Peruse(options.binaries)
        elapsed = fresh.ask("summarize", "learned", 1, book)[0]
        print(f"a book of {BOOK} words: {elapsed / 1e3:.1f} s, peak memory {fresh.ask('memory')[0]:.0f} MB")


main()
