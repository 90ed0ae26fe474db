import FoundationEssentials

/// A list of words, most frequent first, and how a text is cut into them: what a reader with word vectors
/// sees.
///
/// A number stands for a word and for how it is written: `index << 2 | writing`. Words that the list lacks
/// have an index behind it that comes from their letters, so that two of them are the same where their
/// letters are.
public struct WordVocabulary: Sendable {
  /// How a word is written.
  public enum Writing: Int32, Sendable, CaseIterable {
    /// No capital.
    case lower = 0
    /// The first letter is a capital.
    case capitalized = 1
    /// More letters than the first are capitals.
    case capitals = 2
    /// Digits stand in it.
    case digits = 3
  }

  /// Number of words.
  public let count: Int
  /// The words in their order.
  public let list: [Substring]
  private let numbers: [Substring: Int32]
  private static let unknownBits: UInt32 = 24

  /// Reads words from a file, one a line.
  ///
  /// - Throws: ``TokenizationError`` that names the file and the line.
  public init(readingFrom path: String) throws {
    let bytes = try FileBytes.read(path, limit: 1 << 27)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TokenizationError(file: path, reason: .notText)
    }
    var numbers: [Substring: Int32] = [:]
    var line: Int32 = 0
    let ends = text.last == "\n"
    list = (ends ? text.dropLast() : text[...]).split(separator: "\n", omittingEmptySubsequences: false)
    for word in list {
      line += 1
      guard !word.isEmpty else { throw TokenizationError(file: path, line: Int(line), reason: .emptyPiece) }
      if let first = numbers.updateValue(line - 1, forKey: word) {
        throw TokenizationError(
          file: path, line: Int(line), reason: .duplicatePiece(String(word), firstLine: Int(first) + 1))
      }
    }
    guard !numbers.isEmpty else { throw TokenizationError(file: path, reason: .empty) }
    self.numbers = numbers
    count = numbers.count
  }

  /// The words and marks of a slice of UTF-8: `don't` gives `do` and `n't`, `Ann's` gives `Ann` and `'s`, as
  /// word vectors have them.
  ///
  /// - Parameter base: added to every offset.
  public func words(
    utf8: UnsafeBufferPointer<UInt8>, base: Int
  ) -> (ids: [Int32], offsets: [Range<Int>]) {
    var ids: [Int32] = []
    var offsets: [Range<Int>] = []
    func add(_ range: Range<Int>) {
      ids.append(number(of: UnsafeBufferPointer(rebasing: utf8[range])))
      offsets.append(base + range.lowerBound..<base + range.upperBound)
    }
    BreakIterator.borrow(.word) { iterator in
      for window in TextWindows(utf8) {
        var start = window.lowerBound
        iterator.forEachBoundary(in: UnsafeBufferPointer(rebasing: utf8[window])) { offset, status in
          let range = start..<window.lowerBound + offset
          start = range.upperBound
          if status < 100, Self.isSpace(utf8[range]) { return true }
          let clitic = status < 100 ? 0 : Self.clitic(utf8[range])
          if clitic > 0, clitic < range.count {
            add(range.lowerBound..<range.upperBound - clitic)
            add(range.upperBound - clitic..<range.upperBound)
          } else {
            add(range)
          }
          return true
        }
      }
    }
    return (ids, offsets)
  }

  /// The word's place in the list; at least ``count`` for one that is not there.
  public static func index(_ id: Int32) -> Int { Int(id >> 2) }
  /// How it is written.
  public static func writing(_ id: Int32) -> Writing { Writing(rawValue: id & 3) ?? .lower }

  private func number(of bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    var text = String(decoding: bytes, as: UTF8.self)
    let writing = Self.writing(of: text)
    if writing != .lower { text = text.lowercased() }
    if bytes.contains(0xE2) { text = text.replacing("\u{2019}", with: "'") }
    if let known = numbers[text[...]] { return known << 2 | writing.rawValue }
    let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let place = (hash ^ hash >> 15) & ((1 << Self.unknownBits) - 1)
    return (Int32(count) + Int32(place)) << 2 | writing.rawValue
  }

  /// How a word is written.
  package static func writing(of word: String) -> Writing {
    var capitals = 0
    var firstIsCapital = false
    for (place, scalar) in word.unicodeScalars.enumerated() {
      if scalar.properties.numericType != nil { return .digits }
      if scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter {
        capitals += 1
        if place == 0 { firstIsCapital = true }
      }
    }
    return capitals == 0 ? .lower : capitals == 1 && firstIsCapital ? .capitalized : .capitals
  }

  private static func isSpace(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.generalCategory == .control
        || $0.properties.generalCategory == .format
    }
  }

  /// Bytes of `n't`, `'s`, `'re`, `'ve`, `'ll`, `'d`, `'m` at a word's end, with either apostrophe.
  private static func clitic(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let word = String(decoding: bytes, as: UTF8.self).lowercased().replacing("\u{2019}", with: "'")
    guard let clitic = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"].first(where: word.hasSuffix) else {
      return 0
    }
    // The apostrophe of the text may be one byte or three.
    return clitic.utf8.count + (bytes.suffix(5).contains(0xE2) ? 2 : 0)
  }
}
