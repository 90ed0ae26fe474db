/// Turns the bytes of a whole file into UTF-8.
package enum SourceDecoder {
  /// Decodes `bytes` as `declared`, or as what a byte order mark, an XML declaration or an HTML `meta`
  /// element says, else as UTF-8 where they are that, else as ICU guesses. Valid UTF-8 beats a declaration
  /// that it contradicts.
  ///
  /// - Parameter isLenient: Whether bytes that UTF-8 does not allow are read as U+FFFD.
  /// - Throws: `empty`, `binary`, or `encoding` with the line and offset of the first faulty byte.
  package static func decode(
    _ bytes: [UInt8], file: String, declared: String?, isLenient: Bool = false
  ) throws(IngestionError) -> DecodedSource {
    if bytes.isEmpty { throw IngestionError(file: file, reason: .empty) }
    let plan = try bytes.withUnsafeBufferPointer { (buffer) throws(IngestionError) -> Plan in
      try Self.plan(buffer, file: file, declared: declared, isLenient: isLenient)
    }
    if bytes.count == plan.markLength { throw IngestionError(file: file, reason: .empty) }
    var source = try decode(bytes, plan, file: file)
    source.warnings = plan.warnings + source.warnings
    return source
  }

  /// How a file is decoded.
  private struct Plan {
    var encoding: CharacterEncoding
    var markLength = 0
    /// Whether faults are to be replaced.
    var isDamaged = false
    /// Whether NUL is read as U+FFFD.
    var replacesNUL = false
    var warnings: [IngestionWarning] = []
  }

  private static func decode(
    _ bytes: [UInt8], _ plan: Plan, file: String
  ) throws(IngestionError) -> DecodedSource {
    let (encoding, markLength) = (plan.encoding, plan.markLength)
    if plan.isDamaged { return replacingFaults(bytes, markLength: markLength) }
    if encoding.decoder == .utf8 {
      if markLength == 0 {
        return DecodedSource(utf8: bytes, map: .identity(count: bytes.count), encoding: encoding.name)
      }
      var map = SourceMap()
      map.append(
        textStart: 0, sourceStart: markLength, textUnit: 1, sourceUnit: 1, count: bytes.count - markLength)
      return DecodedSource(utf8: Array(bytes[markLength...]), map: map, encoding: encoding.name)
    }
    let decoder = try IncrementalDecoder(
      encoding: encoding, file: file, sourceOffset: markLength, replacesNUL: plan.replacesNUL)
    let output = try bytes.withUnsafeBufferPointer { (buffer) throws(IngestionError) in
      try decoder.decode(UnsafeBufferPointer(rebasing: buffer[markLength...]), isLast: true)
    }
    var map = SourceMap()
    for segment in output.segments {
      map.append(
        textStart: segment.textStart, sourceStart: segment.sourceStart, textUnit: Int(segment.textUnit),
        sourceUnit: Int(segment.sourceUnit), count: segment.count)
    }
    var source = DecodedSource(utf8: output.utf8, map: map, encoding: encoding.name)
    if let line = decoder.firstNULLine {
      source.hasReplacements = true
      source.warnings = [
        IngestionWarning(line: line, message: "bytes that are NUL; the text has U+FFFD there")
      ]
    }
    return source
  }

  /// UTF-8 with U+FFFD for each faulty sequence.
  private static func replacingFaults(_ bytes: [UInt8], markLength: Int) -> DecodedSource {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var map = SourceMap()
    var faults = 0
    var firstLine = 0
    bytes.withUnsafeBufferPointer { buffer in
      var start = markLength
      while start < buffer.count {
        let rest = UnsafeBufferPointer(rebasing: buffer[start...])
        let fault = UTF8Check.firstFault(in: rest)
        let sound = fault?.offset ?? rest.count
        map.append(textStart: text.count, sourceStart: start, textUnit: 1, sourceUnit: 1, count: sound)
        text.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<sound]))
        start += sound
        guard let fault else { break }
        if faults == 0 { firstLine = buffer.lineEnds(before: start) + 1 }
        faults += 1
        map.append(textStart: text.count, sourceStart: start, textUnit: 3, sourceUnit: fault.count, count: 1)
        text += EntityTable.replacementCharacter
        start += fault.count
      }
    }
    var source = DecodedSource(utf8: text, map: map, encoding: CharacterEncoding.utf8.name)
    source.hasReplacements = faults > 0
    if faults > 0 {
      source.warnings = [
        IngestionWarning(
          line: firstLine,
          message:
            "\(faults) place\(faults == 1 ? "" : "s") with bytes that are no UTF-8; the text has U+FFFD there"
        )
      ]
    }
    return source
  }

  /// Settles the encoding; UTF-8 comes back checked to the last byte.
  private static func plan(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, declared: String?, isLenient: Bool
  ) throws(IngestionError) -> Plan {
    let (sniffed, warnings) = try EncodingSniffer.sniff(
      bytes, file: file, declared: declared, isLenient: isLenient)
    guard let sniffed, sniffed.encoding.decoder != .utf8 else {
      let markLength = sniffed?.markLength ?? 0
      let text = UnsafeBufferPointer(rebasing: bytes[markLength...])
      guard let fault = UTF8Check.firstFault(in: text) else {
        var plan = Plan(encoding: .utf8, markLength: markLength, warnings: warnings)
        if markLength == 0, sniffed?.origin != .option, let name = ShiftedText.encoding(text) {
          let advice = "convert it with '\(name == "HZ" ? "uconv" : "iconv") -f \(name) -t UTF-8'"
          if isLenient {
            let message = "this is \(name), which was not undone; \(advice)"
            plan.warnings.append(IngestionWarning(message: message))
            return plan
          }
          throw IngestionError(file: file, reason: .foreign("text in \(name)", advice: advice))
        }
        if sniffed?.origin != .option, !isLenient, BinarySignature.looksBinary(text) {
          throw IngestionError(file: file, reason: .binary)
        }
        return plan
      }
      if sniffed == nil || fault.kind == .nul, sniffed?.origin != .option, !isLenient,
        BinarySignature.looksBinary(text)
      {
        throw IngestionError(file: file, reason: .binary)
      }
      let damage = DamagedUTF8(text)
      // A page that says UTF-8 and holds not one character of it was written in something else, and so was
      // one whose pairs of bytes read well otherwise. XML that does is refused, if it must be right.
      let mayBeContradicted =
        fault.kind != .nul
        && (sniffed?.origin == .htmlMeta || sniffed?.origin == .xmlDeclaration && isLenient)
      let isContradicted = mayBeContradicted && (damage.isNone || isEastAsian(text, damage))
      // A NUL says nothing of the encoding of a text that has other faults.
      let isNULAlone = fault.kind == .nul && !(isLenient && hasOtherFaults(text))
      if sniffed != nil && !isContradicted || isNULAlone || damage.isMeant {
        if isLenient {
          return Plan(encoding: .utf8, markLength: markLength, isDamaged: true, warnings: warnings)
        }
        throw utf8Error(fault, text: text, markLength: markLength, file: file)
      }
      let guess = EncodingGuess.guess(text)
      if isContradicted, sniffed?.origin == .xmlDeclaration, guess.doubt != nil {
        return Plan(encoding: .utf8, markLength: markLength, isDamaged: true)
      }
      var plan = Plan(encoding: guess.encoding, replacesNUL: isLenient, warnings: warnings)
      if isContradicted {
        plan.warnings.append(.declaredFalsely("UTF-8", guess.encoding.name))
      } else if let doubt = guess.doubt {
        plan.warnings.append(.doubtful(doubt))
      } else if damage.isMixed, guess.encoding.unitSize == 1,
        !EncodingEastAsian.names.contains(guess.encoding.name)
      {
        plan.warnings.append(.doubtful("read as \(guess.encoding.name), but some of it is UTF-8"))
      }
      return plan
    }
    var encoding = sniffed.encoding
    if [.xmlDeclaration, .htmlMeta].contains(sniffed.origin), encoding.name != "US-ASCII",
      contradicts(bytes, encoding)
    {
      return Plan(encoding: .utf8, warnings: [.declaredOtherwise(encoding.name)])
    }
    if [.xmlDeclaration, .htmlMeta].contains(sniffed.origin), encoding.unitSize == 1,
      let other = EncodingContradiction.better(than: encoding, bytes)
    {
      return Plan(
        encoding: other, replacesNUL: isLenient, warnings: [.declaredFalsely(encoding.name, other.name)])
    }
    if let windows = EncodingContradiction.windows(for: encoding, bytes) {
      return Plan(encoding: windows, markLength: sniffed.markLength, replacesNUL: isLenient)
    }
    if encoding.withC1Bytes != encoding {
      if encoding.name == "US-ASCII", sniffed.origin != .option, UTF8Check.firstFault(in: bytes) == nil {
        // Plain ASCII, or UTF-8 under a label that promises less.
        let isASCII = !bytes.contains { $0 >= 0x80 }
        return Plan(encoding: isASCII ? CharacterEncoding(name: "US-ASCII", decoder: .utf8) : .utf8)
      }
      let needsMore = encoding.name == "US-ASCII" ? 0x80...UInt8.max : 0x80...0x9F
      if sniffed.origin != .option || encoding.name != "US-ASCII", bytes.contains(where: { needsMore ~= $0 })
      {
        encoding = encoding.withC1Bytes
      }
    }
    return Plan(encoding: encoding, markLength: sniffed.markLength, replacesNUL: isLenient)
  }

  /// Whether bytes declared to be in `encoding` are UTF-8: text in an encoding of single bytes hardly ever
  /// happens to be valid UTF-8, text of pairs of bytes may where it is short.
  static func contradicts(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: CharacterEncoding) -> Bool {
    guard encoding.unitSize == 1 else { return false }
    if let fault = UTF8Check.firstFault(in: bytes), fault.kind != .truncated { return false }
    var (pairs, longer) = (0, 0)
    for byte in bytes {
      if byte >= 0xE0 { longer += 1 } else if byte >= 0xC2 { pairs += 1 }
    }
    let isMultibyte = ["Shift_JIS", "EUC-JP", "EUC-KR", "GB18030", "GBK", "GB2312", "Big5"].contains(
      encoding.name)
    return isMultibyte ? longer > 1 && pairs + longer > 3 : pairs + longer > 0
  }

  /// Whether `text`, which is no UTF-8, is East Asian text in pairs of bytes, some of which read as UTF-8 by
  /// chance.
  private static func isEastAsian(_ text: UnsafeBufferPointer<UInt8>, _ damage: DamagedUTF8) -> Bool {
    guard damage.sound * 4 < damage.faults * 3, !damage.isMeant else { return false }
    let guess = EncodingGuess.guess(text)
    return guess.doubt == nil && EncodingEastAsian.names.contains(guess.encoding.name)
  }

  /// Whether something other than NUL keeps `bytes` from being UTF-8.
  private static func hasOtherFaults(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = bytes.filter { $0 != 0 }
    return rest.withUnsafeBufferPointer { UTF8Check.firstFault(in: $0) != nil }
  }

  /// The error for `fault`.
  private static func utf8Error(
    _ fault: UTF8Check.Fault, text: UnsafeBufferPointer<UInt8>, markLength: Int, file: String
  ) -> IngestionError {
    let offset = markLength + fault.offset
    var lineFeeds = 0
    var carriageReturns = 0
    for byte in text[..<fault.offset] {
      lineFeeds += byte == 0x0A ? 1 : 0
      carriageReturns += byte == 0x0D ? 1 : 0
    }
    let shown = text[fault.offset..<(fault.offset + fault.count)].map { hexadecimal($0) }.joined(
      separator: " ")
    return IngestionError(
      file: file, line: 1 + max(lineFeeds, carriageReturns), byteOffset: offset,
      reason: .encoding("\(fault.kind.words) (\(shown) at byte \(offset), read as UTF-8)"))
  }
}
