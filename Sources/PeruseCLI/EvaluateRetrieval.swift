import ArgumentParser
import EvaluationRuns
import Foundation
import Peruse

struct EvaluateRetrieval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "Recall of the right document in a corpus, and EM/F1 in the open setting.",
    discussion: """
      Questions are JSON lines with 'question', 'document' (its name in the corpus) and, for reading, \
      'answers'. Plain BM25 over all words is printed beside.

      peruse evaluate retrieval corpus.db questions.jsonl
      peruse evaluate retrieval corpus.db questions.jsonl --read --always-answer --limit 1000
      """)

  @Argument(help: ArgumentHelp("A corpus made by 'peruse index'.", valueName: "db"))
  var database: String

  @Argument(help: "Questions as JSON lines.")
  var questions: String

  @Flag(help: "Read the best passages too.")
  var read = false

  @Option(help: ArgumentHelp("Passages that are read.", valueName: "n"))
  var passages = 10

  @Option(help: ArgumentHelp("Only the first questions.", valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp("Shares of attention in the score to try, separated by commas.", valueName: "list"))
  var attention: String?

  @Option(help: ArgumentHelp("How much a passage's score counts in an answer's.", valueName: "w"))
  var searchWeight = AskOptions().searchWeight

  @Flag(
    help: "Take the best answer even where the reader finds none likely, as fits questions that all have one."
  )
  var alwaysAnswer = false

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  private func shares() throws -> [Double] {
    guard let attention else { return [SearchOptions().attention] }
    return try attention.split(separator: ",").map { text in
      guard let share = Double(text), (0...1).contains(share) else {
        throw ValidationError("--attention takes numbers from 0 to 1, separated by commas.")
      }
      return share
    }
  }

  func validate() throws {
    _ = try shares()
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if passages < 1 { throw ValidationError("--passages must be at least 1.") }
  }

  func run() throws {
    let index = try CorpusIndex(at: database)
    var data = try RetrievalQuestion.read(questions)
    if let limit { data = Array(data.prefix(limit)) }
    guard !data.isEmpty else { throw Failure(.data, "\(questions): no questions") }
    let hasVectors = try index.contents().encoder?.isEmpty == false
    var tools: CorpusTools?
    if hasVectors || read {
      tools = try CorpusTools(modelAt: model.folder(), precision: model.precision, workers: model.workers)
    }
    var systems = [(name: "bm25", options: SearchOptions.plain)]
    let shares = try shares()
    for share in hasVectors ? shares : [0] {
      var options = SearchOptions()
      options.attention = share
      systems.append((name: share == 0 ? "words" : "attention \(share)", options: options))
    }
    var asking: AskOptions?
    if read {
      asking = AskOptions()
      asking?.passages = passages
      asking?.searchWeight = searchWeight
      asking?.reader.alwaysAnswers = alwaysAnswer
    }
    var progress = Progress("questions", total: data.count * systems.count, quiet: output.quiet)
    let run = RetrievalRun(index: index, tools: tools, systems: systems, asking: asking)
    let scores = try run.scores(for: data) { progress.show($0) }
    progress.finish()
    guard output.format == .text else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(scores)
      Console.print(String(decoding: json, as: UTF8.self))
      return
    }
    Console.print("questions \(scores.total)")
    for system in scores.systems {
      let recall = RetrievalRun.ranks.map { rank in
        "recall@\(rank) " + String(format: "%.1f", (system.recall["\(rank)"] ?? 0) * 100)
      }
      var line =
        Text.cell(system.name, 15) + recall.joined(separator: "  ")
      line += String(format: "  %.1f ms", system.milliseconds)
      if let exact = system.exactMatch, let f1 = system.f1, let time = system.readingMilliseconds {
        line += String(format: "  EM %.2f  F1 %.2f  reading %.0f ms", exact, f1, time)
      }
      Console.print(line)
    }
  }
}
