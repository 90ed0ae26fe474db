/// What is known about a file's encoding from its first bytes.
package struct SniffedEncoding: Sendable, Hashable {
  /// How it is known, surest first.
  package enum Origin: Sendable, Hashable {
    case option, byteOrderMark, pattern, xmlDeclaration, htmlMeta
  }

  /// The encoding.
  package var encoding: CharacterEncoding
  /// Bytes of the byte order mark, which is no part of the text.
  package var markLength: Int
  /// How it is known.
  package var origin: Origin
}

/// Settles a file's encoding as far as its head tells: the caller's word, a byte order mark, the pattern of
/// NUL bytes, an XML declaration, an HTML `meta` element, in this order.
package enum EncodingSniffer {
  /// The encoding of a file that begins with `head`, or `nil` where the head says nothing.
  ///
  /// - Throws: `encoding` for a name that is not known, `unsupported` for the signature of a binary format.
  package static func sniff(
    _ head: UnsafeBufferPointer<UInt8>, file: String, declared: String?
  ) throws(IngestionError) -> SniffedEncoding? {
    if let declared {
      let encoding = try lookUp(declared, file: file, where: "")
      let (settled, mark) = settle(encoding, head)
      return SniffedEncoding(encoding: settled, markLength: mark, origin: .option)
    }
    if let (encoding, length) = byteOrderMark(head) {
      return SniffedEncoding(encoding: encoding, markLength: length, origin: .byteOrderMark)
    }
    if let kind = BinarySignature.kind(head) {
      throw IngestionError(file: file, reason: kind.reason)
    }
    if let encoding = wideEncoding(head) {
      return SniffedEncoding(encoding: encoding, markLength: 0, origin: .pattern)
    }
    if let label = EncodingDeclaration.xml(head) {
      var encoding = try lookUp(label, file: file, where: " in the XML declaration")
      // The declaration was read byte by byte, so wide units are impossible.
      if encoding.unitSize > 1 { encoding = .utf8 }
      return SniffedEncoding(encoding: encoding, markLength: 0, origin: .xmlDeclaration)
    }
    if EncodingDeclaration.hasXMLDeclaration(head) {
      return SniffedEncoding(encoding: .utf8, markLength: 0, origin: .xmlDeclaration)
    }
    if let label = EncodingDeclaration.html(head), let encoding = CharacterEncoding.named(label) {
      let narrow = encoding.unitSize > 1 ? CharacterEncoding.utf8 : encoding
      return SniffedEncoding(encoding: narrow, markLength: 0, origin: .htmlMeta)
    }
    return nil
  }

  /// As above; but a name in the file that nobody knows says nothing where reading is lenient, or where the
  /// text is UTF-8, which hardly any other is; a warning says so.
  static func sniff(
    _ head: UnsafeBufferPointer<UInt8>, file: String, declared: String?, isLenient: Bool
  ) throws(IngestionError) -> (encoding: SniffedEncoding?, warnings: [IngestionWarning]) {
    do {
      return (try sniff(head, file: file, declared: declared), [])
    } catch {
      guard declared == nil, case .encoding = error.reason, let label = EncodingDeclaration.xml(head),
        isLenient || isUTF8(head, under: label)
      else { throw error }
      let message = "the encoding '\(label.prefix(60))' is not known; the text itself decided"
      // Strictly it is UTF-8 or nothing: what breaks off behind the first bytes is then an error at its
      // place.
      let utf8 = SniffedEncoding(encoding: .utf8, markLength: 0, origin: .xmlDeclaration)
      return (isLenient ? nil : utf8, [IngestionWarning(line: 1, message: message)])
    }
  }

  /// Whether `head`, under a name that is not known, is UTF-8. Encodings with shift states are ASCII to the
  /// eye, so that under their names there must be characters beyond it.
  private static func isUTF8(_ head: UnsafeBufferPointer<UInt8>, under label: String) -> Bool {
    // A character that is cut off at the end of a short text is no beginning of a longer one.
    if let fault = UTF8Check.firstFault(in: head), fault.kind != .truncated || head.count < 512 {
      return false
    }
    let name = label.lowercased().filter { $0.isLetter || $0.isNumber }
    let isShifted = ["iso2022", "utf7", "hz", "csiso2022", "unicode11utf7"].contains { name.hasPrefix($0) }
    return !isShifted || head.contains { $0 >= 0x80 }
  }

  /// The encoding called `label`.
  private static func lookUp(
    _ label: String, file: String, where place: String
  ) throws(IngestionError) -> CharacterEncoding {
    if let encoding = CharacterEncoding.named(label) { return encoding }
    let known = CharacterEncoding.wellKnownNames.joined(separator: ", ")
    throw IngestionError(
      file: file,
      reason: .encoding(
        "unknown or unsupported encoding '\(label.prefix(60))'\(place) (known are \(known) and others)"))
  }

  /// Settles the byte order of `encoding`, and the length of its byte order mark.
  private static func settle(
    _ encoding: CharacterEncoding, _ head: UnsafeBufferPointer<UInt8>
  ) -> (CharacterEncoding, Int) {
    let mark = byteOrderMark(head)
    switch encoding.name {
    case "UTF-16":
      if let mark, mark.0.unitSize == 2 { return mark }
      if let wide = wideEncoding(head), wide.unitSize == 2 { return (wide, 0) }
      return (.utf16LE, 0)
    case "UTF-32":
      if let mark, mark.0.unitSize == 4 { return mark }
      if let wide = wideEncoding(head), wide.unitSize == 4 { return (wide, 0) }
      return (.utf32LE, 0)
    case "UTF-16LE" where head.count >= 2 && head[0] == 0xFF && head[1] == 0xFE:
      return (encoding, 2)
    default:
      if let mark, mark.0.name == encoding.name { return (encoding, mark.1) }
      return (encoding, 0)
    }
  }

  /// The encoding that a byte order mark declares, and the length of the mark.
  static func byteOrderMark(_ head: UnsafeBufferPointer<UInt8>) -> (CharacterEncoding, Int)? {
    let b = (0..<4).map { $0 < head.count ? Int(head[$0]) : -1 }
    switch (b[0], b[1], b[2], b[3]) {
    case (0xEF, 0xBB, 0xBF, _): return (.utf8, 3)
    case (0xFF, 0xFE, 0, 0): return (.utf32LE, 4)
    case (0, 0, 0xFE, 0xFF): return (.utf32BE, 4)
    case (0xFF, 0xFE, _, _): return (.utf16LE, 2)
    case (0xFE, 0xFF, _, _): return (.utf16BE, 2)
    default: return nil
    }
  }

  /// UTF-16 or UTF-32 without a mark, told from where the NUL bytes of its ASCII characters stand.
  package static func wideEncoding(_ head: UnsafeBufferPointer<UInt8>) -> CharacterEncoding? {
    let sample = UnsafeBufferPointer(rebasing: head.prefix(EncodingDeclaration.searchedBytes))
    guard sample.count >= 4 else { return nil }
    // One NUL is a slip in a text of single bytes.
    guard sample.count(where: { $0 == 0 }) > 1 else { return withoutNULs(sample) }
    let narrow = isNarrowText(sample)
    if sample.count % 4 == 0 || head.count > sample.count {
      if plausible(sample, unit: 4, bigEndian: false, narrow) { return .utf32LE }
      if plausible(sample, unit: 4, bigEndian: true, narrow) { return .utf32BE }
    }
    let little = plausible(sample, unit: 2, bigEndian: false, narrow)
    let big = plausible(sample, unit: 2, bigEndian: true, narrow)
    if little != big { return little ? .utf16LE : .utf16BE }
    return narrow ? nil : WideTextEvidence.byteOrder(sample)
  }

  /// UTF-16 of a text that has at most one character of the first 256, where the bytes are no text otherwise.
  private static func withoutNULs(_ sample: UnsafeBufferPointer<UInt8>) -> CharacterEncoding? {
    guard BinarySignature.looksBinary(sample), !isNarrowText(sample) else { return nil }
    return WideTextEvidence.byteOrder(sample)
  }

  /// Whether the units read like text: no NUL, no control character but white space, no lone surrogate,
  /// and at least one character from the first 256 that explains the NUL bytes. Where the bytes would do as
  /// narrow text but for a NUL or two, half of the units must be such characters.
  private static func plausible(
    _ sample: UnsafeBufferPointer<UInt8>, unit: Int, bigEndian: Bool, _ narrow: Bool
  ) -> Bool {
    var latin = 0
    var eastAsian = 0
    var awaitingLow = false
    var i = 0
    while i + unit <= sample.count {
      var value: UInt32 = 0
      for k in 0..<unit { value = value << 8 | UInt32(sample[i + (bigEndian ? k : unit - 1 - k)]) }
      i += unit
      if unit == 2, awaitingLow != (0xDC00...0xDFFF ~= value) { return false }
      awaitingLow = unit == 2 && 0xD800...0xDBFF ~= value
      switch value {
      case 0x09...0x0D, 0x20...0x7E, 0xA0...0xFF: latin += 1
      case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: return false
      case 0x3000...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFFEF: eastAsian += 1
      default: break
      }
      if unit == 4, value > 0x10FFFF || 0xD800...0xDFFF ~= value { return false }
    }
    if narrow { return latin * 2 * unit >= sample.count }
    // Numbers of four bytes would do as characters, too, but hardly all of them in the blocks of these
    // scripts.
    return latin > 0 || unit == 4 && eastAsian * 4 * unit >= sample.count * 3
  }

  /// Whether the bytes other than NUL are UTF-8 without control characters.
  private static func isNarrowText(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
    let rest = sample.filter { $0 != 0 }
    // Nearly all of it plain ASCII: a text with a NUL and a bad byte or two.
    let plain = rest.count { 0x20...0x7E ~= $0 || 0x09...0x0D ~= $0 }
    if rest.count > sample.count * 7 / 8, plain * 20 >= rest.count * 19 { return true }
    return rest.withUnsafeBufferPointer { bytes in
      if BinarySignature.looksBinary(bytes) { return false }
      guard let fault = UTF8Check.firstFault(in: bytes) else { return true }
      return fault.kind == .truncated
    }
  }
}
