import Platform

/// What the places of a document are counted in.
///
/// A document's ``SourceMap`` leads to plain numbers. For most formats those are bytes of the file. A
/// container lays the members that it reads end to end and counts through them; a table of where each begins,
/// one entry a member, leads back. A format without bytes to show keeps the words of its pages instead of a
/// map.
public enum SourceSpace: Sendable, Hashable {
  /// Bytes of the file.
  case file
  /// Bytes of the file, stretches of which are heard at a time: subtitles.
  case timed([TimedRange])
  /// Bytes of members, laid end to end in this order.
  case members([SourceMember])
  /// Words on pages.
  case pages(PageWords)
  /// Bytes of a text that another program made of the file.
  case converted(by: String)

  /// Where `range` of a document's text stands.
  ///
  /// A range that goes on in another member, or on another page, is named by what of it lies where it begins;
  /// rectangles cover it to its end.
  ///
  /// - Parameters:
  ///   - map: the document's.
  ///   - path: path of the element that the range begins in.
  public func provenance(of range: Range<Int>, map: SourceMap, path: String) -> Provenance? {
    if case .pages(let words) = self {
      let rectangles = words.rectangles(of: range)
      return rectangles.first.map { Provenance(page: $0.page, rectangles: rectangles, path: path) }
    }
    guard let bytes = map.source(of: range) else { return nil }
    let omitted = map.omissions(in: bytes)
    switch self {
    case .file, .pages: return Provenance(bytes: bytes, path: path, omitted: omitted)
    case .timed(let cues):
      return Provenance(bytes: bytes, path: path, omitted: omitted, time: cues.time(of: bytes))
    case .converted(let program):
      return Provenance(bytes: bytes, path: path, omitted: omitted, convertedBy: program)
    case .members(let members):
      guard let first = map.firstSource(of: range), let index = Self.index(of: first, in: members) else {
        return Provenance(bytes: bytes, path: path, omitted: omitted)
      }
      let start = members[index].start
      let end = index + 1 < members.count ? members[index + 1].start : Int.max
      // Cells of a sheet are kept in several members.
      let isWhole = bytes.byteStart >= start && bytes.byteEnd <= end
      let own = isWhole ? bytes : map.source(of: range, inside: start..<end) ?? bytes
      let inside = { (range: ByteRange) in
        ByteRange(byteStart: range.byteStart - start, byteEnd: range.byteEnd - start)
      }
      return Provenance(
        bytes: inside(own), path: path,
        omitted: omitted.filter { $0.byteStart >= own.byteStart && $0.byteEnd <= own.byteEnd }.map(inside),
        member: members[index].name)
    }
  }

  /// What a document needs that consists of `range` alone, whose map is `map`.
  public func part(of range: Range<Int>, map: SourceMap) -> SourceSpace {
    switch self {
    case .file, .converted: return self
    case .pages(let words): return .pages(words.slice(range))
    case .timed(let cues):
      let starts = map.segments.map(\.sourceStart)
      guard let low = starts.min(), let high = map.segments.map(\.sourceEnd).max() else { return .timed([]) }
      return .timed(cues.part(of: ByteRange(byteStart: low, byteEnd: high)))
    case .members(let members):
      // One member more than is needed: where the last one ends.
      let starts = map.segments.map(\.sourceStart)
      guard let low = starts.min(), let high = map.segments.map(\.sourceEnd).max(),
        let first = Self.index(of: low, in: members)
      else { return .members([]) }
      return .members(Array(members[first...].prefix { $0.start <= high }))
    }
  }

  /// The member that the number `offset` of the map lies in.
  public func member(at offset: Int) -> SourceMember? {
    guard case .members(let members) = self else { return nil }
    return Self.index(of: offset, in: members).map { members[$0] }
  }

  private static func index(of offset: Int, in members: [SourceMember]) -> Int? {
    let next = members.sortedIndex(pastAllThat: { $0.start <= offset })
    return next > 0 ? next - 1 : nil
  }
}

/// A member of a container, and where its first byte stands among those of all members that were read.
public struct SourceMember: Sendable, Hashable {
  /// Path inside the container.
  public var name: String
  /// The map's number for the member's first byte, uncompressed.
  public var start: Int

  /// Creates a member.
  public init(name: String, start: Int) {
    (self.name, self.start) = (name, start)
  }
}
