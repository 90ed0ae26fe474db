import Platform

/// One stretch of a document that the encoder reads in one go, together with the question.
package struct ReadingWindow: Sendable, Hashable {
  /// Pieces of the document in the window, as indices into the document's piece sequence.
  package var pieces: Range<Int>
  /// Pieces at which a span of this window may start: those that have more context here than in
  /// any other window. The owned ranges of all windows partition the document's pieces.
  package var owned: Range<Int>

  package init(pieces: Range<Int>, owned: Range<Int>) {
    self.pieces = pieces
    self.owned = owned
  }
}

/// Cuts a piece sequence into windows that begin and end on sentence boundaries and overlap.
///
/// Every piece is read: a sentence longer than a window is cut between pieces, with the same overlap.
package struct WindowPlan: Sendable {
  /// Most document pieces in a window.
  package var capacity: Int
  /// Pieces that a window shares with the one before it, at least where sentences allow it.
  package var overlap: Int

  package init(capacity: Int, overlap: Int) {
    self.capacity = capacity
    self.overlap = overlap
  }

  /// Windows over pieces `0..<count`.
  ///
  /// - Parameter boundaries: piece indices at which a sentence starts, ascending.
  /// - Complexity: O(count), and O(count / (capacity - overlap)) windows.
  package func windows(over count: Int, boundaries: [Int]) -> [ReadingWindow] {
    guard count > 0 else { return [] }
    guard count > capacity else { return [ReadingWindow(pieces: 0..<count, owned: 0..<count)] }

    var ranges: [Range<Int>] = []
    var start = 0
    while true {
      let limit = start + capacity
      if limit >= count {
        ranges.append(start..<count)
        break
      }
      // End at the last sentence start that leaves the window more than half full.
      let end = lastBoundary(in: (start + capacity / 2)..<(limit + 1), boundaries) ?? limit
      ranges.append(start..<end)
      // Start again at the last sentence start that leaves the overlap, but always move forward.
      let earliest = start + max(1, capacity / 4)
      let latest = max(earliest, end - overlap)
      start = lastBoundary(in: earliest..<(latest + 1), boundaries) ?? latest
    }
    return owners(of: ranges)
  }

  /// Splits each overlap in its middle: the left half has more context in the earlier window.
  private func owners(of ranges: [Range<Int>]) -> [ReadingWindow] {
    var windows: [ReadingWindow] = []
    var ownedStart = 0
    for (index, range) in ranges.enumerated() {
      var ownedEnd = range.upperBound
      if index + 1 < ranges.count {
        ownedEnd = (ranges[index + 1].lowerBound + range.upperBound + 1) / 2
      }
      windows.append(ReadingWindow(pieces: range, owned: ownedStart..<ownedEnd))
      ownedStart = ownedEnd
    }
    return windows
  }

  /// The last sentence start inside `range`.
  private func lastBoundary(in range: Range<Int>, _ boundaries: [Int]) -> Int? {
    let low = boundaries.sortedIndex(pastAllThat: { $0 < range.upperBound })
    guard low > 0, boundaries[low - 1] >= range.lowerBound else { return nil }
    return boundaries[low - 1]
  }
}
