extension StringProtocol {
  /// White space of any kind made one space, and none at the ends.
  package var onOneLine: String {
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
