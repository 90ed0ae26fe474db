import ArgumentParser
import Foundation
import Peruse

struct AnswerQuestion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer",
    abstract: "Answers questions with exact spans of documents.",
    discussion: """
      A document is read in overlapping windows on sentence boundaries, a long one where the question's words point to \
      and whole where that gives no sure answer; only bibliographies are left out. Each answer comes with its probability, its sentence and its place in the source. \
      An answer that may well be wrong is marked 'unsure', in a pipe in the last column. Where a document holds no answer, the reader \
      says so, in a pipe on standard error; --always-answer shows its best guess all the same. The exit code is 1 where no \
      question got an answer.

      peruse answer "When did the bridge open?" report.xml
      peruse answer --top 3 --format json "Who paid for it?" *.xml
      peruse answer --question "Who paid?" --question "Who built it?" report.xml
      peruse answer --sort --top 5 --places line "Who paid for it?" *.xml
      peruse answer --questions questions.txt --format csv *.xml > answers.csv
      peruse answer --format html --explain "Who kept the clock?" story.xml > why.html
      peruse answer --pictures why "Who kept the clock?" story.xml
      curl -s https://example.org/page | peruse answer "Who wrote it?" -
      """)

  @Argument(
    help: """
      The question, then files; '-' is standard input (the default). With --question or --questions only files.
      """)
  var arguments: [String] = []

  @Option(help: ArgumentHelp("The question; several times for several.", valueName: "text"))
  var question: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Questions, one a line, or JSON lines with "question" and perhaps "id"; empty lines and lines that begin with # \
      are left out. Each document is read once for all. '-' is standard input.
      """, valueName: "file"),
    completion: .file())
  var questions: String?

  @Flag(help: "The likeliest answers of all files first, of each question --top of them.")
  var sort = false

  @Option(
    help: ArgumentHelp("Show n sentences on either side of the one that holds the answer.", valueName: "n"))
  var context = 0

  @Flag(
    help: """
      Explain the first answer: where the question's words look, scores along the text, what the score loses without \
      each word; in json, jsonl and html, and with --pictures.
      """)
  var explain = false

  @Option(
    help: ArgumentHelp(
      "Attention that --explain shows: mean, rollout, a layer as 3, or a head of it as 3.5, counted from 1.",
      valueName: "weights"))
  var attention: AttentionChoice = AttentionChoice(view: .mean)

  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Output") var output: OutputOptions<AnswerOutput>
  @OptionGroup(title: "Output") var drawings: PictureOptions

  private var files: [String] {
    let files = question.isEmpty && questions == nil ? Array(arguments.dropFirst()) : arguments
    return files.isEmpty ? ["-"] : files
  }

  func validate() throws {
    if !question.isEmpty, questions != nil {
      throw ValidationError("give either --question or --questions, not both")
    }
    if questions == "-", files.contains("-") {
      throw ValidationError(
        "questions and a document cannot both come from standard input; name the document")
    }
    guard questions == nil else { return }
    let asked = question.isEmpty ? [arguments.first ?? ""] : question
    if asked.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError(
        "the question is empty; give one, such as: peruse answer \"Who wrote it?\" file.xml")
    }
    if question.isEmpty, let first = arguments.first, FileManager.default.fileExists(atPath: first) {
      throw ValidationError(
        "\(first) is a file, and a question comes first: peruse answer \"Who wrote it?\" \(first)")
    }
    if context < 0 { throw ValidationError("--context must be at least 1, or 0 for the sentence alone.") }
    if explain, drawings.pictures == nil, ![.json, .jsonl, .html].contains(output.format) {
      throw ValidationError("--explain shows in json, jsonl and html; give --format, or --pictures for files")
    }
    if output.format.holdsOneDocument, files.count > 1 || questions != nil || question.count > 1 {
      throw ValidationError(
        "--format \(output.format.rawValue) makes a file of one question and one document")
    }
  }

  func run() throws {
    let asked =
      try questions.map(QuestionList.init(readingFrom:))?.questions
      ?? (question.isEmpty ? [arguments.first ?? ""] : question).map { QuestionList.Question(text: $0) }
    output.page()
    let hasMany = questions != nil || asked.count > 1
    let options = reading.options
    let reader = try Reader(
      modelAt: model.folder(), precision: model.precision, workers: model.workers, splitter: input.splitter())
    let isMany = DocumentRun.mayBeMany(files)
    var folder = PictureFolder(drawings)
    let explaining = explain || folder != nil ? attention.view : nil
    var printer = ResultPrinter(
      output.format, of: .answers,
      options: output.rendering(showsFile: isMany, showsQuestion: hasMany),
      alwaysArray: isMany || hasMany)
    var progress = Progress("files", total: files.count, quiet: output.quiet || Console.outputIsTerminal)
    var kept: [[TaskResult]] = Array(repeating: [], count: sort ? asked.count : 0)
    var done = 0

    var isAnswered = false
    var run = DocumentRun(reader: input.documentReader, isQuiet: output.quiet)
    for file in files {
      try run.forEach([file]) { document in
        if model.model == nil, !output.quiet, let notice = Reader.notice(of: document) {
          Console.tellOnce(notice)
        }
        let readable = reader.prepare(document)
        let facts = DocumentReport(document)
        // Questions share batches; results come as soon as their share is read.
        let share = readable.isLong ? 1 : 32
        for first in stride(from: 0, to: asked.count, by: share) {
          let part = asked[first..<min(first + share, asked.count)]
          let bar = SharedProgress("windows", quiet: output.quiet || !readable.isLong)
          let results = try reader.results(
            of: part.map { BatchQuestion($0.text, id: $0.id) }, in: readable, facts: facts, options: options,
            context: context, explaining: explaining, progress: bar.show)
          bar.finish()
          for (index, answered) in zip(part.indices, results) {
            var result = answered
            if !output.quiet, reading.closely == nil { Reader.notice(of: result).map(Console.tellOnce) }
            if output.format == .html, !sort {
              result.addPictures(of: document, options: input.documentReader.options, quiet: output.quiet)
            }
            isAnswered = isAnswered || !result.passages.isEmpty
            if sort {
              kept[index].append(result)
            } else {
              try folder?.write(result)
              try printer.print(result)
              if !output.quiet, output.format == .text { Silence.say(result) }
            }
          }
        }
      }
      done += 1
      progress.show(done)
    }
    progress.finish()
    for results in kept {
      for var result in TaskResult.sortedByProbability(results, most: options.top) {
        // Only of what is shown.
        if output.format == .html, let document = result.parts.first?.document {
          result.addPictures(of: document, options: input.documentReader.options, quiet: output.quiet)
        }
        try folder?.write(result)
        try printer.print(result)
      }
    }
    try printer.finish()
    folder?.finish(quiet: output.quiet)
    run.finish()
    if !isAnswered, !reading.strict { Console.exit(.notFound) }
  }
}

/// Which attention is shown, as `--attention` takes it.
struct AttentionChoice: ExpressibleByArgument, CustomStringConvertible {
  var view: AnswerExplanation.View

  init(view: AnswerExplanation.View) { self.view = view }

  init?(argument: String) {
    guard let view = AnswerExplanation.View(name: argument) else { return nil }
    self.view = view
  }

  var description: String { view.name }
  var defaultValueDescription: String { description }
}
