#!/usr/bin/env python3
"""Minutes of training a classifier: Peruse beside PyTorch on the same network, in turn on the same machine.

    Tools/Benchmarks/classifier_torch.py --program .build/release/peruse --start vectors --data reviews.jsonl [--steps 100]

Both train the hierarchical attention network of Yang et al. 2016 (two bidirectional GRUs of 50 units a direction, attention of
width 100) with AdamW on batches of the same number of words. PyTorch gets its sentences packed, as its GRU is fastest, and cut
beforehand, so that only steps are timed; of Peruse the tokens a second of its own metrics count, reading included. What is
printed are words a second of each, and their ratio.
"""
import argparse
import csv
import json
import pathlib
import random
import re
import subprocess
import tempfile
import time

import torch
from torch import nn

WIDTH, WRITINGS, HIDDEN, ATTENTION, SENTENCE = 50, 4, 50, 100, 60


class Pooling(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.projection, self.context = nn.Linear(width, ATTENTION), nn.Linear(ATTENTION, 1, bias=False)

    def forward(self, states, lengths):
        scores = self.context(torch.tanh(self.projection(states))).squeeze(-1)
        there = torch.arange(states.shape[1])[None] < lengths[:, None]
        weights = torch.softmax(scores.masked_fill(~there, float("-inf")), dim=1)
        return (weights[..., None] * states).sum(dim=1)


class Network(nn.Module):
    """The same layers; sentences of all documents are one padded batch, packed for the GRU."""

    def __init__(self, vocabulary, labels, dropout):
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH, sparse=False)
        self.dropout = nn.Dropout(dropout)
        self.word = nn.GRU(WIDTH + WRITINGS, HIDDEN, bidirectional=True, batch_first=True)
        self.sentence = nn.GRU(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
        self.of_words, self.of_sentences = Pooling(2 * HIDDEN), Pooling(2 * HIDDEN)
        self.labels = nn.Linear(2 * HIDDEN, labels)

    @staticmethod
    def read(layer, x, lengths):
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        return nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=x.shape[1])[0]

    def forward(self, words, writing, lengths, counts):
        x = torch.cat([self.words(words), nn.functional.one_hot(writing, WRITINGS).float()], dim=2)
        vectors = self.of_words(self.read(self.word, self.dropout(x), lengths), lengths)
        documents = nn.utils.rnn.pad_sequence(vectors.split(counts.tolist()), batch_first=True)
        states = self.read(self.sentence, self.dropout(documents), counts)
        return self.labels(self.dropout(self.of_sentences(states, counts)))


def documents(path, most_words, limit):
    """Documents as lists of sentences of words; the cut is rough, the amount of work the same."""
    for number, line in enumerate(open(path, encoding="utf-8")):
        if number >= limit:
            return
        record = json.loads(line)
        words = re.findall(r"\w+|[^\w\s]", record["text"])[:most_words]
        sentences, start = [], 0
        for place, word in enumerate(words):
            if word in ".!?" or place - start + 1 == SENTENCE or place + 1 == len(words):
                sentences.append(words[start:place + 1])
                start = place + 1
        if sentences:
            yield sentences, record["label"]


def batches(data, vocabulary, labels, batch_words):
    """Batches of documents of similar length, in random order."""
    data = sorted(data, key=lambda item: sum(map(len, item[0])))
    found, part, count = [], [], 0
    for item in data:
        part.append(item)
        count += sum(map(len, item[0]))
        if count >= batch_words:
            found.append(part)
            part, count = [], 0
    random.Random(1).shuffle(found)
    for part in found:
        sentences = [sentence for document, _ in part for sentence in document]
        longest = max(map(len, sentences))
        words = torch.zeros(len(sentences), longest, dtype=torch.long)
        writing = torch.zeros(len(sentences), longest, dtype=torch.long)
        for row, sentence in enumerate(sentences):
            for place, word in enumerate(sentence):
                words[row, place] = vocabulary.get(word.lower(), len(vocabulary))
                writing[row, place] = 2 if word.isupper() else 1 if word[0].isupper() else 0
        yield (words, writing, torch.tensor([len(s) for s in sentences]), torch.tensor([len(d) for d, _ in part]),
               torch.tensor([labels.index(label) for _, label in part]), sum(map(len, sentences)))


def torch_pace(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    names = (pathlib.Path(options.start) / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {word: place for place, word in enumerate(names)}
    data = list(documents(options.data, options.document_words, 20 * options.steps * max(1, options.batch_words // 4096)))
    labels = sorted({label for _, label in data})
    made = list(batches(data, vocabulary, labels, options.batch_words))[:options.steps]
    network = Network(len(vocabulary) + 1, len(labels), 0.4).train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.002, fused=True)
    words, start = 0, time.perf_counter()
    for *inputs, gold, count in made:
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(*inputs), gold).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        words += count
    return words / (time.perf_counter() - start), len(made)


def peruse_pace(options):
    with tempfile.TemporaryDirectory() as folder:
        command = [options.program, "train", "classifier", "--start", options.start, "--data", options.data,
                   "--run", f"{folder}/run", "--steps", str(options.steps), "--batch-tokens", str(options.batch_words),
                   "--workers", str(options.threads), "--precision", "float32", "--set", "evaluateEvery=0",
                   "--set", "logEvery=10", "--set", "heldOutShare=0", "--set", "checkpointEvery=1000000",
                   "--set", f"classifier.documentWords={options.document_words}", "--set", "classifier.dropout=0.4"]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        rows = list(csv.DictReader(open(f"{folder}/run/metrics.csv", encoding="utf-8")))
        return float(rows[-1]["tokens"]) / seconds, options.steps


def main():
    options = argparse.ArgumentParser(description="Training a classifier: Peruse beside PyTorch.")
    options.add_argument("--program", required=True)
    options.add_argument("--start", required=True, help="folder with word vectors")
    options.add_argument("--data", required=True, help="labelled documents, JSON lines")
    options.add_argument("--steps", type=int, default=100)
    options.add_argument("--batch-words", type=int, default=8192)
    options.add_argument("--document-words", type=int, default=400)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--rounds", type=int, default=2)
    options = options.parse_args()
    for _ in range(options.rounds):
        ours, steps = peruse_pace(options)
        theirs, their_steps = torch_pace(options)
        print(f"peruse {ours:.0f} words/s ({steps} steps, start and saving included), "
              f"PyTorch {theirs:.0f} words/s ({their_steps} steps), ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
