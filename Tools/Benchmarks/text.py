"""Word pieces, sentences and XML on one thread: MB/s of input, and peak memory on a large XML file.
Word pieces stand beside the `tokenizers` library on the same text, one thread as well."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from common import Peruse, arguments, reader_folder, spread

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"
REPEATS, XML_MEGABYTES, LARGE_MEGABYTES = 5, 300, 2000


def sample_text(root):
    """About 4 MB of the corpora's English text, over and over."""
    parts = [path.read_text(errors="ignore") for path in sorted((root / "corpora").rglob("*"))
             if path.suffix in (".txt", ".md") and path.name != "shiomachi.txt"]
    text = "\n\n".join(parts)
    return (text * (4_000_000 // len(text) + 1))[:4_000_000]


def peer_pieces(vocabulary, text):
    from tokenizers import BertWordPieceTokenizer

    tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    lines = text.split("\n")
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        tokenizer.encode_batch(lines, add_special_tokens=False)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def main():
    options = arguments()
    ours = Peruse(options.binaries)
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "text.txt"
        text = sample_text(options.root)
        path.write_text(text)
        megabytes = path.stat().st_size / 1e6
        vocabulary = reader_folder(options.root) / "vocab.txt"
        print(f"\nText of {megabytes:.1f} MB, one thread, MB/s (median)")
        pieces, _ = spread(ours.ask("pieces", vocabulary, path, REPEATS))
        peer, _ = spread(peer_pieces(vocabulary, text))
        print(f"word pieces   {megabytes / pieces * 1e3:8.1f}   tokenizers {megabytes / peer * 1e3:8.1f}   "
              f"ratio {peer / pieces:.1f}")
        for unit in ("sentences", "words"):
            median, _ = spread(ours.ask(unit, path, REPEATS))
            print(f"{unit:13} {megabytes / median * 1e3:8.1f}")

        large = pathlib.Path(scratch) / "dump.xml"
        for kind, megabytes in (("mediawiki", XML_MEGABYTES), ("pubmed", XML_MEGABYTES), ("pubmed", LARGE_MEGABYTES)):
            subprocess.run([sys.executable, options.root / "Tools/Benchmarks/make-large-xml.py", kind, str(megabytes), large],
                           check=True, stdout=subprocess.DEVNULL)
            size = large.stat().st_size / 1e6
            fresh = Peruse(options.binaries)
            before = fresh.ask("memory")[0]
            milliseconds, records = fresh.ask("records", large)
            peak = fresh.ask("memory")[0]
            print(f"{kind} file of {size:.0f} MB, {records:.0f} records, bytes to documents: "
                  f"{size / milliseconds * 1e3:.0f} MB/s; peak memory {peak:.0f} MB (before: {before:.0f} MB)", flush=True)


main()
