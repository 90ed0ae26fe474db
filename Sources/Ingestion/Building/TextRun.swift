/// The text of one block while it grows, with where each byte came from.
struct TextRun {
  /// UTF-8 so far.
  private(set) var bytes: [UInt8] = []
  /// From offsets in `bytes` to offsets in the decoded source.
  private(set) var segments: [SourceMap.Segment] = []
  /// Source ranges left out on purpose.
  var omissions: [Range<Int>] = []
  /// Offsets in `bytes` of what has no source of its own.
  private(set) var insertions: [Range<Int>] = []
  /// Decides about words that a line's end cuts.
  var hyphens: LineEndHyphens?

  /// White space seen but not yet written: it is written only when text follows.
  enum Pending {
    case none
    case space(Range<Int>?)
    case lineBreak(Range<Int>?)
    /// The end of a line or page, at which a word may be cut; `isSpaced` says whether it is a space
    /// otherwise.
    case lineEnd(Range<Int>?, isSpaced: Bool)
    /// The end of a line inside a word.
    case glue
  }
  private(set) var pending = Pending.none
  /// Whether something like a callout was left out since the last text: a full stop moves up to the word.
  private var closesUp = false

  /// Whether nothing has been written.
  var isEmpty: Bool { bytes.isEmpty }
  /// Whether it is a mark of punctuation alone.
  var isStop: Bool { bytes.count <= 2 && bytes.allSatisfy { ".,;:".utf8.contains($0) } }
  /// Whether nothing of it is seen: spaces that do not break, of no width, marks of byte order.
  var isBlank: Bool {
    guard bytes.count <= 32, let first = bytes.first, first <= 0x20 || [0xC2, 0xE2, 0xEF].contains(first)
    else {
      return false
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.generalCategory == .format
    }
  }

  /// XML's white space, which HTML shares but for the form feed.
  @inline(__always)
  static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Forgets everything, keeps the memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    omissions.removeAll(keepingCapacity: true)
    insertions.removeAll(keepingCapacity: true)
    pending = .none
    closesUp = false
  }

  /// Appends `range` of the source with runs of white space made one space.
  mutating func collapse(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      if Self.isWhiteSpace(source[at]) {
        switch pending {
        case .none:
          if let last = bytes.last, last != 0x20 { pending = .space(at..<at + 1) }
        case .lineEnd(_, isSpaced: false): pending = .lineEnd(at..<at + 1, isSpaced: true)
        default: break
        }
        let start = at
        at += 1
        while at < end, Self.isWhiteSpace(source[at]) { at += 1 }
        if endsWithSoftHyphen, source[start..<at].contains(0x0A) { endLine() }
        continue
      }
      // A stretch of words with single spaces between them is copied in one piece.
      let start = at
      at = Self.endOfPlainText(source, from: at, to: end)
      if at == start { at += 1 }
      while at < end {
        let byte = source[at]
        if byte > 0x20 {
          at += 1
        } else if byte == 0x20, at + 1 < end, source[at + 1] > 0x20 {
          at += 2
        } else if Self.isWhiteSpace(byte) {
          break
        } else {
          at += 1
        }
      }
      copy(source, start..<at)
    }
  }

  /// How far the text from `start` on has nothing to collapse, looked at 32 bytes at a time.
  @inline(__always)
  private static func endOfPlainText(
    _ source: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    guard let base = source.baseAddress else { return start }
    let bytes = UnsafeRawPointer(base)
    let space = SIMD32<UInt8>(repeating: 0x20)
    var at = start
    while at + 33 <= end {
      let here = bytes.loadUnaligned(fromByteOffset: at, as: SIMD32<UInt8>.self)
      let next = bytes.loadUnaligned(fromByteOffset: at + 1, as: SIMD32<UInt8>.self)
      // White space other than a space, or two in a row.
      if any((here .< space) .| ((here .== space) .& (next .<= space))) { break }
      at += 32
    }
    return at
  }

  /// Appends `range` of the source with line ends made `\n` and nothing else changed.
  mutating func keep(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      guard source[at] == 0x0D else {
        at += 1
        continue
      }
      copy(source, start..<at)
      let length = at + 1 < range.upperBound && source[at + 1] == 0x0A ? 2 : 1
      replace(at..<at + length, with: CollectionOfOne(0x0A))
      at += length
      start = at
    }
    copy(source, start..<at)
  }

  /// Appends one unit that stands for `range`.
  mutating func replace(_ range: Range<Int>, with replacement: some Collection<UInt8>) {
    settle(before: replacement, at: range.lowerBound)
    let start = bytes.count
    bytes.append(contentsOf: replacement)
    if !range.isEmpty {
      add(textStart: start, source: range, textUnit: bytes.count - start)
    }
  }

  /// Appends text of Peruse's own that stands for `range`.
  mutating func insert(_ text: some Collection<UInt8>, for range: Range<Int>) {
    if range.isEmpty {
      writePending()
    } else {
      settle(before: text, at: range.lowerBound)
    }
    let start = bytes.count
    bytes.append(contentsOf: text)
    if !range.isEmpty {
      segments.append(
        SourceMap.Segment(
          textStart: start, sourceStart: range.lowerBound, textUnit: Int32(bytes.count - start),
          sourceUnit: Int32(range.count), count: 1))
      omissions.append(range)
    }
    insertions.append(start..<bytes.count)
  }

  /// Makes the space asked for last the end of a line, at which a word may be cut.
  mutating func endLine() {
    if case .space(let range) = pending { pending = .lineEnd(range, isSpaced: true) }
  }

  /// Asks for what the end of a line or page stands for.
  mutating func lineEnd(for range: Range<Int>?, isSpaced: Bool) {
    guard !bytes.isEmpty else { return }
    switch pending {
    case .none: pending = .lineEnd(range, isSpaced: isSpaced)
    case .space(let place): pending = .lineEnd(place, isSpaced: true)
    case .lineEnd(let place, let wasSpaced): pending = .lineEnd(place, isSpaced: isSpaced || wasSpaced)
    case .lineBreak, .glue: break
    }
  }

  /// Says that the word goes on with the next text, whatever white space stands between.
  mutating func glue() {
    if !bytes.isEmpty { pending = .glue }
  }

  /// Says that something was left out which a full stop or a comma may close up over.
  mutating func closeUp() { closesUp = !bytes.isEmpty }

  /// Whether a hyphen stands last that is there for the end of a line.
  @inline(__always)
  private var endsWithSoftHyphen: Bool {
    bytes.last == 0xAD && bytes.count > 1 && bytes[bytes.count - 2] == 0xC2
  }

  /// Asks for a space before whatever text comes next; behind a soft hyphen it is the end of a line.
  mutating func space(for range: Range<Int>?) {
    if endsWithSoftHyphen { return lineEnd(for: range, isSpaced: true) }
    if case .none = pending, !bytes.isEmpty { pending = .space(range) }
  }

  /// Asks for a line break before whatever text comes next.
  mutating func lineBreak(for range: Range<Int>?) {
    if bytes.isEmpty { return }
    if case .lineBreak = pending { return }
    pending = .lineBreak(range)
  }

  /// Removes blank edges: pending white space, and in kept text blank first lines and a blank tail.
  mutating func trim(_ whiteSpace: DocumentBuilder.WhiteSpace) {
    pending = .none
    guard whiteSpace == .keep else { return }
    let tail = bytes.reversed().prefix(while: Self.isWhiteSpace).count
    if tail > 0 { cut(to: bytes.count - tail) }
    guard let first = bytes.firstIndex(where: { !Self.isWhiteSpace($0) }) else { return }
    let line = bytes[..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    if line > 0 { dropFirst(line) }
  }

  @inline(__always)
  private mutating func copy(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if needsSettling { settle(before: source[range], at: range.lowerBound) }
    let start = bytes.count
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
    if let last = segments.indices.last, segments[last].textUnit == 1, segments[last].sourceUnit == 1,
      segments[last].textEnd == start, segments[last].sourceEnd == range.lowerBound
    {
      segments[last].count += range.count
    } else {
      segments.append(
        SourceMap.Segment(
          textStart: start, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: range.count))
    }
  }

  @inline(__always)
  private var needsSettling: Bool {
    if case .none = pending { return closesUp }
    return true
  }

  /// Writes what is pending before the text `next`, which stands in the source at `place`.
  private mutating func settle(before next: some Collection<UInt8>, at place: Int) {
    switch pending {
    case .none: break
    case .space where closesUp && Self.closes(next):
      pending = .none
      omitGap(upTo: place)
    case .lineEnd, .glue: join(next, at: place)
    case .space, .lineBreak: writePending()
    }
    closesUp = false
  }

  /// Whether `text` begins with a mark that stands close to the word before it.
  private static func closes(_ text: some Collection<UInt8>) -> Bool {
    guard let first = text.first, ".,;:!?)]".utf8.contains(first) else { return false }
    return true
  }

  /// Goes on with `next` after the end of a line.
  private mutating func join(_ next: some Collection<UInt8>, at place: Int) {
    let isGlued = if case .glue = pending { true } else { false }
    switch hyphens?.joint(bytes, next, isExplicit: isGlued) ?? .space {
    case .space where isGlued, .keep:
      pending = .none
      omitGap(upTo: place)
    case .drop(let count):
      pending = .none
      cut(to: bytes.count - count)
      omitGap(upTo: place)
    case .space:
      if case .lineEnd(_, false) = pending { pending = .none } else { writePending() }
    }
  }

  /// Records that what stands between the last text and `place` is left out.
  private mutating func omitGap(upTo place: Int) {
    guard let last = segments.last, last.textEnd == bytes.count, last.sourceEnd < place else { return }
    omissions.append(last.sourceEnd..<place)
  }

  @inline(__always)
  private mutating func writePending() {
    let byte: UInt8
    let range: Range<Int>?
    switch pending {
    case .none, .glue: return
    case .space(let place), .lineEnd(let place, _): (byte, range) = (0x20, place)
    case .lineBreak(let place): (byte, range) = (0x0A, place)
    }
    pending = .none
    bytes.append(byte)
    if let range { add(textStart: bytes.count - 1, source: range, textUnit: 1) }
  }

  private mutating func add(textStart: Int, source: Range<Int>, textUnit: Int) {
    if let last = segments.indices.last, segments[last].textUnit == textUnit,
      segments[last].sourceUnit == source.count, segments[last].textEnd == textStart,
      segments[last].sourceEnd == source.lowerBound
    {
      segments[last].count += 1
      return
    }
    segments.append(
      SourceMap.Segment(
        textStart: textStart, sourceStart: source.lowerBound, textUnit: Int32(textUnit),
        sourceUnit: Int32(source.count), count: 1))
  }

  /// Keeps the first `count` bytes.
  private mutating func cut(to count: Int) {
    bytes.removeSubrange(count...)
    insertions = insertions.filter { $0.lowerBound < count }.map { $0.clamped(to: 0..<count) }
    while let last = segments.last, last.textStart >= count { segments.removeLast() }
    guard let last = segments.indices.last, segments[last].textEnd > count else { return }
    segments[last].count = (count - segments[last].textStart) / Int(segments[last].textUnit)
  }

  /// Removes the first `count` bytes.
  private mutating func dropFirst(_ count: Int) {
    bytes.removeFirst(count)
    insertions = insertions.filter { $0.upperBound > count }.map {
      max(0, $0.lowerBound - count)..<$0.upperBound - count
    }
    segments.removeAll { $0.textEnd <= count }
    for index in segments.indices {
      let inside = max(0, count - segments[index].textStart) / Int(segments[index].textUnit)
      segments[index].textStart += inside * Int(segments[index].textUnit) - count
      segments[index].sourceStart += inside * Int(segments[index].sourceUnit)
      segments[index].count -= inside
    }
  }
}
