import Foundation
import Peruse

/// A person's questions, one after the other, and a few words beside them: `:help`, `:top`, `:open`, `:why`,
/// `:quit`.
struct Conversation {
  private let documents: AskDocuments
  private var options: ReaderOptions
  private var printer: ResultPrinter
  private var question: String?
  private var answers: [TaskResult] = []
  private let saysSilence: Bool
  /// Whether any question got an answer.
  private(set) var isAnswered = false

  init(_ documents: AskDocuments, options: ReaderOptions, printer: ResultPrinter, saysSilence: Bool) {
    (self.documents, self.options, self.printer) = (documents, options, printer)
    self.saysSilence = saysSilence
  }

  /// Answers line by line until the input ends or `:quit`.
  mutating func run(_ lines: LineEditor) throws {
    while let line = lines.next() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty { continue }
      do {
        if lines.isInteractive, line.hasPrefix(":") {
          if try !obey(line) { break }
        } else {
          try ask(line)
        }
      } catch { Console.error(Failure(error).description) }
    }
    try printer.finish()
  }

  private mutating func ask(_ question: String) throws {
    self.question = question
    answers = try documents.answers(to: question, options: options)
    for result in answers {
      try printer.print(result)
      isAnswered = isAnswered || !result.passages.isEmpty
      if saysSilence { Silence.say(result) }
      if options.closeWindows == nil { Reader.notice(of: result).map(Console.tellOnce) }
    }
  }

  /// Follows a word of command; false for the end.
  private mutating func obey(_ line: String) throws -> Bool {
    let words = line.dropFirst().split(separator: " ")
    let number = words.count > 1 ? Int(words[1]) : nil
    switch words.first {
    case "quit", "q", "exit": return false
    case "top":
      guard let number, number > 0 else { return say(":top needs a number, as :top 3") }
      options.top = number
      if let question { try ask(question) }
    case "open":
      let passages = answers.flatMap { result in result.passages.map { (result, $0) } }
      let place = (number ?? 1) - 1
      guard passages.indices.contains(place) else { return say("there is no answer \(place + 1)") }
      open(passages[place].0, passages[place].1)
    case "why":
      guard let question, let report = try documents.explanation(of: question, options: options) else {
        return say("there is no answer to explain")
      }
      explain(report)
    default:
      return say(
        """
        A line is a question. Beside that:
          :top N    show N answers
          :open N   show the text around the Nth answer
          :why      which words the best answer rests on
          :quit     end (also Ctrl-D); Ctrl-C gives a half-typed line up
        """)
    }
    return true
  }

  private func say(_ text: String) -> Bool {
    Console.print(text)
    return true
  }

  /// The blocks around an answer, with it in brackets where there are no colours.
  private func open(_ result: TaskResult, _ passage: TaskResult.Passage) {
    guard let document = result.parts[passage.part].document, let range = passage.range,
      let block = document.blocks.firstIndex(where: { $0.textRange.contains(range.lowerBound) })
    else { return Console.print("the text is not at hand") }
    let style = TextStyle(enabled: Console.colours)
    for index in max(0, block - 1)...min(document.blocks.count - 1, block + 1) {
      let own = document.blocks[index].textRange
      guard index == block else {
        Console.print(
          style.dim(TextStyle.wrapped(document.text(in: own), indent: "", width: min(Console.width, 100)))
            + "\n")
        continue
      }
      let end = min(range.upperBound, own.upperBound)
      let marked =
        document.text(in: own.lowerBound..<range.lowerBound) + "[" + document.text(in: range.lowerBound..<end)
        + "]" + document.text(in: end..<own.upperBound)
      Console.print(TextStyle.wrapped(marked, indent: "", width: min(Console.width, 100)) + "\n")
    }
  }

  private func explain(_ report: AnswerExplanationReport) {
    let style = TextStyle(enabled: Console.colours)
    Console.print("The score of “\(report.answer)” falls most without:")
    let telling = report.words.filter { ($0.erasure ?? 0) > 0 }.sorted {
      ($0.erasure ?? 0) > ($1.erasure ?? 0)
    }
    for word in telling.prefix(8) {
      Console.print(
        "  " + style.bold(word.text)
          + style.dim(
            String(
              format: "  by %.2f (attention of the question %.1f %%)", word.erasure ?? 0, 100 * word.attention
            )))
    }
    Console.print(style.dim(TextStyle.wrapped(report.note, indent: "", width: min(Console.width, 100))))
  }
}
