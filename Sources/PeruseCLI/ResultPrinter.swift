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
  private var waiting: Waiting?

  /// The first result, while it is not known whether others come.
  private enum Waiting {
    case text(String)
    /// An inspection: its document, which is in memory, is smaller than its text.
    case inspection(TaskResult)
  }

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
    switch form {
    case .json:
      if printed == 0, !alwaysArray {
        waiting = .inspection(result)
        if result.kind != .inspection { waiting = .text(try form.body(of: result, options: options)) }
      } else {
        let body = result.kind == .inspection ? nil : try form.body(of: result, options: options)
        if let first = waiting.take() {
          Console.print("[")
          try release(first)
        }
        Console.print(printed == 0 ? "[" : ",")
        try release(body.map { .text($0) } ?? .inspection(result))
      }
    case .html, .tei, .annotations:
      let body = try form.body(of: result, options: options)
      Console.print(body.hasSuffix("\n") ? String(body.dropLast()) : body)
    default:
      let separator =
        printed > 0 && form != .jsonl ? form.separator(isTerminal: options.terminal != nil) : ""
      if printed == 0, form != .jsonl { head() }
      try write(result, behind: separator)
    }
    printed += 1
  }

  /// Prints a result that has waited.
  private func release(_ result: Waiting) throws {
    switch result {
    case .text(let text): Console.print(text)
    case .inspection(let result): try write(result)
    }
  }

  /// Prints a result and a line end behind it, unless it is empty; piece by piece where nothing has to see
  /// all of it.
  private func write(_ result: TaskResult, behind separator: String = "") throws {
    guard Console.takesPieces else {
      let body = try form.body(of: result, options: options)
      guard !body.isEmpty || form == .jsonl else { return }
      if !separator.isEmpty { Console.print(String(separator.dropLast())) }
      return Console.print(body)
    }
    var isEmpty = form != .jsonl
    try form.write(result, options: options) { piece in
      if isEmpty { Console.write(separator) }
      isEmpty = false
      Console.write(piece)
    }
    if !isEmpty { Console.write("\n") }
  }

  private func head() {
    let head = form.head(of: kind, options: options)
    if !head.isEmpty { Console.print(String(head.dropLast())) }
  }

  /// Closes the output.
  mutating func finish() throws {
    switch form {
    case .json:
      if let only = waiting.take() {
        try release(only)
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
