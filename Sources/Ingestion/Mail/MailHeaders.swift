/// The fields at the head of a message, each where it stands.
struct MailHeaders {
  /// A field: its name in lower case and its value, folded lines included.
  struct Field {
    var name: String
    var value: Range<Int>
  }

  private(set) var fields: [Field] = []
  /// Where the body begins.
  private(set) var end: Int
  private let bytes: UnsafeBufferPointer<UInt8>

  /// Reads the fields from `start` on, up to a blank line or a line that is no field.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.bytes = bytes
    end = start
    while end < bytes.count {
      let line = MarkdownLine(at: end, in: bytes)
      if line.range.isEmpty {
        end = line.next
        return
      }
      if bytes[line.start] == 0x20 || bytes[line.start] == 0x09, let last = fields.indices.last {
        fields[last].value = fields[last].value.lowerBound..<line.end
      } else if let colon = Self.colon(bytes, line.range) {
        let name = String(decoding: bytes[line.start..<colon], as: UTF8.self).lowercased()
        var valueStart = colon + 1
        while valueStart < line.end, bytes[valueStart] == 0x20 || bytes[valueStart] == 0x09 {
          valueStart += 1
        }
        fields.append(Field(name: name, value: valueStart..<line.end))
      } else if !(fields.isEmpty && bytes[line.range].starts(with: "From ".utf8)) {
        return
      }
      end = line.next
    }
  }

  /// The colon behind a field's name.
  private static func colon(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int? {
    let name = bytes[line].prefix { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: ":") }
    guard 1...76 ~= name.count, name.endIndex < line.upperBound, bytes[name.endIndex] == UInt8(ascii: ":")
    else { return nil }
    return name.endIndex
  }

  /// The first field called `name` (in lower case).
  func value(_ name: String) -> Range<Int>? { fields.first { $0.name == name }?.value }

  /// The first field called `name` as it is written.
  func raw(_ name: String) -> String? { value(name).map(bytes.string) }

  /// The value in `range` with its encoded words undone (RFC 2047) and its lines unfolded.
  func text(_ range: Range<Int>, file: String) -> UndoneText {
    var result = UndoneText()
    var plainStart = range.lowerBound
    var at = range.lowerBound
    var isAfterWord = false
    func flush(to end: Int, beforeWord: Bool) {
      let plain = plainStart..<end
      // White space between two encoded words is none (§6.2).
      if plain.isEmpty || isAfterWord && beforeWord && bytes.isBlank(plain) { return }
      var raw = UndoneText()
      raw.append(bytes, plain)
      if let text = MailCharset.decode(raw, charset: nil, file: file) {
        result.append(text, 0..<text.bytes.count)
      }
    }
    while at < range.upperBound {
      guard bytes[at] == UInt8(ascii: "="), let word = EncodedWord(bytes, at..<range.upperBound) else {
        at += 1
        continue
      }
      let inner =
        word.isBase64
        ? TransferDecoding.base64(bytes, word.content)
        : TransferDecoding.quotedPrintable(bytes, word.content, isHeader: true)
      flush(to: at, beforeWord: true)
      if let text = MailCharset.decode(inner, charset: word.charset, file: file) {
        result.append(text, 0..<text.bytes.count)
      }
      at = word.end
      plainStart = at
      isAfterWord = true
    }
    flush(to: range.upperBound, beforeWord: false)
    return result
  }
}

/// `=?utf-8?Q?caf=C3=A9?=`
private struct EncodedWord {
  var charset: String
  var isBase64: Bool
  var content: Range<Int>
  var end: Int

  init?(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let at = range.lowerBound
    let mark = UInt8(ascii: "?")
    guard at + 1 < range.upperBound, bytes[at + 1] == mark,
      let first = bytes.firstIndex(of: mark, in: at + 2..<min(range.upperBound, at + 42)),
      first + 2 < range.upperBound, bytes[first + 2] == mark,
      let second = bytes.firstIndex(of: mark, in: first + 3..<range.upperBound),
      second + 1 < range.upperBound, bytes[second + 1] == UInt8(ascii: "=")
    else { return nil }
    let letter = bytes[first + 1] | 0x20
    guard letter == UInt8(ascii: "b") || letter == UInt8(ascii: "q") else { return nil }
    // A language may follow the character set (RFC 2231, §5).
    charset = String(bytes.string(at + 2..<first).prefix { $0 != "*" })
    isBase64 = letter == UInt8(ascii: "b")
    content = first + 3..<second
    end = second + 2
  }
}
