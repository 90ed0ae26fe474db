import Platform

/// Leads from UTF-8 offsets in extracted text back to byte offsets in the original file.
///
/// The map is a sorted list of segments. A segment holds `count` units; every unit turns `sourceUnit`
/// source bytes into `textUnit` UTF-8 bytes. Plain ASCII copied from a UTF-8 file is one segment of
/// 1→1 units, UTF-16 text is 1→2, `é` from ISO-8859-1 is 2→1, and an entity such as `&amp;` is a
/// single unit 1→5. Text between segments (the blank line between blocks) has no source.
public struct SourceMap: Sendable, Hashable {
  /// A run of equal units; see ``SourceMap``.
  public struct Segment: Sendable, Hashable {
    /// UTF-8 offset of the first unit in the text.
    public var textStart: Int
    /// Byte offset of the first unit in the source.
    public var sourceStart: Int
    /// UTF-8 bytes that one unit gives.
    public var textUnit: Int32
    /// Source bytes that one unit takes.
    public var sourceUnit: Int32
    /// Number of units.
    public var count: Int

    /// UTF-8 offset one past the segment.
    public var textEnd: Int { textStart + count * Int(textUnit) }
    /// Source offset one past the segment.
    public var sourceEnd: Int { sourceStart + count * Int(sourceUnit) }
  }

  /// Segments in text order. Source order is the same, except that a note taken out of a sentence comes
  /// after it.
  public private(set) var segments = Segments()
  /// Whether source order is the same throughout.
  private var isOrdered = true
  /// Source ranges left out of the text on purpose (a footnote inside a sentence), in order.
  public private(set) var omissions: [ByteRange] = []
  /// Text that Peruse adds itself (`^` before a raised number, a mark for a picture of a formula), in order.
  ///
  /// Such text has no source of its own: its segment covers what it stands for, which is also an omission. So
  /// text without insertions is the source without omissions, undone.
  public private(set) var insertions: [Range<Int>] = []

  /// Creates an empty map.
  public init() {}

  /// The map of a text that is its source: one 1→1 segment of `count` bytes.
  public static func identity(count: Int) -> SourceMap {
    var map = SourceMap()
    map.append(textStart: 0, sourceStart: 0, textUnit: 1, sourceUnit: 1, count: count)
    return map
  }

  /// Adds `count` units at the end; merges with the last segment where the two are contiguous.
  public mutating func append(
    textStart: Int, sourceStart: Int, textUnit: Int, sourceUnit: Int, count: Int
  ) {
    guard count > 0, textUnit > 0 else { return }
    if let last = segments.last, Int(last.textUnit) == textUnit, Int(last.sourceUnit) == sourceUnit,
      last.textEnd == textStart, last.sourceEnd == sourceStart
    {
      segments.lengthenLast(by: count)
      return
    }
    if let last = segments.last, sourceStart < last.sourceEnd { isOrdered = false }
    segments.append(
      Segment(
        textStart: textStart, sourceStart: sourceStart, textUnit: Int32(textUnit),
        sourceUnit: Int32(sourceUnit), count: count))
  }

  /// Makes room for `count` segments.
  mutating func reserve(segments count: Int) { segments.reserveCapacity(count) }

  /// Records that `range` of the source was left out of the text on purpose.
  public mutating func omit(_ range: ByteRange) {
    omissions.append(range)
  }

  /// Records that the text `range`, behind all recorded before, was added.
  mutating func insert(_ range: Range<Int>) {
    if let last = insertions.last, last.upperBound == range.lowerBound {
      insertions[insertions.count - 1] = last.lowerBound..<range.upperBound
    } else {
      insertions.append(range)
    }
  }

  /// Brings insertions into order.
  mutating func sortInsertions() { insertions.sort { $0.lowerBound < $1.lowerBound } }

  /// The parts of the text `range` that were added.
  public func insertions(in range: Range<Int>) -> [Range<Int>] {
    let first = insertions.sortedIndex(pastAllThat: { $0.upperBound <= range.lowerBound })
    return insertions[first...].prefix { $0.lowerBound < range.upperBound }.map { $0.clamped(to: range) }
  }

  /// Brings omissions into source order, an outer one before those inside it.
  mutating func sortOmissions() {
    omissions.sort { ($0.byteStart, $1.byteEnd) < ($1.byteStart, $0.byteEnd) }
  }

  /// The smallest source range that covers `text`, or `nil` when no byte of it comes from the source.
  ///
  /// - Complexity: O(log segments), and O(segments of the range) where notes were moved.
  public func source(of text: Range<Int>) -> ByteRange? {
    guard !text.isEmpty else { return nil }
    let first = firstSegment(endingAfter: text.lowerBound)
    guard first < segments.count, segments[first].textStart < text.upperBound else { return nil }
    var last = firstSegment(endingAfter: text.upperBound - 1)
    if last == segments.count || segments[last].textStart >= text.upperBound { last -= 1 }

    let head = segments[first]
    let skipped = max(0, text.lowerBound - head.textStart) / Int(head.textUnit)
    let tail = segments[last]
    let covered = min(text.upperBound, tail.textEnd) - tail.textStart
    let units = (covered + Int(tail.textUnit) - 1) / Int(tail.textUnit)
    var result = ByteRange(
      byteStart: head.sourceStart + skipped * Int(head.sourceUnit),
      byteEnd: tail.sourceStart + units * Int(tail.sourceUnit))
    guard !isOrdered, last > first else { return result }
    result.byteStart = min(result.byteStart, tail.sourceStart)
    result.byteEnd = max(result.byteEnd, head.sourceEnd)
    for segment in segments[first..<last].dropFirst() {
      result.byteStart = min(result.byteStart, segment.sourceStart)
      result.byteEnd = max(result.byteEnd, segment.sourceEnd)
    }
    return result
  }

  /// The source of the first byte of `text` that has one.
  func firstSource(of text: Range<Int>) -> Int? {
    let first = firstSegment(endingAfter: text.lowerBound)
    guard first < segments.count, segments[first].textStart < text.upperBound else { return nil }
    return segments[first].sourceStart
  }

  /// The smallest range that covers those segments of `text` whose source lies in `limits`.
  func source(of text: Range<Int>, inside limits: Range<Int>) -> ByteRange? {
    var result: ByteRange?
    for segment in segments[firstSegment(endingAfter: text.lowerBound)...] {
      guard segment.textStart < text.upperBound else { break }
      guard limits.contains(segment.sourceStart) else { continue }
      let part = max(text.lowerBound, segment.textStart)..<min(text.upperBound, segment.textEnd)
      guard let place = source(of: part, in: segment) else { continue }
      result = ByteRange(
        byteStart: min(result?.byteStart ?? place.byteStart, place.byteStart),
        byteEnd: max(result?.byteEnd ?? place.byteEnd, place.byteEnd))
    }
    return result
  }

  private func source(of part: Range<Int>, in segment: Segment) -> ByteRange? {
    guard !part.isEmpty else { return nil }
    let unit = Int(segment.textUnit)
    let first = (part.lowerBound - segment.textStart) / unit
    let last = (part.upperBound - segment.textStart + unit - 1) / unit
    return ByteRange(
      byteStart: segment.sourceStart + first * Int(segment.sourceUnit),
      byteEnd: segment.sourceStart + last * Int(segment.sourceUnit))
  }

  /// The omissions that lie inside `range`, in order.
  public func omissions(in range: ByteRange) -> [ByteRange] {
    let low = omissions.sortedIndex(pastAllThat: { $0.byteStart < range.byteStart })
    return omissions[low...].prefix { $0.byteStart < range.byteEnd }.filter { $0.byteEnd <= range.byteEnd }
  }

  /// Index of the first segment whose end lies after `offset`.
  func firstSegment(endingAfter offset: Int) -> Int {
    segments.sortedIndex(pastAllThat: { $0.textEnd <= offset })
  }
}
