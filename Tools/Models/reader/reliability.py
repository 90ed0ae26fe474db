#!/usr/bin/env python3
"""Draws how well a reader's probabilities hold on held-out questions, of answers and of none, as one SVG.

    PeruseModels calibrate FOLDER absence.json --absence-only --trials trials.jsonl
    reliability.py FOLDER trials.jsonl reliability.svg [--share 0.5]

Questions with and without an answer are weighted so that the share of answerable ones is the given one. The expected calibration
error of both is printed, and by file how often the likeliest of spans and none is none, or a span that is unsure.
"""
import argparse
import collections
import json
import math
import os

BINS = 10


def bins(pairs):
    """(mean probability, share that came true, weight) of each interval that has questions."""
    rows = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    for probability, outcome, weight in pairs:
        row = rows[min(int(probability * BINS), BINS - 1)]
        row[0] += probability * weight
        row[1] += outcome * weight
        row[2] += weight
    return [(p / w, o / w, w) for p, o, w in rows if w > 0]


def error(rows):
    return sum(w * abs(p - o) for p, o, w in rows) / sum(w for _, _, w in rows)


def plot(rows, left, title, error):
    side, top = 240, 34
    most = max(w for _, _, w in rows)
    parts = [f'<text x="{left}" y="20" font-weight="bold">{title}</text>',
             f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" stroke="#888"/>',
             f'<line x1="{left}" y1="{top + side}" x2="{left + side}" y2="{top}" stroke="#bbb" stroke-dasharray="4 4"/>']
    points = " ".join(f"{left + side * p:.1f},{top + side * (1 - o):.1f}" for p, o, _ in rows)
    parts.append(f'<polyline points="{points}" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>')
    for p, o, w in rows:
        radius = 2 + 6 * math.sqrt(w / most)
        parts.append(f'<circle cx="{left + side * p:.1f}" cy="{top + side * (1 - o):.1f}" r="{radius:.1f}" fill="#1f5fa8" '
                     f'fill-opacity="0.6"><title>{p:.2f} said, {o:.2f} true</title></circle>')
    for tick in (0, 0.5, 1):
        parts.append(f'<text x="{left + side * tick}" y="{top + side + 15}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{left - 6}" y="{top + side * (1 - tick) + 4}" text-anchor="end">{tick:g}</text>')
    parts.append(f'<text x="{left + side / 2}" y="{top + side + 32}" text-anchor="middle">probability said; '
                 f'expected calibration error {error:.3f}</text>')
    return parts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("trials")
    parser.add_argument("svg")
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--unsure", type=float, default=0.35, help="below this an answer is unsure")
    arguments = parser.parse_args()
    absence = json.load(open(os.path.join(arguments.folder, "absence.json")))
    points = [json.loads(line) for line in open(arguments.trials)]
    prior = math.log((1 - arguments.share) / arguments.share)
    mass = collections.Counter()
    for point in points:
        mass[point["isAnswerable"]] += point["weight"]
    answers, nones, verdicts = [], [], collections.defaultdict(collections.Counter)
    for point in points:
        none = 1 / (1 + math.exp(absence["margin"] * point["margin"] - absence["intercept"] - prior))
        best = (1 - none) * point["best"]
        share = arguments.share if point["isAnswerable"] else 1 - arguments.share
        weight = share * point["weight"] / mass[point["isAnswerable"]]
        answers.append((best, point["exact"], weight))
        nones.append((none, 0.0 if point["isAnswerable"] else 1.0, weight))
        # Verdicts as people get them, at the default share.
        usual = 1 / (1 + math.exp(absence["margin"] * point["margin"] - absence["intercept"] - math.log(0.25)))
        span = (1 - usual) * point["best"]
        kind = (point["file"], "with" if point["isAnswerable"] else "without")
        verdicts[kind]["none" if usual > span else "unsure" if span < arguments.unsure else "answer"] += 1
    answers, nones = bins(answers), bins(nones)
    parts = plot(answers, 40, "The best answer is exact", error(answers)) + plot(
        nones, 340, "The text holds no answer", error(nones))
    with open(arguments.svg, "w", encoding="utf-8") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="320" font-family="sans-serif" font-size="12">\n'
                   + "\n".join(parts) + "\n</svg>\n")
    print(f"{len(points)} questions; calibration error of answers {error(answers):.4f}, of none {error(nones):.4f}")
    for (name, kind), counts in sorted(verdicts.items()):
        total = sum(counts.values())
        shares = ", ".join(f"{verdict} {100 * counts[verdict] / total:.0f} %" for verdict in ("answer", "unsure", "none"))
        print(f"{name}, {kind} an answer: {total}: {shares}")


if __name__ == "__main__":
    main()
