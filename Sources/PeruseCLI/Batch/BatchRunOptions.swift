import ArgumentParser
import Foundation
import Peruse
import Platform

/// Where a batch writes and how it runs.
struct BatchRunOptions<Output: OutputKind>: ParsableArguments {
  private static var ofOneDocument: String {
    ResultForm.namesOfOneDocument(of: Output.kind).map { "; --output-dir is needed for \($0)" } ?? ""
  }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write all results to this file; '-' is standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write one file a document into this folder.", valueName: "folder"))
  var outputDir: String?

  @Option(help: ArgumentHelp("Write a SQLite database with a full-text index.", valueName: "file"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      """
      Form of the results, json by default: \(ResultForm.names(of: Output.kind)). In one file json is a \
      line a record\(Self.ofOneDocument).
      """, valueName: "form"),
    completion: .list(ResultForm.forms(of: Output.kind).map(\.rawValue)),
    transform: { try ResultForm.named($0, of: Output.kind) })
  var format: ResultForm = .json

  @Flag(help: "Go on where an earlier run ended; records whose input has changed are done again.")
  var resume = false

  @Flag(help: "Replace the output of an earlier run.")
  var force = false

  @Flag(help: "Run nothing: hold the output of an earlier run against its journal, record by record.")
  var verify = false

  @Option(
    help: ArgumentHelp(
      "Write failures to this file. By default OUT.errors.jsonl; with '--output -' they stand among the results.",
      valueName: "file"))
  var errors: String?

  @Flag(help: "Work in a process of its own: a record that ends it costs one error line, never the run.")
  var isolate = false

  @Option(help: ArgumentHelp("With --isolate, most memory of the process in megabytes.", valueName: "mb"))
  var maxMemory: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Threads. The number of cores by default.", valueName: "n"))
  var jobs: Int = WorkerPool.activeCores

  @Option(
    help: ArgumentHelp(
      "Give a record up after this time, also one whose pipe brings it too slowly.", valueName: "seconds"))
  var maxSeconds: Double?

  @Option(help: ArgumentHelp("Stop after this many failures.", valueName: "n"))
  var maxErrors: Int?

  @Flag(help: "Stop at the first failure.")
  var failFast = false

  @Option(help: ArgumentHelp("Most records between two safe positions.", valueName: "n"))
  var checkpoint = 1000

  @Option(help: ArgumentHelp("Write a report of the run as a page with plots.", valueName: "file.html"))
  var report: String?

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    let places = [output, outputDir, database].compactMap(\.self)
    guard places.count == 1 else {
      throw ValidationError("give one of --output, --output-dir and --database")
    }
    if places[0].isEmpty { throw ValidationError("the name of the output is empty") }
    if resume, force { throw ValidationError("give --resume or --force, not both") }
    if verify, resume || force {
      throw ValidationError("--verify changes nothing; leave out --resume and --force")
    }
    if isolate, output == "-" {
      throw ValidationError(
        "--isolate goes on with what is written when a process ends, so it needs a file or folder")
    }
    if maxMemory != nil, !isolate { throw ValidationError("--max-memory belongs to --isolate") }
    if let maxMemory, !(32...1 << 30).contains(maxMemory) {
      throw ValidationError("--max-memory must be at least 32 and at most \(1 << 30).")
    }
    if output == "-", verify { throw ValidationError("nothing of standard output is left to verify") }
    if output == "-", resume { throw ValidationError("standard output cannot be resumed; write to a file") }
    if outputDir == nil, format.holdsOneDocument {
      throw ValidationError("--format \(format.rawValue) makes a file a document; give --output-dir")
    }
    if database != nil, format != .json { throw ValidationError("a database holds JSON; leave out --format") }
    try ThreadCount.check(jobs, "--jobs")
    if checkpoint < 1 { throw ValidationError("--checkpoint must be at least 1.") }
    if let maxErrors, maxErrors < 1 { throw ValidationError("--max-errors must be at least 1.") }
    if failFast, maxErrors != nil { throw ValidationError("give --fail-fast or --max-errors, not both") }
    if let maxSeconds, !TimeLimit.allows(maxSeconds) {
      throw ValidationError("--max-seconds must be above 0 and at most \(Int(TimeLimit.longest)).")
    }
  }

  private var place: BatchOutput.Place {
    if let outputDir { return .folder(outputDir) }
    if let database { return .database(database) }
    return output.map { $0 == "-" ? .standardOutput : .lines($0) } ?? .standardOutput
  }

  var destination: BatchOutput {
    BatchOutput(
      place, form: format, existing: resume ? .resume : force ? .replace : .refuse, errors: errors)
  }

  /// Runs a batch to its end, shows progress, and ends the program with the exit status that belongs to it.
  func run(
    _ task: some BatchTask<BatchResult>, _ inputs: BatchInputOptions, _ input: InputOptions
  ) throws {
    if verify { return try verifyOutput() }
    try inputs.need()
    if isolate {
      try IsolatedRun.check(inputs.inputs + inputs.filter.filesFrom)
      if !IsolatedRun.isWorker { try IsolatedRun.run(maximumMegabytes: maxMemory, quiet: quiet) }
    }
    var options = BatchOptions()
    options.ingestion = inputs.ingestion(input)
    options.jobs = jobs
    options.maximumSeconds = maxSeconds
    options.maximumErrors = failFast ? 1 : maxErrors
    options.checkpointRecords = checkpoint
    options.otherOutputs = [report].compactMap(\.self)
    var destination = destination
    if isolate, let isolation = try IsolatedRun.isolation() {
      options.isolation = isolation
      options.otherOutputs.append(isolation.folder)
      if isolation.isAlone { options.jobs = 1 }
      if isolation.isContinuing { destination.existing = .resume }
    }
    // Readers of a pipe want each result soon, not each second.
    if place == .standardOutput { options.checkpointSeconds = 0.02 }

    let batch = Batch(inputs.selection, task: task, options: options)
    StopSignals.watch()
    var progress = BatchProgress(quiet: quiet)
    var hasSaid = false
    let isQuiet = quiet
    func shouldStop() -> Bool {
      guard StopSignals.received != nil else { return false }
      if !hasSaid, !isQuiet { Console.error("stopping after the records in hand; once more stops at once") }
      hasSaid = true
      return true
    }
    let outcome = try batch.run(to: destination, shouldStop: shouldStop) {
      progress.show($0, $1)
    }
    if outcome.end == .stopped, StopSignals.received == nil {
      progress.clear()
      Foundation.exit(Supervisor.renewalStatus)
    }
    progress.finish(outcome, errorsPath: destination.errorsPath)
    if let outputDir, format == .html, outcome.end == .complete {
      try FolderIndexPage(folder: outputDir, errors: destination.errorsPath).write()
    }
    if let report {
      try BatchReportPage(outcome, title: "peruse batch \(task.name)").write(to: report)
    }
    if outcome.statistics.records == 0, outcome.end == .complete { try inputs.explainNothing() }
    switch outcome.end {
    case .stopped: Foundation.exit(128 + (StopSignals.received ?? SIGINT))
    case .tooManyErrors: Console.exit(.data)
    case .complete: if outcome.statistics.errors > 0 { Foundation.exit(1) }
    }
  }

  private func verifyOutput() throws {
    let found = try destination.verify()
    let path = destination.path ?? ""
    guard let first = found.changed.first else {
      guard found.bytesBehind == 0 else {
        throw Failure(
          .data,
          "\(path): all \(found.records) records are as they were written; \(found.bytesBehind) bytes behind the last one are of no record that was finished, --resume removes them"
        )
      }
      if !quiet { Console.error("\(path): all \(found.records) records are as they were written") }
      return
    }
    throw Failure(
      .data,
      "\(path): \(found.changed.count) of \(found.records) records are not as they were written, the first at position \(first); --resume makes them again"
    )
  }
}
