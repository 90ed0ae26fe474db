/// Decodes a mail's text from its declared character set, or from what it turns out to be.
enum MailCharset {
  /// `text` in UTF-8, with places in the message; `nil` where it is no text at all.
  static func decode(_ text: UndoneText, charset: String?, file: String) -> UndoneText? {
    guard !text.bytes.isEmpty else { return nil }
    for label in [charset, nil] where label != nil || charset == nil || charset?.isEmpty == false {
      if let label, let decoded = stateful(text, label, file) { return decoded }
      guard let source = try? SourceDecoder.decode(text.bytes, file: file, declared: known(label)) else {
        continue
      }
      return UndoneText(bytes: source.utf8, map: source.map.composed(through: text.map))
    }
    // Bytes that fit nothing: each is its own character, so that what is readable can be read.
    guard let source = try? SourceDecoder.decode(text.bytes, file: file, declared: "windows-1252") else {
      return nil
    }
    return UndoneText(bytes: source.utf8, map: source.map.composed(through: text.map))
  }

  /// What mail programs call ASCII holds anything.
  private static func known(_ label: String?) -> String? {
    guard let label, !["us-ascii", "ascii", "unknown-8bit", "x-unknown"].contains(label.lowercased()) else {
      return nil
    }
    return CharacterEncoding.named(label) == nil ? nil : label
  }

  /// Japanese and Korean mail in 7 bits, whose characters depend on escapes before them. Their places are
  /// right, but a piece cut out of the file needs the escape before it to be decoded.
  private static func stateful(_ text: UndoneText, _ label: String, _ file: String) -> UndoneText? {
    let names = ["iso-2022-jp": "ISO-2022-JP", "iso-2022-kr": "ISO-2022-KR"]
    guard let name = names[label.lowercased()],
      let decoder = try? IncrementalDecoder(
        encoding: CharacterEncoding(name: name, decoder: .icu(name)), file: file, sourceOffset: 0)
    else { return nil }
    let output = text.bytes.withUnsafeBufferPointer { try? decoder.decode($0, isLast: true) }
    guard let output else { return nil }
    var map = SourceMap()
    for segment in output.segments {
      map.append(
        textStart: segment.textStart, sourceStart: segment.sourceStart, textUnit: Int(segment.textUnit),
        sourceUnit: Int(segment.sourceUnit), count: segment.count)
    }
    return UndoneText(bytes: output.utf8, map: map.composed(through: text.map))
  }
}
