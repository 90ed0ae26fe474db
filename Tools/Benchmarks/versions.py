"""Two versions of Peruse beside each other on the same files: `batch inspect` on one job, processor seconds of the whole
process (medians of runs in turn), MB of input a second, and peak memory.

    python3 Tools/Benchmarks/versions.py OLD/peruse NEW/peruse [--novels FOLDER] [--megabytes 100] [--runs 3]

The PubMed and MediaWiki files are made by Tools/Benchmarks/make-large-xml.py; the novels are TEI files of your own.
"""
import argparse
import pathlib
import os
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def measure(peruse, source, scratch):
    """Processor seconds and peak KB of one run."""
    output = pathlib.Path(scratch) / "out.jsonl"
    for path in pathlib.Path(scratch).glob("out.jsonl*"):
        path.unlink()
    process = subprocess.Popen(
        [peruse, "batch", "inspect", str(source), "--output", str(output), "--jobs", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{peruse} failed on {source}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--novels", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for kind in ("pubmed", "mediawiki"):
            path = pathlib.Path(scratch) / f"{kind}.xml"
            subprocess.run([sys.executable, ROOT / "Tools/Benchmarks/make-large-xml.py", kind, str(options.megabytes), path],
                           check=True, stdout=subprocess.DEVNULL)
            sources.append((kind, path, path.stat().st_size))
        if options.novels:
            size = sum(path.stat().st_size for path in options.novels.rglob("*") if path.is_file())
            sources.append(("novels", options.novels, size))
        print(f"{'':10} {'MB':>6} {'old MB/s':>9} {'new MB/s':>9} {'ratio':>6} {'old peak MB':>12} {'new peak MB':>12}")
        for name, source, size in sources:
            times, peaks = {}, {}
            for _ in range(options.runs):
                for peruse in (options.old, options.new):
                    seconds, peak = measure(peruse, source, scratch)
                    times.setdefault(peruse, []).append(seconds)
                    peaks[peruse] = max(peaks.get(peruse, 0), peak)
            old, new = (statistics.median(times[x]) for x in (options.old, options.new))
            print(f"{name:10} {size / 1e6:6.0f} {size / 1e6 / old:9.1f} {size / 1e6 / new:9.1f} {old / new:6.2f} "
                  f"{peaks[options.old] / 1024:12.0f} {peaks[options.new] / 1024:12.0f}")


if __name__ == "__main__":
    main()
