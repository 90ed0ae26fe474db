"""Questions a second over a SQuAD file, int8, against a tight script on ONNX Runtime: the same weights (int8 per channel,
dynamic activations, fused operators), the same word pieces, questions sorted by length into batches of 32, the best span by
start + end. Both read text and write predictions; times are of the whole work but the loading of the model. Turns are taken in
one run, and both predictions are scored by `peruse evaluate squad --scored-predictions`.

PERUSE_SQUAD names the file; without it, corpora/questions.json and its documents are not enough for a rate, so it is
needed. PERUSE_QUESTIONS is how many of the first questions are asked (2000).
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnx
import tokenizers
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

import encoder
from common import arguments, reader_folder, spread

ROUNDS, BATCH, LONGEST = 3, 32, 512


def load(path, count):
    data = json.loads(pathlib.Path(path).read_text())
    kept, left = [], count
    for article in data["data"]:
        paragraphs = []
        for paragraph in article["paragraphs"]:
            asked = paragraph["qas"][:left]
            left -= len(asked)
            if asked:
                paragraphs.append({"context": paragraph["context"], "qas": asked})
        if paragraphs:
            kept.append({"title": article.get("title", ""), "paragraphs": paragraphs})
    return {"version": "1.1", "data": kept}


class Peer:
    def __init__(self, folder, threads):
        self.tokenizer = tokenizers.BertWordPieceTokenizer(str(folder / "vocab.txt"), lowercase=True)
        weights = encoder.weights(folder)
        self.head = weights["qa_outputs.weight"].T.copy(), weights["qa_outputs.bias"]
        with tempfile.TemporaryDirectory() as scratch:
            onnx.save(encoder.graph(folder), f"{scratch}/f32.onnx")
            quantize_dynamic(f"{scratch}/f32.onnx", f"{scratch}/int8.onnx", per_channel=True, reduce_range=False,
                             weight_type=QuantType.QInt8, extra_options={"DefaultTensorType": TensorProto.FLOAT})
            self.session = encoder.session(f"{scratch}/int8.onnx", threads)

    def predictions(self, data):
        items, answers = [], {}
        for article in data["data"]:
            for paragraph in article["paragraphs"]:
                context = self.tokenizer.encode(paragraph["context"], add_special_tokens=False)
                for asked in paragraph["qas"]:
                    question = self.tokenizer.encode(asked["question"].strip(), add_special_tokens=False).ids
                    room = LONGEST - 3 - len(question)
                    items.append((asked["id"], paragraph["context"], question, context.ids[:room], context.offsets))
        items.sort(key=lambda item: len(item[2]) + len(item[3]))
        for first in range(0, len(items), BATCH):
            part = items[first:first + BATCH]
            length = max(len(item[2]) + len(item[3]) for item in part) + 3
            ids = np.zeros((len(part), length), np.int32)
            types = np.zeros((len(part), length), np.int32)
            mask = np.zeros((len(part), length), np.int32)
            for row, (_, _, question, text, _) in enumerate(part):
                line = [101, *question, 102, *text, 102]
                ids[row, :len(line)] = line
                mask[row, :len(line)] = 1
                types[row, len(question) + 2:len(line)] = 1
            hidden = self.session.run(None, {"ids": ids, "types": types, "mask": mask.sum(1).astype(np.int32)})[0]
            logits = hidden @ self.head[0] + self.head[1]
            for row, (name, context, question, text, offsets) in enumerate(part):
                begin = len(question) + 2
                start, end = logits[row, begin:begin + len(text)].T
                # The best span of at most 30 pieces: the band above the diagonal.
                scores = start[:, None] + end[None, :]
                scores = np.where(np.tri(len(text), k=29) - np.tri(len(text), k=-1) > 0, scores, -np.inf)
                a, b = divmod(int(scores.argmax()), len(text))
                answers[name] = context[offsets[a][0]:offsets[b][1]]
        return answers


def masked(model):
    """The encoder's graph with the lengths of its sequences as an input, for batches with padding."""
    graph = model.graph
    graph.input.append(onnx.helper.make_tensor_value_info("mask", TensorProto.INT32, ["b"]))
    for node in graph.node:
        if node.op_type == "Attention":
            node.input.append("mask")
    return model


def main():
    options = arguments()
    path = os.environ.get("PERUSE_SQUAD")
    if not path:
        sys.exit("questions: name a file in SQuAD JSON with PERUSE_SQUAD, such as dev-v1.1.json")
    folder = reader_folder(options.root)
    plain = encoder.graph
    encoder.graph = lambda where: masked(plain(where))
    threads = os.cpu_count()
    peer = Peer(folder, threads)
    with tempfile.TemporaryDirectory() as scratch:
        data = load(path, int(os.environ.get("PERUSE_QUESTIONS", "2000")))
        count = sum(len(p["qas"]) for a in data["data"] for p in a["paragraphs"])
        part = f"{scratch}/part.json"
        pathlib.Path(part).write_text(json.dumps(data))
        mine, theirs, scores = [], [], {}
        for _ in range(ROUNDS):
            text = subprocess.run(
                [options.binaries / "peruse", "evaluate", "squad", part, "--quiet", "--predictions",
                 f"{scratch}/ours.json"], check=True, capture_output=True, text=True).stdout
            mine.append(float(re.search(r"^seconds\s+([\d.]+)", text, re.M).group(1)))
            start = time.perf_counter()
            answers = peer.predictions(data)
            theirs.append(time.perf_counter() - start)
        pathlib.Path(f"{scratch}/theirs.json").write_text(json.dumps(answers))
        for name in ("ours", "theirs"):
            text = subprocess.run(
                [options.binaries / "peruse", "evaluate", "squad", part, "--scored-predictions",
                 f"{scratch}/{name}.json"], check=True, capture_output=True, text=True).stdout
            scores[name] = re.search(r"^f1\s+([\d.]+)", text, re.M).group(1)
    (a, a_best), (b, b_best) = spread(mine), spread(theirs)
    print(f"\n{count} questions of {pathlib.Path(path).name}, int8, {threads} threads, {ROUNDS} turns each")
    print(f"Peruse        {count / a:7.1f} questions/s (best {count / a_best:.1f}), F1 {scores['ours']}")
    print(f"ONNX Runtime  {count / b:7.1f} questions/s (best {count / b_best:.1f}), F1 {scores['theirs']}")
    print(f"ratio of medians {b / a:.2f}, of bests {b_best / a_best:.2f}")


if __name__ == "__main__":
    main()
