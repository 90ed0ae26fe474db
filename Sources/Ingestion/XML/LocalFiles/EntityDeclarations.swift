/// The entities that a document type definition declares (XML 1.0, 4.2), read from the internal subset and
/// from files that it names.
struct EntityDeclarations {
  /// Replacement texts of internal general entities.
  private(set) var texts: [String: [UInt8]] = [:]
  /// Names of files of external general entities.
  private(set) var files: [String: String] = [:]
  /// Replacement texts and files of parameter entities.
  private var parameterTexts: [String: [UInt8]] = [:]
  private var parameterFiles: [String: String] = [:]

  /// Deepest nesting of parameter entities and of the files that they stand for.
  private static let deepest = 16
  /// Most bytes of declarations, each time that they are read: entities that name each other many times over
  /// would otherwise take longer than anybody lives.
  private static let mostBytes = 1 << 24
  private let file: String
  private var rest = mostBytes

  /// No declarations yet; errors name `file`.
  init(file: String) { self.file = file }

  /// Reads the declarations in `bytes`. `load` gives the bytes of a file by the name that a declaration uses.
  mutating func read(
    _ bytes: [UInt8], depth: Int = 0, load: (String) throws(IngestionError) -> [UInt8]?
  ) throws(IngestionError) {
    guard depth < Self.deepest else { return }
    // A reference alone costs something too, so that empty entities come to an end.
    rest -= bytes.count + 16
    guard rest >= 0 else {
      throw IngestionError(file: file, reason: .limit("size of declarations in bytes", Self.mostBytes))
    }
    var cursor = Cursor(bytes: bytes)
    while let byte = cursor.byte {
      if cursor.skip("<!--") {
        cursor.pass("-->")
      } else if cursor.skip("<?") {
        cursor.pass("?>")
      } else if cursor.skip("<!ENTITY") {
        declare(&cursor)
      } else if cursor.skip("<![") {
        // What is ignored declares nothing; what is included is read on.
        if cursor.word() == "IGNORE" { cursor.passSection() } else { cursor.pass("[") }
      } else if cursor.skip("<!") {
        cursor.passDeclaration()
      } else if byte == 0x25, let name = cursor.reference() {
        if let text = parameterTexts[name] {
          try read(text, depth: depth + 1, load: load)
        } else if let file = parameterFiles[name], let content = try load(file) {
          try read(content, depth: depth + 1, load: load)
        }
      } else {
        cursor.advance()
      }
    }
  }

  /// Reads `name "text"`, `name SYSTEM "file"`, and both behind a `%`. The first declaration of a name binds.
  private mutating func declare(_ cursor: inout Cursor) {
    cursor.skipSpace()
    let isParameter = cursor.skip("%")
    let name = cursor.word()
    cursor.skipSpace()
    guard !name.isEmpty else { return cursor.pass(">") }
    if let text = cursor.literal() {
      if isParameter {
        if parameterTexts[name] == nil, parameterFiles[name] == nil { parameterTexts[name] = text }
      } else if texts[name] == nil, files[name] == nil {
        texts[name] = text
      }
    } else if let file = cursor.externalIdentifier() {
      cursor.skipSpace()
      // Pictures and the like are declared with a notation, and are no text.
      let isData = cursor.skip("NDATA")
      if isParameter {
        if parameterTexts[name] == nil, parameterFiles[name] == nil { parameterFiles[name] = file }
      } else if texts[name] == nil, files[name] == nil, !isData {
        files[name] = file
      }
    }
    cursor.pass(">")
  }

  /// The file that a document type declaration, `<!DOCTYPE book SYSTEM "book.dtd" [`, names.
  static func externalSubset(_ declaration: [UInt8]) -> String? {
    var cursor = Cursor(bytes: declaration)
    guard cursor.skip("<!DOCTYPE") else { return nil }
    cursor.skipSpace()
    _ = cursor.word()
    cursor.skipSpace()
    return cursor.externalIdentifier()
  }

  /// A place in a definition.
  private struct Cursor {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var byte: UInt8? { at < bytes.count ? bytes[at] : nil }
    mutating func advance() { at += 1 }

    mutating func skip(_ text: String) -> Bool {
      guard bytes[at...].starts(with: text.utf8) else { return false }
      at += text.utf8.count
      return true
    }

    mutating func skipSpace() {
      while let byte, TextRun.isWhiteSpace(byte) { at += 1 }
    }

    /// Passes over everything up to `text`, and it.
    mutating func pass(_ text: String) {
      while at < bytes.count, !skip(text) { at += 1 }
    }

    /// Passes over a declaration; a `>` in quotation marks does not end it.
    mutating func passDeclaration() {
      while let byte {
        if byte == 0x22 || byte == 0x27 {
          _ = literal()
          continue
        }
        at += 1
        if byte == 0x3E { return }
      }
    }

    /// Passes over a conditional section, with those inside it.
    mutating func passSection() {
      var depth = 1
      while at < bytes.count, depth > 0 {
        if skip("<![") { depth += 1 } else if skip("]]>") { depth -= 1 } else { at += 1 }
      }
    }

    mutating func word() -> String {
      skipSpace()
      let start = at
      while let byte, !TextRun.isWhiteSpace(byte), !"\"'<>[%;".utf8.contains(byte) { at += 1 }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    /// `%name;`.
    mutating func reference() -> String? {
      let start = at
      at += 1
      let name = word()
      guard !name.isEmpty, skip(";") else {
        at = start
        return nil
      }
      return name
    }

    /// A text in quotation marks.
    mutating func literal() -> [UInt8]? {
      guard let quote = byte, quote == 0x22 || quote == 0x27 else { return nil }
      let start = at + 1
      at = start
      while let byte, byte != quote { at += 1 }
      defer { at += 1 }
      return Array(bytes[start..<min(at, bytes.count)])
    }

    /// The file in `SYSTEM "file"` or `PUBLIC "name" "file"`.
    mutating func externalIdentifier() -> String? {
      let isPublic = skip("PUBLIC")
      guard isPublic || skip("SYSTEM") else { return nil }
      skipSpace()
      if isPublic {
        _ = literal()
        skipSpace()
      }
      return literal().map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
