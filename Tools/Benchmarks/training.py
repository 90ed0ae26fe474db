"""Training against PyTorch: fine-tuning the 6-layer, 384-wide encoder at 16 sequences of 192 word pieces (forward,
backward and AdamW), a bidirectional GRU of 128 units at 32 sequences of 150 steps, and fused attention at growing length.
Each contender of each row is a process of its own, which tells its own peak memory; the two take turns in one run."""
import pathlib
import subprocess
import sys

from common import Peruse, arguments, spread

TOKENS = 16 * 192
STEPS_OF_RECURRENT = 32 * 150
THREADS = 2


class Peer(Peruse):
    """training_torch.py, kept running: the same requests, the same answers."""

    def __init__(self):
        script = pathlib.Path(__file__).with_name("training_torch.py")
        self.process = subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def close(contender):
    contender.process.stdin.close()
    contender.process.wait()


def compare(binaries, request, rounds, steps):
    """Times in ms and peak MB of both, taking turns; the first turn of each warms up."""
    both = (Peruse(binaries), Peer())
    times = ([], [])
    for contender in both:
        contender.ask(*request, 2)
    for _ in range(rounds):
        for contender, found in zip(both, times):
            found += contender.ask(*request, steps)
    memory = [contender.ask("memory")[0] for contender in both]
    for contender in both:
        close(contender)
    return times, memory


def row(name, tokens, times, memory):
    (mine, mine_best), (theirs, theirs_best) = (spread(found) for found in times)
    print(f"{name:34} {tokens / mine * 1e3:8.0f} {tokens / mine_best * 1e3:8.0f} {tokens / theirs * 1e3:9.0f} "
          f"{tokens / theirs_best * 1e3:8.0f} {theirs / mine:9.2f} {theirs_best / mine_best:6.2f} "
          f"{memory[0]:9.0f} {memory[1]:7.0f}", flush=True)


def attention(binaries):
    print("\nFused attention, forward and backward, one head of 64, one thread: ms, and MB held beside the input")
    print("precision  length    Peruse ms   Peruse MB   PyTorch ms   ratio")
    for precision in ("bfloat16", "float32"):
        ours, theirs = Peruse(binaries), Peer()
        for length, repeats in ((512, 9), (2048, 5), (8192, 2), (32768, 1)):
            if length <= 2048:
                ours.ask("attend", precision, length, 1), theirs.ask("attend", precision, length, 1)
            *mine, held = ours.ask("attend", precision, length, repeats)
            peer = theirs.ask("attend", precision, length, repeats)
            print(f"{precision:9} {length:7} {spread(mine)[0]:12.1f} {held:11.1f} {spread(peer)[0]:12.1f} "
                  f"{spread(peer)[0] / spread(mine)[0]:7.2f}", flush=True)
        close(ours), close(theirs)


def main():
    options = arguments()
    print(f"\nTraining on {THREADS} threads against PyTorch: tokens/s (median, best), peak memory in MB; ratio above 1: "
          "Peruse is faster")
    print(f"{'':34} {'Peruse':>8} {'best':>8} {'PyTorch':>9} {'best':>8} {'of medians':>10} {'bests':>5} "
          f"{'MB Peruse':>9} {'PyTorch':>7}")
    for precision in ("bfloat16", "float32"):
        for dropout in (0.1, 0.0):
            found = compare(options.binaries, ("train", precision, dropout, THREADS), rounds=5, steps=3)
            row(f"encoder 16×192 {precision}, dropout {dropout}", TOKENS, *found)
    found = compare(options.binaries, ("recur", THREADS), rounds=6, steps=6)
    row("bidirectional GRU 128 at 32×150", STEPS_OF_RECURRENT, *found)
    attention(options.binaries)


main()
