"""What the sections of Tools/benchmark share: arguments, the process under test, medians."""
import argparse
import os
import pathlib
import statistics
import subprocess


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", type=pathlib.Path, required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    return parser.parse_args()


class Peruse:
    """PeruseBenchmarks, kept running: a request line in, an answer line out."""

    def __init__(self, binaries):
        self.process = subprocess.Popen(
            [binaries / "PeruseBenchmarks"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline().strip()
        if not line or line.startswith("error"):
            raise SystemExit(f"PeruseBenchmarks: {line or 'ended'}")
        return [float(word) for word in line.split()]


def spread(times):
    """Median and best of a list of times."""
    return statistics.median(times), min(times)


def reader_folder(root):
    return root / "Sources/SpanExtraction/Resources/reader"
