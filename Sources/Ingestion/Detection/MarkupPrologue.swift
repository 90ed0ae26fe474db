/// What stands before and in the root tag of a text that begins like markup.
struct MarkupPrologue {
  /// Whether there is an XML declaration.
  private(set) var hasXMLDeclaration = false
  /// Name in the document type declaration, in lower case; empty without one.
  private(set) var doctypeName = ""
  /// The document type declaration.
  private(set) var doctype: [UInt8] = []
  /// Local name of the first element; empty where none was reached.
  private(set) var rootName = ""
  /// The first element's start tag.
  private(set) var rootTag: [UInt8] = []
  /// Whether that tag closes itself.
  var isSelfClosed: Bool { rootTag.suffix(2).elementsEqual("/>".utf8) }

  /// Reads the beginning of `head`; `nil` where the first character is no `<` or what follows is no markup.
  init?(_ head: [UInt8]) {
    var at = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while true {
      while at < head.count, head[at] <= 0x20 { at += 1 }
      guard at + 1 < head.count, head[at] == UInt8(ascii: "<") else {
        if hasXMLDeclaration || !doctypeName.isEmpty { return }
        return nil
      }
      switch head[at + 1] {
      case UInt8(ascii: "?"):
        if head[at...].starts(with: "<?xml".utf8) { hasXMLDeclaration = true }
        at = Self.end(of: "?>", in: head, from: at)
      case UInt8(ascii: "!"):
        if head[at...].starts(with: "<!--".utf8) {
          at = Self.end(of: "-->", in: head, from: at + 4)
        } else {
          let end = Self.endOfDeclaration(head, from: at)
          doctype = Array(head[at..<end])
          let words = doctype.dropFirst(2).split { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
          guard let keyword = words.first, String(decoding: keyword, as: UTF8.self).lowercased() == "doctype"
          else { return nil }
          doctypeName = words.count > 1 ? String(decoding: words[1], as: UTF8.self).lowercased() : ""
          at = end
        }
      default:
        let name = head[(at + 1)...].prefix { Self.isName($0) }
        guard let first = name.first, !(0x30...0x39 ~= first), first != 0x2D, first != 0x2E else {
          return nil
        }
        rootTag = Array(head[at..<Self.endOfTag(head, from: at)])
        let local = name.split(separator: UInt8(ascii: ":")).last ?? name
        rootName = String(decoding: local, as: UTF8.self)
        return
      }
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  private static func end(of terminator: String, in head: [UInt8], from start: Int) -> Int {
    let pattern = Array(terminator.utf8)
    var at = start
    while at + pattern.count <= head.count {
      if head[at...].starts(with: pattern) { return at + pattern.count }
      at += 1
    }
    return head.count
  }

  /// End of a declaration, its internal subset in brackets included.
  private static func endOfDeclaration(_ head: [UInt8], from start: Int) -> Int {
    var at = start
    var quote: UInt8?
    var depth = 0
    while at < head.count {
      let byte = head[at]
      at += 1
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return at
      default: break
      }
    }
    return head.count
  }

  private static func endOfTag(_ head: [UInt8], from start: Int) -> Int {
    var at = start
    var quote: UInt8?
    while at < head.count {
      let byte = head[at]
      at += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return at
      }
    }
    return head.count
  }
}
