/// Undoes inline Markdown in a cut-out piece of a document, for the provenance tests. A piece may begin or
/// end inside emphasis, a link or a quotation, so this knows nothing of pairs: what looks like markup goes.
/// Documents that are tested with it escape the characters that they mean literally.
enum UndoMarkdown {
  static func text(of markup: String) -> String {
    var lines: [String] = []
    for (number, line) in markup.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      var rest = Substring(line)
      // The first line may be cut anywhere; later ones carry the markers of quotations.
      while number > 0 {
        let body = rest.drop { $0 == " " || $0 == "\t" }
        guard body.first == ">" else { break }
        rest = body.dropFirst()
      }
      lines.append(String(rest))
    }
    return inline(lines.joined(separator: "\n"))
  }

  private static func inline(_ text: String) -> String {
    let s = Array(text)
    var output = ""
    var i = 0
    while i < s.count {
      let c = s[i]
      let next = i + 1 < s.count ? s[i + 1] : " "
      let previous = i > 0 ? s[i - 1] : " "
      switch c {
      case "\\" where next.isNewline: i += 1
      case "\\" where next.isASCII && (next.isPunctuation || next.isSymbol):
        output.append(next)
        i += 2
      case "`":
        var run = 1
        while i + run < s.count, s[i + run] == "`" { run += 1 }
        let close = closing(s, i + run, run)
        if let close {
          output += String(s[(i + run)..<close])
          i = close + run
        } else {
          i += run
        }
      case "*", "~", "_":
        let isSpaced = (previous.isWhitespace || i == 0) && next.isWhitespace
        let isInWord =
          c == "_" && (previous.isLetter || previous.isNumber) && (next.isLetter || next.isNumber)
        if isSpaced || isInWord || c == "~" && next != "~" && previous != "~" { output.append(c) }
        i += 1
      case "!" where next == "[": i += 2
      case "[": i += 1
      case "]":
        i += 1
        if next == "(" { i = skip(s, i, "(", ")") } else if next == "[" { i = skip(s, i, "[", "]") }
      case "<" where next.isLetter || next == "/" || next == "!":
        guard let close = s[i...].firstIndex(of: ">") else {
          output.append(c)
          i += 1
          continue
        }
        let inside = String(s[(i + 1)..<close])
        if inside.contains(":") && !inside.contains(" ") || inside.contains("@") { output += inside }
        if inside.lowercased().hasPrefix("br") { output += " " }
        i = close + 1
      case "&":
        let end = s[i...].prefix(12).firstIndex(of: ";")
        if let end {
          output += UndoHTML.text(of: String(s[i...end]))
          i = end + 1
        } else {
          output.append(c)
          i += 1
        }
      default:
        output.append(c)
        i += 1
      }
    }
    return output
  }

  private static func closing(_ s: [Character], _ start: Int, _ run: Int) -> Int? {
    var i = start
    while i < s.count {
      var length = 0
      while i + length < s.count, s[i + length] == "`" { length += 1 }
      if length == run { return i }
      i += max(1, length)
    }
    return nil
  }

  private static func skip(_ s: [Character], _ start: Int, _ open: Character, _ close: Character) -> Int {
    var depth = 0
    var i = start
    while i < s.count {
      if s[i] == "\\" { i += 1 } else if s[i] == open { depth += 1 } else if s[i] == close { depth -= 1 }
      i += 1
      if depth == 0 { return i }
    }
    return s.count
  }
}
