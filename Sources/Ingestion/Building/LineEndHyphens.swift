/// Decides whether a hyphen at the end of a line or page divides a word or belongs to it.
///
/// The document itself is the best witness: a word that stands elsewhere in one piece was divided, one that
/// stands elsewhere with its hyphen is a compound. Where neither stands anywhere, first parts that make
/// compounds keep their hyphen, and other words lose it.
final class LineEndHyphens {
  /// What happens between two parts of a word.
  enum Joint: Equatable {
    /// White space as usual: no word is cut here.
    case space
    /// The parts join and the hyphen stays.
    case keep
    /// The parts join and the mark, so many bytes, goes.
    case drop(Int)
  }

  private let source: DecodedSource
  private lazy var words = Self.words(of: source.utf8)
  /// Whether words stand in the document that only English has.
  private lazy var isEnglish =
    ["that", "this", "with", "from", "which", "were", "have", "they", "their", "into", "when", "there"]
    .count { words.contains(Self.hash(Array($0.utf8))) } >= 2

  /// The language whose words stand in the document, where two of them do.
  private lazy var language = findLanguage()

  /// Bytes looked at for words: a book's.
  private static let searchedBytes = 8 << 20
  private static let longestWord = 48

  init(_ source: DecodedSource) { self.source = source }

  /// First parts that hardly ever are the beginning of a word that is written in one.
  private static let compounding: Set<String> = [
    "well", "self", "half", "ill", "ex", "non", "all", "cross", "vice", "quasi", "so", "twenty", "thirty",
    "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "high", "low", "long", "short", "full", "two",
    "three", "four", "five", "six", "ten", "mother", "father", "brother", "sister", "great", "sea", "old",
    "new", "large", "small", "hard", "soft", "left", "right", "north", "south", "east", "west", "one",
  ]
  /// Second parts of compounds that are no syllable of a longer word.
  private static let compounded: Set<String> = [
    "based", "known", "old", "year", "years", "free", "related", "the", "of", "made", "born", "law", "called",
  ]
  /// What stands between `before`, whose end may be a hyphen, and `after`.
  ///
  /// - Parameter isExplicit: Whether the markup says that the word goes on.
  func joint(_ before: [UInt8], _ after: some Collection<UInt8>, isExplicit: Bool) -> Joint {
    guard let (length, isOnlyAtLineEnds) = Self.mark(at: before) else { return .space }
    let head = Self.tail(of: before.dropLast(length))
    let following = Array(after.prefix(2 * Self.longestWord))
    let tail = Self.word(following.prefix(Self.longestWord))
    guard let first = head.last, let next = after.first else { return .space }
    let isBetweenWords = Self.isWordByte(first) && Self.isWordByte(next)
    guard isBetweenWords else { return isExplicit ? .keep : .space }
    if isOnlyAtLineEnds { return .drop(length) }
    let left = String(decoding: head, as: UTF8.self)
    let right = String(decoding: tail, as: UTF8.self)
    guard let initial = right.unicodeScalars.first?.properties else { return .space }
    let (small, rest) = (left.lowercased(), right.lowercased())
    let behind = following.dropFirst(tail.count)
    if behind.first == 0x2D, HyphenLanguage.links.contains(rest) { return .keep }
    if !isExplicit, !initial.isUppercase, isConnective(rest, after: small, behind) { return .space }
    if Self.isDigit(first) || Self.isDigit(next) { return .keep }
    let isCapitals = left == left.uppercased() && right == right.uppercased() && left.utf8.count > 1
    if initial.isUppercase, !isCapitals { return .keep }
    if small.contains("-") { return .keep }
    // "X-ray" and "e-mail": a letter alone is no syllable at the beginning of a word.
    if small.count == 1 { return .keep }
    if HyphenatedPairs.areFrench(small, rest) || RussianHyphens.join(small, rest) { return .keep }
    let whole = words.contains(Self.hash(Array((small + rest).utf8)))
    let compound = words.contains(Self.hash(Array("\(small)-\(rest)".utf8)))
    if whole != compound { return whole ? .drop(length) : .keep }
    if Self.compounding.contains(small) || Self.compounded.contains(rest) { return .keep }
    return isEnglish && HyphenatedPairs.areEnglish(small, rest) ? .keep : .drop(length)
  }

  /// Whether the hyphen at the end of `before` cuts no word: somebody who speaks breaks off,
  /// `I thought- never mind`, or begins again, `we- we can't`.
  func breaksOff(_ before: [UInt8], _ after: some Collection<UInt8>) -> Bool {
    guard let (length, isOnlyAtLineEnds) = Self.mark(at: before), !isOnlyAtLineEnds,
      case .drop = joint(before, after, isExplicit: false)
    else { return false }
    let head = String(decoding: Self.tail(of: before.dropLast(length)), as: UTF8.self).lowercased()
    let rest = String(decoding: Self.word(after.prefix(Self.longestWord)), as: UTF8.self).lowercased()
    if words.contains(Self.hash(Array((head + rest).utf8))) { return false }
    return rest.hasPrefix(head) || words.contains(Self.hash(Array(head.utf8)))
  }

  /// Whether `word` joins a part of a word that ends with a hyphen, `first`, to what stands `behind` it:
  /// "two- to three-fold".
  private func isConnective(_ word: String, after first: String, _ behind: ArraySlice<UInt8>) -> Bool {
    if let next = behind.first, !TextRun.isWhiteSpace(next) { return false }
    guard let languages = HyphenLanguage.connectives[word] else { return false }
    if let language, !languages.isEmpty, !languages.contains(language) { return false }
    guard word == "to" else { return true }
    // "A lean-to by the shore": the other part of a word has its hyphen, too, but for numbers.
    let second = behind.drop(while: TextRun.isWhiteSpace).prefix { $0 > 0x20 }
    return second.contains(0x2D) || HyphenLanguage.numbers.contains(first)
      || first.utf8.allSatisfy(Self.isDigit)
  }

  private func findLanguage() -> HyphenLanguage? {
    var best: (language: HyphenLanguage, hits: Int)?
    for language in HyphenLanguage.allCases {
      let hits = language.functionWords.count { words.contains(Self.hash(Array($0.utf8))) }
      if hits >= 2, hits > best?.hits ?? 0 { best = (language, hits) }
    }
    return best?.language
  }

  /// Length of the hyphen at the end of `bytes`, and whether it stands for nothing but the end of a line: a
  /// soft hyphen, `¬`, the double hyphens of old print.
  private static func mark(at bytes: [UInt8]) -> (length: Int, isOnlyAtLineEnds: Bool)? {
    switch bytes.suffix(3) {
    case let end where end.last == 0x2D: return (1, false)
    // Old German print has a double hyphen, which is typed as this; a sum has a space before it.
    case let end where end.count > 1 && end.last == 0x3D && isWordByte(end[end.endIndex - 2]):
      return (1, true)
    case let end where end.suffix(2).elementsEqual([0xC2, 0xAD]): return (2, true)
    case let end where end.suffix(2).elementsEqual([0xC2, 0xAC]): return (2, true)
    case let end where end.elementsEqual([0xE2, 0x80, 0x90]): return (3, false)
    case let end where end.elementsEqual([0xE2, 0xB8, 0x97]),
      let end where end.elementsEqual([0xE2, 0xB9, 0x80]):
      return (3, true)
    default: return nil
    }
  }

  // MARK: Words

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isDigit(byte) || 0x41...0x5A ~= byte & 0xDF
  }

  /// The word at the end of `bytes`, its own hyphens included.
  private static func tail(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = bytes.endIndex
    let limit = max(bytes.startIndex, bytes.endIndex - longestWord)
    while start > limit, isWordByte(bytes[start - 1]) || bytes[start - 1] == 0x2D { start -= 1 }
    while start < bytes.endIndex, bytes[start] == 0x2D || bytes[start] & 0xC0 == 0x80 { start += 1 }
    return bytes[start...]
  }

  private static func word(_ bytes: some Collection<UInt8>) -> [UInt8] {
    Array(bytes.prefix(while: isWordByte))
  }

  /// Hashes of the words of `bytes` in small letters, hyphenated ones as a whole and in no other way.
  private static func words(of bytes: [UInt8]) -> Set<UInt64> {
    var words: Set<UInt64> = []
    var word: [UInt8] = []
    func finish() {
      while word.last == 0x2D { word.removeLast() }
      if word.count > 3, word.count <= 2 * longestWord {
        let isASCII = word.allSatisfy { $0 < 0x80 }
        words.insert(
          hash(isASCII ? word.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 } : lowercased(word)))
      }
      word.removeAll(keepingCapacity: true)
    }
    for (index, byte) in bytes.prefix(searchedBytes).enumerated() {
      if isWordByte(byte) {
        word.append(byte)
      } else if byte == 0x2D, !word.isEmpty {
        word.append(byte)
        // The first part of a word that is cut here says nothing.
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
        if next <= 0x20 || next == 0x3C { word.removeAll(keepingCapacity: true) }
      } else if !word.isEmpty {
        finish()
      }
    }
    finish()
    return words
  }

  private static func lowercased(_ word: [UInt8]) -> [UInt8] {
    Array(String(decoding: word, as: UTF8.self).lowercased().utf8)
  }

  /// FNV-1a.
  private static func hash(_ word: [UInt8]) -> UInt64 {
    word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
