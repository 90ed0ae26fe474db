import Foundation
import Peruse

/// Prints one result a document in the chosen format.
///
/// `json` gives the object itself for a single document and an array for several, be they files or
/// records of one file; so the first result waits until it is known whether a second one comes.
struct ResultPrinter<Report: Encodable> {
  private let format: OutputOptions.Format
  private let text: (Report) -> String
  private let alwaysArray: Bool
  private var printed = 0
  private var waiting: String?

  /// - Parameter alwaysArray: several inputs were named, so that `json` is an array even if only one
  ///   of them could be read.
  init(format: OutputOptions.Format, alwaysArray: Bool, text: @escaping (Report) -> String) {
    self.format = format
    self.alwaysArray = alwaysArray
    self.text = text
  }

  /// Prints `report`.
  mutating func print(_ report: Report) throws {
    switch format {
    case .text:
      let rendered = text(report)
      if printed > 0, Console.outputIsTerminal { Console.print("") }
      if !rendered.isEmpty { Console.print(rendered) }
    case .jsonl:
      Console.print(try encoded(report, pretty: false))
    case .json:
      let object = try encoded(report, pretty: true)
      if printed == 0, !alwaysArray {
        waiting = object
      } else {
        if let first = waiting.take() { Console.print("[\n" + first) }
        Console.print((printed == 0 ? "[\n" : ",\n") + object)
      }
    }
    printed += 1
  }

  /// Closes the output.
  mutating func finish() {
    guard format == .json else { return }
    if let only = waiting.take() {
      Console.print(only)
    } else if printed > 0 {
      Console.print("]")
    } else if alwaysArray {
      Console.print("[]")
    }
  }

  private func encoded(_ report: Report, pretty: Bool) throws -> String {
    String(decoding: try JSONEncoder.peruse(pretty: pretty).encode(report), as: UTF8.self)
  }
}
