// Raised and lowered text, written as HTML.
extension MarkdownInline {
  /// Bytes before a place that are looked at, and changes among them.
  private static let tailReach = 160
  private static let tailEdits = 24
  /// Bytes that raised text may have which changes anything.
  private static let longest = 80

  /// Puts marks around `<sup>3</sup>` or `<sub>2</sub>` whose first tag is `start..<end`, where they keep
  /// digits apart; the number of a note behind a full stop goes.
  ///
  /// - Returns: where reading goes on, if anything was changed.
  mutating func script(_ start: Int, _ end: Int) -> Int? {
    guard end - start >= 5, bytes[start + 1] | 0x20 == 0x73, bytes[start + 2] | 0x20 == 0x75,
      [0x3E, 0x20].contains(bytes[start + 4]), bytes[end - 2] != 0x2F
    else { return nil }
    let isRaised = bytes[start + 3] | 0x20 == 0x70
    guard isRaised || bytes[start + 3] | 0x20 == 0x62 else { return nil }
    let limit = min(bytes.count, end + Self.longest)
    guard let close = bytes.find("</s", in: end..<limit),
      let last = bytes.firstIndex(of: 0x3E, in: close.upperBound..<min(bytes.count, close.upperBound + 8))
    else { return nil }
    // A backslash before a sign is none of the text, nor are the marks of emphasis.
    let text = CharacterReference.undone(bytes, in: end..<close.lowerBound, dialect: .markdown).filter {
      ![0x2A, 0x5C, 0x5F].contains($0)
    }
    let before = tail(before: start)
    if isRaised, RaisedText.isCallout(text, after: before) {
      edits.append(MarkdownEdit(range: start..<last + 1, change: .omit))
      return last + 1
    }
    let marks =
      isRaised ? RaisedText.marks(after: before, text) : RaisedText.marks(loweredAfter: before.last, text)
    guard let marks else { return nil }
    edits.append(MarkdownEdit(range: start..<end, change: .insert(marks.before)))
    if !marks.after.isEmpty {
      expect(MarkdownEdit(range: close.lowerBound..<last + 1, change: .insert(marks.after)))
    }
    return end
  }

  /// The last bytes that a reader sees before `at`.
  private func tail(before at: Int) -> [UInt8] {
    let start = max(0, at - Self.tailReach)
    let near = edits.suffix(Self.tailEdits).filter {
      $0.range.upperBound <= at && $0.range.upperBound > start
    }
    var text: [UInt8] = []
    var place = start
    for edit in near.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if place < edit.range.lowerBound { text += bytes[place..<edit.range.lowerBound] }
      switch edit.change {
      case .drop, .omit: break
      case .replace(let utf8): text += utf8
      case .space: text.append(0x20)
      case .insert(let own): text += own.utf8
      }
      place = max(place, edit.range.upperBound)
    }
    if place < at { text += bytes[place..<at] }
    return MarkdownDialects.tail(text)
  }
}
