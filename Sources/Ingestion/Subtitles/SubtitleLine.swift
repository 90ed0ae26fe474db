/// One line of a cue: its text without tags, and who speaks.
struct SubtitleLine {
  /// Text without markup.
  var text = UndoneText()
  /// The name before the colon or in a voice tag; a range of `text` or, for a tag, of the source.
  var label: Label?
  /// Whether the line begins with the dash or the `>>` of a new speaker.
  var opensTurn = false
  /// Whether the whole line describes a sound: `[music]`, `♪ la la ♪`.
  var isSound = false

  enum Label {
    /// Bytes of `text` that are the name, and where the words behind it begin.
    case written(name: Range<Int>, rest: Int)
    /// Bytes of the source that are the name.
    case tagged(Range<Int>)
  }

  /// Reads `range` of `bytes`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hasMarkup: Bool) {
    if hasMarkup { undo(bytes, range) } else { text.append(bytes, range) }
    findLabel()
    isSound = Self.isSound(text.bytes)
  }

  // MARK: Markup

  private mutating func undo(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var at = range.lowerBound
    var start = at
    func skipTo(_ close: UInt8) -> Int? { bytes.firstIndex(of: close, in: at..<range.upperBound) }
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "<"):
        guard let close = skipTo(UInt8(ascii: ">")), Self.isTag(bytes, at + 1..<close) else { break }
        text.append(bytes, start..<at)
        noteVoice(bytes, at + 1..<close)
        start = close + 1
        at = close
      case UInt8(ascii: "{"):
        guard at + 1 < range.upperBound, bytes[at + 1] == UInt8(ascii: "\\"),
          let close = skipTo(UInt8(ascii: "}"))
        else { break }
        text.append(bytes, start..<at)
        start = close + 1
        at = close
      case UInt8(ascii: "&"):
        guard
          let match = CharacterReference.match(bytes, at: at, end: range.upperBound, dialect: .markdown)
        else { break }
        text.append(bytes, start..<at)
        text.append(match.utf8, for: at..<at + match.length)
        start = at + match.length
        at = start - 1
      default: break
      }
      at += 1
    }
    text.append(bytes, start..<max(start, range.upperBound))
  }

  /// Whether what stands between `<` and `>` is a tag or a time, rather than a sign in the text.
  private static func isTag(_ bytes: UnsafeBufferPointer<UInt8>, _ inside: Range<Int>) -> Bool {
    guard let first = inside.first else { return false }
    if 0x30...0x39 ~= bytes[first] {
      return SubtitleTime.read(bytes, inside)?.length == inside.count
    }
    return bytes[first] == UInt8(ascii: "/") || 0x41...0x5A ~= bytes[first] & 0xDF
  }

  /// `<v Name>`, `<v.loud Name>`.
  private mutating func noteVoice(_ bytes: UnsafeBufferPointer<UInt8>, _ inside: Range<Int>) {
    guard label == nil, text.bytes.isEmpty, bytes[inside.lowerBound] == UInt8(ascii: "v"),
      let space = bytes.firstIndex(of: 0x20, in: inside),
      space == inside.lowerBound + 1 || bytes[inside.lowerBound + 1] == UInt8(ascii: ".")
    else { return }
    var name = space + 1..<inside.upperBound
    while let last = name.last, bytes[last] <= 0x20 { name = name.lowerBound..<last }
    if !name.isEmpty { label = .tagged(name) }
  }

  // MARK: Speakers

  private mutating func findLabel() {
    let bytes = text.bytes
    var at = bytes.prefix { $0 <= 0x20 }.count
    if bytes[at...].starts(with: ">>".utf8) {
      opensTurn = true
      while at < bytes.count, bytes[at] == UInt8(ascii: ">") || bytes[at] == 0x20 { at += 1 }
      drop(at)
      return findName()
    }
    let dashes = ["- ", "-", "– ", "— "]
    for dash in dashes where bytes[at...].starts(with: dash.utf8) && at + dash.utf8.count < bytes.count {
      let next = bytes[at + dash.utf8.count]
      guard dash != "-" || 0x41...0x5A ~= next || next >= 0x80 || next == UInt8(ascii: "[") else { continue }
      opensTurn = true
      drop(at + dash.utf8.count)
      break
    }
    findName()
  }

  /// Takes the first `count` bytes off.
  private mutating func drop(_ count: Int) {
    var rest = UndoneText()
    rest.append(text, count..<text.bytes.count)
    text = rest
  }

  /// A name of at most four words before a colon.
  private mutating func findName() {
    guard label == nil else { return }
    let bytes = text.bytes
    guard let colon = bytes.prefix(40).firstIndex(of: UInt8(ascii: ":")), colon > 0,
      colon + 1 == bytes.count || bytes[colon + 1] == 0x20
    else { return }
    let name = String(decoding: bytes[..<colon], as: UTF8.self)
    let words = name.split(separator: " ")
    let isName =
      (1...4).contains(words.count)
      && words.allSatisfy { word in
        let first = word.first ?? " "
        return first.isUppercase || first.isNumber || first == "(" || first == "#" || first == "["
      } && !name.contains { ",;!?\"".contains($0) }
    guard isName else { return }
    label = .written(name: 0..<colon, rest: colon + 1)
  }

  /// The speaker's name as text.
  func name(_ source: UnsafeBufferPointer<UInt8>) -> String? {
    switch label {
    case .written(let name, _): String(decoding: text.bytes[name], as: UTF8.self)
    case .tagged(let range): source.string(range)
    case nil: nil
    }
  }

  private static func isSound(_ bytes: [UInt8]) -> Bool {
    let words = String(decoding: bytes, as: UTF8.self).drop { $0 == " " }
    guard let first = words.first else { return false }
    if "♪♫#".contains(first) { return first != "#" || words.last == "#" }
    let pairs: [Character: Character] = ["[": "]", "(": ")", "*": "*"]
    guard let close = pairs[first], words.count > 2 else { return false }
    // One pair of brackets around all of it.
    return words.dropFirst().firstIndex(of: close).map { words[words.index(after: $0)...] }?
      .allSatisfy(\.isWhitespace) == true
  }
}
