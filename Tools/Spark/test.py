#!/usr/bin/env python3
"""Tests peruse_spark.py, as spark-submit runs it, on a standalone cluster of one master and two workers, each a
process of its own.

    Tools/Spark/test.py PERUSE        (the program; PySpark must be importable, Java 17 or newer installed)

1. What Spark writes equals what a single process writes, line for line, errors included: Parquet and JSON lines.
2. An output that exists is refused and left as it is; replaced with --overwrite, it holds the same again.
3. A failing program fails the job, and no output is left that looks complete.
4. --include leaves some partitions without a file, and the job ends well.
5. All is equal too when one worker and its executor are killed in the middle.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import pyspark
import pyspark.sql

HERE = pathlib.Path(__file__).resolve().parent
SPARK = pathlib.Path(pyspark.__file__).parent
SETTINGS = ["--method", "textrank", "--sentences", "3"]
PARTITION_MB = 0.2
COPIES = 16


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_input(folder, root):
    """Documents of corpora/, many copies of them under other names, a dump, and files that cannot be read."""
    sources = sorted(path for path in (root / "corpora").rglob("*") if path.suffix in {".xml", ".md", ".html", ".txt"})
    for copy in range(COPIES):
        for source in sources:
            target = folder / f"copy{copy:02}" / source.relative_to(root / "corpora")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    (folder / "broken.xml").write_text("<story><p>never closed")
    (folder / "empty.xml").write_text("")
    (folder / "binary.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))


class Cluster:
    def __init__(self, scratch):
        self.port = free_port()
        self.url = f"spark://127.0.0.1:{self.port}"
        self.environment = dict(
            os.environ, SPARK_HOME=str(SPARK), SPARK_LOCAL_IP="127.0.0.1", SPARK_DAEMON_MEMORY="256m",
            PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
        self.processes = []
        self.log = open(scratch / "cluster.log", "w")
        self.start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(self.port),
                   "--webui-port", str(free_port()))
        self.workers = [
            self.start("org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                       "--webui-port", str(free_port()), "--work-dir", str(scratch / f"work{number}"), self.url)
            for number in range(2)
        ]

    def start(self, *words):
        process = subprocess.Popen(
            [SPARK / "bin" / "spark-class", *words], env=self.environment, stdout=self.log, stderr=self.log,
            start_new_session=True)
        self.processes.append(process)
        return process

    def kill(self, worker):
        """Ends a worker and the executors that it has started, all at once and without warning."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.log.close()

    def submit(self, source, output, program, form, rest, *more, during=None):
        """Runs the job as a user would, on both workers; returns the exit status and what was said."""
        settings = {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
            "spark.executor.memory": "600m", "spark.cores.max": "2",
            # No task before both workers are there.
            "spark.scheduler.minRegisteredResourcesRatio": "1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",
        }
        words = [SPARK / "bin" / "spark-submit", "--master", self.url]
        for name, value in settings.items():
            words += ["--conf", f"{name}={value}"]
        words += [HERE / "peruse_spark.py", "summarize", "--input", source, "--output", output, "--peruse", program,
                  "--format", form, "--partition-mb", str(PARTITION_MB), *more, "--", *rest]
        job = subprocess.Popen(
            list(map(str, words)), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True)
        self.processes.append(job)
        watcher = threading.Thread(target=during, args=(job,)) if during else None
        if watcher:
            watcher.start()
        said = job.communicate()[0].decode("utf-8", "replace")
        if watcher:
            watcher.join()
        return job.returncode, said


def succeed(result):
    status, said = result
    if status != 0:
        raise SystemExit(f"spark-submit ended with {status}:\n{said[-4000:]}")
    return said


def killer(cluster, output, note):
    """Kills the second worker when some tasks have committed their output and others have not."""

    def watch(job):
        while job.poll() is None:
            committed = len(list(output.glob("_temporary/0/task_*")))
            if committed >= 4:
                cluster.kill(cluster.workers[1])
                note["committed"] = committed
                return
            time.sleep(0.02)

    return watch


def rows(spark, output, form):
    if form == "parquet":
        return sorted((row["kind"], row["json"]) for row in spark.read.parquet(str(output)).collect())
    found = []
    for kind in ("result", "error"):
        for path in (output / f"kind={kind}").glob("part-*"):
            found += [(kind, text) for text in path.read_text().split("\n")[:-1]]
    return sorted(found)


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def single(program, source, scratch):
    """What one process writes, as sorted pairs of kind and line."""
    output = scratch / "alone.jsonl"
    alone = subprocess.run([program, "batch", "summarize", ".", "--output", output, "--quiet", *SETTINGS], cwd=source)
    if alone.returncode != 1:
        raise SystemExit(f"the single process ended with {alone.returncode}")
    expected = []
    for kind, file in (("result", output), ("error", scratch / "alone.jsonl.errors.jsonl")):
        expected += [(kind, line) for line in file.read_text().split("\n")[:-1]]
    return sorted(expected)


def compare(name, found, expected):
    if found == expected:
        print(f"{name}: equal, {len(found)} lines", flush=True)
        return
    missing = [line for line in expected if line not in found][:2]
    extra = [line for line in found if line not in expected][:2]
    raise SystemExit(f"{name}: differs; {len(found)} lines for {len(expected)}\nmissing {missing}\nextra {extra}")


def check(cluster, spark, program, source, scratch, expected):
    for form in ("parquet", "jsonl"):
        succeed(cluster.submit(source, scratch / form, program, form, SETTINGS))
        assert (scratch / form / "_SUCCESS").exists()
        compare(f"two workers, {form}", rows(spark, scratch / form, form), expected)
    parts = {path.name.split("-")[1] for path in (scratch / "jsonl" / "kind=result").glob("part-*")}
    megabytes = sum(path.stat().st_size for path in source.rglob("*") if path.is_file()) / 1e6
    assert len(parts) >= megabytes / PARTITION_MB / 2, f"{len(parts)} partitions for {megabytes:.1f} MB"
    print(f"partitions by size: {len(parts)} for {megabytes:.1f} MB, at most {PARTITION_MB} MB each", flush=True)

    before = contents(scratch / "jsonl")
    status, said = cluster.submit(source, scratch / "jsonl", program, "jsonl", SETTINGS)
    assert status != 0 and "already exists" in said, said[-2000:]
    assert contents(scratch / "jsonl") == before
    print("output that exists: refused and left as it is", flush=True)
    succeed(cluster.submit(source, scratch / "jsonl", program, "jsonl", SETTINGS, "--overwrite"))
    compare("the same again with --overwrite", rows(spark, scratch / "jsonl", "jsonl"), expected)

    status, _ = cluster.submit(source, scratch / "bad", program, "jsonl", ["--method", "no-such-method"])
    assert status != 0 and not (scratch / "bad" / "_SUCCESS").exists()
    print(f"failing program: spark-submit ends with {status}, and there is no _SUCCESS", flush=True)

    succeed(cluster.submit(source, scratch / "few", program, "jsonl", SETTINGS, "--include", "the-tide-clock.xml"))
    few = [(kind, text) for kind, text in expected if json.loads(text)["id"].endswith("/the-tide-clock.xml")]
    compare("some partitions without a file", rows(spark, scratch / "few", "jsonl"), few)

    note = {}
    output = scratch / "killed"
    said = succeed(cluster.submit(
        source, output, program, "jsonl", SETTINGS, during=killer(cluster, output, note)))
    assert "committed" in note, "the job ended before a worker could be killed"
    assert "Lost executor" in said, "the killed worker had no part in the job"
    assert (output / "_SUCCESS").exists()
    compare(
        f"one of two workers killed after {note['committed']} of {len(parts)} tasks", rows(spark, output, "jsonl"),
        expected)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peruse")
    program = pathlib.Path(parser.parse_args().peruse).resolve()
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with tempfile.TemporaryDirectory(prefix="peruse-spark-") as name:
        scratch = pathlib.Path(name)
        source = scratch / "input"
        source.mkdir()
        make_input(source, HERE.parent.parent)
        expected = single(program, source, scratch)
        print(f"single process: {sum(kind == 'result' for kind, _ in expected)} results, "
              f"{sum(kind == 'error' for kind, _ in expected)} errors", flush=True)

        cluster = Cluster(scratch)
        try:
            # Reads Parquet here, beside the cluster.
            spark = pyspark.sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
            spark.sparkContext.setLogLevel("ERROR")
            check(cluster, spark, program, source, scratch, expected)
            spark.stop()
        finally:
            cluster.stop()
    print(f"Spark {pyspark.__version__}, two workers: all equal")


if __name__ == "__main__":
    main()
