import Foundation
import TestSupport

/// Looks up places that programs print, with nothing of the library.
enum Places {
  /// A place that does not hold what was said to stand there.
  struct Wrong: Error {
    var said: String
    var found: String
  }

  /// Holds each line that ends with `FILE:START-END` to the lines since the one before it, up to the first
  /// ` | `.
  ///
  /// - Returns: how many such lines there are.
  static func check(_ output: String) throws -> Int {
    var said = ""
    var count = 0
    for line in output.split(separator: "\n") {
      guard let match = try /(?:.* )?(\S+):(\d+)-(\d+)/.wholeMatch(in: line), let start = Int(match.2),
        let end = Int(match.3), start < end
      else {
        said += line
        continue
      }
      said = dense(said.components(separatedBy: " | ")[0])
      let found = try text(of: String(match.1), start..<end)
      if said != found { throw Wrong(said: said, found: found) }
      (said, count) = ("", count + 1)
    }
    return count
  }

  /// The text at bytes of an XML file below the root of the repository: comments, tags, references and white
  /// space gone.
  static func text(of file: String, _ range: Range<Int>) throws -> String {
    let bytes = try Data(contentsOf: Program.root.appendingPathComponent(file))
    guard range.upperBound <= bytes.count else { throw Wrong(said: file, found: "\(bytes.count) bytes") }
    let isLatin = String(decoding: bytes.prefix(100), as: UTF8.self).contains("ISO-8859-1")
    let source = String(data: bytes[range], encoding: isLatin ? .isoLatin1 : .utf8) ?? ""
    let text = source.replacing(/<!--.*?-->|<[^>]*>/.dotMatchesNewlines(), with: "")
      .replacing(/&#(x?)([0-9A-Fa-f]+);/) { reference in
        let number = UInt32(reference.2, radix: reference.1.isEmpty ? 10 : 16)
        return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
      }
    return dense(text)
  }

  /// Without white space: lines are broken in other places in the file, and between paragraphs there are only
  /// tags.
  static func dense(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
