/// Makes well-formed XML of markup that is not: what can only be text becomes text, tags are balanced, and
/// every byte kept still leads back to where it stood.
///
/// The rules are those that a reader would apply: a `&` that begins no reference and a `<` that begins no
/// markup stand for themselves; an end tag closes what was opened inside its element; one that closes nothing
/// is left out; what is open at the end is closed there; characters that XML does not allow show as U+FFFD.
struct MarkupRepair {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var text: [UInt8] = []
  private var map = SourceMap()
  /// Names of open elements.
  private var open: [Range<Int>] = []
  private var hasReplacements = false
  /// Whether the outermost element has been opened.
  private var hasRoot = false
  private var keepsDeclarations = true

  /// Longest tag that is taken for one.
  private static let longestTag = 1 << 16

  /// The repaired text of `source`, which leads back through `source` to the file.
  ///
  /// - Parameter keepsDeclarations: whether a document type declaration is kept as it is, not only what it
  ///   says of entities.
  static func repair(_ source: DecodedSource, keepsDeclarations: Bool = true) -> DecodedSource {
    source.utf8.withUnsafeBufferPointer { bytes in
      var repair = MarkupRepair(bytes)
      repair.keepsDeclarations = keepsDeclarations
      repair.run()
      var result = DecodedSource(
        utf8: repair.text, map: repair.map.composed(through: source.map), encoding: source.encoding)
      result.hasReplacements = source.hasReplacements || repair.hasReplacements
      result.warnings = source.warnings
      return result
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    text.reserveCapacity(bytes.count + bytes.count / 16)
  }

  private mutating func run() {
    let root = lastMarkup()
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case 0x3C: at = markup(at, root)
      case 0x26: at = reference(at)
      default: at = characters(at)
      }
    }
    while let name = open.popLast() { close(name) }
  }

  /// Offset of the last `</`: only there may the outermost element end.
  private func lastMarkup() -> Int {
    var last = bytes.count
    while last > 1 {
      last -= 1
      if bytes[last] == 0x2F, bytes[last - 1] == 0x3C { return last - 1 }
    }
    return 0
  }

  // MARK: Writing

  private mutating func copy(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    map.append(
      textStart: text.count, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: range.count)
    text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
  }

  private mutating func write(_ replacement: some Collection<UInt8>, for range: Range<Int>) {
    if !range.isEmpty, !replacement.isEmpty {
      map.append(
        textStart: text.count, sourceStart: range.lowerBound, textUnit: replacement.count,
        sourceUnit: range.count, count: 1)
    }
    text.append(contentsOf: replacement)
  }

  private mutating func close(_ name: Range<Int>) {
    text += [0x3C, 0x2F]
    text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[name]))
    text.append(0x3E)
  }

  // MARK: Text

  /// Copies text up to the next mark; characters that XML does not allow are replaced.
  private mutating func characters(_ start: Int) -> Int {
    var at = start
    var copied = start
    while at < bytes.count, bytes[at] != 0x3C, bytes[at] != 0x26 {
      let byte = bytes[at]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        copy(copied..<at)
        replace(at..<at + 1)
        copied = at + 1
      } else if byte == 0xEF, at + 2 < bytes.count, bytes[at + 1] == 0xBF, bytes[at + 2] >= 0xBE {
        copy(copied..<at)
        replace(at..<at + 3)
        at += 2
        copied = at + 1
      } else if byte == 0x3E, at >= start + 2, bytes[at - 1] == 0x5D, bytes[at - 2] == 0x5D {
        copy(copied..<at)
        write("&gt;".utf8, for: at..<at + 1)
        copied = at + 1
      }
      at += 1
    }
    // Outside the outermost element there is no text.
    if hasRoot || !open.isEmpty { copy(copied..<at) }
    return at
  }

  private mutating func replace(_ range: Range<Int>) {
    guard !open.isEmpty else { return }
    write(EntityTable.replacementCharacter, for: range)
    hasReplacements = true
  }

  private mutating func reference(_ at: Int) -> Int {
    guard !open.isEmpty else { return at + 1 }
    var end = at + 1
    while end < bytes.count, end - at < 64, isNameByte(bytes[end]) || bytes[end] == 0x23 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3B, end > at + 1 else { return escape(at, "&amp;") }
    if bytes[at + 1] == 0x23 {
      let digits = bytes.string(at + 2..<end)
      let isHexadecimal = digits.hasPrefix("x")
      let value = UInt32(isHexadecimal ? String(digits.dropFirst()) : digits, radix: isHexadecimal ? 16 : 10)
      guard let value else { return escape(at, "&amp;") }
      let isAllowed =
        value > 0x1F && Unicode.Scalar(value) != nil && value & 0xFFFE != 0xFFFE
        || [9, 10, 13].contains(value)
      if isAllowed { copy(at..<end + 1) } else { replace(at..<end + 1) }
      return end + 1
    }
    if isNameStart(bytes[at + 1]) { copy(at..<end + 1) } else { return escape(at, "&amp;") }
    return end + 1
  }

  private mutating func escape(_ at: Int, _ replacement: StaticString) -> Int {
    if !open.isEmpty { write("\(replacement)".utf8, for: at..<at + 1) }
    return at + 1
  }

  // MARK: Markup

  private mutating func markup(_ at: Int, _ lastEnd: Int) -> Int {
    guard at + 1 < bytes.count else { return escape(at, "&lt;") }
    switch bytes[at + 1] {
    case 0x2F: return endTag(at, lastEnd)
    case 0x21, 0x3F:
      var scanner = MarkupScanner(bytes, position: at)
      guard let token = scanner.next(), token.range.upperBound > at + 1 else { return escape(at, "&lt;") }
      switch token.kind {
      case .cdata where !open.isEmpty: copy(token.range)
      case .doctype where !hasRoot:
        if keepsDeclarations { copy(token.range) } else { entities(in: token.range) }
      // What the declaration of XML says of the encoding has been heard; other instructions and comments say
      // nothing.
      case .cdata, .doctype, .instruction, .comment: break
      default: return escape(at, "&lt;")
      }
      return token.range.upperBound
    case let byte where isNameStart(byte): return startTag(at)
    default: return escape(at, "&lt;")
    }
  }

  /// Copies the plain declarations of entities in a document type declaration, and nothing else of it.
  private mutating func entities(in range: Range<Int>) {
    guard !bytes[range].contains(where: { $0 == 0x5D }) || bytes[range].contains(0x5B) else {
      return
    }
    var declarations: [Range<Int>] = []
    var at = range.lowerBound
    while let start = bytes.find("<!ENTITY", in: at..<range.upperBound) {
      var quote: UInt8?
      var end = start.upperBound
      while end < range.upperBound, quote != nil || bytes[end] != 0x3E {
        if bytes[end] == quote {
          quote = nil
        } else if quote == nil, [0x22, 0x27].contains(bytes[end]) {
          quote = bytes[end]
        }
        end += 1
      }
      guard end < range.upperBound else { break }
      let content = start.upperBound..<end
      let parts = bytes.string(content).split(separator: " ", maxSplits: 1)
      let isPlain =
        parts.count == 2 && parts[0].utf8.allSatisfy(isNameByte)
        && ["\"", "'"].contains { parts[1].hasPrefix($0) && parts[1].hasSuffix($0) }
      if isPlain, !bytes[content].contains(0x25), !bytes[content].contains(0x3C) {
        declarations.append(start.lowerBound..<end + 1)
      }
      at = end
    }
    guard !declarations.isEmpty else { return }
    text += "<!DOCTYPE x [".utf8
    for declaration in declarations { copy(declaration) }
    text += "]>".utf8
  }

  private mutating func endTag(_ at: Int, _ lastEnd: Int) -> Int {
    var nameEnd = at + 2
    while nameEnd < bytes.count, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    var end = nameEnd
    while end < bytes.count, end - nameEnd < 256, bytes[end] != 0x3E, bytes[end] != 0x3C { end += 1 }
    if nameEnd == at + 2 { return escape(at, "&lt;") }
    if end < bytes.count, bytes[end] == 0x3E { end += 1 }
    let name = bytes[at + 2..<nameEnd]
    guard let index = open.lastIndex(where: { bytes[$0].elementsEqual(name) }) else { return end }
    // What follows the outermost element still belongs to it.
    if index == 0, at < lastEnd { return end }
    while open.count > index + 1 { close(open.removeLast()) }
    open.removeLast()
    if bytes[end - 1] == 0x3E, end == nameEnd + 1 {
      copy(at..<end)
    } else {
      write(Array("</".utf8) + Array(name) + [0x3E], for: at..<end)
    }
    return end
  }

  private mutating func startTag(_ at: Int) -> Int {
    var nameEnd = at + 1
    while nameEnd < bytes.count, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    let name = at + 1..<nameEnd
    var attributes: [(name: [UInt8], value: [UInt8])] = []
    var end = nameEnd
    var isEmpty = false
    let limit = min(bytes.count, at + Self.longestTag)
    scan: while true {
      while end < limit, TextRun.isWhiteSpace(bytes[end]) { end += 1 }
      guard end < limit else { return escape(at, "&lt;") }
      switch bytes[end] {
      case 0x3E:
        end += 1
        break scan
      case 0x2F:
        isEmpty = end + 1 < limit && bytes[end + 1] == 0x3E
        end += 1
      case 0x3C: break scan
      default: attribute(&end, limit, &attributes)
      }
    }
    hasRoot = true
    var tag = [0x3C] + Array(bytes[name])
    for attribute in attributes {
      tag += [0x20] + attribute.name + [0x3D, 0x22] + attribute.value + [0x22]
    }
    tag += isEmpty ? [0x2F, 0x3E] : [0x3E]
    write(tag, for: at..<end)
    if !isEmpty { open.append(name) } else if open.isEmpty { hasRoot = true }
    return end
  }

  /// Reads one attribute; a second one of the same name is left out.
  private func attribute(
    _ end: inout Int, _ limit: Int, _ attributes: inout [(name: [UInt8], value: [UInt8])]
  ) {
    let start = end
    while end < limit, isNameByte(bytes[end]) { end += 1 }
    guard end > start, isNameStart(bytes[start]) else {
      end = max(end, start + 1)
      return
    }
    let name = Array(bytes[start..<end])
    while end < limit, TextRun.isWhiteSpace(bytes[end]) { end += 1 }
    var value = name[...]
    if end < limit, bytes[end] == 0x3D {
      end += 1
      while end < limit, TextRun.isWhiteSpace(bytes[end]) { end += 1 }
      let valueStart: Int
      if end < limit, bytes[end] == 0x22 || bytes[end] == 0x27,
        let close = bytes.firstIndex(of: bytes[end], in: end + 1..<limit)
      {
        valueStart = end + 1
        value = Array(bytes[valueStart..<close])[...]
        end = close + 1
      } else {
        if end < limit, bytes[end] == 0x22 || bytes[end] == 0x27 { end += 1 }
        valueStart = end
        while end < limit, !TextRun.isWhiteSpace(bytes[end]), bytes[end] != 0x3E { end += 1 }
        value = Array(bytes[valueStart..<end])[...]
      }
    }
    guard attributes.count < RecordSplitter.maximumAttributes,
      !attributes.contains(where: { $0.name == name })
    else { return }
    var escaped: [UInt8] = []
    for byte in value {
      switch byte {
      case 0x26: escaped += "&amp;".utf8
      case 0x3C: escaped += "&lt;".utf8
      case 0x22: escaped += "&quot;".utf8
      case 0..<0x20: escaped.append(0x20)
      default: escaped.append(byte)
      }
    }
    attributes.append((name, escaped))
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    0x41...0x5A ~= byte & 0xDF || byte == 0x5F || byte >= 0x80
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || 0x30...0x39 ~= byte || byte == 0x2D || byte == 0x2E || byte == 0x3A
  }
}
