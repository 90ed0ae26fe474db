import CArchive

/// The members of a zip archive that a document is made of, laid end to end.
///
/// Reading stops at limits: members in all, and bytes of all members that are read.
struct Container {
  /// Most members of an archive that are looked at.
  static let maximumMembers = 65_536

  /// All that was read.
  private(set) var bytes: [UInt8] = []
  /// Members that were read, in the order in which they stand.
  private(set) var members: [SourceMember] = []
  /// Names of all members.
  private(set) var names: [String] = []

  private let file: String
  private var ranges: [String: Range<Int>] = [:]

  /// Reads the members of the archive `archive` that `wants` names.
  ///
  /// - Throws: `malformed` for a damaged archive, `foreign` for an encrypted one, `limit`.
  init(
    _ archive: [UInt8], file: String, maximumBytes: Int, wants: (String) -> Bool
  ) throws(IngestionError) {
    self.file = file
    var bytes: [UInt8] = []
    var members: [SourceMember] = []
    var ranges: [String: Range<Int>] = [:]
    names = try archive.withUnsafeBufferPointer { (buffer) throws(IngestionError) -> [String] in
      try Self.read(buffer, file: file, maximumBytes: maximumBytes, wants: wants) { name, content in
        guard ranges[name] == nil else { return }
        members.append(SourceMember(name: name, start: bytes.count))
        ranges[name] = bytes.count..<bytes.count + content.count
        bytes += content
      }
    }
    (self.bytes, self.members, self.ranges) = (bytes, members, ranges)
  }

  /// The names of an archive's members; empty where it is damaged from the beginning.
  static func names(of archive: [UInt8]) -> [String] {
    let container = try? Container(archive, file: "", maximumBytes: 0) { _ in false }
    return container?.names ?? []
  }

  private static func read(
    _ archive: UnsafeBufferPointer<UInt8>, file: String, maximumBytes: Int, wants: (String) -> Bool,
    _ take: (String, [UInt8]) -> Void
  ) throws(IngestionError) -> [String] {
    guard let reader = ca_open_memory(archive.baseAddress, archive.count) else {
      throw IngestionError(file: file, reason: .io("out of memory"))
    }
    defer { ca_close(reader) }
    func damaged(_ name: String) -> IngestionError {
      let words = ca_message(reader).map { String(cString: $0) } ?? "unexpected end"
      return IngestionError(file: name, reason: .malformed("damaged archive: \(words)"))
    }
    var names: [String] = []
    var left = maximumBytes
    // One buffer for all, so that tens of thousands of tiny members cost what they hold.
    var content: [UInt8] = []
    var member = ca_member()
    while true {
      let status = ca_next(reader, &member)
      if status == CA_END { return names }
      guard status == CA_OK else { throw damaged(file) }
      guard names.count < maximumMembers else {
        throw IngestionError(file: file, reason: .limit("number of members", maximumMembers))
      }
      guard member.is_file != 0, let path = member.path else { continue }
      let name = String(cString: path)
      names.append(name)
      guard wants(name) else { continue }
      let place = "\(file)!\(name)"
      if member.is_encrypted != 0 {
        throw IngestionError(
          file: place, reason: .foreign("encrypted", advice: "save a copy without a password"))
      }
      content.removeAll(keepingCapacity: true)
      while true {
        let start = content.count
        let piece = min(1 << 20, max(1 << 14, start))
        content.append(contentsOf: repeatElement(0, count: piece))
        let got = content.withUnsafeMutableBytes { ca_read(reader, $0.baseAddress.map { $0 + start }, piece) }
        content.removeLast(piece - max(0, Int(got)))
        guard got >= 0 else { throw damaged(place) }
        if got == 0 { break }
        guard content.count <= left else {
          throw IngestionError(
            file: place, reason: .limit("size of a document's members in bytes", maximumBytes))
        }
      }
      left -= content.count
      take(name, content)
    }
  }

  /// The decoded member `name`, whose places count through all members; `nil` where there is none or it is
  /// empty.
  func source(_ name: String) throws(IngestionError) -> DecodedSource? {
    guard let range = ranges[name], !range.isEmpty else { return nil }
    let decoded = try SourceDecoder.decode(Array(bytes[range]), file: "\(file)!\(name)", declared: nil)
    var place = SourceMap()
    place.append(textStart: 0, sourceStart: range.lowerBound, textUnit: 1, sourceUnit: 1, count: range.count)
    return DecodedSource(
      utf8: decoded.utf8, map: decoded.map.composed(through: place), encoding: decoded.encoding)
  }

  /// What `extract` makes of `source`, the member `name`, once it is known to be well-formed; `nil` where
  /// that has no text.
  func document(
    of source: DecodedSource, _ name: String, format: DocumentFormat, options: IngestionOptions,
    _ extract: (UnsafeBufferPointer<UInt8>, SourceDescription) throws(IngestionError) -> Document
  ) throws(IngestionError) -> Document? {
    let description = description(of: name, format: format)
    _ = try XMLDocumentParser.check(source, file: description.path, options: options)
    do throws(IngestionError) {
      return try source.utf8.withUnsafeBufferPointer { (bytes) throws(IngestionError) -> Document in
        try extract(bytes, description)
      }
    } catch {
      if error.reason == .noText { return nil }
      throw error
    }
  }

  /// A builder whose places count through all members, whose text is UTF-8 where nothing else is known.
  func builder() -> DocumentBuilder {
    DocumentBuilder(
      source: DecodedSource(utf8: bytes, map: .identity(count: max(1, bytes.count)), encoding: "UTF-8"))
  }

  /// A description for documents made of a member.
  func description(of name: String, format: DocumentFormat) -> SourceDescription {
    SourceDescription(path: "\(file)!\(name)", format: format, encoding: "UTF-8", byteCount: 0, sha256: "")
  }

  /// A reference made a member's name: percent signs undone, `..` followed.
  static func resolve(_ reference: String, in folder: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(reference.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "%"), rest.count > 2,
        let high = TransferDecoding.hexadecimalValue(rest[rest.startIndex + 1]),
        let low = TransferDecoding.hexadecimalValue(rest[rest.startIndex + 2])
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    var parts: [Substring] = []
    let whole = String(folder) + String(decoding: bytes, as: UTF8.self)
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

/// The elements of a small XML file, one after the other, for files that hold settings and no text.
struct SettingsXML {
  /// An element's start.
  struct Element {
    /// Name without prefix.
    var name: String
    /// Attributes by their names with and without prefix; references to characters resolved.
    var attributes: [String: String]
    /// Its depth, 1 for the root.
    var depth: Int
    /// Text directly behind the start tag.
    var text: String
  }

  /// In document order.
  private(set) var elements: [Element] = []

  /// Elements that are looked at: they take twenty times the memory of their markup, and files with more of
  /// them hold text, in front of which their settings stand.
  private static let most = 1 << 20

  /// Reads `source` as far as it is well-formed, and its first million elements.
  init(_ source: DecodedSource?) {
    guard let source else { return }
    source.utf8.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var depth = 0
      while elements.count < Self.most, let token = scanner.next() {
        switch token.kind {
        case .startTag, .emptyTag:
          depth += 1
          var attributes: [String: String] = [:]
          for attribute in TagAttributes(bytes, of: token) {
            let name = bytes.string(attribute.name), value = bytes.undone(attribute.value)
            let local = Self.local(name)
            attributes[local] = value
            // Two may differ by their prefixes alone.
            if local.utf8.count != name.utf8.count { attributes[name] = value }
          }
          elements.append(
            Element(
              name: Self.local(bytes.string(token.inner)), attributes: attributes, depth: depth, text: ""))
          if token.kind == .emptyTag { depth -= 1 }
        case .endTag: depth -= 1
        case .text, .reference:
          if let last = elements.indices.last, elements[last].depth == depth,
            elements[last].text.utf8.count < 10_000
          {
            elements[last].text += bytes.undone(token.range)
          }
        default: break
        }
      }
    }
  }

  private static func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The text of `range` with its references to characters undone.
  func undone(_ range: Range<Int>) -> String {
    guard self[range].contains(UInt8(ascii: "&")) else { return string(range) }
    return String(decoding: CharacterReference.undone(self, in: range, dialect: .html), as: UTF8.self)
  }
}
