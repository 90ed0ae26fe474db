/// Turns the bytes of a whole file into UTF-8.
package enum SourceDecoder {
  /// Decodes `bytes` as `declared`, or as what a byte order mark, an XML declaration or an HTML `meta` element
  /// says, else as UTF-8 where they are that, else as ICU guesses.
  ///
  /// - Throws: `empty`, `binary`, or `encoding` with the line and offset of the first faulty byte.
  package static func decode(
    _ bytes: [UInt8], file: String, declared: String?
  ) throws(IngestionError) -> DecodedSource {
    if bytes.isEmpty { throw IngestionError(file: file, reason: .empty) }
    // withUnsafeBufferPointer cannot carry a typed error together with two results; a Result can.
    let plan = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(IngestionError) in try Self.plan(buffer, file: file, declared: declared) }
    }
    let (encoding, markLength) = try plan.get()
    if bytes.count == markLength { throw IngestionError(file: file, reason: .empty) }
    if encoding.decoder == .utf8 {
      if markLength == 0 {
        return DecodedSource(utf8: bytes, map: .identity(count: bytes.count), encoding: encoding.name)
      }
      var map = SourceMap()
      map.append(
        textStart: 0, sourceStart: markLength, textUnit: 1, sourceUnit: 1, count: bytes.count - markLength)
      return DecodedSource(utf8: Array(bytes[markLength...]), map: map, encoding: encoding.name)
    }
    let decoder = try IncrementalDecoder(encoding: encoding, file: file, sourceOffset: markLength)
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(IngestionError) in
        try decoder.decode(UnsafeBufferPointer(rebasing: buffer[markLength...]), isLast: true)
      }
    }
    let output = try result.get()
    var map = SourceMap()
    for segment in output.segments {
      map.append(
        textStart: segment.textStart, sourceStart: segment.sourceStart, textUnit: Int(segment.textUnit),
        sourceUnit: Int(segment.sourceUnit), count: segment.count)
    }
    return DecodedSource(utf8: output.utf8, map: map, encoding: encoding.name)
  }

  /// Settles the encoding; UTF-8 comes back checked to the last byte.
  private static func plan(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, declared: String?
  ) throws(IngestionError) -> (CharacterEncoding, Int) {
    let sniffed = try EncodingSniffer.sniff(bytes, file: file, declared: declared)
    guard let sniffed, sniffed.encoding.decoder != .utf8 else {
      let markLength = sniffed?.markLength ?? 0
      let text = UnsafeBufferPointer(rebasing: bytes[markLength...])
      guard let fault = UTF8Check.firstFault(in: text) else {
        if sniffed?.origin != .option, BinarySignature.looksBinary(text) {
          throw IngestionError(file: file, reason: .binary)
        }
        return (.utf8, markLength)
      }
      if sniffed == nil || fault.kind == .nul, sniffed?.origin != .option,
        BinarySignature.looksBinary(text)
      {
        throw IngestionError(file: file, reason: .binary)
      }
      if sniffed != nil || fault.kind == .nul || isDamagedUTF8(text) {
        throw utf8Error(fault, text: text, markLength: markLength, file: file)
      }
      let guess = EncodingGuess.guess(text)
      return (guess, 0)
    }
    var encoding = sniffed.encoding
    if encoding.withC1Bytes != encoding {
      if encoding.name == "US-ASCII", sniffed.origin != .option, UTF8Check.firstFault(in: bytes) == nil {
        // Plain ASCII, or UTF-8 under a label that promises less.
        let isASCII = !bytes.contains { $0 >= 0x80 }
        return (isASCII ? CharacterEncoding(name: "US-ASCII", decoder: .utf8) : .utf8, 0)
      }
      let needsMore = encoding.name == "US-ASCII" ? 0x80...UInt8.max : 0x80...0x9F
      if sniffed.origin != .option || encoding.name != "US-ASCII", bytes.contains(where: { needsMore ~= $0 })
      {
        encoding = encoding.withC1Bytes
      }
    }
    return (encoding, sniffed.markLength)
  }

  /// Whether text that is no UTF-8 was meant to be: its well-formed characters beyond ASCII outnumber the
  /// faults four to one, which other encodings hardly reach by chance.
  private static func isDamagedUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var sound = 0
    var faults = 0
    var start = 0
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 20))
    while start < sample.count {
      let rest = UnsafeBufferPointer(rebasing: sample[start...])
      let fault = UTF8Check.firstFault(in: rest)
      let end = fault?.offset ?? rest.count
      for byte in rest[..<end] where byte >= 0xC0 { sound += 1 }
      guard let fault else { break }
      faults += 1
      start += fault.offset + fault.count
    }
    return sound >= 4 * max(1, faults)
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
