import ArgumentParser
import Classification
import EvaluationRuns
import Explanation
import Foundation
import Peruse
import Platform

struct EvaluateFaithfulness: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faithfulness",
    abstract: "Whether attention explains what a reader, a summarizer or a classifier says.",
    discussion: """
      Words are ranked by attention, by gradient × input and by chance. Comprehensiveness is how far the probability of what the model \
      said falls when the highest ranked words are erased, sufficiency how far it falls when only they are left (DeYoung et al. 2020). \
      Beside them Kendall's rank correlation with the fall without each single word, and what uniform and permuted weights change.

      peruse evaluate faithfulness reader dev-v2.0.json --rationales word_att_gold_test.tsv --page reader.html
      peruse evaluate faithfulness reader dev-v1.1.json --attention rollout --limit 100
      peruse evaluate faithfulness summarizer dev.jsonl --format json
      peruse evaluate faithfulness classifier test.jsonl --model runs/imdb/model --attention sentence
      """)

  /// What is explained.
  enum Task: String, ExpressibleByArgument, CaseIterable { case reader, summarizer, classifier }

  @Argument(help: "What is explained: reader, summarizer or classifier.")
  var task: Task

  @Argument(
    help:
      "Data: SQuAD JSON for a reader, documents as JSON lines for a summarizer, labelled documents for a classifier."
  )
  var data: String

  @Option(
    help: ArgumentHelp(
      """
      Which attention is meant. Reader: mean, rollout, a layer as 3, or a head of it as 3.5; classifier: both (word times sentence), \
      word or sentence; a summarizer has that of words alone.
      """, valueName: "weights"))
  var attention: String?

  @Option(help: ArgumentHelp("Most examples, spread evenly over the data.", valueName: "n"))
  var limit = 1000

  @Option(
    help: ArgumentHelp("Shares of the words that are erased, with commas between them.", valueName: "shares"))
  var shares = "0.01,0.05,0.1,0.2,0.5"

  @Option(help: ArgumentHelp("Number of random orders and of permutations.", valueName: "n"))
  var seeds = 3

  @Option(help: ArgumentHelp("Most words of an example that are left out one by one.", valueName: "n"))
  var leftOut = 100

  @Option(
    help: ArgumentHelp(
      """
      Words of questions that people marked, as SQuAD2-CR has them: measures agreement on questions without an answer that the reader \
      gives none to.
      """, valueName: "file"),
    completion: .file())
  var rationales: String?

  @Option(
    help: ArgumentHelp(
      "SQuAD JSON whose questions agreement is not measured on, such as training data; several times for several.",
      valueName: "file"),
    completion: .file())
  var outside: [String] = []

  @Option(help: ArgumentHelp("Write a page with plots and examples.", valueName: "file"), completion: .file())
  var page: String?

  @Option(help: ArgumentHelp("Examples that the page and JSON show word by word.", valueName: "n"))
  var shown = 10

  @Option(
    help: ArgumentHelp("Trained summarizer. The one that ships with Peruse by default.", valueName: "folder"))
  var summarizer: String?

  @Option(
    help: ArgumentHelp(
      "Word encoder that a classifier was trained on. The default reader's by default.", valueName: "folder"))
  var encoder: String?

  @Option(help: ArgumentHelp("XPath of the elements whose text is a label, for XML.", valueName: "xpath"))
  var labelPath: String?

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  private var parsedShares: [Double]? {
    let parts = shares.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0.trimmingCharacters(in: .whitespaces))
    }
    let known = parts.compactMap(\.self)
    return known.count == parts.count && known.allSatisfy { $0 > 0 && $0 <= 1 } ? known : nil
  }

  func validate() throws {
    if seeds > 1000 { throw ValidationError("--seeds must be at most 1000.") }
    for (name, value, least) in [
      ("--limit", limit, 1), ("--seeds", seeds, 1), ("--left-out", leftOut, 2), ("--shown", shown, 0),
    ] where value < least { throw ValidationError("\(name) must be at least \(least).") }
    guard parsedShares != nil else {
      throw ValidationError("--shares are numbers above 0 and up to 1, with commas between them.")
    }
    if let attention {
      let isKnown =
        switch task {
        case .reader: AnswerExplanation.View(name: attention) != nil
        case .classifier: ClassifierAttention(rawValue: attention) != nil
        case .summarizer: attention == ClassifierAttention.word.rawValue
        }
      if !isKnown { throw ValidationError("--attention \(attention) has no meaning for a \(task.rawValue).") }
    }
    if rationales != nil, task != .reader { throw ValidationError("--rationales are for a reader.") }
    if !outside.isEmpty, rationales == nil { throw ValidationError("--outside goes with --rationales.") }
    if summarizer != nil, task != .summarizer { throw ValidationError("--summarizer is for a summarizer.") }
  }

  func run() throws {
    let progress = SharedProgress("examples", quiet: output.quiet)
    var run = FaithfulnessRun()
    run.plan.shares = parsedShares ?? run.plan.shares
    run.plan.seeds = (1...UInt64(seeds)).map { $0 }
    run.plan.mostLeftOut = leftOut
    (run.limit, run.shown) = (limit, page == nil && output.format == .text ? 0 : shown)
    run.progress = { progress.show($0, of: $1) }
    let outcome = try measure(run)
    progress.finish()
    guard outcome.report.examples > 0 else { throw Failure(.data, "\(data): no example could be measured") }
    if let page { try write(FaithfulnessPage(outcome.report, examples: outcome.examples).html, to: page) }
    guard output.format == .text else {
      let whole = FaithfulnessOutput(report: outcome.report, examples: outcome.examples)
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(whole)
      return Console.print(String(decoding: json, as: UTF8.self))
    }
    print(outcome.report)
  }

  private func measure(_ run: FaithfulnessRun) throws -> FaithfulnessRun.Outcome {
    switch task {
    case .reader:
      let dataset = try SquadDataset(contentsOf: data)
      let marks = try rationales.map { try Rationales(contentsOf: $0) }
      if let marks, let first = marks.unusable.first, !output.quiet {
        Console.error(
          "\(rationales ?? ""): \(marks.unusable.count) lines could not be used, the first: line \(first)")
      }
      let excluded = try outside.flatMap {
        try SquadDataset(contentsOf: $0, needsUniqueIDs: false).questions.map(\.id)
      }
      let reader = try Reader(modelAt: model.folder(), precision: model.precision, workers: model.workers)
      return try run.reader(
        reader, on: dataset, named: data, attention: attention.flatMap(AnswerExplanation.View.init) ?? .mean,
        rationales: marks, excluded: Set(excluded))
    case .summarizer:
      let loaded = try DocumentSummarizer(
        method: .learned, modelAt: model.folder(), summarizerAt: summarizer, precision: model.precision,
        workers: model.workers, splitter: input.splitter())
      return try run.summarizer(loaded, on: SummaryDataset(contentsOf: data), named: data)
    case .classifier:
      guard let folder = model.model else {
        throw Failure(.usage, "no classifier was named, and none comes with Peruse; give --model")
      }
      let dataset = try LabelledDataset(
        contentsOf: data,
        reading: LabelledDataset.Reading(options: input.documentReader.options, labelPath: labelPath))
      return try run.classifier(
        DocumentClassifier(modelAt: folder, workers: model.workers) {
          try encoder ?? BundledReader.folder()
        }, on: dataset, named: data,
        attention: attention.flatMap(ClassifierAttention.init) ?? .both, splitter: input.splitter())
    }
  }

  private func write(_ text: String, to path: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw Failure(.cannotCreate, "\(path): cannot be written: \(error.localizedDescription)")
    }
  }

  private func print(_ report: FaithfulnessReport) {
    func row(_ name: String, _ value: String) {
      Console.print(Text.cell(name, 30) + value)
    }
    func text(_ value: Estimate) -> String {
      String(format: "%.4f  (%.4f to %.4f)", value.mean, value.low, value.high)
    }
    row("examples", "\(report.examples), \(report.skipped) could not be used")
    row("attention", report.attention)
    row("words an example", String(format: "%.1f", report.words))
    for ranking in report.rankings {
      let name = ranking.ranking.rawValue
      row("\(name) comprehensiveness", text(ranking.comprehensivenessArea))
      row("\(name) sufficiency", text(ranking.sufficiencyArea))
      if let over = ranking.comprehensivenessOverRandom { row("  comprehensiveness - random", text(over)) }
      if let over = ranking.sufficiencyOverRandom { row("  sufficiency - random", text(over)) }
      row("\(name) leave-one-out tau", text(ranking.leaveOneOut))
    }
    for (name, found) in [("uniform", report.uniform), ("permuted", report.permuted)] {
      guard let found else { continue }
      row("\(name) weights, distance", text(found.distance))
      row("\(name) weights, changed", text(found.changed))
    }
    for agreement in report.agreement {
      row("\(agreement.ranking) precision", text(agreement.averagePrecision))
      row("\(agreement.ranking) area", text(agreement.area) + ", \(agreement.examples) examples")
    }
  }
}

/// The report, and examples word by word.
private struct FaithfulnessOutput: Encodable {
  var report: FaithfulnessReport
  var examples: [EvidenceReport]

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    if !examples.isEmpty { try container.encode(examples, forKey: .shown) }
  }

  private enum Key: String, CodingKey { case shown }
}
