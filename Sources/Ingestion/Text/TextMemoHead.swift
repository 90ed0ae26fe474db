/// What an RFC or a memo begins with: who publishes it on the left, who wrote it and when on the right, set
/// flush.
struct TextMemoHead {
  /// The left and the right side of each line, where there is one.
  private(set) var sides: [Range<Int>] = []

  private static let mostLines = 20
  private static let gap = 3
  private static let narrowest = 50
  /// Columns by which what is set by hand misses the edge.
  private static let ragged = 3

  /// nil where the lines are something else.
  init?(_ lines: ArraySlice<TextLine>, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard 2...Self.mostLines ~= lines.count, lines.allSatisfy({ $0.hasWords && $0.indent == 0 }) else {
      return nil
    }
    var starts: [Int] = []
    var ends: [Int] = []
    for line in lines {
      let gaps = Self.gaps(line, bytes)
      guard gaps.count <= 1 else { return nil }
      guard let gap = gaps.first else {
        sides.append(line.range)
        continue
      }
      sides += [line.start..<gap.lowerBound, gap.upperBound..<line.end]
      starts.append(gap.upperBound - line.start)
      ends.append(line.range.count { bytes[$0] & 0xC0 != 0x80 })
    }
    // The right side is flush, and begins in other columns: where it does not, these are the columns of a
    // table.
    guard ends.count >= 2, let least = ends.min(), let most = ends.max(), most - least <= Self.ragged,
      least >= Self.narrowest, Set(starts).count > 1
    else { return nil }
  }

  /// Stretches of white space inside a line that divide it.
  private static func gaps(_ line: TextLine, _ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var start: Int?
    for offset in line.range.prefix(200) {
      if TextLine.isSpace(bytes[offset]) {
        start = start ?? offset
      } else {
        if let begin = start, offset - begin >= gap { gaps.append(begin..<offset) }
        start = nil
      }
    }
    return gaps
  }
}
