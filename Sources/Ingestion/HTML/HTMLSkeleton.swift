/// Writes the tags of a page without their attributes, and numbers in place of text, for the parser.
enum HTMLSkeleton {
  /// Formatting elements that a page may leave open thousands of times; beyond this many open at once they
  /// are dropped, as browsers do on their own terms (the "Noah's Ark clause").
  private static let maximumOpenFormatting = 64

  private static let formatting: Set<String> = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "span", "strike", "strong", "tt", "u",
  ]

  /// Elements whose content the tokenizer drops.
  private static let unwanted: Set<String> = [
    "script", "style", "iframe", "noembed", "noframes", "noscript", "textarea", "title", "frameset", "frame",
  ]

  /// Elements without content whose end the parser would look for, taking the page's rest into them.
  private static let empty: Set<String> = [
    "embed", "source", "track", "wbr", "param", "keygen", "command", "bgsound",
  ]

  /// The skeleton of `tokens`: `<p n=7>8;<b n=9>10;</b></p>`.
  static func make(
    _ tokens: HTMLTokens, _ bytes: UnsafeBufferPointer<UInt8>, isXML: Bool
  ) -> [UInt8] {
    var skeleton: [UInt8] = []
    skeleton.reserveCapacity(tokens.count * 10)
    var openFormatting = 0
    var openHeading: String?
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .blank, .title, .dropped: continue
      case .text, .literal, .formula:
        append(index, to: &skeleton)
        skeleton.append(UInt8(ascii: ";"))
      case .startTag, .endTag:
        var name = parserName(bytes, token.name)
        if name == "xmp" || name == "plaintext" { name = "pre" }
        if unwanted.contains(name) || empty.contains(name) { continue }
        // `</br>` alone breaks the line as well (HTML Living Standard, §13.2.6.4.7); behind a `<br>` it is
        // meant to end that.
        let endsBreak =
          name == "br" && index > 0 && tokens[index - 1].kind == .startTag
          && parserName(bytes, tokens[index - 1].name) == "br"
        let isStart = token.kind == .startTag || name == "br" && !isXML && !endsBreak
        if formatting.contains(name) {
          openFormatting = max(0, openFormatting + (isStart ? 1 : -1))
          if openFormatting > maximumOpenFormatting - (isStart ? 0 : 1) { continue }
        }
        if name.utf8.count == 2, name.utf8.first == UInt8(ascii: "h"), name != "hr" {
          // A heading ends the one before it, which the parser does not know.
          if isStart, let openHeading { skeleton.append(contentsOf: "</\(openHeading)>".utf8) }
          openHeading = isStart ? name : nil
        }
        skeleton.append(contentsOf: isStart ? [0x3C] : [0x3C, 0x2F])
        skeleton.append(contentsOf: name.utf8)
        if isStart {
          skeleton.append(contentsOf: [0x20, 0x6E, 0x3D, 0x22])
          append(index, to: &skeleton)
          skeleton.append(0x22)
        }
        skeleton.append(0x3E)
        // In XML an element may be closed in its own tag.
        if isXML, isStart, bytes[Int(token.end) - 2] == UInt8(ascii: "/"), !isVoid(name) {
          skeleton.append(contentsOf: "</\(name)>".utf8)
          if formatting.contains(name) { openFormatting = max(0, openFormatting - 1) }
          if openHeading == name { openHeading = nil }
        }
      }
    }
    return skeleton
  }

  /// The name in lower case, or a stand-in for one that the parser's grammar does not know.
  static func parserName(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    guard range.count <= 60 else { return "unknown" }
    var name = ""
    for byte in bytes[range] {
      switch byte {
      case 0x41...0x5A: name.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: name.unicodeScalars.append(Unicode.Scalar(byte))
      default: return "unknown"
      }
    }
    return name
  }

  private static func isVoid(_ name: String) -> Bool {
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta"].contains(name)
  }

  private static func append(_ number: Int, to skeleton: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &skeleton) }
    skeleton.append(UInt8(0x30 + number % 10))
  }
}
