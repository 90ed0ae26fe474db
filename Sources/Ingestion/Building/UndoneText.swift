/// A stretch of a source with one layer of its markup undone (references resolved, escapes taken off, a
/// transfer encoding decoded), and the way back to where each byte stands.
struct UndoneText {
  /// The text.
  private(set) var bytes: [UInt8] = []
  /// From offsets in `bytes` to offsets in the source.
  private(set) var map = SourceMap()

  /// An empty text.
  init() {}

  /// A text whose bytes stand where `map` says.
  init(bytes: [UInt8], map: SourceMap) {
    self.bytes = bytes
    self.map = map
  }

  /// Adds `range` of `source` as it is.
  mutating func append(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    map.append(
      textStart: bytes.count, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: range.count)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
  }

  /// Adds `replacement`, which stands in the source as `range`.
  mutating func append(_ replacement: some Collection<UInt8>, for range: Range<Int>) {
    guard !replacement.isEmpty else { return }
    map.append(
      textStart: bytes.count, sourceStart: range.lowerBound, textUnit: replacement.count,
      sourceUnit: range.count, count: 1)
    bytes.append(contentsOf: replacement)
  }

  /// Adds `addition`, which stands nowhere in the source.
  mutating func insert(_ addition: some Collection<UInt8>) {
    bytes.append(contentsOf: addition)
  }

  /// The text as a source of its own, whose places are those of the source it was taken from.
  func decoded(encoding: String) -> DecodedSource {
    DecodedSource(utf8: bytes, map: map, encoding: encoding)
  }
}

extension UndoneText {
  /// Adds `range` of `other`, with the places that `other` has.
  mutating func append(_ other: UndoneText, _ range: Range<Int>) {
    map.append(other.map, range, at: bytes.count)
    bytes.append(contentsOf: other.bytes[range])
  }

  /// Visits the text piece by piece: what stands in `source` as it is (`nil`, and its range), and what stands
  /// for something else (its bytes, and the range that they stand for).
  func forEachPiece(
    of source: UnsafeBufferPointer<UInt8>, _ body: (ArraySlice<UInt8>?, Range<Int>) -> Void
  ) {
    map.forEachUnit(in: 0..<bytes.count) { text, place, isCopy in
      if !isCopy || bytes[text].elementsEqual(source[place]) {
        return body(isCopy ? nil : bytes[text], place)
      }
      // One byte may stand for one other: the underscore of a mail's header for a space.
      for (offset, index) in text.enumerated() {
        let at = place.lowerBound + offset
        body(bytes[index] == source[at] ? nil : bytes[index...index], at..<at + 1)
      }
    }
  }
}

extension SourceMap {
  /// Adds the part of `other` that gives its text `range`, as a text that begins at `textStart`.
  mutating func append(_ other: SourceMap, _ range: Range<Int>, at textStart: Int) {
    var index = other.firstSegment(endingAfter: range.lowerBound)
    while index < other.segments.count, other.segments[index].textStart < range.upperBound {
      let segment = other.segments[index]
      index += 1
      let unit = Int(segment.textUnit)
      let start = max(range.lowerBound, segment.textStart)
      let end = min(range.upperBound, segment.textEnd)
      let first = (start - segment.textStart) / unit
      let last = (end - segment.textStart + unit - 1) / unit
      let isWhole = (start - segment.textStart) % unit == 0 && (end - segment.textStart) % unit == 0
      let source = segment.sourceStart + first * Int(segment.sourceUnit)
      if isWhole {
        append(
          textStart: textStart + start - range.lowerBound, sourceStart: source, textUnit: unit,
          sourceUnit: Int(segment.sourceUnit), count: last - first)
      } else {
        // A range that cuts a unit: the unit as a whole is the source of what is left of it.
        append(
          textStart: textStart + start - range.lowerBound, sourceStart: source, textUnit: end - start,
          sourceUnit: (last - first) * Int(segment.sourceUnit), count: 1)
      }
    }
  }
}
