import Tokenization

/// Turns text into the tokens of the `rouge-score` package, as integers.
///
/// Lower-cased as Python does, cut at everything outside `a–z` and `0–9`, words of more than three letters
/// stemmed with `PorterStemmer`. Equal tokens get equal numbers within one vocabulary; every word is stemmed
/// once, however often it occurs.
///
/// The package finds nothing in other scripts. Where references are written in one, `comparesOwnScript` makes
/// tokens of what that script has, see `OwnScriptTokens`.
package struct RougeVocabulary: Sendable {
  /// Whether words are stemmed.
  package let stemming: Bool
  /// Whether texts are cut into words and characters of their own script.
  package private(set) var comparesOwnScript = false
  private var surfaces = ByteStringTable()
  private var tokens = ByteStringTable()
  /// Token of each surface form.
  private var tokenOfSurface: [Int32] = []
  private var stemmer = PorterStemmer()
  private var current: [UInt8] = []

  package init(stemming: Bool = true) {
    self.stemming = stemming
  }

  /// Number of distinct tokens so far; every token is smaller.
  package var count: Int { tokens.count }

  /// Settles how texts are cut from now on: most letters of `references` decide.
  package mutating func settle(for references: [String]) {
    comparesOwnScript = OwnScriptTokens.areNeeded(for: references)
  }

  /// Tokens of `text`.
  package mutating func tokens(in text: String) -> [Int32] {
    var result: [Int32] = []
    if comparesOwnScript {
      appendOwnTokens(of: text, to: &result)
      return result
    }
    result.reserveCapacity(text.utf8.count / 5)
    var text = text
    text.withUTF8 { bytes in appendTokens(of: bytes, to: &result) }
    return result
  }

  /// Tokens of each line of `text`; empty lines are dropped.
  package mutating func lines(in text: String) -> RougeText {
    var lines: [[Int32]] = []
    if comparesOwnScript {
      for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
        var tokens: [Int32] = []
        appendOwnTokens(of: String(line), to: &tokens)
        lines.append(tokens)
      }
      return RougeText(lines: lines)
    }
    var text = text
    text.withUTF8 { bytes in
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        var tokens: [Int32] = []
        appendTokens(of: UnsafeBufferPointer(rebasing: line), to: &tokens)
        lines.append(tokens)
      }
    }
    return RougeText(lines: lines)
  }

  private mutating func appendTokens(of bytes: UnsafeBufferPointer<UInt8>, to result: inout [Int32]) {
    current.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x30...0x39, 0x61...0x7A:
        current.append(byte)
      case 0x41...0x5A:
        current.append(byte | 0x20)
      case 0xE2 where index + 1 < bytes.count && bytes[index] == 0x84 && bytes[index + 1] == 0xAA:
        current.append(0x6B)  // KELVIN SIGN, whose lower case is k
        index += 2
      case 0xC4 where index < bytes.count && bytes[index] == 0xB0:
        current.append(0x69)  // I WITH DOT ABOVE, whose lower case is i and a combining dot
        index += 1
        finishToken(into: &result)
      default:
        finishToken(into: &result)
      }
    }
    finishToken(into: &result)
  }

  private mutating func appendOwnTokens(of text: String, to result: inout [Int32]) {
    for token in OwnScriptTokens.tokens(in: text) {
      current = Array(token.utf8)
      finishToken(into: &result)
    }
  }

  private mutating func finishToken(into result: inout [Int32]) {
    guard !current.isEmpty else { return }
    let surface = Int(surfaces.intern(current))
    if surface == tokenOfSurface.count {
      // The stemmer knows English letters only.
      let isStemmed = stemming && current.count > 3 && current.allSatisfy { $0 < 0x80 }
      let stem = isStemmed ? stemmer.stem(bytes: current) : current
      tokenOfSurface.append(tokens.intern(stem))
    }
    result.append(tokenOfSurface[surface])
    current.removeAll(keepingCapacity: true)
  }
}

/// A text as ROUGE sees it.
package struct RougeText: Sendable {
  /// Tokens of each sentence, one a line.
  package var lines: [[Int32]]

  package init(lines: [[Int32]]) {
    self.lines = lines
  }

  /// All tokens in order.
  package var tokens: [Int32] { lines.count == 1 ? lines[0] : lines.flatMap(\.self) }
}
