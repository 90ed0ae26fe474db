/// The one door from text to a terminal.
///
/// Texts, titles, file names and messages come from anywhere, and a terminal does what control characters
/// say: so they are shown instead of sent. Only styles pass; those are marked by characters that Unicode
/// leaves to a program's own use, which no text may bring (`unmarked(_:)` strips them), and become escape
/// sequences here.
package enum TerminalText {
  /// Marks of styles and the parameters of their sequences (ECMA-48 SGR).
  package static let styles: [Unicode.Scalar: String] = [
    "\u{10FFFA}": "0", "\u{10FFFB}": "1", "\u{10FFFC}": "2", "\u{10FFFD}": "1;36",
  ]

  /// `text` with nothing in it that a terminal obeys but its styles.
  ///
  /// - Parameter keepsLines: line ends and tabs are layout, not content.
  package static func shown(_ text: String, keepsLines: Bool = true) -> String {
    // Most text has nothing to show.
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 || keepsLines && $0 == 0x0A }) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let style = styles[scalar] {
        result += "\u{1B}[\(style)m"
      } else if keepsLines, scalar == "\n" || scalar == "\t" {
        result.unicodeScalars.append(scalar)
      } else {
        append(scalar, to: &result)
      }
    }
    return result
  }

  /// `text` without marks of styles, for whoever puts some around it.
  package static func unmarked(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { styles[$0] != nil }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(styles[scalar] == nil ? scalar : "\u{FFFD}")
    }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar.value {
    // Pictures of control characters.
    case 0x00...0x1F: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result += "\u{2421}"
    // C1, and what turns the direction of everything after it.
    case 0x80...0x9F, 0x202A...0x202E, 0x2066...0x2069:
      result += "<U+" + hexadecimal(scalar.value) + ">"
    default: result.unicodeScalars.append(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
