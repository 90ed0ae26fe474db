"""Reference values for MPNet: the forward pass of the transformers package, f32.

    python Tools/Fixtures/mpnet.py > Tests/HierarchicalModelsTests/Fixtures/mpnet.json
    python Tools/Fixtures/mpnet.py MODEL_FOLDER > mpnet-real.json

Without a folder: a small model whose weights follow from their names (TinyMPNet in the tests makes the same), so that the
fixture holds results only. With one: all-mpnet-base-v2, for `PERUSE_MPNET=MODEL_FOLDER PERUSE_MPNET_VALUES=mpnet-real.json
swift test --filter MPNetTests`. Needs torch, transformers and, with a folder, tokenizers.
"""

import json
import sys

import torch
from transformers import MPNetConfig, MPNetModel
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

MASK = (1 << 64) - 1
PAIRS = [
    ("Rain.", None),
    ("Who repaired the clock in the tower?", "The clock in the tower had stood still for nine years when Marta repaired it."),
    (
        "How long is the canal?",
        "The canal leaves the river below the old mill and runs east for forty-one kilometres. Eleven locks lift it over "
        "the ridge; the fourth of them, which the boatmen call the staircase, is the deepest. Barges of up to thirty "
        "tonnes used it until the railway came. Afterwards it was forgotten, filled with reeds, and in two places with "
        "rubble, until a society of volunteers began to clear it, lock by lock, every summer. Today the whole length can "
        "be paddled, and most of it can be walked. Herons nest along the eastern third, where the towpath is closed from "
        "March to July, and a museum in the former toll house shows how the locks were built.",
    ),
]


def numbers(name, count):
    """`count` numbers in -0.5 ..< 0.5 that follow from the name: FNV-1a, then Knuth's linear congruence."""
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) & MASK
    result = []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        result.append((state >> 40) / (1 << 24) - 0.5)
    return result


def tiny():
    model = MPNetModel(
        MPNetConfig(
            vocab_size=40, hidden_size=24, num_hidden_layers=2, num_attention_heads=3, intermediate_size=40,
            max_position_embeddings=202, layer_norm_eps=1e-5, relative_attention_num_buckets=32,
        ),
        add_pooling_layer=False,
    )
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            scale, offset = (0.2, 1.0) if name.endswith("LayerNorm.weight") else (0.8, 0.0)
            if "relative_attention_bias" in name:
                scale = 3.0
            values = [offset + scale * u for u in numbers(name, parameter.numel())]
            parameter.copy_(torch.tensor(values, dtype=torch.float64).float().view(parameter.shape))
    return model, [[2 + (7 * i + 3 * i * i) % 38 for i in range(length)] for length in (1, 5, 150)]


def real(folder):
    from tokenizers import Tokenizer

    model = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return model, [tokenizer.encode(first, second).ids if second else tokenizer.encode(first).ids for first, second in PAIRS]


def rounded(tensor):
    return [round(float(value), 6) for value in tensor]


model, inputs = real(sys.argv[1]) if len(sys.argv) > 1 else tiny()
model.set_attn_implementation("eager")
model.eval()
sequences = []
for ids in inputs:
    with torch.no_grad():
        output = model(torch.tensor([ids]), output_attentions=True)
    hidden = output.last_hidden_state[0]
    sequences.append(
        {
            "ids": ids,
            "first": [rounded(row[:4]) for row in hidden],
            "last": [rounded(row[-4:]) for row in hidden],
            "attention": {"layer": 1, "head": 2, "lastRow": rounded(output.attentions[1][0][2][-1])},
        }
    )
distances = list(range(-300, 301))
buckets = MPNetEncoder.relative_position_bucket(torch.tensor([distances]), num_buckets=32, max_distance=128)[0].tolist()
json.dump({"sequences": sequences, "buckets": buckets}, sys.stdout, separators=(",", ":"))
print()
