/// Terminal styles (ECMA-48 SGR); plain text where colours are off.
struct Style {
  var enabled: Bool

  func bold(_ text: String) -> String { wrap(text, "\u{10FFFB}") }
  func dim(_ text: String) -> String { wrap(text, "\u{10FFFC}") }
  func accent(_ text: String) -> String { wrap(text, "\u{10FFFD}") }

  /// Puts marks around `text` that ``TerminalText`` makes sequences of.
  private func wrap(_ text: String, _ mark: Unicode.Scalar) -> String {
    enabled && !text.isEmpty ? "\(mark)\(TerminalText.unmarked(text))\u{10FFFA}" : text
  }

  /// Breaks `text` at white space into lines of at most `width` columns behind `indent`.
  static func wrapped(_ text: String, indent: String, width: Int) -> String {
    let room = max(20, width - indent.count)
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { indent + $0 }.joined(separator: "\n")
  }
}
