// Looking ahead and behind.
extension WikitextMarkup {
  func has(_ mark: StaticString, _ at: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard at >= 0, at + length <= bytes.count else { return false }
    for index in 0..<length where bytes[at + index] != mark.utf8Start[index] { return false }
    return true
  }

  func has(_ mark: String, _ at: Int) -> Bool {
    at >= 0 && bytes[min(at, bytes.count)...].starts(with: mark.utf8)
  }

  func isLineStart(_ at: Int) -> Bool {
    var index = at - 1
    while index >= 0, bytes[index] == 0x20 || bytes[index] == 0x3A, at - index < 64 { index -= 1 }
    return index < 0 || bytes[index] == 0x0A
  }

  /// Offset just past the next `mark`; what is missing once is not looked for again.
  mutating func find(_ mark: String, from start: Int) -> Int? {
    guard !missing.contains(mark) else { return nil }
    var at = start
    while at < bytes.count {
      if bytes[at] == mark.utf8.first, has(mark, at) { return at + mark.utf8.count }
      at += 1
    }
    missing.insert(mark)
    return nil
  }

  /// The next `</name>`.
  mutating func find(closing name: String, from start: Int) -> Range<Int>? {
    guard !missing.contains(name) else { return nil }
    var at = start
    while at < bytes.count {
      if has("</", at) {
        let end = at + 2 + name.utf8.count
        if end < bytes.count, bytes.string(at + 2..<end).lowercased() == name {
          var close = end
          while close < bytes.count, bytes[close] == 0x20 { close += 1 }
          if close < bytes.count, bytes[close] == 0x3E { return at..<close + 1 }
        }
      }
      at += 1
    }
    missing.insert(name)
    return nil
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var withoutOuterSpace: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
