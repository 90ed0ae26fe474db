import ArgumentParser
import Peruse

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Works through folders, archives and dumps; can be stopped at any time and resumed.",
    discussion: """
      peruse batch summarize articles/ --output summaries.jsonl
      peruse batch answer --question "Who paid for it?" 'reports/**/*.xml' --output answers.jsonl
      peruse batch inspect dump.xml.bz2 --output pages.jsonl --jobs 2
      peruse batch summarize archive.tar.gz --output-dir pages --format html
      peruse batch summarize articles/ --output summaries.jsonl --resume

      Input: files, folders, patterns in quotes, archives (tar, zip) and compressed files (gzip, bzip2, xz, \
      zstd), files of JSON lines (.jsonl), '-' for JSON lines on standard input: {"id", "text"} or {"id", \
      "path"} or {"id", "data"} with a file's bytes in base64, for answers also "question". An XML file with many records gives a result for each.

      A record is named by its path; where that is absolute or leads up with '../', from the last part of \
      the input on: '/home/ann/reports' gives 'reports/q1/a.xml'.

      A record that cannot be read costs one line in OUT.errors.jsonl. Exit status: \(Failure.exitStatus) \
      After a signal or too many failures, --resume goes on.
      """,
    subcommands: [BatchSummarize.self, BatchAnswer.self, BatchClassify.self, BatchInspect.self])
}
