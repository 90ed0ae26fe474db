import CICU

/// Decodes a file chunk by chunk into UTF-8, with the way back to its bytes.
///
/// ICU says of every UTF-16 unit at which source byte its character began; characters that share a beginning
/// become one unit of the map.
package final class IncrementalDecoder {
  /// What one chunk gave.
  package struct Output: Sendable {
    /// The decoded text.
    package var utf8: [UInt8] = []
    /// Segments whose offsets count from the beginning of the whole decoded text and of the whole file.
    package var segments: [SourceMap.Segment] = []
  }

  /// The encoding that is read.
  package let encoding: CharacterEncoding
  private let file: String
  /// Whether NUL is read as U+FFFD.
  private let replacesNUL: Bool
  /// The line of the first NUL that was.
  package private(set) var firstNULLine: Int?
  private let converter: OpaquePointer?
  /// File offset of the next byte that `decode` gets.
  private var sourceOffset: Int
  /// Text offset of the next byte that it gives.
  private var textOffset = 0
  /// Line ends given so far.
  private var lineFeeds = 0
  private var carriageReturns = 0
  /// UTF-8 and UTF-32: the beginning of a character that the last chunk cut. (ICU does not count the bytes
  /// that it holds back in UTF-32.)
  private var held: [UInt8] = []
  /// A character whose length is not known before the next one begins.
  private var open: (sourceStart: Int, bytes: [UInt8])?

  private static let chunkBytes = 1 << 16
  private var units: [UInt16] = []
  private var offsets: [Int32] = []

  /// Creates a decoder; `sourceOffset` is the file offset of the first byte that it will get, behind any
  /// byte order mark.
  ///
  /// - Throws: `encoding` when ICU cannot open the converter.
  package init(
    encoding: CharacterEncoding, file: String, sourceOffset: Int, replacesNUL: Bool = false
  ) throws(IngestionError) {
    self.encoding = encoding
    self.replacesNUL = replacesNUL
    self.file = file
    self.sourceOffset = sourceOffset
    let name: String
    switch encoding.decoder {
    case .utf8:
      converter = nil
      return
    case .icu(let known): name = known
    case .latin10: name = CharacterEncoding.latin1.name
    }
    guard let opened = cicu_converter_open(name) else {
      throw IngestionError(file: file, reason: .encoding("no converter for \(encoding.name)"))
    }
    converter = opened
    // A source byte gives at most two units in any table that ICU has (Big5-HKSCS: two for two bytes).
    units = [UInt16](repeating: 0, count: 2 * Self.chunkBytes + 64)
    offsets = [Int32](repeating: 0, count: units.count)
  }

  deinit {
    if let converter { cicu_converter_close(converter) }
  }

  /// Decodes the next bytes of the file.
  ///
  /// - Throws: `encoding` for bytes that the encoding does not allow and for NUL, with line and offset.
  package func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool
  ) throws(IngestionError) -> Output {
    var output = Output()
    if converter == nil {
      try decodeUTF8(bytes, isLast: isLast, into: &output)
    } else {
      var start = 0
      if !held.isEmpty {
        let taken = min(encoding.unitSize - held.count, bytes.count)
        held.append(contentsOf: bytes[..<taken])
        start = taken
        if held.count == encoding.unitSize || isLast {
          let unit = held
          held = []
          try convertWhole(unit, isLast: isLast && taken == bytes.count, into: &output)
        }
      }
      while start < bytes.count {
        var end = min(start + Self.chunkBytes, bytes.count)
        if encoding.unitSize == 4, !isLast { end -= (end - start) % 4 }
        if start == end {
          held = Array(bytes[start...])
          return output
        }
        let chunk = UnsafeBufferPointer(rebasing: bytes[start..<end])
        try convert(chunk, isLast: isLast && end == bytes.count, into: &output)
        start = end
      }
      if isLast, bytes.isEmpty { try convertWhole([], isLast: true, into: &output) }
    }
    return output
  }

  // MARK: UTF-8

  private func decodeUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout Output
  ) throws(IngestionError) {
    let heldCount = held.count
    output.utf8 = held
    output.utf8.append(contentsOf: bytes)
    held = []
    let fault = output.utf8.withUnsafeBufferPointer { UTF8Check.firstFault(in: $0) }
    if let fault {
      guard fault.kind == .truncated, !isLast else {
        output.utf8.withUnsafeBufferPointer { countLines($0[..<fault.offset]) }
        throw failure(at: sourceOffset - heldCount + fault.offset, fault.kind.words)
      }
      held = Array(output.utf8[fault.offset...])
      output.utf8.removeLast(held.count)
    }
    output.utf8.withUnsafeBufferPointer { countLines($0[...]) }
    if !output.utf8.isEmpty {
      output.segments = [
        SourceMap.Segment(
          textStart: textOffset, sourceStart: sourceOffset - heldCount, textUnit: 1, sourceUnit: 1,
          count: output.utf8.count)
      ]
    }
    textOffset += output.utf8.count
    sourceOffset += bytes.count
  }

  // MARK: ICU

  private func convertWhole(_ bytes: [UInt8], isLast: Bool, into output: inout Output) throws(IngestionError)
  {
    try bytes.withUnsafeBufferPointer { (chunk) throws(IngestionError) in
      try convert(chunk, isLast: isLast, into: &output)
    }
  }

  private func convert(
    _ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool, into output: inout Output
  ) throws(IngestionError) {
    guard let converter else { return }
    let pending = Int(cicu_converter_pending(converter))
    var consumed: Int32 = 0
    var status: Int32 = 0
    var nothing: UInt8 = 0
    let count = withUnsafePointer(to: &nothing) { empty in
      cicu_converter_decode(
        converter, chunk.baseAddress ?? empty, Int32(chunk.count), isLast ? 1 : 0, &units, &offsets,
        Int32(units.count), &consumed, &status)
    }
    if encoding.decoder == .latin10 {
      for index in 0..<Int(count) { units[index] = Latin10.unit(units[index]) }
    }
    let firstNew = output.utf8.count
    let nul = append(Int(count), pending: pending, to: &output)
    var invalid = [UInt8](repeating: 0, count: 16)
    let invalidCount = status == 0 ? 0 : Int(cicu_converter_invalid(converter, &invalid, 16))
    let end = sourceOffset + Int(consumed) - invalidCount
    if isLast || nul != nil || status != 0 { close(at: nul ?? end, in: &output) }
    output.utf8.withUnsafeBufferPointer { countLines($0[firstNew...]) }
    if let nul { throw failure(at: nul, UTF8Check.Kind.nul.words) }
    if status != 0 {
      let shown = invalid[..<invalidCount].map { hexadecimal($0) }.joined(separator: " ")
      let words =
        switch status {
        case 1: "the bytes \(shown) are no character in \(encoding.name)"
        case 2: "the bytes \(shown) stand for nothing in \(encoding.name)"
        case 3: "the last character (bytes \(shown)) is cut off by the end of the file"
        default: "conversion from \(encoding.name) failed"
        }
      throw failure(at: end, words)
    }
    sourceOffset += chunk.count
  }

  /// Turns units into UTF-8 and segments; returns the file offset of the first NUL, if there is one.
  private func append(_ count: Int, pending: Int, to output: inout Output) -> Int? {
    output.utf8.reserveCapacity(output.utf8.count + count * 3)
    var i = 0
    while i < count {
      let source = sourceOffset + (offsets[i] < 0 ? -pending : Int(offsets[i]))
      var scalar = UInt32(units[i])
      i += 1
      if scalar & 0xFC00 == 0xD800, i < count, units[i] & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + UInt32(units[i]) & 0x3FF
        i += 1
      }
      if scalar == 0 {
        guard replacesNUL else { return source }
        if firstNULLine == nil {
          let lines = output.utf8.count(where: { $0 == 0x0A })
          firstNULLine = lineFeeds + lines + 1
        }
        scalar = 0xFFFD
      }
      if let current = open, current.sourceStart == source {
        append(scalar, to: &open!.bytes)  // safe: it is open, as has just been seen
        continue
      }
      close(at: source, in: &output)
      // The common case, a character on its own whose end is known, goes without the detour.
      if i < count, offsets[i] >= 0, sourceOffset + Int(offsets[i]) != source {
        let before = output.utf8.count
        append(scalar, to: &output.utf8)
        emit(
          source: source, end: sourceOffset + Int(offsets[i]), textCount: output.utf8.count - before, &output)
      } else {
        var bytes: [UInt8] = []
        append(scalar, to: &bytes)
        open = (source, bytes)
      }
    }
    return nil
  }

  /// Ends the open character at file offset `end`.
  private func close(at end: Int, in output: inout Output) {
    guard let current = open else { return }
    open = nil
    output.utf8.append(contentsOf: current.bytes)
    emit(source: current.sourceStart, end: end, textCount: current.bytes.count, &output)
  }

  /// Adds one unit to the map.
  @inline(__always)
  private func emit(source: Int, end: Int, textCount: Int, _ output: inout Output) {
    let width = end - source
    let last = output.segments.count - 1
    if last >= 0, Int(output.segments[last].textUnit) == textCount,
      Int(output.segments[last].sourceUnit) == width, output.segments[last].sourceEnd == source
    {
      output.segments[last].count += 1
    } else {
      output.segments.append(
        SourceMap.Segment(
          textStart: textOffset, sourceStart: source, textUnit: Int32(textCount), sourceUnit: Int32(width),
          count: 1))
    }
    textOffset += textCount
  }

  @inline(__always)
  private func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case ..<0x80: bytes.append(UInt8(scalar))
    case ..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }

  // MARK: Failures

  private func countLines(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    for byte in bytes {
      lineFeeds &+= byte == 0x0A ? 1 : 0
      carriageReturns &+= byte == 0x0D ? 1 : 0
    }
  }

  private func failure(at offset: Int, _ words: String) -> IngestionError {
    IngestionError(
      file: file, line: 1 + max(lineFeeds, carriageReturns), byteOffset: offset,
      reason: .encoding("\(words) (byte \(offset), read as \(encoding.name))"))
  }
}

/// `byte` as two hexadecimal digits.
func hexadecimal(_ byte: UInt8) -> String {
  let digits = Array("0123456789ABCDEF")
  return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
}
