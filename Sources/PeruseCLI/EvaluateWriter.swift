import ArgumentParser
import Evaluation
import EvaluationRuns
import Foundation
import Generation
import Peruse

struct EvaluateWriter: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "writer",
    abstract: "BLEU-4 of questions that a writer asks, and how many of them a reader answers as was meant.",
    discussion: """
      Data are SQuAD JSON. Each answer with its sentences is turned into a question, which is compared with the person's, in small \
      letters. --read asks the reader for the answer to what was written.

      peruse evaluate writer dev-v1.1.json --writer runs/writer/model
      peruse evaluate writer dev-v1.1.json --writer runs/writer/model --read --limit 500 --show 20
      """)

  @Argument(help: "Data as SQuAD JSON.")
  var data: String

  @Option(
    help: ArgumentHelp(
      "Folder of a writer.", valueName: "folder"),
    completion: .directory)
  var writer: String

  @Flag(help: "Read too: the share of the questions whose answer the reader finds again.")
  var read = false

  @Option(help: ArgumentHelp("Only the first questions.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Sequences that are kept while writing.", valueName: "n"))
  var beam = BeamSearch().beam

  @Option(help: ArgumentHelp("Print the first n questions beside the persons'; in text.", valueName: "n"))
  var show = 0

  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: FigureOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
    if !(1...64).contains(beam) { throw ValidationError("--beam must be from 1 to 64.") }
    if show < 0 { throw ValidationError("--show must not be negative.") }
  }

  func run() throws {
    var dataset = try SquadDataset(contentsOf: data)
    if let limit { dataset = dataset.prefix(limit) }
    let sequences = try SequenceWriter(modelAt: writer, workers: model.workers)
    let reader =
      try read
      ? Reader(modelAt: model.folder(), precision: model.precision, workers: model.workers) : nil
    var progress = Progress("questions", total: dataset.questions.count, quiet: output.quiet)
    var done = 0
    let scores = try WriterRun(writer: sequences, reader: reader).scores(for: dataset, beam: beam) {
      example in
      done += 1
      progress.show(done)
      if done <= show, output.format == .text {
        Console.print("\(example.written)\t\(example.reference)\t\(example.answer)")
      }
    }
    progress.finish()
    guard scores.questions > 0 else { throw Failure(.data, "\(data): no question has an answer") }
    guard output.format == .text else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(scores)
      Console.print(String(decoding: json, as: UTF8.self))
      return
    }
    var line = "questions \(scores.questions)  BLEU-4 " + String(format: "%.2f", scores.bleu4)
    line += String(format: "  word for word %.1f %%", scores.exact * 100)
    if let again = scores.foundAgain { line += String(format: "  answer found again %.1f %%", again * 100) }
    Console.print(line)
  }
}
