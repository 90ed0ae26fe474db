/// Runs of `*`, `_` and `~~`, and which of them pair up (CommonMark 0.31, §6.2 and "process emphasis").
struct MarkdownEmphasis {
  // Every byte of a paragraph may be one: each takes as few bytes as it can.

  private struct Run {
    /// What is left of the run.
    @Packed<UInt32> var start: Int
    @Packed<UInt32> var end: Int
    /// What it had at first.
    @Packed<UInt32> private(set) var length: Int
    /// The runs before and behind it that have not been paired.
    @Packed<Int32> var previous = 0
    @Packed<Int32> var next = 0
    let character: UInt8
    let canOpen: Bool
    let canClose: Bool

    init(character: UInt8, _ range: Range<Int>, canOpen: Bool, canClose: Bool) {
      start = range.lowerBound
      end = range.upperBound
      length = range.count
      (self.character, self.canOpen, self.canClose) = (character, canOpen, canClose)
    }
  }

  private var runs: [Run] = []

  /// Runs so far.
  var count: Int { runs.count }

  /// Adds the run that begins at `start`; returns where it ends.
  mutating func push(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let character = bytes[start]
    var end = start
    while end < bytes.count, bytes[end] == character { end += 1 }
    if character == UInt8(ascii: "~"), end - start > 2 { return end }
    let before = Self.kind(Self.scalar(bytes, endingAt: start))
    let after = Self.kind(Self.scalar(bytes, at: end))
    let isLeft = after != .space && (after != .punctuation || before != .other)
    let isRight = before != .space && (before != .punctuation || after != .other)
    let isUnderscore = character == UInt8(ascii: "_")
    runs.append(
      Run(
        character: character, start..<end,
        canOpen: isLeft && (!isUnderscore || !isRight || before == .punctuation),
        canClose: isRight && (!isUnderscore || !isLeft || after == .punctuation)))
    return end
  }

  /// Pairs the runs from index `first` on, adds what goes to `edits`, and forgets these runs.
  mutating func resolve(from first: Int, into edits: inout [MarkdownEdit]) {
    defer { runs.removeSubrange(first...) }
    guard first + 1 < runs.count else { return }
    for index in first..<runs.count {
      runs[index].previous = index - 1
      runs[index].next = index + 1
    }
    // For each sort of closer, below which run there is no opener.
    var bottoms: [Int: Int] = [:]
    var closer = first
    while closer < runs.count {
      guard runs[closer].canClose else {
        closer = runs[closer].next
        continue
      }
      let sort = Int(runs[closer].character) * 8 + (runs[closer].canOpen ? 4 : 0) + runs[closer].length % 3
      let bottom = bottoms[sort] ?? first - 1
      var opener = runs[closer].previous
      while opener > bottom, !pairs(opener, closer) { opener = runs[opener].previous }
      if opener > bottom {
        pair(opener, closer, &edits)
        unlink(between: opener, and: closer)
        if runs[opener].start == runs[opener].end { unlink(opener, first: first) }
        if runs[closer].start == runs[closer].end {
          let next = runs[closer].next
          unlink(closer, first: first)
          closer = next
        }
      } else {
        bottoms[sort] = runs[closer].previous
        let next = runs[closer].next
        if !runs[closer].canOpen { unlink(closer, first: first) }
        closer = next
      }
    }
  }

  private func pairs(_ opener: Int, _ closer: Int) -> Bool {
    let (a, b) = (runs[opener], runs[closer])
    guard a.canOpen, a.character == b.character else { return false }
    if a.character == UInt8(ascii: "~") { return a.length == b.length }
    return
      !((a.canClose || b.canOpen) && (a.length + b.length) % 3 == 0
      && (a.length % 3 != 0 || b.length % 3 != 0))
  }

  private mutating func pair(_ opener: Int, _ closer: Int, _ edits: inout [MarkdownEdit]) {
    let isDouble = runs[opener].end - runs[opener].start >= 2 && runs[closer].end - runs[closer].start >= 2
    let width = isDouble ? 2 : 1
    edits.append(MarkdownEdit(range: runs[opener].end - width..<runs[opener].end, change: .drop))
    edits.append(MarkdownEdit(range: runs[closer].start..<runs[closer].start + width, change: .drop))
    runs[opener].end -= width
    runs[closer].start += width
  }

  private mutating func unlink(between opener: Int, and closer: Int) {
    runs[opener].next = closer
    runs[closer].previous = opener
  }

  private mutating func unlink(_ index: Int, first: Int) {
    let (previous, next) = (runs[index].previous, runs[index].next)
    if previous >= first { runs[previous].next = next }
    if next < runs.count { runs[next].previous = previous }
  }

  // MARK: Characters

  private enum Kind { case space, punctuation, other }

  private static func kind(_ scalar: Unicode.Scalar?) -> Kind {
    guard let scalar else { return .space }
    if scalar.value < 0x80 {
      if scalar.value <= 0x20 { return .space }
      return MarkdownLabel.isPunctuation(UInt8(scalar.value)) ? .punctuation : .other
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      return .punctuation
    default: return .other
    }
  }

  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Unicode.Scalar? {
    guard start < bytes.count else { return nil }
    return String(decoding: bytes[start..<min(start + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
  }

  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Unicode.Scalar? {
    guard end > 0 else { return nil }
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(bytes, at: start)
  }
}
