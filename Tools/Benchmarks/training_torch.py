"""PyTorch's side of the training section: reads the requests that PeruseBenchmarks reads, and answers alike.

The encoder is written as fast as eager PyTorch allows: query, key and value in one product, its own fused attention and
fused AdamW."""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WIDTH, INNER, HEADS, LAYERS, WORDS, POSITIONS = 384, 1536, 12, 6, 30522, 512


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = dropout
        self.projections = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined, self.inner, self.outer = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.first_norm, self.second_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x):
        batch, length, _ = x.shape
        parts = self.projections(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        context = F.scaled_dot_product_attention(*parts, dropout_p=self.dropout)
        joined = self.joined(context.transpose(1, 2).reshape(batch, length, WIDTH))
        y = self.first_norm(x + F.dropout(joined, self.dropout))
        return self.second_norm(y + F.dropout(self.outer(F.gelu(self.inner(y))), self.dropout))


class Encoder(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.dropout = dropout
        self.words, self.positions = nn.Embedding(WORDS, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.types, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids):
        x = self.words(ids) + self.positions.weight[:ids.shape[1]] + self.types.weight[0]
        x = F.dropout(self.norm(x), self.dropout)
        for layer in self.layers:
            x = layer(x)
        return x


class Training:
    def __init__(self, precision, dropout):
        self.halves = precision == "bfloat16"
        self.encoder = Encoder(dropout).train()
        self.optimizer = torch.optim.AdamW(self.encoder.parameters(), lr=1e-5, fused=True)
        self.ids = torch.randint(1000, 30000, (16, 192))

    def step(self):
        self.optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.halves):
            hidden = self.encoder(self.ids)
            loss = hidden.float().square().mean()
        loss.backward()
        self.optimizer.step()


class Recurrent:
    def __init__(self):
        self.unit = nn.GRU(128, 128, batch_first=True, bidirectional=True)
        self.x = torch.rand(32, 150, 128, requires_grad=True)

    def step(self):
        self.unit.zero_grad()
        self.x.grad = None
        self.unit(self.x)[0].sum().backward()


class Attention:
    def __init__(self, precision, length):
        kind = torch.bfloat16 if precision == "bfloat16" else torch.float32
        self.parts = [torch.rand(1, 1, length, 64, dtype=kind, requires_grad=True) for _ in range(3)]

    def step(self):
        for part in self.parts:
            part.grad = None
        F.scaled_dot_product_attention(*self.parts).sum().backward()


def milliseconds(work, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work.step()
        times.append((time.perf_counter() - start) * 1e3)
    return " ".join(map(str, times))


def peak():
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0


def main():
    kept = {}

    def once(key, make):
        return kept.setdefault(key, None) or kept.update({key: make()}) or kept[key]

    for line in sys.stdin:
        words = line.split()
        if words[0] == "train":
            torch.set_num_threads(int(words[3]))
            work = once("train", lambda: Training(words[1], float(words[2])))
            print(milliseconds(work, int(words[4])), flush=True)
        elif words[0] == "recur":
            torch.set_num_threads(int(words[1]))
            print(milliseconds(once("recur", Recurrent), int(words[2])), flush=True)
        elif words[0] == "attend":
            torch.set_num_threads(1)
            print(milliseconds(Attention(words[1], int(words[2])), int(words[3])), flush=True)
        else:
            print(peak(), flush=True)


main()
