import Platform

// One way to write text into each form.

extension StringProtocol {
  /// For text and attributes of XML and HTML. Characters that neither allows become U+FFFD.
  public var escapedForMarkup: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A path or name that stays in its column and line: tabs, line ends and other control characters as `\t`,
  /// `\n`, `\x1B`.
  public var inOneColumn: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\x" + (digits.count < 2 ? "0" : "") + digits
      case "\u{2028}", "\u{2029}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A field of CSV after RFC 4180: in quotation marks where it must be.
  var escapedForCSV: String {
    let needsQuotes = unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    return needsQuotes
      ? "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      : String(self)
  }

  /// Text in Markdown (CommonMark) that means nothing but itself.
  var escapedForMarkdown: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~": result += "\\"
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    // What begins a heading, a list or a quotation.
    if let first = result.unicodeScalars.first {
      if first == "#" || first == "+" || first == "-" || first == "=" {
        result = "\\" + result
      } else if let end = result.unicodeScalars.firstIndex(where: { !("0"..."9").contains($0) }),
        end > result.unicodeScalars.startIndex,
        result.unicodeScalars[end] == "." || result.unicodeScalars[end] == ")"
      {
        result.unicodeScalars.insert("\\", at: end)
      }
    }
    return result
  }

  /// A path as a URI reference (RFC 3986).
  var asURIReference: String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!".utf8)
    return utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
