extension String {
  /// White space of any kind made one space, and none at the ends.
  package var onOneLine: String {
    var text = self
    return text.withUTF8(isPlainlyOnOneLine) ? self : foldedToOneLine
  }

  private var foldedToOneLine: String {
    var result = ""
    var wordStart: Index?
    var index = startIndex
    func take(_ word: SubSequence) {
      if !result.isEmpty { result += " " }
      result += word
    }
    while index < endIndex {
      let next = self.index(after: index)
      if self[index].isWhitespace {
        if let start = wordStart.take() { take(self[start..<index]) }
      } else if wordStart == nil {
        wordStart = index
      }
      index = next
    }
    if let wordStart { take(self[wordStart...]) }
    return result
  }
}

extension Substring {
  /// White space of any kind made one space, and none at the ends.
  package var onOneLine: String { String(self).onOneLine }
}

/// Whether one look at the bytes shows that nothing is to be done, as of most text: single spaces between
/// words, and of other scripts only letters and punctuation that neither are white space nor join a space
/// before them.
private func isPlainlyOnOneLine(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
  var isBehindSpace = true
  var lead: UInt8 = 0
  var isPunctuation = false
  for byte in utf8 {
    switch byte {
    case 0x21...0x7E:
      isBehindSpace = false
    case 0x20:
      if isBehindSpace { return false }
      isBehindSpace = true
    // Latin letters, among them those with accents; no-break spaces have another first byte.
    case 0xC3...0xC9: isBehindSpace = false
    // Dashes and quotation marks: the first part of general punctuation is spaces and joiners.
    case 0xE2: isPunctuation = true
    case 0x80...0xBF:
      if isPunctuation {
        if lead == 0xE2 {
          guard byte == 0x80 else { return false }
        } else {
          guard (0x90...0xA7).contains(byte) else { return false }
          isPunctuation = false
          isBehindSpace = false
        }
      }
    default: return false
    }
    lead = byte
  }
  return !isBehindSpace
}
