/// Terminal styles (ECMA-48 SGR); plain text where colours are off.
public struct TextStyle: Sendable {
  /// Whether styles are written at all.
  public var enabled: Bool

  /// Creates a set of styles.
  public init(enabled: Bool) { self.enabled = enabled }

  /// Bold.
  public func bold(_ text: String) -> String { wrap(text, "1") }
  /// Faint.
  public func dim(_ text: String) -> String { wrap(text, "2") }
  /// Bold in colour.
  public func accent(_ text: String) -> String { wrap(text, "1;36") }

  private func wrap(_ text: String, _ code: String) -> String {
    enabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
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
