#!/usr/bin/env python3
"""Runs `peruse batch` on Apache Spark: one long-lived peruse a partition, through RDD.pipe.

    spark-submit Tools/Spark/peruse_spark.py summarize --input hdfs:///articles --output hdfs:///summaries \\
        -- --method textrank --sentences 3
    spark-submit Tools/Spark/peruse_spark.py answer --input s3a://bucket/reports --output s3a://bucket/answers \\
        --format jsonl -- --question "Who paid for it?"

Reads every file below --input from any file system that Hadoop knows. Partitions are made by size: small files
share one, up to --partition-mb, and a file is never cut: it passes through a worker's memory, and --max-bytes of
peruse, a third more than the file's own size, limits it. Unpack archives and split dumps of gigabytes first.
The workers need the peruse program and its resources at --peruse (found on the driver's PATH by default), and
nothing else.

Results go to OUTPUT/kind=result, errors to OUTPUT/kind=error, as Parquet (columns id, json) or JSON lines. A task
that fails or whose machine dies is run again, and only what a task has committed counts, so nothing is lost or
doubled; OUTPUT/_SUCCESS appears when all is there. An OUTPUT that exists is refused, or replaced by --overwrite.

Names are paths below --input, so that results equal those of one process:

    cd articles && peruse batch summarize . --output results.jsonl ...
"""
import argparse
import base64
import fnmatch
import json
import os
import shlex
import sys


def arguments(argv):
    own, _, rest = "\0".join(argv).partition("\0--\0")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["summarize", "answer", "inspect"])
    parser.add_argument("--input", required=True, help="a folder on any Hadoop file system")
    parser.add_argument("--output", required=True, help="a folder that does not exist yet")
    parser.add_argument("--include", default="*", help="names of the files to read, such as '*.xml'")
    parser.add_argument("--format", choices=["parquet", "jsonl"], default="parquet")
    parser.add_argument("--partition-mb", type=float, default=32, help="most megabytes of files in a partition")
    parser.add_argument("--peruse", default="peruse", help="the program, at the same place on every worker")
    parser.add_argument("--overwrite", action="store_true", help="replace an output that exists")
    options = parser.parse_args(own.split("\0") if own else [])
    options.rest = rest.split("\0") if rest else []
    return options


def command(options):
    """The shell command of a partition. Exit status 1 means that some records failed: they are among the lines."""
    words = [options.peruse, "batch", options.task, "-", "--output", "-", "--jobs", "1", "--quiet"] + options.rest
    # --fail-fast and the like end with other codes, which fail the task.
    script = shlex.join(words) + '; code=$?; [ "$code" -le 1 ] || exit "$code"'
    return "sh -c " + shlex.quote(script)


def environment():
    """What a program is found and started by; pipe gives it nothing of its own."""
    return {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}


def line(root):
    """Turns a file into a line that keeps its bytes, and so every place in it."""

    def convert(file):
        path, content = file
        name = path[len(root):].lstrip("/") if path.startswith(root) else path
        data = base64.b64encode(bytes(content)).decode("ascii")
        return json.dumps({"id": name, "data": data}, ensure_ascii=False)

    return convert


def row(text):
    """A line of peruse as a row: what it is, its name, and the line itself; an error as its own file has it."""
    record = json.loads(text)
    if "error" in record:
        error = json.dumps(record["error"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return ("error", record["id"], error)
    return ("result", record["id"], text)


def run(spark, options):
    context = spark.sparkContext
    hadoop = context._jvm.org.apache.hadoop.fs.Path(options.input)
    system = hadoop.getFileSystem(context._jsc.hadoopConfiguration())
    root = system.makeQualified(hadoop).toString()

    context._jsc.hadoopConfiguration().set("mapreduce.input.fileinputformat.input.dir.recursive", "true")
    files = context.binaryFiles(root, minPartitions=1)
    names = options.include
    if names != "*":
        files = files.filter(lambda file: fnmatch.fnmatch(file[0].rsplit("/", 1)[-1], names))
    rows = files.map(line(root)).pipe(command(options), environment(), checkCode=True).map(row)

    frame = spark.createDataFrame(rows, "kind string, id string, json string")
    if options.format == "jsonl":
        frame = frame.select("kind", frame.json.alias("value"))
    writer = frame.write.partitionBy("kind").mode("overwrite" if options.overwrite else "errorifexists")
    (writer.parquet if options.format == "parquet" else writer.text)(options.output)


def main():
    options = arguments(sys.argv[1:])
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName(f"peruse batch {options.task}")
    # Small files cost little to open here: the program is started once a partition, whatever is in it.
    builder = builder.config("spark.files.maxPartitionBytes", str(int(options.partition_mb * (1 << 20))))
    builder = builder.config("spark.files.openCostInBytes", "16384")
    spark = builder.getOrCreate()
    try:
        run(spark, options)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
