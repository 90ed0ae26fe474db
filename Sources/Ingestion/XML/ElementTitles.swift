import Platform

/// Titles of elements by their identifiers, for references that print the title of what they refer to.
enum ElementTitles {
  private static let titles: Set<String> = ["title", "head", "refname", "label", "caption"]

  /// The titles in a document: an element's own label for references, or the first title inside it that
  /// belongs to no other.
  static func collect(_ bytes: UnsafeBufferPointer<UInt8>) -> [String: String] {
    var found: [String: String] = [:]
    var open: [String?] = []
    var scanner = MarkupScanner(bytes)
    while let token = scanner.next() {
      switch token.kind {
      case .startTag, .emptyTag:
        let name = bytes.string(token.inner).split(separator: ":").last?.lowercased() ?? ""
        let attribute =
          TagAttributes.value(of: "xml:id", in: token, bytes)
          ?? TagAttributes.value(of: "id", in: token, bytes)
        let identifier = attribute.map(bytes.string)
        if let identifier, let label = TagAttributes.value(of: "xreflabel", in: token, bytes) {
          found[identifier] = bytes.string(label)
        }
        guard token.kind == .startTag else { continue }
        if titles.contains(name), let owner = open.suffix(2).reversed().compactMap({ $0 }).first,
          found[owner] == nil
        {
          let title = text(of: scanner, bytes)
          if !title.isEmpty { found[owner] = title }
        }
        open.append(identifier)
      case .endTag: _ = open.popLast()
      default: break
      }
    }
    return found
  }

  /// The text of the element that has just been entered, its white space collapsed.
  private static func text(of start: MarkupScanner, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var scanner = start
    var depth = 1
    var text: [UInt8] = []
    var entities = EntityTable(declared: [:], byteCount: 0)
    while depth > 0, text.count < 400, let token = scanner.next() {
      switch token.kind {
      case .startTag: depth += 1
      case .endTag: depth -= 1
      case .text, .cdata: text += bytes[token.inner].prefix(400)
      case .reference:
        if case .text(let replacement) = entities.resolve(bytes, token.inner) { text += replacement }
      default: break
      }
    }
    return String(decoding: text, as: UTF8.self).onOneLine
  }
}
