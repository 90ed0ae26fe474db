extension SourceMap {
  /// The segments of a map, 16 bytes each where a ``Segment`` takes 32: a long table has as many segments as
  /// cells.
  public struct Segments: RandomAccessCollection, Sendable {
    /// A segment whose numbers are small. A `textUnit` of 0 says that they are not, and that `count` is its
    /// index in ``wide``.
    private struct Packed {
      var textStart: UInt32
      /// Counted from ``base``.
      var sourceStart: UInt32
      var count: UInt32
      var textUnit: UInt16
      var sourceUnit: UInt16
    }

    private var packed: [Packed] = []
    /// What four bytes do not hold: hardly any document has one.
    private var wide: [Segment] = []
    /// Where sources are counted from: records stand far behind the beginning of a large file.
    private var base = 0
    /// How far before the first segment's source others may begin: what is read first need not stand first.
    private static let room = 1 << 31

    init() {}

    /// Index of the first segment.
    public var startIndex: Int { 0 }
    /// One past the index of the last segment.
    public var endIndex: Int { packed.count }

    /// Segment number `index`.
    public subscript(index: Int) -> Segment {
      let one = packed[index]
      guard one.textUnit > 0 else { return wide[Int(one.count)] }
      return Segment(
        textStart: Int(one.textStart), sourceStart: base &+ Int(one.sourceStart),
        textUnit: Int32(one.textUnit), sourceUnit: Int32(one.sourceUnit), count: Int(one.count))
    }

    /// Makes room for `count` segments.
    mutating func reserveCapacity(_ count: Int) { packed.reserveCapacity(count) }

    /// Adds a segment, whose `textUnit` is above 0.
    mutating func append(_ segment: Segment) {
      if packed.isEmpty {
        base = segment.sourceStart > Self.room ? segment.sourceStart - Self.room : 0
      }
      if let small = pack(segment) { return packed.append(small) }
      packed.append(
        Packed(
          textStart: 0, sourceStart: 0, count: UInt32(truncatingIfNeeded: wide.count), textUnit: 0,
          sourceUnit: 0))
      wide.append(segment)
    }

    /// Gives the last segment `count` more units.
    mutating func lengthenLast(by count: Int) {
      guard var last else { return }
      last.count += count
      let end = packed.count - 1
      if packed[end].textUnit == 0 {
        wide[wide.count - 1] = last
      } else if let sum = UInt32(exactly: last.count) {
        packed[end].count = sum
      } else {
        packed.removeLast()
        append(last)
      }
    }

    private func pack(_ segment: Segment) -> Packed? {
      guard let textStart = UInt32(exactly: segment.textStart),
        let sourceStart = UInt32(exactly: segment.sourceStart &- base),
        let count = UInt32(exactly: segment.count), let textUnit = UInt16(exactly: segment.textUnit),
        let sourceUnit = UInt16(exactly: segment.sourceUnit), textUnit > 0
      else { return nil }
      return Packed(
        textStart: textStart, sourceStart: sourceStart, count: count, textUnit: textUnit,
        sourceUnit: sourceUnit)
    }
  }
}

extension SourceMap.Segments: Hashable {
  /// Whether both hold the same segments, however each is kept.
  public static func == (left: SourceMap.Segments, right: SourceMap.Segments) -> Bool {
    left.elementsEqual(right)
  }

  /// Feeds the segments to `hasher`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for segment in self { hasher.combine(segment) }
  }
}
