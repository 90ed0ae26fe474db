"""Writes what PyTorch computes for the operations and mechanisms of Peruse, forward and gradients, as the fixture that
`AutodiffTests` and `AttentionCoreTests` read.

    pip install torch numpy safetensors
    python Tools/Fixtures/autodiff.py

Everything is computed in double precision and written in single. Inputs and parameters are multiples of 2^-14, so that
both precisions start from the same numbers. The sparse normalizers are written from their definition, by bisection.
"""

import pathlib

import numpy
import torch
from safetensors.numpy import save_file
from torch.nn import functional as F

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tools/GradientChecks/Fixtures/autodiff.safetensors"
CASES = {}


def case(name, *shapes, positive=False, **parameters):
    """Registers a function from (inputs, parameters) to one output or several."""

    def register(function):
        CASES[name] = (shapes, positive, parameters, function)
        return function

    return register


def op(name, *shapes, positive=False):
    def register(function):
        CASES[name] = (shapes, positive, {}, lambda x, p: function(*x))
        return function

    return register


# Operations

op("matmul", (3, 5), (5, 4))(lambda a, b: a @ b)
op("matmul-wide", (7, 33), (33, 19))(lambda a, b: a @ b)
op("matmul-first-transposed", (5, 3), (5, 4))(lambda a, b: a.T @ b)
op("matmul-second-transposed", (3, 5), (4, 5))(lambda a, b: a @ b.T)
op("matmul-both-transposed", (5, 3), (4, 5))(lambda a, b: a.T @ b.T)
op("matmul-rows-of-batch", (2, 3, 5), (5, 4))(lambda a, b: a @ b)
op("matmul-batched", (2, 3, 5), (2, 5, 4))(lambda a, b: a @ b)
op("matmul-batched-transposed", (2, 2, 5, 3), (2, 2, 4, 5))(lambda a, b: a.mT @ b.mT)
op("linear", (2, 3, 5), (4, 5), (4,))(F.linear)
op("add-outer", (2, 3, 1, 4), (2, 1, 5, 4))(lambda a, b: a + b)
op("subtract", (3, 1), (2, 3, 5))(lambda a, b: a - b)
op("multiply-row", (2, 3, 17), (17,))(lambda a, b: a * b)
op("multiply-column", (2, 3, 17), (2, 3, 1))(lambda a, b: a * b)
op("tanh", (3, 7))(torch.tanh)
op("sigmoid", (3, 7))(torch.sigmoid)
op("gelu", (3, 7))(F.gelu)
op("gelu-wide", (3, 37))(lambda x: F.gelu(x * 2))
op("exp", (3, 7))(torch.exp)
op("log", (3, 7), positive=True)(torch.log)
op("relu", (3, 7))(torch.relu)
op("softplus", (3, 7))(lambda x: F.softplus(x * 3, threshold=1e9))
op("softmax", (3, 7))(lambda x: x.softmax(-1))
op("softmax-wide", (2, 35))(lambda x: x.softmax(-1))
op("log-softmax", (3, 7))(lambda x: x.log_softmax(-1))
op("log-softmax-wide", (2, 35))(lambda x: x.log_softmax(-1))
op("layer-norm", (3, 7), (7,), (7,))(lambda x, g, b: F.layer_norm(x, (7,), g, b))
op("layer-norm-wide", (2, 3, 37), (37,), (37,))(lambda x, g, b: F.layer_norm(x, (37,), g, b, eps=1e-12))
op("pick", (3, 5))(lambda x: x.gather(1, torch.tensor([[4], [0], [4]])).squeeze(1))
op("slice-last", (2, 3, 5))(lambda x: x[..., 2:4])
op("concatenate-last", (2, 3, 1), (2, 3, 4), (2, 3, 2))(lambda *x: torch.cat(x, -1))
op("transpose-heads", (2, 3, 4, 5))(lambda x: x.transpose(1, 2))
op("sum-middle", (2, 3, 5))(lambda x: x.sum(1))
op("mean", (3, 5))(torch.mean)
op("mean-last", (2, 3, 17))(lambda x: x.mean(-1))
op("cross-entropy", (4, 5))(lambda x: F.cross_entropy(x, torch.tensor([1, 4, 0, 2])))
op("cross-entropy-left-out", (4, 5))(lambda x: F.cross_entropy(x, torch.tensor([1, -1, 0, -1]), ignore_index=-1))
op("cross-entropy-smoothed", (4, 5))(
    lambda x: F.cross_entropy(x, torch.tensor([1, 4, -1, 2]), ignore_index=-1, label_smoothing=0.1))
op("cross-entropy-distributions", (3, 4), (3, 4))(F.cross_entropy)
TARGETS = torch.tensor([[1, 0, 0.25], [1, 1, 0]], dtype=torch.double)
WEIGHTS = torch.tensor([[1, 2, 0], [1, 0.5, 1]], dtype=torch.double)
op("binary-cross-entropy", (2, 3))(lambda x: F.binary_cross_entropy_with_logits(x, TARGETS))
op("binary-cross-entropy-weighted", (2, 3))(
    lambda x: F.binary_cross_entropy_with_logits(x, TARGETS, weight=WEIGHTS, reduction="sum") / WEIGHTS.sum())


@op("softmax-masked", (3, 5))
def softmax_masked(x):
    keep = torch.tensor([[1, 0, 1, 1, 0], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]]).bool()
    return masked_softmax(x, keep)


def masked_softmax(x, keep):
    """Softmax over what is kept; rows without anything are 0 and have no gradient."""
    empty = ~keep.any(-1, keepdim=True)
    return x.masked_fill(~keep & ~empty, -torch.inf).softmax(-1) * keep


@op("embedding", (6, 4))
def embedding(table):
    rows = F.embedding(torch.tensor([5, 0, 2, 2, 0, 5]), table)
    return rows * torch.tensor([1, 1, 1, 1, 0, 1])[:, None]


@case("embedding-rows", table=(6, 4))
def embedding_rows(x, p):
    return F.embedding(torch.tensor([5, 0, 2, 2, 5]), p["table"])


# Recurrent units

def gru(x, lengths, *weights):
    hidden, both = weights[1].shape[1], len(weights) == 8
    module = torch.nn.GRU(x.shape[2], hidden, batch_first=True, bidirectional=both).double()
    names = [f"{kind}_l0{side}" for side in (["", "_reverse"] if both else [""])
             for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]

    def run(sequence):
        return torch.func.functional_call(module, dict(zip(names, weights)), (sequence,))[0]

    # One sequence at a time, each at its own length: nothing of the padding can leak in.
    rows = []
    for b, n in enumerate(lengths):
        width = hidden * (2 if both else 1)
        y = run(x[b:b + 1, :n])[0] if n else x.new_zeros(0, width)
        rows.append(torch.cat([y, x.new_zeros(x.shape[1] - n, width)]))
    return torch.stack(rows)


def gru_shapes(inputs, hidden):
    return (3 * hidden, inputs), (3 * hidden, hidden), (3 * hidden,), (3 * hidden,)


op("gru", (2, 4, 3), *gru_shapes(3, 2))(lambda x, *w: gru(x, [4, 4], *w))
op("gru-one", (1, 1, 1), *gru_shapes(1, 1))(lambda x, *w: gru(x, [1], *w))
op("gru-bidirectional", (3, 4, 3), *gru_shapes(3, 2), *gru_shapes(3, 2))(lambda x, *w: gru(x, [4, 1, 3], *w))
op("gru-empty-sequence", (2, 3, 3), *gru_shapes(3, 17), *gru_shapes(3, 17))(lambda x, *w: gru(x, [0, 2], *w))


# Fused attention

def padding(lengths, queries, keys):
    return (torch.arange(keys)[None, None, :] < torch.tensor(lengths)[:, None, None]).expand(-1, queries, -1)


def heads_attention(q, k, v, heads, keep):
    """Scaled dot-product attention of heads side by side; keep [batch, queries, keys]."""
    q, k, v = (t.unflatten(-1, (heads, -1)).transpose(1, 2) for t in (q, k, v))
    weights = masked_softmax(q @ k.mT / q.shape[-1] ** 0.5, keep[:, None])
    return (weights @ v).transpose(1, 2).flatten(2), weights


def all_of(batch, queries, keys):
    return torch.ones(batch, queries, keys).bool()


CAUSAL = torch.ones(5, 5).tril().bool()[None]
op("fused-attention", (2, 3, 4), (2, 5, 4), (2, 5, 6))(lambda q, k, v: heads_attention(q, k, v, 2, all_of(2, 3, 5))[0])
op("fused-attention-padded", (3, 3, 4), (3, 5, 4), (3, 5, 4))(
    lambda q, k, v: heads_attention(q, k, v, 2, padding([5, 0, 2], 3, 5))[0])
op("fused-attention-causal", (1, 5, 4), (1, 5, 4), (1, 5, 4))(lambda q, k, v: heads_attention(q, k, v, 2, CAUSAL)[0])


@op("fused-attention-window", (2, 7, 4), (2, 7, 4), (2, 7, 4))
def fused_window(q, k, v):
    near = (torch.arange(7)[:, None] - torch.arange(7)).abs() <= 1
    return heads_attention(q, k, v, 1, padding([7, 3], 7, 7) & near)[0]


# Mechanisms

SHAPES = ((2, 3, 4), (2, 5, 3), (2, 5, 6))
ALIKE = ((2, 3, 4), (2, 5, 4), (2, 5, 6))
ALL, PADDED = all_of(2, 3, 5), padding([5, 0], 3, 5)


def attend(scores, keep, values):
    weights = masked_softmax(scores, keep)
    return weights @ values, weights


def additive_score(q, k, p, name="a"):
    hidden = F.linear(q, p[f"{name}.query.weight"])[:, :, None] + F.linear(
        k, p[f"{name}.key.weight"], p[f"{name}.key.bias"])[:, None]
    return F.linear(torch.tanh(hidden), p[f"{name}.score.weight"]).squeeze(-1)


def additive_shapes(q, k, hidden):
    return {"a.query.weight": (hidden, q), "a.key.weight": (hidden, k), "a.key.bias": (hidden,), "a.score.weight": (1, hidden)}


ADDITIVE = additive_shapes(4, 3, 5)
case("additive", *SHAPES, **ADDITIVE)(lambda x, p: attend(additive_score(x[0], x[1], p), ALL, x[2]))
case("additive-padded", *SHAPES, **ADDITIVE)(lambda x, p: attend(additive_score(x[0], x[1], p), PADDED, x[2]))
case("dot", *ALIKE)(lambda x, p: attend(x[0] @ x[1].mT, ALL, x[2]))
case("dot-padded", *ALIKE)(lambda x, p: attend(x[0] @ x[1].mT, PADDED, x[2]))
GENERAL = {"a.weight": (4, 3)}


def general_score(q, k, p):
    return torch.einsum("bqi,ij,bkj->bqk", q, p["a.weight"], k)


case("general", *SHAPES, **GENERAL)(lambda x, p: attend(general_score(x[0], x[1], p), ALL, x[2]))
case("general-padded", *SHAPES, **GENERAL)(lambda x, p: attend(general_score(x[0], x[1], p), PADDED, x[2]))


@case("concat", *SHAPES, **{"a.weight": (5, 7), "a.score.weight": (1, 5)})
def concat(x, p):
    q, k, v = x
    pairs = torch.cat([q[:, :, None].expand(-1, -1, 5, -1), k[:, None].expand(-1, 3, -1, -1)], -1)
    return attend(F.linear(torch.tanh(F.linear(pairs, p["a.weight"])), p["a.score.weight"]).squeeze(-1), ALL, v)


case("scaled-dot-product", *ALIKE)(lambda x, p: attend(x[0] @ x[1].mT / 2, ALL, x[2]))
case("scaled-dot-product-padded", *ALIKE)(lambda x, p: attend(x[0] @ x[1].mT / 2, PADDED, x[2]))
case("scaled-dot-product-fused", *ALIKE)(lambda x, p: attend(x[0] @ x[1].mT / 2, PADDED, x[2])[0])


@case("global", *SHAPES, **GENERAL, **{"g.combine.weight": (3, 10)})
def global_(x, p):
    context, weights = attend(general_score(x[0], x[1], p), ALL, x[2])
    return torch.tanh(F.linear(torch.cat([context, x[0]], -1), p["g.combine.weight"])), weights


def multi_head_shapes(key):
    widths = {"query": 4, "key": key, "value": key, "output": 4}
    return {f"a.{n}.{k}": ((4, w) if k == "weight" else (4,)) for n, w in widths.items() for k in ("weight", "bias")}


def multi_head(q, k, v, p, keep):
    def layer(name, t):
        return F.linear(t, p[f"a.{name}.weight"], p[f"a.{name}.bias"])

    context, weights = heads_attention(layer("query", q), layer("key", k), layer("value", v), 2, keep)
    return layer("output", context), weights


THREE = ((2, 3, 4), (2, 5, 3), (2, 5, 3))
case("multi-head", *THREE, **multi_head_shapes(3))(lambda x, p: multi_head(*x, p, ALL))
case("multi-head-padded", *THREE, **multi_head_shapes(3))(lambda x, p: multi_head(*x, p, padding([3, 0], 3, 5)))
case("multi-head-fused", *THREE, **multi_head_shapes(3))(lambda x, p: multi_head(*x, p, padding([3, 0], 3, 5))[0])
case("self", (2, 5, 4), **multi_head_shapes(4))(lambda x, p: multi_head(x[0], x[0], x[0], p, padding([5, 2], 5, 5)))
case("cross", (2, 3, 4), (2, 5, 3), **multi_head_shapes(3))(
    lambda x, p: multi_head(x[0], x[1], x[1], p, padding([5, 2], 3, 5)))
case("causal", (2, 5, 4), **multi_head_shapes(4))(lambda x, p: multi_head(x[0], x[0], x[0], p, CAUSAL.expand(2, -1, -1)))


@case("windowed-self", (1, 7, 4), **multi_head_shapes(4))
def windowed(x, p):
    distance = torch.arange(7)[:, None] - torch.arange(7)
    return multi_head(x[0], x[0], x[0], p, ((distance >= 0) & (distance <= 2))[None])[0]


def windows(centres, keys, radius, lengths):
    """Places [batch, queries, 2 radius + 1], and which of them are keys that may be seen."""
    middle = torch.floor(centres.abs() + 0.5)[..., None] + torch.arange(-radius, radius + 1)
    seen = (middle >= 0) & (middle < torch.tensor(lengths)[:, None, None]) & ((middle - centres[..., None]).abs() <= radius)
    return middle.long().clamp(0, keys - 1), seen


def local(q, k, v, p, places, seen, factor=1):
    batch = torch.arange(q.shape[0])[:, None, None]
    scores = torch.einsum("bqi,ij,bqwj->bqw", q, p["a.weight"], k[batch, places])
    weights = masked_softmax(scores, seen) * factor
    return torch.einsum("bqw,bqwv->bqv", weights, v[batch, places]), weights


@case("local-monotonic", (2, 6, 4), (2, 5, 3), (2, 5, 2), **GENERAL)
def local_monotonic(x, p):
    return local(*x, p, *windows(torch.arange(6.0).double().expand(2, -1), 5, 1, [5, 3]))


@case("local-predictive", (2, 3, 4), (2, 7, 3), (2, 7, 2), **GENERAL,
      **{"l.position.weight": (3, 4), "l.position_score.weight": (1, 3)})
def local_predictive(x, p):
    lengths = torch.tensor([7.0, 4.0]).double()[:, None]
    hidden = torch.tanh(F.linear(x[0], p["l.position.weight"]))
    centres = lengths * torch.sigmoid(F.linear(hidden, p["l.position_score.weight"])).squeeze(-1)
    places, seen = windows(centres.detach(), 7, 2, [7, 4])
    return local(*x, p, places, seen, torch.exp(-(places - centres[..., None]) ** 2 / 2))


GATE = {"s.gate.weight": (1, 4), "s.gate.bias": (1,)}


def soft(x, p):
    context, weights = attend(additive_score(x[0], x[1], p), padding([5, 3], 3, 5), x[2])
    return context * torch.sigmoid(F.linear(x[0], p["s.gate.weight"], p["s.gate.bias"])), weights


case("soft", *SHAPES, **ADDITIVE, **GATE)(soft)


@case("soft-doubly-stochastic", *SHAPES, **ADDITIVE, **GATE)
def doubly_stochastic(x, p):
    context, weights = soft(x, p)
    there = padding([5, 3], 1, 5)[:, 0].double()
    return context, ((there - weights.sum(1)) ** 2).sum() / 2


@case("hard", *SHAPES, **ADDITIVE, **{"h.baseline.weight": (1, 4), "h.baseline.bias": (1,)})
def hard(x, p):
    _, weights = attend(additive_score(x[0], x[1], p), PADDED, x[2])
    chosen, there = torch.tensor([[4, 0, 2], [0, 0, 0]]), torch.tensor([[1], [0]])
    context = x[2][torch.arange(2)[:, None], chosen] * there[..., None]
    probability = weights.gather(-1, chosen[..., None]).squeeze(-1) + (1 - there)
    return context, torch.log(probability), -(weights * torch.log(weights + 1e-12)).sum(-1)


@case("coverage", (2, 1, 4), (2, 5, 3), (2, 5, 6), **ADDITIVE, **{"c.weight": (1,)})
def coverage(x, p):
    every = all_of(2, 1, 5)
    context, seen = attend(additive_score(x[0], x[1], p), every, x[2])
    scores = additive_score(context[..., :4], x[1], p) + p["c.weight"] * seen
    context, weights = attend(scores, every, x[2])
    return context, weights, torch.minimum(weights, seen).sum() / 2


def pooling_shapes(name):
    return {f"{name}.projection.weight": (5, 3), f"{name}.projection.bias": (5,), f"{name}.context": (1, 5)}


def pool(x, p, name, lengths):
    u = torch.tanh(F.linear(x, p[f"{name}.projection.weight"], p[f"{name}.projection.bias"]))
    weights = masked_softmax((u @ p[f"{name}.context"].T).squeeze(-1), padding(lengths, 1, x.shape[1])[:, 0])
    return torch.einsum("bt,btd->bd", weights, x), weights


case("pooling", (3, 4, 3), **pooling_shapes("p"))(lambda x, p: pool(x[0], p, "p", [4, 1, 0]))


@case("hierarchical", (5, 4, 3), **pooling_shapes("h.word"), **pooling_shapes("h.sentence"))
def hierarchical(x, p):
    sentences, word_weights = pool(x[0], p, "h.word", [4, 1, 2, 3, 4])
    padded = torch.stack([torch.cat([sentences[:2], sentences.new_zeros(1, 3)]), sentences[2:]])
    documents, sentence_weights = pool(padded, p, "h.sentence", [2, 3])
    return documents, sentences, word_weights, sentence_weights


# Normalizers

def entmax(x, alpha):
    """max((α − 1) z − τ, 0)^(1 / (α − 1)) with τ by bisection (Blondel et al. 2019), and one exact Newton step for gradients."""
    power = 1 / (alpha - 1)
    z = (alpha - 1) * x
    with torch.no_grad():
        low, high = z.max(-1, keepdim=True).values - 1, z.max(-1, keepdim=True).values
        for _ in range(200):
            middle = (low + high) / 2
            above = ((z - middle).clamp(min=0) ** power).sum(-1, keepdim=True) >= 1
            low, high = torch.where(above, middle, low), torch.where(above, high, middle)
    # At the root the step is 0 in value, and by the implicit function theorem right in its derivative.
    r = (z - low).clamp(min=0)
    slope = (power * torch.where(r > 0, r ** (power - 1), torch.zeros_like(r))).sum(-1, keepdim=True).detach()
    threshold = low + ((r ** power).sum(-1, keepdim=True) - 1) / slope
    return (z - threshold).clamp(min=0) ** power


KEEP = torch.tensor([[1, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], [1, 1, 0, 1, 0, 1]]).bool()
NORMALIZERS = {
    "softmax": lambda x: x.softmax(-1),
    "sparsemax": lambda x: entmax(x, 2.0),
    "entmax15": lambda x: entmax(x, 1.5),
    "sigmoid": torch.sigmoid,
}


def masked(function):
    def run(x):
        rows = []
        for row, keep in zip(x, KEEP):
            y = torch.zeros_like(row)
            if keep.any():
                y = y.masked_scatter(keep, function(row[keep]))
            rows.append(y + 0 * row)
        return torch.stack(rows)

    return run


for name, function in NORMALIZERS.items():
    op(f"normalizer-{name}", (4, 6))(function)
    op(f"normalizer-{name}-masked", (3, 6))(masked(function))
    op(f"normalizer-{name}-one", (2, 1))(function)


# Operations that came later: at the end, so that the numbers drawn for the others stay as they are.

op("log-sum-exp", (2, 3, 5))(lambda x: x.logsumexp(-1))


@op("log-sum-exp-masked", (3, 5))
def log_sum_exp_masked(x):
    first = x[0, [0, 2, 3]].logsumexp(-1)
    return torch.stack([first, torch.zeros((), dtype=torch.double), x[2, 4]])


def main():
    random = numpy.random.default_rng(17)
    tensors = {}

    def draw(shape, low, high):
        grid = numpy.round(random.uniform(low, high, shape) * 16384) / 16384
        return torch.tensor(grid, dtype=torch.double, requires_grad=True)

    for name, (shapes, positive, parameters, function) in CASES.items():
        inputs = [draw(s, 0.5 if positive else -2, 2) for s in shapes]
        named = {n: draw(s, -0.75, 0.75) for n, s in parameters.items()}
        outputs = function(inputs, named)
        outputs = list(outputs) if isinstance(outputs, tuple) else [outputs]
        weights = [draw(o.shape, -1, 1).detach() for o in outputs]
        sum((o * w).sum() for o, w in zip(outputs, weights)).backward()

        def put(kind, tensor):
            tensors[f"{name}/{kind}"] = numpy.ascontiguousarray(tensor.detach().numpy(), numpy.float32)

        def gradient(tensor):
            return tensor.grad if tensor.grad is not None else torch.zeros_like(tensor)

        for i, tensor in enumerate(inputs):
            put(f"input/{i}", tensor)
            put(f"input-gradient/{i}", gradient(tensor))
        for n, tensor in named.items():
            put(f"parameter/{n}", tensor)
            put(f"parameter-gradient/{n}", gradient(tensor))
        for i, (output, weight) in enumerate(zip(outputs, weights)):
            put(f"output/{i}", output)
            put(f"weight/{i}", weight)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, OUT)
    print(f"{len(CASES)} cases, {OUT.stat().st_size} bytes: {OUT.relative_to(OUT.parents[3])}")


if __name__ == "__main__":
    main()
