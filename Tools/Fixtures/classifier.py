#!/usr/bin/env python3
"""Makes Tests/HierarchicalModelsTests/Fixtures/classifier.json: a hierarchical attention network (Yang et al. 2016) of a few
hundred weights, computed with PyTorch (pip install torch), for the test that holds Peruse's ClassifierModel to it.

    python3 Tools/Fixtures/classifier.py > Tests/HierarchicalModelsTests/Fixtures/classifier.json

Weights and words follow from the formulas `value` and `word` below, which the test repeats.
"""
import json
import math

import torch

torch.set_default_dtype(torch.float64)
VOCABULARY, WIDTH, BUCKETS, WORD, SENTENCE, ATTENTION, LABELS, WRITINGS = 11, 5, 3, 3, 2, 4, 3, 4
DOCUMENTS = [[4, 9, 2], [5]]
GOLD = [2, 0]


def value(place, element):
    return 0.3 * math.sin(0.7 * element + 1.3 * place + 0.2)


def word(sentence, place):
    return (7 * sentence + 3 * place) % 13, (sentence + place) % WRITINGS


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.vectors = torch.nn.Parameter(torch.zeros(VOCABULARY, WIDTH))
        self.unknown = torch.nn.Parameter(torch.zeros(BUCKETS, WIDTH))
        self.word = torch.nn.GRU(WIDTH + WRITINGS, WORD, bidirectional=True, batch_first=True)
        self.sentence = torch.nn.GRU(2 * WORD, SENTENCE, bidirectional=True, batch_first=True)
        self.word_projection = torch.nn.Linear(2 * WORD, ATTENTION)
        self.word_context = torch.nn.Parameter(torch.zeros(1, ATTENTION))
        self.sentence_projection = torch.nn.Linear(2 * SENTENCE, ATTENTION)
        self.sentence_context = torch.nn.Parameter(torch.zeros(1, ATTENTION))
        self.labels = torch.nn.Linear(2 * SENTENCE, LABELS)

    def named(self):
        """Parameters under the names that Peruse gives them."""
        names = {"vectors": "words.weight", "unknown": "unknown.weight"}
        for level in ("word", "sentence"):
            names[f"{level}_context"] = f"attention.{level}.context"
            for part in ("weight", "bias"):
                names[f"{level}_projection.{part}"] = f"attention.{level}.projection.{part}"
        return {names.get(name, name): parameter for name, parameter in self.named_parameters()}

    def pool(self, states, projection, context):
        weights = torch.softmax(torch.tanh(projection(states)) @ context[0], dim=0)
        return weights @ states, weights

    def forward(self, documents):
        scores, sentence_weights, word_weights = [], [], []
        for document in documents:
            pooled = []
            for words in document:
                rows = [self.vectors[i] if i < VOCABULARY else self.unknown[(i - VOCABULARY) % BUCKETS]
                        for i, _ in words]
                kinds = torch.nn.functional.one_hot(torch.tensor([w for _, w in words]), WRITINGS)
                states, _ = self.word(torch.cat([torch.stack(rows), kinds.double()], dim=1)[None])
                vector, weights = self.pool(states[0], self.word_projection, self.word_context)
                pooled.append(vector)
                word_weights.append(weights.tolist())
            states, _ = self.sentence(torch.stack(pooled)[None])
            vector, weights = self.pool(states[0], self.sentence_projection, self.sentence_context)
            sentence_weights.append(weights.tolist())
            scores.append(self.labels(vector))
        return torch.stack(scores), sentence_weights, word_weights


def main():
    network = Network()
    named = network.named()
    for place, name in enumerate(sorted(named)):
        with torch.no_grad():
            flat = named[name].view(-1)
            for element in range(flat.numel()):
                flat[element] = value(place, element)
    sentence, documents = 0, []
    for lengths in DOCUMENTS:
        document = []
        for length in lengths:
            document.append([word(sentence, place) for place in range(length)])
            sentence += 1
        documents.append(document)
    scores, sentence_weights, word_weights = network(documents)
    torch.nn.functional.cross_entropy(scores, torch.tensor(GOLD)).backward()
    rounded = lambda numbers: [round(number, 10) for number in numbers]
    print(json.dumps({
        "made_with": f"PyTorch {torch.__version__.split('+')[0]}",
        "scores": rounded(scores.flatten().tolist()),
        "sentence_weights": [rounded(w) for w in sentence_weights],
        "word_weights": [rounded(w) for w in word_weights],
        "gradients": {name: rounded(p.grad.flatten().tolist()) for name, p in sorted(named.items())},
    }, indent=1))


if __name__ == "__main__":
    main()
