/// Resolves references to characters and internal entities.
///
/// An entity's replacement counts as text: markup in it is dropped. Sizes are computed before anything is
/// expanded, and what one document expands in all is bounded, so that amplification costs nothing.
struct EntityTable {
  /// What a reference stands for.
  enum Resolution {
    case text([UInt8])
    /// Declared nowhere that Peruse reads.
    case undefined
    /// Expands to more than the document may ask for.
    case refused(IngestionError.Reason)
  }

  /// Bytes that a document may expand whatever its size; beyond it, ten times its own size. (libxml2
  /// bounds amplification in the same way: a floor, then a factor.)
  static let freeExpansion = 1_000_000
  static let maximumFactor = 10
  /// Entities refer to each other no deeper than libxml2 allows; a loop ends here as well.
  private static let maximumDepth = 40

  private let declared: [String: [UInt8]]
  private let budget: Int
  private var spent = 0
  private var sizes: [String: Int] = [:]
  private var expansions: [String: [UInt8]] = [:]

  /// A table of the entities `declared`, for a document of `byteCount` bytes.
  init(declared: [String: [UInt8]], byteCount: Int) {
    self.declared = declared
    budget = max(Self.freeExpansion, byteCount &* Self.maximumFactor)
  }

  /// What `&name;` stands for, where `name` (`amp`, `#x2014`, `chapter`) is that range of `bytes`.
  mutating func resolve(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> Resolution {
    if let text = Self.predefined(bytes, name) { return .text(text) }
    let key = bytes.string(name)
    if let text = Self.builtIn(key) { return .text(text) }
    guard declared[key] != nil else { return Self.named(bytes, name).map { .text($0) } ?? .undefined }
    let size = size(of: key, depth: 0)
    spent = Self.sum(spent, size)
    guard spent <= budget else {
      return .refused(.entityAmplification("'&\(key);' and others expand to more than \(budget) bytes"))
    }
    if let text = expansions[key] { return .text(text) }
    var text: [UInt8] = []
    text.reserveCapacity(size)
    expand(key, into: &text, depth: 0)
    expansions[key] = text
    return .text(text)
  }

  // MARK: Declared entities

  private enum Piece {
    case text(Range<Int>)
    case reference(String, utf8: [UInt8])
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  private mutating func size(of key: String, depth: Int) -> Int {
    if let size = sizes[key] { return size }
    guard depth < Self.maximumDepth, let content = declared[key] else { return 4 }
    var size = 0
    for piece in Self.pieces(of: content) {
      switch piece {
      case .text(let range): size = Self.sum(size, range.count)
      case .reference(let name, let text):
        let inner = declared[name] == nil ? text.count : self.size(of: name, depth: depth + 1)
        size = Self.sum(size, inner)
      }
    }
    sizes[key] = size
    return size
  }

  private func expand(_ key: String, into text: inout [UInt8], depth: Int) {
    guard depth < Self.maximumDepth, let content = declared[key] else { return }
    for piece in Self.pieces(of: content) {
      switch piece {
      case .text(let range): text += content[range]
      case .reference(let name, let character):
        if declared[name] == nil {
          text += character
        } else {
          expand(name, into: &text, depth: depth + 1)
        }
      }
    }
  }

  /// The character data of an entity's replacement text.
  private static func pieces(of content: [UInt8]) -> [Piece] {
    content.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var pieces: [Piece] = []
      while let token = scanner.next() {
        switch token.kind {
        case .text, .cdata: pieces.append(.text(token.inner))
        case .reference:
          let name = bytes.string(token.inner)
          let character = builtIn(name) ?? named(bytes, token.inner) ?? replacementCharacter
          pieces.append(.reference(name, utf8: character))
        default: break
        }
      }
      return pieces
    }
  }

  // MARK: Characters

  /// U+FFFD, which stands for a character that is not known.
  static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

  private static let ampersand: [UInt8] = [0x26]
  private static let less: [UInt8] = [0x3C]
  private static let greater: [UInt8] = [0x3E]
  private static let quote: [UInt8] = [0x22]

  /// The predefined entities that text is full of, without making a string of their names.
  private static func predefined(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> [UInt8]? {
    switch (name.count, bytes[name.lowerBound]) {
    case (2, 0x6C) where bytes[name.lowerBound + 1] == 0x74: return less
    case (2, 0x67) where bytes[name.lowerBound + 1] == 0x74: return greater
    case (3, 0x61) where bytes[name].elementsEqual("amp".utf8): return ampersand
    case (4, 0x71) where bytes[name].elementsEqual("quot".utf8): return quote
    default: return nil
    }
  }

  /// The five predefined entities and numbered characters.
  private static func builtIn(_ name: String) -> [UInt8]? {
    switch name {
    case "amp": return [0x26]
    case "lt": return [0x3C]
    case "gt": return [0x3E]
    case "quot": return [0x22]
    case "apos": return [0x27]
    default: return name.hasPrefix("#") ? character(name.dropFirst()) : nil
    }
  }

  /// The character with the number `233` or `xE9`.
  private static func character(_ number: Substring) -> [UInt8]? {
    let isHexadecimal = number.hasPrefix("x") || number.hasPrefix("X")
    let digits = isHexadecimal ? number.dropFirst() : number
    guard let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value)
    else { return nil }
    return Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// Whether `name` is one of HTML's names.
  static func isNamed(_ name: [UInt8]) -> Bool {
    let reference = [0x26] + name + [0x3B]
    return reference.withUnsafeBufferPointer { named($0, 1..<name.count + 1) != nil }
  }

  /// HTML's named characters, which hold ISO's, for documents whose own declarations stand in a file that is
  /// never loaded.
  private static func named(_ bytes: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> [UInt8]? {
    CharacterReference.match(
      bytes, at: name.lowerBound - 1, end: name.upperBound + 1, dialect: .markdown)?.utf8
  }
}
