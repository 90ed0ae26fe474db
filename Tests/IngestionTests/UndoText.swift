/// Undoes what plain text has by way of markup: the `>` before each line of quoted mail.
enum UndoText {
  static func text(of text: String) -> String {
    let lines = text.split(
      omittingEmptySubsequences: false, whereSeparator: { ["\n", "\r", "\r\n"].contains($0) })
    return lines.enumerated().map { number, line in
      var rest = Substring(line)
      while number > 0, case let body = rest.drop(while: { $0 == " " || $0 == "\t" }), body.first == ">" {
        rest = body.dropFirst()
      }
      return String(rest)
    }.joined(separator: "\n").map { $0 == "\u{0C}" || $0 == "\u{0B}" ? " " : String($0) }.joined()
  }
}
