import CMail

/// The tree of a message's parts, as GMime finds it.
struct MailParts {
  /// How a part's content is encoded for transfer.
  enum Encoding { case plain, quotedPrintable, base64 }

  /// A part of a message.
  struct Part {
    var parent: Int
    var children: [Int] = []
    /// `text/plain`, in lower case.
    var type: String
    var charset: String?
    var name: String?
    var isAttachment: Bool
    var encoding: Encoding
    /// The encoded content.
    var content: Range<Int>?
  }

  /// Parts in the order in which they stand; the first is the message's own.
  private(set) var parts: [Part] = []

  /// Whether mails can be read here: GMime is installed.
  static var areAvailable: Bool { cm_is_available() != 0 }

  /// Takes the message `bytes` apart.
  init(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int) {
    guard let base = bytes.baseAddress, let message = cm_open(base, bytes.count, Int32(depth)) else { return }
    defer { cm_close(message) }
    for index in 0..<cm_count(message) {
      let node = cm_part_at(message, index)
      let type = String(cString: node.type) + "/" + String(cString: node.subtype)
      let encoding: Encoding =
        switch Int(node.encoding) {
        case CM_BASE64: .base64
        case CM_QUOTED_PRINTABLE: .quotedPrintable
        default: .plain
        }
      let isInside = node.start >= 0 && node.start <= node.end && node.end <= Int64(bytes.count)
      parts.append(
        Part(
          parent: Int(node.parent), type: type.lowercased(),
          charset: node.charset.map { String(cString: $0) }, name: node.name.map { String(cString: $0) },
          isAttachment: node.disposition.map { String(cString: $0).lowercased() == "attachment" } ?? false,
          encoding: encoding, content: isInside ? Int(node.start)..<Int(node.end) : nil))
      if node.parent >= 0 { parts[Int(node.parent)].children.append(Int(index)) }
    }
  }
}
