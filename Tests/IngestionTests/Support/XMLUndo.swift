import Ingestion

/// Undoes XML: drops tags, comments and instructions, opens CDATA sections, resolves references.
struct XMLUndo: MarkupUndo {
  let document: Document
  /// Offsets of the content of CDATA sections, in bytes of the file.
  private let sections: [Range<Int>]
  /// Declared in the file's internal subset.
  private let entities: [String: [UInt8]]
  /// Elements that stand for white space.
  private static let breaks: Set<String> = [
    "lb", "br", "break", "sbr", "l", "verse-line", "v", "p", "hr", "space", "pause",
  ]
  /// The named characters that the tests use, for files whose declarations are elsewhere.
  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "eacute": "é",
    "mdash": "—",
    "ge": "≥", "le": "≤", "gg": "≫", "ll": "≪", "gl": "≷", "lg": "≶", "gE": "≧", "lE": "≦", "Lt": "≪",
    "Gt": "≫",
    "LT": "<", "GT": ">", "AMP": "&", "ndash": "–", "hellip": "…", "rsquo": "’", "uuml": "ü", "copy": "©",
  ]

  /// Prepares to undo the markup of `file`, which `document` was read from.
  init(_ document: Document, file: [UInt8]) {
    self.document = document
    let isWide = document.source.encoding.hasPrefix("UTF-16") || document.source.encoding.hasPrefix("UTF-32")
    sections = isWide ? [] : Self.find("<![CDATA[", "]]>", in: file)
    var entities: [String: [UInt8]] = [:]
    for declaration in Self.find("<!ENTITY", ">", in: file) {
      let text = String(decoding: file[declaration], as: UTF8.self)
      let quoted = text.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
      let name = text.split(whereSeparator: \.isWhitespace).first.map(String.init)
      if quoted.count == 3, let name, !text.contains("SYSTEM") { entities[name] = Array(quoted[1].utf8) }
    }
    self.entities = entities
  }

  func text(of place: Provenance, in file: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    for piece in place.remainingPieces() {
      decoded += Iconv.utf8(file[piece], from: document.source.encoding)
    }
    let startsInside = sections.contains { $0.contains(place.bytes?.byteStart ?? 0) }
    let once = undo(decoded, insideSection: startsInside)
    // MediaWiki's notation, itself XML text, has HTML's entities and, of its tags, line breaks.
    return document.source.format == .mediawiki ? undo(once, insideSection: false, onlyBreaks: true) : once
  }

  private func undo(_ bytes: [UInt8], insideSection: Bool, onlyBreaks: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    var at = 0
    var inside = insideSection
    func starts(_ mark: String) -> Bool { bytes[at...].starts(with: mark.utf8) }
    func skip(past mark: String) {
      while at < bytes.count, !starts(mark) { at += 1 }
      at = min(bytes.count, at + mark.utf8.count)
    }
    while at < bytes.count {
      if inside {
        if starts("]]>") {
          inside = false
          at += 3
        } else {
          result.append(bytes[at])
          at += 1
        }
      } else if onlyBreaks, bytes[at] == UInt8(ascii: "<"), !isBreakTag(bytes[at...]) {
        result.append(bytes[at])
        at += 1
      } else if starts("<![CDATA[") {
        inside = true
        at += 9
      } else if starts("<!--") {
        at += 4
        skip(past: "-->")
      } else if starts("<?") {
        skip(past: "?>")
      } else if bytes[at] == UInt8(ascii: "<") {
        let name = bytes[(at + 1)...].drop { $0 == UInt8(ascii: "/") }.prefix {
          $0 > 0x2F && $0 != 0x3E || $0 == 0x2D
        }
        if Self.breaks.contains(String(decoding: name, as: UTF8.self)) { result.append(0x20) }
        var quote: UInt8?
        while at < bytes.count {
          let byte = bytes[at]
          at += 1
          if let open = quote {
            if byte == open { quote = nil }
          } else if !onlyBreaks, byte == 0x22 || byte == 0x27 {
            quote = byte
          } else if byte == 0x3E {
            break
          }
        }
      } else if bytes[at] == UInt8(ascii: "&"),
        let end = bytes[at...].prefix(64).firstIndex(of: UInt8(ascii: ";"))
      {
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        if let text = resolve(name, depth: 0) {
          result += text
          at = end + 1
        } else if document.source.format == .mediawiki {
          result.append(bytes[at])
          at += 1
        } else {
          result += "\u{FFFD}".utf8
          at = end + 1
        }
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  /// Names of tags, without a digit behind them, that part words in a table's cell.
  private static let breakingTags: Set<String> = Set(
    "br p hr div center blockquote article figure poem details summary ul ol dl table tr tbody thead tfoot li dd dt td th caption figcaption h"
      .split(separator: " ").map(String.init))

  /// Whether `bytes` begins with a complete tag of a line break or a block.
  private func isBreakTag(_ bytes: ArraySlice<UInt8>) -> Bool {
    let inside = bytes.dropFirst().prefix { $0 != 0x3C && $0 != 0x3E }
    guard bytes.dropFirst(inside.count + 1).first == 0x3E else { return false }
    let name = inside.drop { $0 == 0x2F }.prefix { ($0 | 0x20) &- 0x61 < 26 }
    return Self.breakingTags.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  private func resolve(_ name: String, depth: Int) -> [UInt8]? {
    if name.hasPrefix("#x") { return UInt32(name.dropFirst(2), radix: 16).flatMap(Self.utf8) }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Self.utf8) }
    if let content = entities[name], depth < 10 {
      var text: [UInt8] = []
      var rest = content[...]
      while let first = rest.first {
        if first == UInt8(ascii: "&"), let end = rest.firstIndex(of: UInt8(ascii: ";")) {
          text +=
            resolve(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self), depth: depth + 1)
            ?? []
          rest = rest[(end + 1)...]
        } else {
          text.append(first)
          rest = rest.dropFirst()
        }
      }
      return text
    }
    return Self.named[name].map { Array($0.utf8) }
  }

  private static func utf8(_ value: UInt32) -> [UInt8]? {
    Unicode.Scalar(value).map { Array(String(Character($0)).utf8) }
  }

  private static func find(_ start: String, _ end: String, in bytes: [UInt8]) -> [Range<Int>] {
    let first = Array(start.utf8)
    let last = Array(end.utf8)
    var ranges: [Range<Int>] = []
    var at = 0
    while let open = bytes[at...].firstIndex(of: first[0]) {
      guard bytes[open...].starts(with: first) else {
        at = open + 1
        continue
      }
      var close = open + first.count
      while close < bytes.count, !bytes[close...].starts(with: last) { close += 1 }
      ranges.append(open + first.count..<close)
      at = min(bytes.count, close + last.count)
    }
    return ranges
  }
}
