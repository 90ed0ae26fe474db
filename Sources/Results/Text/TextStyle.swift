import Platform

/// Terminal styles (ECMA-48 SGR); plain text where colours are off.
public struct TextStyle: Sendable {
  /// Whether styles are written at all.
  public var enabled: Bool

  /// Creates a set of styles.
  public init(enabled: Bool) { self.enabled = enabled }

  /// Bold.
  public func bold(_ text: String) -> String { wrap(text, "\u{10FFFB}") }
  /// Faint.
  public func dim(_ text: String) -> String { wrap(text, "\u{10FFFC}") }
  /// Bold in colour.
  public func accent(_ text: String) -> String { wrap(text, "\u{10FFFD}") }

  /// Puts marks around `text` that `TerminalText` makes sequences of.
  private func wrap(_ text: String, _ mark: Unicode.Scalar) -> String {
    enabled && !text.isEmpty ? "\(mark)\(TerminalText.unmarked(text))\u{10FFFA}" : text
  }

  /// Breaks `text` at white space into lines of at most `width` columns behind `indent`.
  public static func wrapped(_ text: String, indent: String, width: Int) -> String {
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
