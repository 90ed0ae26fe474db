/// Undoes HTML markup in a cut-out piece of a page, for the provenance tests. Written apart from the reader:
/// a character scanner over a `String`, with its own short list of entities.
enum UndoHTML {
  static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "eacute": "é",
    "Eacute": "É",
    "mdash": "—", "ndash": "–", "rsquo": "’", "lsquo": "‘", "ldquo": "“", "rdquo": "”", "hellip": "…",
    "copy": "©",
    "shy": "\u{AD}", "NotEqualTilde": "≂̸", "euro": "€", "acE": "∾̳", "ouml": "ö", "AMP": "&", "not": "¬",
    "notin": "∉", "zwj": "\u{200D}", "ZeroWidthSpace": "\u{200B}", "uuml": "ü", "mp": "∓", "ap": "≈",
    "in": "∈",
  ]
  private static let bare: Set<String> = [
    "amp", "lt", "gt", "quot", "nbsp", "eacute", "Eacute", "copy", "shy", "ouml", "AMP", "not",
  ]

  static func text(of markup: String) -> String {
    var scalars = Array(markup.unicodeScalars)[...]
    var output = String.UnicodeScalarView()
    while let scalar = scalars.first {
      if scalar == "<", let rest = skipMarkup(scalars) {
        let tag = String(String.UnicodeScalarView(scalars[..<rest])).lowercased()
        if tag.hasPrefix("<br"), let next = tag.dropFirst(3).first, next.isWhitespace || "/>".contains(next) {
          output.append(" ")
        }
        scalars = scalars[rest...]
      } else if scalar == "&", let (text, rest) = entity(scalars) {
        output.append(contentsOf: text.unicodeScalars)
        scalars = scalars[rest...]
      } else {
        output.append(scalar == "\u{0C}" ? " " : scalar)
        scalars = scalars.dropFirst()
      }
    }
    return String(output)
  }

  /// Index behind the markup that begins at the `<`, or `nil` where that is text.
  private static func skipMarkup(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
    let body = s.dropFirst()
    guard let first = body.first else { return nil }
    if starts(s, "<!--") {
      if starts(s, "<!-->") { return s.startIndex + 5 }
      if starts(s, "<!--->") { return s.startIndex + 6 }
      var i = s.startIndex + 4
      while i < s.endIndex {
        if starts(s[i...], "-->") { return i + 3 }
        if starts(s[i...], "--!>") { return i + 4 }
        i += 1
      }
      return s.endIndex
    }
    let isTag = isLetter(first) || first == "/" && body.dropFirst().first.map(isLetter) == true
    if !isTag {
      guard first == "!" || first == "?" || first == "/" && body.count > 1 else { return nil }
      return (s.firstIndex(of: ">") ?? s.endIndex - 1) + 1
    }
    // A quote counts only after an equals sign.
    var i = s.startIndex + 1
    while i < s.endIndex, s[i] != ">", s[i] != "/", !isSpace(s[i]) { i += 1 }
    var afterEquals = false
    var inName = false
    while i < s.endIndex {
      let c = s[i]
      if c == ">" { return i + 1 }
      if afterEquals, c == "\"" || c == "'" {
        guard let close = s[(i + 1)...].firstIndex(of: c) else { return s.endIndex }
        i = close + 1
        afterEquals = false
        inName = false
      } else if afterEquals, !isSpace(c) {
        while i < s.endIndex, s[i] != ">", !isSpace(s[i]) { i += 1 }
        afterEquals = false
        inName = false
      } else {
        if c == "=", inName {
          afterEquals = true
        } else if c == "/" {
          inName = false
        } else if !isSpace(c) {
          // A name after white space is a new attribute, unless an equals sign follows.
          inName = true
        }
        i += 1
      }
    }
    return s.endIndex
  }

  private static func entity(_ s: ArraySlice<Unicode.Scalar>) -> (String, Int)? {
    var i = s.startIndex + 1
    if i < s.endIndex, s[i] == "#" {
      i += 1
      var radix = 10
      if i < s.endIndex, s[i] == "x" || s[i] == "X" {
        radix = 16
        i += 1
      }
      let digits = s[i...].prefix { $0.value < 128 && Character($0).hexDigitValue.map { $0 < radix } == true }
      guard !digits.isEmpty else { return nil }
      i = digits.endIndex
      if i < s.endIndex, s[i] == ";" { i += 1 }
      let trimmed = digits.drop { $0 == "0" }
      let value = trimmed.count > 8 ? nil : UInt32(String(String.UnicodeScalarView(trimmed)), radix: radix)
      let c1: [UInt32: Unicode.Scalar] = [
        0x80: "€", 0x92: "’", 0x93: "“", 0x94: "”", 0x85: "…", 0x96: "–", 0x97: "—",
      ]
      guard let value, value != 0, let scalar = c1[value] ?? Unicode.Scalar(value) else {
        return ("\u{FFFD}", i)
      }
      return (String(scalar), i)
    }
    let name = String(String.UnicodeScalarView(s[i...].prefix { isLetter($0) || "0"..."9" ~= $0 }.prefix(40)))
    if !name.isEmpty, i + name.count < s.endIndex, s[i + name.count] == ";", let text = entities[name] {
      return (text, i + name.count + 1)
    }
    for count in stride(from: min(6, name.count), to: 1, by: -1) {
      let short = String(name.prefix(count))
      if bare.contains(short), let text = entities[short] { return (text, i + count) }
    }
    return nil
  }

  private static func starts(_ s: ArraySlice<Unicode.Scalar>, _ text: String) -> Bool {
    s.starts(with: text.unicodeScalars)
  }
  private static func isLetter(_ c: Unicode.Scalar) -> Bool { "a"..."z" ~= c || "A"..."Z" ~= c }
  private static func isSpace(_ c: Unicode.Scalar) -> Bool {
    c == " " || c == "\n" || c == "\t" || c == "\r" || c == "\u{0C}"
  }
}
