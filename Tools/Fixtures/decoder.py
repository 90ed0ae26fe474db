#!/usr/bin/env python3
"""Makes Tests/HierarchicalModelsTests/Fixtures/decoder.json: a recurrent decoder with coverage and a Transformer decoder, both
with copying (See et al. 2017), of a few hundred weights, computed with PyTorch (pip install torch), for the test that holds
Peruse's decoders to it.

    python3 Tools/Fixtures/decoder.py > Tests/HierarchicalModelsTests/Fixtures/decoder.json

Weights and states follow from the formula `value` below, which the test repeats.
"""
import json
import math

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
VOCABULARY, WORD, HIDDEN, STATES, ATTENTION, HEADS, INNER, LAYERS = 9, 3, 4, 6, 5, 2, 7, 2
LENGTHS = [5, 3]
PLACES = 5
SOURCE = [[3, 9, 4, 10, 9], [5, 9, 3]]
READ = [[2, 9, 4, 7], [2, 5, 9, 1]]
TARGETS = [[9, 4, 7, 0], [5, 9, 0, -1]]
SMOOTHING, COVERAGE = 0.1, 0.7


def value(place, element):
    return 0.4 * math.sin(0.7 * element + 1.3 * place + 0.2)


def fill(shapes):
    """Parameters under Peruse's names; the place is the rank of the name."""
    made = {}
    for place, name in enumerate(sorted(shapes)):
        count = math.prod(shapes[name])
        made[name] = torch.tensor([value(place, i) for i in range(count)]).reshape(shapes[name]).requires_grad_()
    return made


def linear(p, name, x):
    return F.linear(x, p[f"{name}.weight"], p.get(f"{name}.bias"))


def mask():
    return torch.tensor([[place < length for place in range(PLACES)] for length in LENGTHS])


def states():
    x = torch.tensor([value(40, i) for i in range(2 * PLACES * STATES)]).reshape(2, PLACES, STATES)
    return x.requires_grad_()


def word_shapes(gate):
    return {
        "d.embedding.weight": (VOCABULARY, WORD), "d.projection.weight": (WORD, HIDDEN), "d.projection.bias": (WORD,),
        "d.bias": (VOCABULARY,), "d.gate.weight": (1, gate), "d.gate.bias": (1,),
    }


def read(p, step):
    return p["d.embedding.weight"][torch.tensor([w[step] if w[step] < VOCABULARY else 1 for w in READ])]


def recurrent():
    shapes = word_shapes(STATES + 2 * HIDDEN + WORD) | {
        "d.cell.weight_ih": (3 * HIDDEN, WORD + HIDDEN), "d.cell.weight_hh": (3 * HIDDEN, HIDDEN),
        "d.cell.bias_ih": (3 * HIDDEN,), "d.cell.bias_hh": (3 * HIDDEN,),
        "d.start.weight": (HIDDEN, STATES), "d.start.bias": (HIDDEN,),
        "d.combine.weight": (HIDDEN, STATES + HIDDEN), "d.combine.bias": (HIDDEN,), "d.coverage.weight": (1,),
        "a.query.weight": (ATTENTION, HIDDEN), "a.key.weight": (ATTENTION, STATES), "a.key.bias": (ATTENTION,),
        "a.score.weight": (1, ATTENTION),
    }
    p, x = fill(shapes), states()
    cell = torch.nn.GRUCell(WORD + HIDDEN, HIDDEN)
    kept = mask()
    mean = torch.stack([x[row, :length].mean(0) for row, length in enumerate(LENGTHS)])
    s, fed, coverage = torch.tanh(linear(p, "d.start", mean)), torch.zeros(2, HIDDEN), torch.zeros(2, PLACES)
    hidden, weights, gates = [], [], []
    for step in range(len(READ[0])):
        given = torch.cat([read(p, step), fed], 1)
        s = torch.func.functional_call(cell, {n: p[f"d.cell.{n}"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")},
                                       (given, s))
        score = linear(p, "a.score", torch.tanh(linear(p, "a.query", s)[:, None] + linear(p, "a.key", x)))[..., 0]
        a = (score + p["d.coverage.weight"] * coverage).masked_fill(~kept, -math.inf).softmax(1)
        coverage = coverage + a
        context = (a[..., None] * x).sum(1)
        fed = torch.tanh(linear(p, "d.combine", torch.cat([context, s], 1)))
        hidden.append(fed)
        weights.append(a)
        gates.append(linear(p, "d.gate", torch.cat([context, s, given], 1))[:, 0])
    return finish(p, x, torch.stack(hidden, 1), torch.stack(weights, 1), torch.stack(gates, 1), COVERAGE)


def heads(x):
    return x.reshape(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)


def attend(p, name, x, memory, allowed):
    q, k, v = heads(linear(p, f"{name}.query", x)), heads(linear(p, f"{name}.key", memory)), heads(
        linear(p, f"{name}.value", memory))
    weights = (q @ k.transpose(2, 3) / math.sqrt(q.shape[-1])).masked_fill(~allowed, -math.inf).softmax(-1)
    out = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
    assert torch.allclose(out, weights @ v)
    return linear(p, f"{name}.output", out.transpose(1, 2).reshape(x.shape[0], x.shape[1], HIDDEN)), weights.mean(1)


def transformer():
    shapes = word_shapes(3 * HIDDEN) | {"d.input.weight": (HIDDEN, WORD), "d.input.bias": (HIDDEN,),
                                        "d.norm.weight": (HIDDEN,), "d.norm.bias": (HIDDEN,)}
    for n in range(LAYERS):
        for part, width in (("self", HIDDEN), ("cross", STATES)):
            for layer, inputs in (("query", HIDDEN), ("key", width), ("value", width), ("output", HIDDEN)):
                shapes[f"d.layer.{n}.{part}.{layer}.weight"] = (HIDDEN, inputs)
                shapes[f"d.layer.{n}.{part}.{layer}.bias"] = (HIDDEN,)
        for layer, (outputs, inputs) in {"context": (HIDDEN, HIDDEN), "inner": (INNER, HIDDEN), "outer": (HIDDEN, INNER)}.items():
            shapes[f"d.layer.{n}.{layer}.weight"] = (outputs, inputs)
            shapes[f"d.layer.{n}.{layer}.bias"] = (outputs,)
        for norm in (1, 2, 3):
            shapes[f"d.layer.{n}.norm{norm}.weight"] = shapes[f"d.layer.{n}.norm{norm}.bias"] = (HIDDEN,)
    p, x = fill(shapes), states()
    steps = len(READ[0])
    position = torch.tensor([[(math.sin if i % 2 == 0 else math.cos)(t / 10_000 ** (i // 2 * 2 / HIDDEN))
                              for i in range(HIDDEN)] for t in range(steps)])
    first = linear(p, "d.input", torch.stack([read(p, step) for step in range(steps)], 1)) + position
    norm = lambda name, y: F.layer_norm(y, (HIDDEN,), p[f"{name}.weight"], p[f"{name}.bias"])
    causal = torch.ones(steps, steps, dtype=torch.bool).tril()[None, None]
    y = first
    for n in range(LAYERS):
        name = f"d.layer.{n}"
        z = norm(f"{name}.norm1", y)
        y = y + attend(p, f"{name}.self", z, z, causal)[0]
        context, weights = attend(p, f"{name}.cross", norm(f"{name}.norm2", y), x, mask()[:, None, None])
        context = linear(p, f"{name}.context", context)
        y = y + context
        y = y + linear(p, f"{name}.outer", F.gelu(linear(p, f"{name}.inner", norm(f"{name}.norm3", y))))
    hidden = norm("d.norm", y)
    gates = linear(p, "d.gate", torch.cat([context, hidden, first], 2))[..., 0]
    return finish(p, x, hidden, weights, gates, COVERAGE)


def finish(p, x, hidden, weights, gates, coverage_weight):
    logits = linear(p, "d.projection", hidden) @ p["d.embedding.weight"].T + p["d.bias"]
    own, g = logits.softmax(-1), gates.sigmoid()
    likelihood = logits.log_softmax(-1)
    extended = max(max(words) for words in SOURCE) + 1
    probabilities, losses, smooth, again = [], [], [], []
    for b, words in enumerate(SOURCE):
        seen = torch.zeros(PLACES)
        for t, target in enumerate(TARGETS[b]):
            full = torch.cat([own[b, t] * g[b, t], torch.zeros(extended - VOCABULARY)])
            full = full.index_add(0, torch.tensor(words), (1 - g[b, t]) * weights[b, t, :len(words)])
            probabilities.append(full)
            if target >= 0:
                losses.append(-(full[target] + 1e-10).log())
                smooth.append(-likelihood[b, t].mean())
                again.append(torch.minimum(weights[b, t], seen).sum())
            seen = seen + weights[b, t]
    mean = lambda values: torch.stack(values).mean()
    loss = mean(losses) * (1 - SMOOTHING) + mean(smooth) * SMOOTHING + coverage_weight * mean(again)
    loss.backward()
    rounded = lambda t: [round(v, 10) for v in t.flatten().tolist()]
    return {"loss": round(loss.item(), 10), "probabilities": rounded(torch.stack(probabilities).detach()),
            "weights": rounded(weights.detach()), "states": rounded(x.grad),
            "gradients": {name: rounded(t.grad) for name, t in sorted(p.items()) if t.grad is not None}}


if __name__ == "__main__":
    print(json.dumps({"made_with": f"PyTorch {torch.__version__.split('+')[0]}", "recurrent": recurrent(),
                      "transformer": transformer()}))
