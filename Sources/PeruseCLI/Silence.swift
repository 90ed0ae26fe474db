import Peruse
import Results

/// What is said on standard error where standard output is silent: a pipe gets no line where there is no answer.
enum Silence {
  static func say(_ result: TaskResult) {
    guard result.verdict == Verdict.none, !Console.outputIsTerminal, let remark = result.remark else {
      return
    }
    let source =
      result.parts.first.map { part in part.facts?.id.map { "\(part.path) [\($0)]" } ?? part.path } ?? ""
    Console.error("\(source): \"\(Text.line(result.question ?? ""))\": \(remark)")
  }
}
