import Peruse
import Results

/// What is said on standard error where standard output is silent: a pipe gets no line where there is no
/// answer.
enum Silence {
  static func say(_ result: TaskResult) {
    guard result.verdict == Verdict.none, !Console.outputIsTerminal else { return }
    let source =
      result.parts.first.map { part in part.facts?.id.map { "\(part.path) [\($0)]" } ?? part.path } ?? ""
    let question = Text.line(result.question ?? "")
    if QuestionKind(of: question) == .none {
      return Console.error("\(source): \"\(question)\" is no question")
    }
    let sure = result.noAnswerProbability.map { " (\(Text.percent($0)) sure)" } ?? ""
    Console.error("\(source): no answer to \"\(question)\"\(sure)")
  }
}
