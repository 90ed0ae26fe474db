/// What belongs together though elements part it: labels and what they number, the pieces of a word.
extension XMLExtractor {
  // MARK: Labels

  /// Keeps the label whose start tag is `token` for the block that comes next, where it numbers or names
  /// anything.
  mutating func skipLabel(_ token: MarkupToken) {
    let text = String(decoding: peek(token).text, as: UTF8.self)
    let start = scanner.position
    skip(token)
    guard token.kind == .startTag, text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    label = start..<scanner.position
  }

  /// Begins the block that has just been opened with the label before it.
  mutating func beginWithLabel() {
    guard let range = label else { return }
    label = nil
    var scanner = MarkupScanner(
      UnsafeBufferPointer(rebasing: bytes[..<range.upperBound]), position: range.lowerBound)
    while let token = scanner.next() {
      switch token.kind {
      case .text, .cdata: builder.append(token.inner)
      case .reference:
        if case .text(let text) = entities.resolve(bytes, token.inner) {
          builder.append(text, for: token.range)
        }
      case .endTag where token.range.upperBound == range.upperBound:
        if builder.hasText { insertSpaced(" ", for: token.range) }
      default: break
      }
    }
  }

  // MARK: Words in pieces

  /// Parts the words on both sides of what `token` ends, which stands between them and is no space itself.
  mutating func keepApart(behind token: MarkupToken) {
    let next = token.range.upperBound
    func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || Self.isDigit(byte) || 0x41...0x5A ~= byte & 0xDF }
    if next < bytes.count, isWord(bytes[next]), let last = builder.lastByte, isWord(last) {
      return builder.insert(" ", for: 0..<0)
    }
    // A full stop or a comma stands close to the word before.
    builder.closeUp()
  }

  /// A word or a mark of punctuation: what it says about its joints, and what its own characters say.
  mutating func joined(_ token: MarkupToken, _ frame: inout Frame) -> ElementRule.Action {
    func value(_ name: String) -> String {
      TagAttributes.value(of: name, in: token, bytes).map { bytes.string($0).lowercased() } ?? ""
    }
    let text = String(decoding: peek(token).text, as: UTF8.self).filter { !$0.isWhitespace }
    let join = value("join")
    let part = value("part")
    let isPunctuation = names.entries[frame.name].folded == "pc"
    if ["left", "both"].contains(join) || ["m", "f"].contains(part) {
      isAfterField = false
      builder.glue()
    } else if isPunctuation || Self.leansBack(text) || builder.lastByte == 0x27
      || builder.tail(3) == Array("’".utf8)
    {
      isAfterField = false
      if isPunctuation, text.allSatisfy({ ".,;:!?)]".contains($0) }) { builder.closeUp() }
    }
    let opens = isPunctuation && !text.isEmpty && text.allSatisfy { "([¿¡".contains($0) }
    if ["right", "both"].contains(join) || ["i", "m"].contains(part) || opens {
      frame.inline = frame.inline ?? Inline()
      frame.inline?.gluesNext = true
    }
    return isPunctuation ? .inline : .joined
  }

  /// Whether a word is the end of the one before it: `n't`, `'s`.
  private static func leansBack(_ word: String) -> Bool {
    guard let first = word.first else { return false }
    return "'’".contains(first) && word.count <= 3 || ["n't", "n’t"].contains(word.lowercased())
  }

  /// Whether the mark of abbreviation whose start tag is `token` stands before what it abbreviates.
  func isBeforeExpansion(_ token: MarkupToken) -> Bool {
    options.spelling != .original && bytes[endOfElement(token)...].starts(with: "<ex>".utf8)
  }
}
