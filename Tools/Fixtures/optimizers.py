"""Writes what PyTorch's optimizers and schedules do to a few weights, as the fixture that `TrainingTests` reads.

    pip install torch numpy
    python Tools/Fixtures/optimizers.py

Weights and gradients are multiples of 2^-10, so that single precision holds them; PyTorch computes in double.
"""

import json
import math
import pathlib

import numpy
import torch

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tests/TrainingTests/Fixtures/optimizers.json"
STEPS, COUNT = 6, 21

CASES = {
    "adamw": ({"name": "adamw", "beta1": 0.9, "beta2": 0.999}, 0.05, 0.1,
              lambda p, lr, wd: torch.optim.AdamW(p, lr=lr, weight_decay=wd)),
    "adamw-betas": ({"name": "adamw", "beta1": 0.8, "beta2": 0.98, "epsilon": 1e-6}, 0.01, 0.0,
                    lambda p, lr, wd: torch.optim.AdamW(p, lr=lr, betas=(0.8, 0.98), eps=1e-6, weight_decay=wd)),
    "adam": ({"name": "adam", "beta1": 0.9, "beta2": 0.999}, 0.05, 0.1,
             lambda p, lr, wd: torch.optim.Adam(p, lr=lr, weight_decay=wd)),
    "adadelta": ({"name": "adadelta", "rho": 0.9}, 1.0, 0.01,
                 lambda p, lr, wd: torch.optim.Adadelta(p, lr=lr, weight_decay=wd)),
    "sgd": ({"name": "sgd", "momentum": 0.0}, 0.1, 0.0,
            lambda p, lr, wd: torch.optim.SGD(p, lr=lr, weight_decay=wd)),
    "sgd-momentum": ({"name": "sgd", "momentum": 0.9}, 0.1, 0.01,
                     lambda p, lr, wd: torch.optim.SGD(p, lr=lr, momentum=0.9, weight_decay=wd)),
    "sgd-nesterov": ({"name": "sgd", "momentum": 0.9, "nesterov": True}, 0.1, 0.01,
                     lambda p, lr, wd: torch.optim.SGD(p, lr=lr, momentum=0.9, nesterov=True, weight_decay=wd)),
}


def main():
    random = numpy.random.default_rng(5)

    def draw():
        return [float(x) for x in numpy.round(random.uniform(-2, 2, COUNT) * 1024) / 1024]

    cases = []
    for name, (settings, rate, decay, make) in CASES.items():
        start, gradients, after = draw(), [draw() for _ in range(STEPS)], []
        # One step without a gradient: what is remembered fades.
        gradients[3] = [0.0] * COUNT
        weights = torch.tensor(start, dtype=torch.double, requires_grad=True)
        optimizer = make([weights], rate, decay)
        for gradient in gradients:
            weights.grad = torch.tensor(gradient, dtype=torch.double)
            optimizer.step()
            after.append([round(x, 9) for x in weights.tolist()])
        cases.append({"name": name, "settings": settings, "rate": rate, "decay": decay, "start": start,
                      "gradients": gradients, "after": after})

    # Gradient clipping by the norm over two tensors.
    tensors = [torch.tensor(draw()[:n], dtype=torch.double, requires_grad=True) for n in (7, 3)]
    for tensor in tensors:
        tensor.grad = tensor.detach().clone() * 4
    before = [tensor.grad.tolist() for tensor in tensors]
    norm = float(torch.nn.utils.clip_grad_norm_(tensors, 1.5))
    clipping = {"limit": 1.5, "gradients": before, "norm": norm, "clipped": [t.grad.tolist() for t in tensors]}

    # The schedules of PyTorch: linear warm-up from 0, then to 0 in a line or as a cosine.
    weights = torch.zeros(1, requires_grad=True)
    schedules = {}
    for shape in ("linear", "cosine"):
        optimizer = torch.optim.SGD([weights], lr=1.0)
        total, warm = 40, 8

        def factor(step):
            if step < warm:
                return step / warm
            done = (step - warm) / (total - warm)
            return 1 - done if shape == "linear" else 0.5 * (1 + math.cos(math.pi * done))

        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
        rates = []
        for _ in range(total + 1):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        schedules[shape] = rates
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(
        {"optimizers": cases, "clipping": clipping, "schedules": schedules}, separators=(",", ":")) + "\n")
    print(f"{len(cases)} optimizers, {OUT.stat().st_size} bytes: {OUT.relative_to(OUT.parents[3])}")


if __name__ == "__main__":
    main()
