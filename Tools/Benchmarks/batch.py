"""Batches: documents, words and bytes a second and peak memory, on one and two jobs; a dump of 2 GB; a Python peer.

Data: PERUSE_DATA names a folder with medquad.tar.xz, plos-jats.tar.xz and eltec-tei.tar.xz (../shared/data/xml by
default). What is unpacked and generated goes to .build/benchmark-data and is used again. For a quick try,
PERUSE_SHARE=100 takes each hundredth file only, and PERUSE_DUMP_MB=50 makes a smaller dump.
"""
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import time

import common

PEER = pathlib.Path(__file__).with_name("batch_peer.py")
PARTS = ("medquad", "plos-jats", "eltec-tei")
# Of these each eighth file goes to the peer too; a novel would take its quadratic LexRank hours.
PEER_PARTS = ("medquad", "plos-jats")


def unpack(root, work):
    data = pathlib.Path(os.environ.get("PERUSE_DATA", root.parent / "shared/data/xml"))
    if not data.is_dir():
        return None
    folder = work / "xml"
    if not folder.exists():
        partial = work / "xml.partial"
        for part in PARTS:
            with tarfile.open(data / f"{part}.tar.xz") as archive:
                archive.extractall(partial / part, filter="data")
        partial.rename(folder)
    return folder


def documents(folder):
    return sorted(folder.rglob("*.xml"))


def write_list(file, paths):
    file.write_text("".join(f"{path}\n" for path in paths))


def measure(command, cwd=None):
    """Seconds, processor seconds, peak memory in MB, and the last lines that were said."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=cwd)
    words = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{command}: exit status {code}\n{words}")
    scale = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6, words


def batch(program, task, inputs, output, jobs, *more):
    command = [program, "batch", task, *map(str, inputs), "--output", str(output), "--force", "--jobs", str(jobs), *more]
    seconds, busy, peak, _ = measure(command)
    documents = words = size = 0
    with open(f"{output}.journal") as journal:
        next(journal)
        for line in journal:
            fields = line.split("\t")
            documents += 1
            size += int(fields[6])
            words += int(fields[7])
    return {"seconds": seconds, "busy": busy, "peak": peak, "documents": documents, "words": words, "bytes": size}


def show(name, jobs, result):
    seconds = result["seconds"]
    print(
        f"{name:<22} {jobs:>4} {result['documents']:>9} {seconds:>8.1f} {result['documents'] / seconds:>9.1f} "
        f"{result['words'] / seconds:>10.0f} {result['bytes'] / 1e6 / seconds:>7.2f} {result['peak']:>8.0f}", flush=True)


HEAD = f"{'':<22} {'jobs':>4} {'documents':>9} {'seconds':>8} {'docs/s':>9} {'words/s':>10} {'MB/s':>7} {'peak MB':>8}"


def main():
    options = common.arguments()
    program = options.binaries / "peruse"
    work = options.root / ".build/benchmark-data"
    work.mkdir(parents=True, exist_ok=True)
    output = work / "out.jsonl"

    print("\nbatch: MedQuAD, PLOS and novels, one run")
    folder = unpack(options.root, work)
    if folder is None:
        print("  skipped: PERUSE_DATA names no folder with the archives")
    else:
        print(HEAD)
        share = int(os.environ.get("PERUSE_SHARE", "1"))
        everything = work / "files.txt"
        write_list(everything, [path for part in PARTS for path in documents(folder / part)[::share]])
        tasks = [
            ("inspect", "inspect", []),
            ("summarize lead", "summarize", ["--method", "lead"]),
            ("summarize lexrank", "summarize", ["--method", "lexrank"]),
            ("summarize (learned)", "summarize", []),
        ]
        for name, task, more in tasks:
            for jobs in (1, 2):
                show(name, jobs, batch(program, task, ["--files-from", everything], output, jobs, *more))

        print("\neach eighth file of MedQuAD and PLOS: lxml.iterparse and sumy's LexRank in Python, and ours (documents/s)")
        sample = [path for part in PEER_PARTS for path in documents(folder / part)[::8 * share]]
        listing = work / "sample.txt"
        write_list(listing, sample)
        seconds, _, peak, words = measure([sys.executable, str(PEER), str(listing)])
        theirs = int(re.search(r"(\d+) documents", words).group(1)) / seconds
        print(f"  python  {theirs:>9.1f} docs/s  peak {peak:.0f} MB  (1 process, {len(sample)} files)")
        command = [program, "batch", "summarize", "--files-from", listing, "--method", "lexrank", "--sentences", "3",
                   "--output", output, "--force", "--quiet"]
        for jobs in (1, 2):
            seconds, _, peak, _ = measure([*map(str, command), "--jobs", str(jobs)])
            ours = len(sample) / seconds
            print(f"  peruse  {ours:>9.1f} docs/s  peak {peak:.0f} MB  ({jobs} job{'s' * (jobs > 1)}; {ours / theirs:.1f} times)")

    print("\nbatch inspect: a MediaWiki dump of 2 GB")
    dump = work / "dump.xml"
    megabytes = int(os.environ.get("PERUSE_DUMP_MB", "2000"))
    if not dump.exists() or abs(dump.stat().st_size / 1e6 - megabytes) > megabytes / 10:
        subprocess.run(
            [sys.executable, options.root / "Tools/Benchmarks/make-large-xml.py", "mediawiki", str(megabytes), dump], check=True)
    print(HEAD)
    for jobs in (1, 2):
        result = batch(program, "inspect", [dump], output, jobs)
        show(f"inspect {dump.stat().st_size / 1e9:.2f} GB", jobs, result)
    for name in work.glob("out.jsonl*"):
        name.unlink()


if __name__ == "__main__":
    main()
