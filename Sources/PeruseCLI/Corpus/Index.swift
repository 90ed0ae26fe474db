import ArgumentParser
import Foundation
import Peruse
import Platform

struct Index: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Makes a corpus out of documents, in one SQLite file, and keeps it up to date.",
    discussion: """
      peruse index corpus.db articles/              new and changed documents are taken in
      peruse index corpus.db articles/ --prune      and those that are gone are removed
      peruse index corpus.db --remove 'drafts/**'
      peruse index corpus.db --rebuild articles/    everything is read anew, beside the old corpus
      peruse index corpus.db --rebuild              the index is made anew from the text that the corpus holds
      peruse index corpus.db --verify

      Input is what 'peruse batch' takes. Documents are cut into passages of whole sentences; each keeps its \
      bytes and element in the source, and vectors that results are reranked with. Every change is a \
      transaction: an interrupted run leaves whole documents, and running again goes on.

      A corpus that an earlier version made, and any with --rebuild, is made anew beside the old one, which answers until \
      the new one is complete and takes its place at once. Documents that are not in the input, or whose sources are gone, \
      are kept as they were, with a warning; --prune leaves them out.
      """)

  @Argument(help: ArgumentHelp("The corpus.", valueName: "db"), completion: .file())
  var database: String

  @OptionGroup(title: "Batch input") var inputs: OptionalBatchInput

  @Flag(help: "Remove documents that are not in the input.")
  var prune = false

  @Option(
    help: ArgumentHelp(
      "Remove documents whose name, or whole path, matches. May be repeated.", valueName: "pattern"))
  var remove: [String] = []

  @Flag(help: "Make the corpus anew beside the old one, and exchange them when it is complete.")
  var rebuild = false

  @Flag(help: "Read the whole corpus and hold it against itself.")
  var verify = false

  @Flag(help: "Keep no vectors: smaller and much faster, searched by words alone.")
  var noVectors = false

  @Option(name: .shortAndLong, help: ArgumentHelp("Threads. The number of cores by default.", valueName: "n"))
  var jobs: Int = WorkerPool.activeCores

  @Option(help: ArgumentHelp("Write failures to this file as JSON lines.", valueName: "file"))
  var errors: String?

  @Flag(name: .shortAndLong, help: "No progress on standard error.")
  var quiet = false

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelChoice

  func validate() throws {
    if inputs.isEmpty, remove.isEmpty, !verify, !rebuild {
      throw ValidationError("no input; name documents to take in, or use --remove, --rebuild or --verify")
    }
    if inputs.isEmpty, prune { throw ValidationError("--prune needs the input that stays") }
    try ThreadCount.check(jobs, "--jobs")
  }

  func run() throws {
    let size = try? FileManager.default.attributesOfItem(atPath: database)[.size] as? Int
    let isThere = (size ?? 0) > 0
    let isRebuilt =
      rebuild
      ? isThere || inputs.isEmpty
      : isThere && !inputs.isEmpty && (try? CorpusRebuild.isOld(database)) == true
    let index = try CorpusIndex(at: database, create: !inputs.isEmpty && !isRebuilt)
    if !remove.isEmpty {
      let count = try index.remove(matching: remove.map { Glob($0) })
      if !quiet { Console.error("\(count) document\(count == 1 ? "" : "s") removed") }
    }
    if isRebuilt {
      try remake()
    } else if !inputs.isEmpty {
      try update(index)
    }
    if verify {
      try index.verify()
      if !quiet { Console.error("\(database) is whole") }
    }
  }

  private func update(_ index: CorpusIndex) throws {
    var options = BatchOptions()
    options.ingestion = inputs.ingestion(input)
    options.jobs = jobs
    let encoder =
      noVectors
      ? nil : try CorpusTools(modelAt: model.folder(), precision: model.precision, workers: 1).encoder
    options.otherOutputs = [errors].compactMap(\.self)
    let log = try errors.map { try ErrorLog(at: $0) }
    StopSignals.watch()
    var progress = BatchProgress(quiet: quiet)
    let outcome = try index.update(
      from: inputs.selection, encoder: encoder, splitter: input.splitter(), options: options, prunes: prune,
      shouldStop: { StopSignals.received != nil }, progress: { progress.show($0, $1) },
      failed: { log?.add($0) })
    try log?.finish()
    progress.finish(outcome, errorsPath: errors)
    try sayContents(index)
    try exit(outcome)
  }

  /// Makes the corpus anew beside the old one.
  private func remake() throws {
    var options = BatchOptions()
    options.ingestion = inputs.ingestion(input)
    options.jobs = jobs
    let encoder =
      noVectors || inputs.isEmpty
      ? nil : try CorpusTools(modelAt: model.folder(), precision: model.precision, workers: 1).encoder
    options.otherOutputs = [errors].compactMap(\.self)
    let log = try errors.map { try ErrorLog(at: $0) }
    StopSignals.watch()
    var progress = BatchProgress(quiet: quiet)
    if !quiet, !rebuild { Console.error("\(database) was made by an earlier version and is made anew") }
    let outcome = try CorpusRebuild(at: database).run(
      from: inputs.isEmpty ? nil : inputs.selection, encoder: encoder, splitter: input.splitter(),
      options: options, prunes: prune, shouldStop: { StopSignals.received != nil },
      progress: { progress.show($0, $1) }, failed: { log?.add($0) })
    try log?.finish()
    if let batch = outcome.batch { progress.finish(batch, errorsPath: errors) }
    if !outcome.isExchanged {
      Console.error("\(database) stays as it was: the new corpus is not complete")
    } else if let first = outcome.kept.first, !inputs.isEmpty {
      Console.error(
        "\(outcome.kept.count) of the documents in \(database) are not in the input, or cannot be read any more, and are "
          + "kept as they were (\(first)\(outcome.kept.count > 1 ? " and others" : ""))")
    }
    try sayContents(CorpusIndex(at: database))
    if let batch = outcome.batch { try exit(batch) }
    if !outcome.isExchanged { Foundation.exit(128 + (StopSignals.received ?? SIGINT)) }
  }

  private func sayContents(_ index: CorpusIndex) throws {
    guard !quiet else { return }
    let contents = try index.contents()
    Console.error(
      "\(database) holds \(contents.documents) documents, \(contents.passages) passages, \(contents.words) words"
    )
  }

  private func exit(_ outcome: BatchOutcome) throws {
    if outcome.end == .stopped { Foundation.exit(128 + (StopSignals.received ?? SIGINT)) }
    if outcome.statistics.records == 0 { throw Failure(.noInput, "no documents found in the input") }
    if outcome.statistics.errors > 0 { Foundation.exit(1) }
  }
}
