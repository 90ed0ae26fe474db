#!/usr/bin/env python3
"""Tests peruse_spark.py on a standalone cluster of one master and two workers, each a process of its own.

    Tools/spark/test.py PERUSE        (the program; PySpark must be importable, Java 17 or newer installed)

1. The result on Spark equals that of a single process, line for line, errors included.
2. It still does when one worker and its executor are killed in the middle.
3. A failing program fails the job and leaves no output that looks complete.
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

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import peruse_spark  # noqa: E402
import pyspark  # noqa: E402

SPARK = pathlib.Path(pyspark.__file__).parent
SETTINGS = ["--method", "textrank", "--sentences", "3"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_input(folder, root):
    """Documents of corpora/, many copies of them under other names, a dump, and files that cannot be read."""
    sources = sorted(path for path in (root / "corpora").rglob("*") if path.suffix in {".xml", ".md", ".html", ".txt"})
    for copy in range(60):
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
        environment = dict(os.environ, SPARK_HOME=str(SPARK), SPARK_LOCAL_IP="127.0.0.1",
                           SPARK_WORKER_DIR=str(scratch / "work"))
        self.environment = environment
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


def session(cluster):
    from pyspark.sql import SparkSession
    spark = (
        SparkSession.builder.master(cluster.url).appName("peruse test")
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "700m").config("spark.cores.max", "2").config("spark.ui.enabled", "false")
        .config("spark.files.openCostInBytes", "16384").config("spark.files.maxPartitionBytes", str(200_000))
        .getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    deadline = time.monotonic() + 90
    while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() < 3:
        if time.monotonic() > deadline:
            raise SystemExit("the two workers did not come up")
        time.sleep(0.2)
    return spark


def job(spark, source, output, program, form, rest):
    options = peruse_spark.arguments(
        ["summarize", "--input", str(source), "--output", str(output), "--peruse", str(program), "--format", form,
         "--partition-mb", "0.2", "--"] + rest)
    peruse_spark.run(spark, options)


def kill_in_the_middle(spark, cluster, note):
    """Waits until some tasks of the job are done and some are not, then kills the second worker."""
    tracker = spark.sparkContext.statusTracker()
    while not note["done"]:
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and info.numCompletedTasks >= max(2, info.numTasks // 4) and info.numCompletedTasks < info.numTasks:
                cluster.kill(cluster.workers[1])
                note["at"] = f"{info.numCompletedTasks} of {info.numTasks} tasks"
                return
        time.sleep(0.02)


def rows(spark, output, form):
    if form == "parquet":
        frame = spark.read.parquet(str(output))
        return sorted((row["kind"], row["json"]) for row in frame.collect())
    found = []
    for kind in ("result", "error"):
        for path in (output / f"kind={kind}").glob("part-*"):
            found += [(kind, text) for text in path.read_text().splitlines()]
    return sorted(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peruse")
    program = pathlib.Path(parser.parse_args().peruse).resolve()
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    with tempfile.TemporaryDirectory(prefix="peruse-spark-") as name:
        scratch = pathlib.Path(name)
        source = scratch / "input"
        source.mkdir()
        make_input(source, root)

        alone = subprocess.run(
            [program, "batch", "summarize", ".", "--output", scratch / "alone.jsonl", "--quiet", *SETTINGS], cwd=source)
        assert alone.returncode == 1, alone.returncode
        expected = []
        for kind, file in (("result", "alone.jsonl"), ("error", "alone.jsonl.errors.jsonl")):
            # A single process names files as they were given to it: "./a.xml".
            lines = (scratch / file).read_text().replace('"./', '"').splitlines()
            expected += [(kind, line) for line in lines]
        expected.sort()
        print(f"single process: {sum(kind == 'result' for kind, _ in expected)} results, "
              f"{sum(kind == 'error' for kind, _ in expected)} errors")

        cluster = Cluster(scratch)
        try:
            spark = session(cluster)
            for form in ("parquet", "jsonl"):
                job(spark, source, scratch / form, program, form, SETTINGS)
                assert (scratch / form / "_SUCCESS").exists()
                compare(f"two workers, {form}", rows(spark, scratch / form, form), expected)

            try:
                job(spark, source, scratch / "bad", program, "jsonl", ["--method", "no-such-method"])
                raise SystemExit("a failing program did not fail the job")
            except Exception as error:
                if isinstance(error, SystemExit):
                    raise
                assert not (scratch / "bad" / "_SUCCESS").exists()
                print("failing program: the job fails, and no _SUCCESS is left")

            note = {"done": False, "at": None}
            killer = threading.Thread(target=kill_in_the_middle, args=(spark, cluster, note))
            killer.start()
            job(spark, source, scratch / "killed", program, "jsonl", SETTINGS)
            note["done"] = True
            killer.join()
            assert note["at"], "the job ended before a worker could be killed"
            compare(f"one of two workers killed after {note['at']}", rows(spark, scratch / "killed", "jsonl"), expected)
            spark.stop()
        finally:
            cluster.stop()
    print("all equal")


def compare(name, found, expected):
    if found == expected:
        print(f"{name}: equal, {len(found)} lines")
        return
    missing = [line for line in expected if line not in found][:2]
    extra = [line for line in found if line not in expected][:2]
    raise SystemExit(f"{name}: differs; {len(found)} lines for {len(expected)}\nmissing {missing}\nextra {extra}")


if __name__ == "__main__":
    main()
