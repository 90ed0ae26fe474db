/// Reads a message: its subject, who sent it when, and its text, with what is quoted told apart from what is
/// new.
enum MailParser {
  /// Parses the message `bytes`, which stand in their file from `offset` on.
  ///
  /// - Throws: `noText` where there is none.
  static func parse(
    _ bytes: [UInt8], offset: Int = 0, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    var map = SourceMap()
    map.append(textStart: 0, sourceStart: offset, textUnit: 1, sourceUnit: 1, count: bytes.count)
    let source = DecodedSource(utf8: bytes, map: map, encoding: description.encoding)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(IngestionError) -> Document in
      var reader = MailReader(source, buffer, file: description.path, options: options)
      return try reader.read(description)
    }
  }

  /// Whether bytes begin like a message: with fields that mail has and other texts hardly do.
  static func recognizes(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if Mailbox.recognizes(head) { return true }
    let headers = MailHeaders(head, from: start)
    let names = Set(headers.fields.map(\.name))
    guard headers.fields.count >= 2, headers.fields.first.map({ $0.value.lowerBound < start + 200 }) == true
    else { return false }
    let isRouted = !names.isDisjoint(with: [
      "message-id", "received", "return-path", "mime-version", "delivered-to",
    ])
    let isLetter = names.contains("from") && (names.contains("date") || names.contains("to"))
    return isRouted && (names.contains("from") || names.contains("subject") || names.contains("date"))
      || isLetter && names.contains("subject") && names.contains("date")
  }
}

/// Reads one message into a document builder.
private struct MailReader {
  private let source: DecodedSource
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: String
  private let options: IngestionOptions
  private let parts: [MailParts.Part]
  private var builder: DocumentBuilder
  private var warnings: [IngestionWarning] = []
  private var title: String?
  private var hasBody = false

  init(
    _ source: DecodedSource, _ bytes: UnsafeBufferPointer<UInt8>, file: String, options: IngestionOptions
  ) {
    self.source = source
    self.bytes = bytes
    self.file = file
    self.options = options
    parts = MailParts(bytes, depth: min(64, options.maximumDepth)).parts
    builder = DocumentBuilder(source: source)
  }

  mutating func read(_ description: SourceDescription) throws(IngestionError) -> Document {
    guard MailParts.areAvailable else {
      throw IngestionError(file: file, reason: .missingTool("GMime", package: "libgmime-3.0-0"))
    }
    let headers = MailHeaders(bytes, from: 0)
    var description = description
    readHeaders(headers, path: "", isTop: true)
    if description.recordIndex != nil {
      description.recordID = headers.raw("message-id").map { $0.filter { !"<> ".contains($0) } }
    }
    if parts.isEmpty {
      readText(headers.end..<bytes.count, .plain, charset: nil, path: "")
    } else {
      try readPart(0, path: "")
    }
    var document = try builder.finish(description, title: title, language: headers.raw("content-language"))
    document.warnings = warnings
    preferWhatIsNew(&document)
    return document
  }

  // MARK: Headers

  private mutating func readHeaders(_ headers: MailHeaders, path: String, isTop: Bool) {
    if let subject = headers.value("subject") {
      let text = headers.text(subject, file: file)
      if isTop {
        let words = String(decoding: text.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        title = words.isEmpty ? nil : words.joined(separator: " ")
      }
      append(text, isTop ? .title : .heading, isTop ? .front : .body, path: path + "/subject[1]")
    }
    for name in ["from", "to", "cc", "date"] {
      guard let value = headers.value(name) else { continue }
      append(headers.text(value, file: file), .paragraph, .metadata, path: "\(path)/\(name)[1]")
    }
  }

  private mutating func append(_ text: UndoneText, _ kind: Block.Kind, _ role: Block.Role, path: String) {
    builder.openBlock(kind, role: role, path: path)
    text.forEachPiece(of: bytes) { text, place in
      if let text { builder.append(text, for: place) } else { builder.append(place) }
    }
    builder.closeBlock()
  }

  // MARK: Parts

  private mutating func readPart(_ index: Int, path: String) throws(IngestionError) {
    let part = parts[index]
    switch part.type {
    case "multipart/alternative":
      if let chosen = best(of: part.children) {
        try readPart(chosen, path: childPath(path, part, chosen))
      }
    case let type where type.hasPrefix("multipart/"):
      for child in part.children { try readPart(child, path: childPath(path, part, child)) }
    case "message/rfc822", "message/global":
      guard let child = part.children.first else { return }
      builder.openSection()
      if let headers = enclosedHeaders(before: child) {
        readHeaders(headers, path: path, isTop: false)
      }
      try readPart(child, path: path)
      builder.closeSection()
    case "text/plain", "text/html", "text/enriched", "text/markdown":
      if part.isAttachment || part.name != nil && index > 0 && hasBody { return nameAttachment(part) }
      guard let content = part.content else { return }
      if part.type == "text/html" {
        try readHTML(content, part.encoding, charset: part.charset, path: path)
      } else {
        readText(content, part.encoding, charset: part.charset, path: path)
      }
    default: nameAttachment(part)
    }
  }

  private func childPath(_ path: String, _ part: MailParts.Part, _ child: Int) -> String {
    "\(path)/part[\((part.children.firstIndex(of: child) ?? 0) + 1)]"
  }

  /// The alternative to read: plain text, unless it is only a word to those who can't see the other, which
  /// then has several times as much text.
  private func best(of children: [Int]) -> Int? {
    func text(in index: Int, _ type: String) -> Int? {
      if parts[index].type == type { return index }
      guard parts[index].type.hasPrefix("multipart/") else { return nil }
      for child in parts[index].children {
        if let found = text(in: child, type) { return found }
      }
      return nil
    }
    func words(_ index: Int) -> Int {
      guard let content = parts[index].content else { return 0 }
      let decoded = TransferDecoding.decode(bytes, content, parts[index].encoding)
      guard parts[index].type == "text/html" else { return decoded.bytes.split { $0 <= 0x20 }.count }
      return HTMLFragment.line(decoded).bytes.split { $0 <= 0x20 }.count
    }
    let plain = children.first { text(in: $0, "text/plain") != nil }
    let html = children.first { text(in: $0, "text/html") != nil }
    guard let plain, let html else { return plain ?? html ?? children.last }
    let plainWords = text(in: plain, "text/plain").map(words) ?? 0
    let htmlWords = text(in: html, "text/html").map(words) ?? 0
    return plainWords == 0 || plainWords < 40 && htmlWords > plainWords * 4 ? html : plain
  }

  /// The fields of the message that encloses the part `child`: behind the blank line that ends those of its
  /// part.
  private func enclosedHeaders(before child: Int) -> MailHeaders? {
    var leaf = child
    while parts[leaf].content == nil, let first = parts[leaf].children.first { leaf = first }
    let end = parts[leaf].content?.lowerBound ?? bytes.count
    let start =
      parts[..<child].compactMap(\.content).map(\.upperBound).max() ?? MailHeaders(bytes, from: 0).end
    guard start < end else { return nil }
    // Behind a boundary: fields, a blank line, the fields that are wanted.
    var at = start
    while at < end {
      let line = MarkdownLine(at: at, in: bytes)
      at = line.next
      guard bytes[line.range].starts(with: "--".utf8) else { continue }
      let outer = MailHeaders(bytes, from: at)
      guard outer.raw("content-type")?.lowercased().hasPrefix("message/") == true else { continue }
      return MailHeaders(bytes, from: outer.end)
    }
    return nil
  }

  private mutating func nameAttachment(_ part: MailParts.Part) {
    guard !part.type.hasPrefix("multipart/"), part.type != "application/pgp-signature",
      part.type != "application/pkcs7-signature"
    else { return }
    let name = part.name.map { "'\($0)' " } ?? ""
    warnings.append(IngestionWarning(message: "the attachment \(name)(\(part.type)) is not read"))
    // The name stands in the fields right above the content.
    guard let name = part.name, let content = part.content else { return }
    let pattern = Array(name.utf8)
    let above = max(0, content.lowerBound - 4000)..<content.lowerBound
    guard !pattern.isEmpty, pattern.allSatisfy({ 0x20...0x7E ~= $0 }) else { return }
    var at = above.upperBound - pattern.count
    while at >= above.lowerBound {
      if bytes[at..<at + pattern.count].elementsEqual(pattern) {
        builder.openBlock(.listItem, role: .metadata, path: "/attachment[\(warnings.count)]")
        builder.append(at..<at + pattern.count)
        builder.closeBlock()
        return
      }
      at -= 1
    }
  }

  // MARK: Text

  private mutating func readText(
    _ content: Range<Int>, _ encoding: MailParts.Encoding, charset: String?, path: String
  ) {
    let raw = TransferDecoding.decode(bytes, content, encoding)
    guard let text = MailCharset.decode(raw, charset: charset, file: file) else { return }
    let stretches = text.bytes.withUnsafeBufferPointer { MailText($0) }
    for (index, stretch) in stretches.stretches.enumerated() {
      var piece = UndoneText()
      piece.append(text, stretch.range)
      guard
        let document = try? PlainTextParser.parse(
          piece.decoded(encoding: source.encoding), description: empty, options: options)
      else { continue }
      let role: Block.Role? =
        switch stretch.kind {
        case .new: nil
        case .quoted: stretches.isForward ? nil : .note
        case .signature: .back
        }
      graft(document, path: "\(path)/text[\(index + 1)]", role: role)
    }
  }

  private mutating func readHTML(
    _ content: Range<Int>, _ encoding: MailParts.Encoding, charset: String?, path: String
  ) throws(IngestionError) {
    let raw = TransferDecoding.decode(bytes, content, encoding)
    guard let text = MailCharset.decode(raw, charset: charset, file: file) else { return }
    do {
      let page = try HTMLDocumentParser.parse(
        text.decoded(encoding: source.encoding), description: empty, options: options)
      graft(page, path: path, role: nil)
    } catch {
      if error.reason != .noText { throw error }
    }
  }

  private mutating func graft(_ document: Document, path: String, role: Block.Role?) {
    builder.graft(document, path: path, role: role)
    if document.blocks.contains(where: { $0.role == .body }), role == nil { hasBody = true }
  }

  private var empty: SourceDescription {
    SourceDescription(path: file, format: .mail, encoding: source.encoding, byteCount: 0, sha256: "")
  }

  /// A message that says nothing of its own is what it quotes.
  private func preferWhatIsNew(_ document: inout Document) {
    let isNew = document.blocks.contains { $0.role == .body && $0.kind != .title && $0.kind != .heading }
    guard !isNew else { return }
    for index in document.blocks.indices where document.blocks[index].role == .note {
      document.blocks[index].role = .body
    }
  }
}
