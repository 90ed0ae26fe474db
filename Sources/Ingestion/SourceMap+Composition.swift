extension SourceMap {
  /// Follows this map into a decoded text and `inner` from there to the file.
  ///
  /// A unit that this map treats as a whole stays whole; copied text takes the units of `inner`.
  func composed(through inner: SourceMap) -> SourceMap {
    let plain = inner.segments.first.flatMap { $0.textUnit == 1 && $0.sourceUnit == 1 ? $0 : nil }
    let shift = inner.segments.count == 1 ? plain.map { $0.sourceStart - $0.textStart } : nil
    if shift == 0 { return self }
    var result = SourceMap()
    result.reserve(segments: segments.count)
    for insertion in insertions { result.insert(insertion) }
    if let shift {
      for segment in segments {
        result.append(
          textStart: segment.textStart, sourceStart: segment.sourceStart + shift,
          textUnit: Int(segment.textUnit), sourceUnit: Int(segment.sourceUnit), count: segment.count)
      }
    } else {
      for segment in segments {
        if segment.textUnit == 1, segment.sourceUnit == 1 {
          result.appendCopy(of: segment, through: inner)
        } else {
          result.appendUnits(of: segment, through: inner)
        }
      }
    }
    for omission in omissions {
      if let range = inner.source(of: omission.byteStart..<omission.byteEnd) { result.omit(range) }
    }
    return result
  }

  private mutating func appendUnits(of segment: Segment, through inner: SourceMap) {
    for unit in 0..<segment.count {
      let start = segment.sourceStart + unit * Int(segment.sourceUnit)
      guard let range = inner.source(of: start..<start + Int(segment.sourceUnit)) else { continue }
      append(
        textStart: segment.textStart + unit * Int(segment.textUnit), sourceStart: range.byteStart,
        textUnit: Int(segment.textUnit), sourceUnit: range.count, count: 1)
    }
  }

  private mutating func appendCopy(of segment: Segment, through inner: SourceMap) {
    let end = segment.sourceEnd
    var at = segment.sourceStart
    var index = inner.firstSegment(endingAfter: at)
    while index < inner.segments.count, inner.segments[index].textStart < end {
      let piece = inner.segments[index]
      at = max(at, piece.textStart)
      let stop = min(end, piece.textEnd)
      let unit = Int(piece.textUnit)
      let first = (at - piece.textStart) / unit
      let count = (stop - piece.textStart) / unit - first
      let isAligned = (at - piece.textStart) % unit == 0 && (stop - piece.textStart) % unit == 0
      let textStart = segment.textStart + (at - segment.sourceStart)
      let sourceStart = piece.sourceStart + first * Int(piece.sourceUnit)
      if isAligned {
        append(
          textStart: textStart, sourceStart: sourceStart, textUnit: unit,
          sourceUnit: Int(piece.sourceUnit), count: count)
      } else {
        appendCutUnits(of: piece, at..<stop, textStart: textStart)
      }
      at = stop
      index += 1
    }
  }

  /// Adds the part of `piece` that gives its text `range`, which cuts a unit at one end or both: a unit that
  /// is cut is the source of what is left of it, and those between stay units.
  private mutating func appendCutUnits(of piece: Segment, _ range: Range<Int>, textStart: Int) {
    let (unit, sourceUnit) = (Int(piece.textUnit), Int(piece.sourceUnit))
    var at = range.lowerBound
    while at < range.upperBound {
      let number = (at - piece.textStart) / unit
      let unitStart = piece.textStart + number * unit
      let whole = at == unitStart ? (range.upperBound - at) / unit : 0
      let end = whole > 0 ? at + whole * unit : Swift.min(range.upperBound, unitStart + unit)
      append(
        textStart: textStart + at - range.lowerBound, sourceStart: piece.sourceStart + number * sourceUnit,
        textUnit: whole > 0 ? unit : end - at, sourceUnit: sourceUnit, count: Swift.max(1, whole))
      at = end
    }
  }

  /// Visits the part of the map that gives the text `range`, piece by piece: the text, its source, and
  /// whether the one is a copy of the other. A unit that `range` cuts is its source as a whole.
  func forEachUnit(in range: Range<Int>, _ body: (Range<Int>, Range<Int>, Bool) -> Void) {
    var index = firstSegment(endingAfter: range.lowerBound)
    while index < segments.count, segments[index].textStart < range.upperBound {
      let segment = segments[index]
      let start = max(range.lowerBound, segment.textStart)
      let end = min(range.upperBound, segment.textEnd)
      if segment.textUnit == 1, segment.sourceUnit == 1 {
        let shift = segment.sourceStart - segment.textStart
        body(start..<end, start + shift..<end + shift, true)
      } else {
        let unit = Int(segment.textUnit)
        for number in ((start - segment.textStart) / unit)...((end - 1 - segment.textStart) / unit) {
          let text = segment.textStart + number * unit
          let source = segment.sourceStart + number * Int(segment.sourceUnit)
          body(
            max(start, text)..<min(end, text + unit), source..<source + Int(segment.sourceUnit), false)
        }
      }
      index += 1
    }
  }
}
