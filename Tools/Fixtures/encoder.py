"""Reference values for the word encoder: a BERT forward pass in PyTorch, f32, from the weights of a model folder.

    python Tools/Fixtures/encoder.py MODEL_FOLDER > Tests/HierarchicalModelsTests/Fixtures/encoder.json

Weights may be f32, f16, or int8 with one scale a row under NAME_scale, which are multiplied out first. Needs torch,
safetensors and tokenizers.
"""

import json
import sys

import torch
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer

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

def floats(tensors):
    result = {}
    for name, tensor in tensors.items():
        if name.endswith("_scale"):
            continue
        value = tensor.to(torch.float32)
        if tensor.dtype == torch.int8:
            value = value * tensors[name + "_scale"][:, None]
        result[name.removeprefix("bert.")] = value
    return result

def encode(weights, config, ids, types):
    heads, width = config["num_attention_heads"], config["hidden_size"]
    epsilon = config["layer_norm_eps"]

    def linear(x, name):
        return torch.nn.functional.linear(x, weights[name + ".weight"], weights[name + ".bias"])

    def norm(x, name):
        return torch.nn.functional.layer_norm(x, (width,), weights[name + ".weight"], weights[name + ".bias"], epsilon)

    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + weights["embeddings.token_type_embeddings.weight"][types], "embeddings.LayerNorm")
    probabilities = []
    for layer in range(config["num_hidden_layers"]):
        p = f"encoder.layer.{layer}."
        q, k, v = (
            linear(x, p + f"attention.self.{part}").view(len(ids), heads, -1).transpose(0, 1)
            for part in ("query", "key", "value")
        )
        weight = torch.softmax(q @ k.transpose(1, 2) / (width // heads) ** 0.5, dim=-1)
        probabilities.append(weight)
        context = (weight @ v).transpose(0, 1).reshape(len(ids), width)
        x = norm(linear(context, p + "attention.output.dense") + x, p + "attention.output.LayerNorm")
        inner = torch.nn.functional.gelu(linear(x, p + "intermediate.dense"))
        x = norm(linear(inner, p + "output.dense") + x, p + "output.LayerNorm")
    return x, probabilities

def rounded(tensor):
    return [round(float(value), 6) for value in tensor]

def main(folder):
    config = json.load(open(f"{folder}/config.json"))
    weights = floats(load_file(f"{folder}/model.safetensors"))
    tokenizer = BertWordPieceTokenizer(f"{folder}/vocab.txt", lowercase=True)
    sequences = []
    for first, second in PAIRS:
        encoding = tokenizer.encode(first, second)
        with torch.no_grad():
            hidden, probabilities = encode(weights, config, torch.tensor(encoding.ids), torch.tensor(encoding.type_ids))
        sequences.append(
            {
                "ids": encoding.ids,
                "types": encoding.type_ids,
                "first": [rounded(row[:4]) for row in hidden],
                "last": [rounded(row[-4:]) for row in hidden],
                "rowSums": rounded(hidden.double().sum(dim=1)),
                "attention": {"layer": 2, "head": 5, "firstRow": rounded(probabilities[2][5][0])},
            }
        )

    json.dump({"sequences": sequences}, sys.stdout, separators=(",", ":"))
    print()

main(sys.argv[1])
