import ArgumentParser
import EvaluationRuns
import Foundation
import Peruse
import Synchronization

struct EvaluateSummaries: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summaries",
    abstract: "ROUGE of summaries, or the key facts that they say, with bootstrap intervals.",
    discussion: """
      Data are JSON lines with 'document' or 'sentences', and 'summary' or 'summaries' (the best over the \
      references counts). Lead-k and the greedy oracle, which sees the references, are printed beside the \
      methods; all get the same length on a document, by default the reference's number of sentences. Dangling is \
      the share of sentences that begin with a "This" or "He" whose sentence before was left out. References in other \
      scripts than Latin, where the package rouge-score would score 0, are compared by words of theirs, Chinese and \
      Japanese by characters; a warning says so.

      peruse evaluate summaries news.jsonl
      peruse evaluate summaries news.jsonl --method learned --method attention,textrank --reference-words

      Where the lines have 'facts', what is measured is how many of them summaries of five sentences (or as --sentences \
      or --words say) cover: objects with a 'fact' in words, a regular 'pattern' that a sentence matches which says it, \
      a 'weight', and 'main' for the main point. A document may stand in a file: 'path', and 'recordIndex' where that \
      holds many. Beside the methods stand attention, TextRank, lead and the best choice possible; shards are sentences \
      under eight words or that only announce or ask.

      peruse evaluate summaries Tools/Models/summarizer/facts.jsonl

      --without says what a part of the method 'learned' is worth: a group of features that its ranking weighs, or a \
      rule of its choice. Each stands as a system of its own, the method without that part.

      peruse evaluate summaries news.jsonl --without all

      Other systems are scored by the same ruler: --export writes each document's sentences and the wanted length \
      as JSON lines, and --system reads a system's choice, lines with 'id' and 'summary', an array of sentences.

      peruse evaluate summaries news.jsonl --reference-words --export task.jsonl
      peruse evaluate summaries news.jsonl --reference-words --system theirs=theirs.jsonl
      """)

  @Argument(help: "Data as JSON lines.")
  var data: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Methods, separated by commas, or several times (learned by default): "
        + SummarizationMethod.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "list"))
  var method: [String] = []

  @Option(
    help: ArgumentHelp(
      "Parts of 'learned' to leave out, each by itself, separated by commas, or several times: all, "
        + SummaryPart.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "list"))
  var without: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Sentences of each summary.", valueName: "n"))
  var sentences: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("Most words of each summary.", valueName: "n"))
  var words: Int?

  @Flag(help: "As many words as the reference has, instead of as many sentences.")
  var referenceWords = false

  @Option(help: ArgumentHelp("Only the first documents.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Resamples of the bootstrap.", valueName: "n"))
  var resamples = 1000

  @Option(help: ArgumentHelp("Seed of the bootstrap.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Another system's summaries as JSON lines, under a name; several times for several.",
      valueName: "name=file"))
  var system: [String] = []

  @Option(
    help: ArgumentHelp("Write the sentences and lengths to this file, and score nothing.", valueName: "file"))
  var export: String?

  @Option(
    help: ArgumentHelp(
      "Trained summarizer for the method learned. The one that ships with Peruse by default.",
      valueName: "folder"))
  var summarizer: String?

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  func validate() throws {
    if resamples > 1_000_000 { throw ValidationError("--resamples must be at most 1000000.") }
    _ = try methods()
    if !(try parts()).isEmpty, !(try methods()).contains(.learned) {
      throw ValidationError("--without leaves out parts of the method learned, which --method does not name")
    }
    if [sentences != nil, words != nil, referenceWords].count(where: { $0 }) > 1 {
      throw ValidationError("give one of --sentences, --words and --reference-words, not several")
    }
    if let bad = system.first(where: { !$0.contains("=") || $0.hasPrefix("=") }) {
      throw ValidationError("--system takes NAME=FILE, and \"\(bad)\" has no \"=\"")
    }
    for (name, value) in [
      ("--sentences", sentences), ("--words", words), ("--limit", limit), ("--resamples", resamples),
    ] {
      if let value, value < 1 { throw ValidationError("\(name) must be at least 1") }
    }
  }

  func run() throws {
    var methods = try methods()
    let dataset = try SummaryDataset(contentsOf: data)
    let hasFacts = try dataset.hasFacts
    if let export {
      try SummaryTask.export(dataset, length: length, limit: limit, to: export)
      return
    }
    if hasFacts { methods += [.attention, .textrank, .lead].filter { !methods.contains($0) } }
    // Documents are spread over the threads; each is encoded by one.
    let loaded = try DocumentSummarizer(
      methods: Set(methods), modelAt: model.folder(), summarizerAt: summarizer, precision: model.precision,
      workers: 1)
    var systems = methods.filter { $0 != .lead }.map { SummarySystem.method($0, loaded.summarizer) }
    systems += try parts().map { .method(.learned, loaded.summarizer, without: $0) }
    for entry in system {
      let parts = entry.split(separator: "=", maxSplits: 1).map { String($0) }
      systems.append(try SummarySystem(name: parts[0], summariesAt: parts[1]))
    }
    if hasFacts {
      // Of a document in a file, the lead is what may be chosen, not its headings.
      systems.append(.method(.lead, loaded.summarizer))
      return try KeyFactRun(
        length: factLength, bootstrap: Bootstrap(resamples: resamples, seed: seed), workers: model.workers,
        limit: limit, output: output
      ).run(systems, on: dataset)
    }
    systems += [.lead, .oracle]
    let dangling = DanglingStarts()
    systems = systems.map(dangling.counting)

    let evaluation = SummaryEvaluation(
      length: length, bootstrap: Bootstrap(resamples: resamples, seed: seed), workers: model.workers,
      limit: limit)
    let total = min(dataset.count, limit ?? dataset.count)
    let progress = Mutex(Progress("documents", total: total, quiet: output.quiet))
    let report = evaluation.run(systems, on: dataset) { done, _ in progress.withLock { $0.show(done) } }
    progress.withLock { $0.finish() }
    for failure in report.failures { Console.error(failure.description) }
    guard !report.records.isEmpty else { throw Failure(.data, "\(data): no document could be scored") }
    if report.recordsInOtherScripts > 0 {
      Console.error(
        "\(report.recordsInOtherScripts) of \(report.records.count) documents are compared by words and characters of "
          + "their own script; the package rouge-score knows a to z and 0 to 9 only, and would score 0 there")
    }
    try print(report, dangling)
    if !report.failures.isEmpty { Console.exit(.data) }
  }

  private var length: SummaryLength {
    if let sentences { return .sentences(sentences) }
    if let words { return .words(words) }
    return referenceWords ? .referenceWords : .referenceSentences
  }

  private var factLength: SummaryLength.Resolved { words.map { .words($0) } ?? .sentences(sentences ?? 5) }

  private func methods() throws -> [SummarizationMethod] {
    var methods: [SummarizationMethod] = []
    for name in method.flatMap({ $0.split(separator: ",") }) {
      guard let method = SummarizationMethod(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        throw ValidationError("there is no method '\(name)'")
      }
      if !methods.contains(method) { methods.append(method) }
    }
    return methods.isEmpty ? [SummaryOptions().method] : methods
  }

  private func parts() throws -> [SummaryPart] {
    let names = without.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
    if names == ["all"] { return SummaryPart.allCases }
    return try names.map { name in
      guard let part = SummaryPart(rawValue: name) else {
        throw ValidationError("'learned' has no part '\(name)'")
      }
      return part
    }
  }

  private func print(_ report: SummaryReport, _ dangling: DanglingStarts) throws {
    guard output.format == .text else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(
        SummaryScores(report, dangling: dangling))
      Console.print(String(decoding: json, as: UTF8.self))
      return
    }
    Console.print(
      Text.cell("system", 14) + Text.cell("ROUGE-1", 22) + Text.cell("ROUGE-2", 22)
        + Text.cell("ROUGE-Lsum", 22)
        + Text.cell("words", 8) + "dangling")
    for system in report.systems {
      let cells = SummaryScores.measures.map { measure in
        let estimate = system.estimates[measure] ?? Estimate(mean: 0, low: 0, high: 0)
        return Text.cell(
          String(format: "%.2f [%.2f, %.2f]", 100 * estimate.mean, 100 * estimate.low, 100 * estimate.high),
          22)
      }
      Console.print(
        Text.cell(system.name, 14) + cells.joined() + Text.cell(String(format: "%.1f", system.words), 8)
          + (dangling.share(of: system.name).map { String(format: "%.1f %%", 100 * $0) } ?? ""))
    }
    Console.print("\(report.records.count) documents; 95 % intervals of \(resamples) resamples, seed \(seed)")
  }
}
