import Platform

/// Stretches of a source put end to end, such as the lines of a quoted paragraph without their `>`, with the
/// way back to where each stands.
struct SplicedText {
  /// The stretches, one after the other.
  private(set) var bytes: [UInt8] = []
  private var pieces: [(start: Int, source: Int)] = []

  /// Adds the source bytes `range`, which lie behind those added before.
  mutating func append(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let isContiguous = pieces.last.map { $0.source + bytes.count - $0.start == range.lowerBound } ?? false
    if !isContiguous { pieces.append((bytes.count, range.lowerBound)) }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
  }

  /// Calls `body` with each stretch of the source that `range` of the text is made of.
  func forEachSource(of range: Range<Int>, _ body: (Range<Int>) -> Void) {
    guard !range.isEmpty else { return }
    var index = piece(at: range.lowerBound)
    var at = range.lowerBound
    while at < range.upperBound {
      let end = index + 1 < pieces.count ? min(pieces[index + 1].start, range.upperBound) : range.upperBound
      let shift = pieces[index].source - pieces[index].start
      body(at + shift..<end + shift)
      at = end
      index += 1
    }
  }

  /// The source from the first to the last byte of `range`, which is not empty.
  func source(of range: Range<Int>) -> Range<Int> {
    source(at: range.lowerBound)..<source(at: range.upperBound - 1) + 1
  }

  private func source(at offset: Int) -> Int {
    let piece = pieces[piece(at: offset)]
    return piece.source + offset - piece.start
  }

  private func piece(at offset: Int) -> Int {
    pieces.sortedIndex(pastAllThat: { $0.start <= offset }) - 1
  }
}
