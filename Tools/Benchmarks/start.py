"""Time from starting the command line to its first answer on a one-page file, and what Tools/peruse adds."""
import subprocess
import tempfile
import time

from common import arguments, spread

PAGE_CHARACTERS, RUNS = 2500, 21


def clock(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1e3


def main():
    options = arguments()
    binary = options.binaries / "peruse"
    text = (options.root / "corpora/papers/ambrey-minutes.txt").read_bytes()[:PAGE_CHARACTERS]
    with tempfile.NamedTemporaryFile(suffix=".txt") as page:
        page.write(text)
        page.flush()
        question = ["answer", "Who was in the chair?", page.name]
        commands = {
            "peruse --version": [binary, "--version"],
            "peruse answer, one page": [binary, *question],
            "Tools/peruse --version": [options.root / "Tools/peruse", "--version"],
        }
        times = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(clock(command))
    print(f"\nFrom start to end of the program, ms, {RUNS} runs in turn")
    for name, values in times.items():
        median, best = spread(values)
        print(f"{name:26} median {median:7.1f}  best {best:7.1f}")


main()
