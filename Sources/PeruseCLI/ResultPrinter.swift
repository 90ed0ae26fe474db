import Foundation
import Peruse

/// Prints results in the chosen form.
///
/// `json` gives the object itself for a single result and an array for several, be they files or
/// records of one file; so the first result waits until it is known whether a second one comes.
struct ResultPrinter {
  private let form: ResultForm
  private let kind: TaskResult.Kind
  private let options: RenderOptions
  private let alwaysArray: Bool
  private var printed = 0
  private var waiting: String?

  /// - Parameter alwaysArray: several inputs were named, so that `json` is an array even if only one
  ///   of them could be read.
  init(_ form: ResultForm, of kind: TaskResult.Kind, options: RenderOptions, alwaysArray: Bool) {
    self.form = form
    self.kind = kind
    self.options = options
    self.alwaysArray = alwaysArray
  }

  /// Prints `result`.
  mutating func print(_ result: TaskResult) throws {
    if form.holdsOneDocument, printed > 0 {
      throw Failure(
        .usage,
        "--format \(form.rawValue) makes a file of one result, and there are several; peruse batch with --output-dir makes a file of each"
      )
    }
    let body = try form.body(of: result, options: options)
    switch form {
    case .json:
      if printed == 0, !alwaysArray {
        waiting = body
      } else {
        if let first = waiting.take() { Console.print("[\n" + first) }
        Console.print((printed == 0 ? "[\n" : ",\n") + body)
      }
    case .html, .tei, .annotations, .jsonl:
      Console.print(body.hasSuffix("\n") ? String(body.dropLast()) : body)
    default:
      if printed == 0 { head() }
      if !body.isEmpty {
        if printed > 0 {
          let separator = form.separator(isTerminal: options.terminal != nil)
          if !separator.isEmpty { Console.print(String(separator.dropLast())) }
        }
        Console.print(body)
      }
    }
    printed += 1
  }

  private func head() {
    let head = form.head(of: kind, options: options)
    if !head.isEmpty { Console.print(String(head.dropLast())) }
  }

  /// Closes the output.
  mutating func finish() {
    switch form {
    case .json:
      if let only = waiting.take() {
        Console.print(only)
      } else if printed > 0 {
        Console.print("]")
      } else if alwaysArray {
        Console.print("[]")
      }
    case .csv, .tsv: if printed == 0 { head() }
    default: break
    }
  }
}
