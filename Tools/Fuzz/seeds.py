#!/usr/bin/env python3
"""Makes the small first inputs of targets for which corpora/ holds none: archives, model files, a journal.

Usage: seeds.py FOLDER
"""
import io
import json
import pathlib
import struct
import sys
import tarfile
import zipfile
import zlib

here = pathlib.Path(sys.argv[1])


def write(target, name, data):
    folder = here / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def tar(mode, members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, text in members:
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
    return out.getvalue()


members = [("a.xml", b"<d><p>The mill is old.</p></d>"), ("b/c.jsonl", b'{"id":"x","text":"A ferry."}\n')]
write("archive", "plain.tar", tar("w", members))
for kind in ["gz", "bz2", "xz"]:
    write("archive", f"packed.tar.{kind}", tar(f"w:{kind}", members))
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for name, text in members:
        archive.writestr(name, text)
write("archive", "packed.zip", out.getvalue())

header = json.dumps({
    "__metadata__": {"format": "pt"},
    "a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
    "b": {"dtype": "BF16", "shape": [4], "data_offsets": [24, 32]},
    "c": {"dtype": "I8", "shape": [8], "data_offsets": [32, 40]},
}).encode()
write("safetensors", "small", struct.pack("<Q", len(header)) + header + bytes(range(40)))

configuration = {
    "vocab_size": 60, "hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 80,
    "max_position_embeddings": 200, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu",
}
manifest = {"name": "small", "version": "1", "about": "", "sha256": {"config.json": "00" * 32}}
write("model", "small", json.dumps(configuration).encode() + b"\xff[PAD]\n[UNK]\na\n##b\n\xff" + json.dumps(manifest).encode())

lines = [b"peruse-journal 2\t0123456789abcdef"]
for number in range(3):
    text = f"{number}\t{'0' * 31}{number}\t{number * 10}\t{number * 10 + 10}\t0\t0\t100\t20\t0.5\t-\t{number}".encode()
    lines.append(text + b"\t" + str(zlib.crc32(text)).encode())
write("journal", "three", b"\n".join(lines) + b"\n")
write("jsonl", "lines", b'{"id":1,"text":"The mill is old."}\n{"path":"a.xml"}\n{"data":"PGE+YjwvYT4="}\n')
write("options", "paths", b"**/*.xml\n//p|//title\n//note[@n='1']\nr")
write("names", "clashes", b"a\na.json/b\na\n../../etc\n" + b"d/" * 700 + b"\n")
write("decode", "latin", b"windows-1252\ncaf\xe9 na\xefve\n")
write("records", "records", b"//r\n<d><r>One.</r><r>Two.</r></d>")
