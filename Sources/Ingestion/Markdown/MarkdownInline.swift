import Platform

/// Finds the inline markup of a paragraph: code spans, emphasis, links, images, raw HTML, references, escapes
/// (CommonMark 0.31, §6, by the algorithm of its appendix; strikethrough and footnotes as GitHub has them).
///
/// - Complexity: linear in the text: no search that failed is repeated, and destinations are limited in
///   length.
struct MarkdownInline {
  /// The changes found, in no particular order.
  var edits: [MarkdownEdit] = []
  /// Bytes of text outside images.
  private(set) var isOnlyImages = true

  let bytes: UnsafeBufferPointer<UInt8>
  private let labels: Set<String>
  private let footnotes: Set<String>
  private var emphasis = MarkdownEmphasis()
  private var brackets: [Bracket] = []
  /// Brackets below this index may not begin a link any more, since a link would hold another.
  private var inactive = 0
  /// Where runs of backticks of each length begin.
  private var backticks: [Int: [Int]]?
  /// Terminators that do not occur any more.
  private var missing: Set<String> = []

  /// What ends markup that has been opened, the nearest last.
  private var closings: [MarkdownEdit] = []

  private struct Bracket {
    /// Where it stands, an image's `!` included.
    @Packed<UInt32> var position: Int
    /// Emphasis delimiters before it.
    @Packed<UInt32> var delimiters: Int
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, labels: Set<String>, footnotes: Set<String>) {
    self.bytes = bytes
    self.labels = labels
    self.footnotes = footnotes
  }

  /// The changes to `bytes` in order, and whether images are all that there is. The first `mark` bytes say
  /// what the paragraph is, and go.
  static func edits(
    _ bytes: UnsafeBufferPointer<UInt8>, labels: Set<String>, footnotes: Set<String>, mark: Int = 0
  ) -> (edits: [MarkdownEdit], isOnlyImages: Bool) {
    var inline = MarkdownInline(bytes, labels: labels, footnotes: footnotes)
    if mark > 0 { inline.drop(0..<mark) }
    inline.scan(from: mark)
    inline.emphasis.resolve(from: 0, into: &inline.edits)
    inline.edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    return (inline.edits, inline.isOnlyImages && !inline.edits.isEmpty)
  }

  private mutating func scan(from start: Int) {
    // An array that doubles as it grows takes three times its memory for a moment.
    if bytes.count > 1 << 16 { brackets.reserveCapacity(bytes.count { $0 == UInt8(ascii: "[") }) }
    var at = start
    while at < bytes.count {
      // What a code span or a link's address has passed over ends nothing.
      while let passed = closings.last, passed.range.lowerBound < at { _ = closings.popLast() }
      if let closing = closings.last, closing.range.lowerBound == at {
        closings.removeLast()
        edits.append(closing)
        at = closing.range.upperBound
        continue
      }
      switch bytes[at] {
      case UInt8(ascii: "\\"): at = escape(at)
      case UInt8(ascii: "`"): at = codeSpan(at)
      case UInt8(ascii: "<"): at = angle(at)
      case UInt8(ascii: "&"):
        isOnlyImages = isOnlyImages && !brackets.isEmpty
        if let match = CharacterReference.match(bytes, at: at, end: bytes.count, dialect: .markdown) {
          edits.append(MarkdownEdit(range: at..<at + match.length, change: .replace(match.utf8)))
          at += match.length
        } else {
          at += 1
        }
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): at = emphasis.push(bytes, at)
      case UInt8(ascii: "="), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "$"):
        at = extra(at)
      case UInt8(ascii: "!") where embed(at): at = edits.last?.range.upperBound ?? at + 1
      case UInt8(ascii: "!") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "["):
        brackets.append(Bracket(position: at, delimiters: emphasis.count))
        at += 2
      case UInt8(ascii: "["): at = openBracket(at)
      case UInt8(ascii: "]"): at = closeBracket(at)
      case UInt8(ascii: ":"):
        isOnlyImages = isOnlyImages && !brackets.isEmpty
        if let code = EmojiCodes.match(bytes, at: at) {
          edits.append(MarkdownEdit(range: at..<code.end, change: .replace(code.utf8)))
          at = code.end
        } else {
          at += 1
        }
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default:
        isOnlyImages = isOnlyImages && !brackets.isEmpty
        at += 1
      }
    }
    if !brackets.isEmpty { isOnlyImages = false }
  }

  /// Markup that CommonMark does not have, see `MarkdownDialects`.
  private mutating func extra(_ at: Int) -> Int {
    isOnlyImages = isOnlyImages && !brackets.isEmpty
    guard let match = MarkdownDialects.match(bytes, at) else { return at + 1 }
    edits.append(match.opening)
    if let closing = match.closing { expect(closing) }
    return match.next
  }

  mutating func expect(_ closing: MarkdownEdit) {
    let place = closings.firstIndex { $0.range.lowerBound < closing.range.lowerBound } ?? closings.endIndex
    closings.insert(closing, at: place)
  }

  /// Whether another file is put in at `at`, which is left out.
  private mutating func embed(_ at: Int) -> Bool {
    guard let end = MarkdownDialects.wikiLink(bytes, at + 1)?.end else { return false }
    edits.append(MarkdownEdit(range: at..<end, change: .omit))
    return true
  }

  private mutating func drop(_ range: Range<Int>) {
    edits.append(MarkdownEdit(range: range, change: .drop))
  }

  /// A backslash before punctuation or a line end goes.
  private mutating func escape(_ at: Int) -> Int {
    isOnlyImages = isOnlyImages && !brackets.isEmpty
    guard at + 1 < bytes.count else { return at + 1 }
    let next = bytes[at + 1]
    if next == 0x0A || next == 0x0D {
      drop(at..<at + 1)
      return at + 1
    }
    guard MarkdownLabel.isPunctuation(next) else { return at + 1 }
    drop(at..<at + 1)
    return at + 2
  }

  // MARK: Code spans

  private mutating func codeSpan(_ at: Int) -> Int {
    isOnlyImages = false
    var end = at
    while end < bytes.count, bytes[end] == UInt8(ascii: "`") { end += 1 }
    let length = end - at
    if backticks == nil { backticks = runs() }
    let starts = backticks?[length] ?? []
    let low = starts.sortedIndex(pastAllThat: { $0 < end })
    guard low < starts.count else { return end }
    drop(at..<end)
    drop(starts[low]..<starts[low] + length)
    return starts[low] + length
  }

  private func runs() -> [Int: [Int]] {
    var runs: [Int: [Int]] = [:]
    var at = 0
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] == UInt8(ascii: "`") { at += 1 }
      if at > start { runs[at - start, default: []].append(start) }
      at += 1
    }
    return runs
  }

  // MARK: Autolinks and raw HTML

  private mutating func angle(_ at: Int) -> Int {
    if let end = autolinkEnd(at) {
      isOnlyImages = false
      drop(at..<at + 1)
      drop(end - 1..<end)
      return end
    }
    guard let end = markupEnd(at) else {
      isOnlyImages = false
      return at + 1
    }
    if let next = script(at, end) { return next }
    let isBreak =
      end - at >= 4 && bytes[at + 1] | 0x20 == 0x62 && bytes[at + 2] | 0x20 == 0x72
      && !(0x61...0x7A ~= bytes[at + 3] | 0x20)
    edits.append(MarkdownEdit(range: at..<end, change: isBreak ? .space : .drop))
    return end
  }

  /// One past `<scheme:…>` or `<name@host>`.
  private func autolinkEnd(_ start: Int) -> Int? {
    var at = start + 1
    var colon: Int?
    var sign: Int?
    while at < bytes.count, at - start < MarkdownLabel.maximumDestination {
      let byte = bytes[at]
      if byte == UInt8(ascii: ">") { break }
      if byte <= 0x20 || byte == UInt8(ascii: "<") { return nil }
      if byte == UInt8(ascii: ":"), colon == nil { colon = at }
      if byte == UInt8(ascii: "@"), sign == nil { sign = at }
      at += 1
    }
    guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else { return nil }
    if let colon {
      let scheme = bytes[(start + 1)..<colon]
      if 2...32 ~= scheme.count, scheme.allSatisfy({ isAlphanumeric($0) || "+.-".utf8.contains($0) }),
        0x41...0x5A ~= bytes[start + 1] & 0xDF
      {
        return at + 1
      }
    }
    if let sign, sign > start + 1, sign + 1 < at {
      let local = bytes[(start + 1)..<sign]
      let host = bytes[(sign + 1)..<at]
      let isLocal = local.allSatisfy { isAlphanumeric($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
      if isLocal, host.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }),
        isAlphanumeric(host[sign + 1]),
        isAlphanumeric(host[at - 1])
      {
        return at + 1
      }
    }
    return nil
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF
  }

  /// One past the tag, comment, instruction, declaration or CDATA section at `start`.
  private mutating func markupEnd(_ start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    let rest = bytes[(start + 1)...]
    switch bytes[start + 1] {
    case UInt8(ascii: "?"): return find("?>", from: start + 2)
    case UInt8(ascii: "!"):
      if rest.starts(with: "!-->".utf8) { return start + 5 }
      if rest.starts(with: "!--->".utf8) { return start + 6 }
      if rest.starts(with: "!--".utf8) { return find("-->", from: start + 4) }
      if rest.starts(with: "![CDATA[".utf8) { return find("]]>", from: start + 9) }
      guard start + 2 < bytes.count, 0x41...0x5A ~= bytes[start + 2] & 0xDF else { return nil }
      return find(">", from: start + 2)
    default: return MarkdownTag.end(bytes, at: start, limit: bytes.count)
    }
  }

  /// One past the next `terminator`.
  private mutating func find(_ terminator: String, from start: Int) -> Int? {
    guard !missing.contains(terminator) else { return nil }
    let pattern = Array(terminator.utf8)
    var at = start
    while at + pattern.count <= bytes.count {
      if bytes[at] == pattern[0], bytes[at..<at + pattern.count].elementsEqual(pattern) {
        return at + pattern.count
      }
      at += 1
    }
    missing.insert(terminator)
    return nil
  }

  // MARK: Links

  private mutating func openBracket(_ at: Int) -> Int {
    if at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "^"), let end = MarkdownLabel.labelEnd(bytes, at),
      footnotes.contains(MarkdownLabel.normalize(bytes[(at + 2)..<(end - 1)]))
    {
      edits.append(MarkdownEdit(range: at..<end, change: .omit))
      return end
    }
    if let link = MarkdownDialects.wikiLink(bytes, at) {
      isOnlyImages = false
      edits.append(MarkdownEdit(range: at..<link.shown.lowerBound, change: .omit))
      expect(MarkdownEdit(range: link.shown.upperBound..<link.end, change: .omit))
      return link.shown.lowerBound
    }
    brackets.append(Bracket(position: at, delimiters: emphasis.count))
    return at + 1
  }

  private mutating func closeBracket(_ at: Int) -> Int {
    guard let opener = brackets.popLast() else {
      isOnlyImages = false
      return at + 1
    }
    let isImage = bytes[opener.position] == UInt8(ascii: "!")
    let isInactive = brackets.count < inactive && !isImage
    inactive = min(inactive, brackets.count)
    let contentStart = opener.position + (isImage ? 2 : 1)
    guard !isInactive, let end = linkEnd(at, contentStart: contentStart) else {
      isOnlyImages = false
      if !isImage, at > contentStart, let end = MarkdownDialects.attributesEnd(bytes, at + 1) {
        edits.append(MarkdownEdit(range: opener.position..<contentStart, change: .omit))
        edits.append(MarkdownEdit(range: at..<end, change: .omit))
        return end
      }
      return at + 1
    }
    drop(opener.position..<contentStart)
    drop(at..<end)
    emphasis.resolve(from: opener.delimiters, into: &edits)
    if !isImage {
      inactive = brackets.count
      let holdsImage = bytes[contentStart..<at].starts(with: "![".utf8)
      if brackets.isEmpty, !holdsImage { isOnlyImages = false }
    }
    return end
  }

  /// One past what follows the `]` at `at` and makes the brackets a link: a destination, a label that is
  /// defined, or nothing, where the text itself is such a label.
  private func linkEnd(_ at: Int, contentStart: Int) -> Int? {
    if let end = inlineEnd(at + 1) { return end }
    if let end = MarkdownLabel.labelEnd(bytes, at + 1) {
      let label = at + 2..<end - 1
      if !label.isEmpty { return labels.contains(MarkdownLabel.normalize(bytes[label])) ? end : nil }
      return isDefined(contentStart..<at) ? end : nil
    }
    return isDefined(contentStart..<at) ? at + 1 : nil
  }

  private func isDefined(_ label: Range<Int>) -> Bool {
    guard !labels.isEmpty, !label.isEmpty, label.count <= MarkdownLabel.maximumLength else { return false }
    return labels.contains(MarkdownLabel.normalize(bytes[label]))
  }

  /// One past `(destination "title")` at `start`.
  private func inlineEnd(_ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "(") else { return nil }
    var at = MarkdownLabel.skipSpace(bytes, start + 1, lineFeeds: 1)
    if at < bytes.count, bytes[at] == UInt8(ascii: ")") { return at + 1 }
    if let end = MarkdownLabel.destinationEnd(bytes, at) { at = end } else { return nil }
    let titleStart = MarkdownLabel.skipSpace(bytes, at, lineFeeds: 1)
    if titleStart > at, let title = MarkdownLabel.titleEnd(bytes, titleStart) {
      at = MarkdownLabel.skipSpace(bytes, title, lineFeeds: 1)
    } else {
      at = titleStart
    }
    return at < bytes.count && bytes[at] == UInt8(ascii: ")") ? at + 1 : nil
  }
}
