/// Recognizes headings in plain text, where nothing but wording and layout shows them. A line is a heading
/// only for reasons that running text hardly ever gives.
enum TextHeading {
  /// Ranks; a smaller one encloses a larger one.
  enum Rank {
    static let part = 12
    static let chapter = 14
    static let named = 16
    static let capitals = 18
    static func marked(_ level: Int) -> Int { 10 * level }
    static func numbered(_ depth: Int) -> Int { 15 + depth }
  }

  /// The rank of an underline below a heading: `=` above `-` above others.
  static func underlineRank(_ text: some Collection<UInt8>, under heading: TextLine) -> Int? {
    guard let first = text.first, text.count >= 3, "=-~*^\"+#".utf8.contains(first),
      text.allSatisfy({ $0 == first }), text.count <= 2 * (heading.end - heading.start) + 4
    else { return nil }
    switch first {
    case UInt8(ascii: "="): return Rank.marked(1)
    case UInt8(ascii: "-"): return Rank.marked(2)
    default: return Rank.marked(3)
    }
  }

  /// The rank and content of `= Heading`, `== Heading ==` or `# Heading`.
  static func marked(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: TextLine
  ) -> (rank: Int, content: Range<Int>)? {
    guard line.indent == 0, line.hasWords, line.end - line.start <= 200 else { return nil }
    let mark = bytes[line.start]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "#") else { return nil }
    var start = line.start
    while start < line.end, bytes[start] == mark { start += 1 }
    let level = start - line.start
    guard level <= 6, start < line.end, bytes[start] == 0x20 else { return nil }
    while bytes[start] == 0x20 { start += 1 }
    var end = line.end
    while end > start, bytes[end - 1] == mark { end -= 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return (Rank.marked(level), start..<end)
  }

  /// The rank of a short paragraph that stands alone, if its words are a heading's: `CHAPTER IV. The Key`,
  /// `1.2 Methods`, `APPENDIX`, `References`.
  static func standing(_ text: String, isFollowedByText: Bool) -> Int? {
    guard text.utf8.count <= 100 else { return nil }
    let words = text.split { $0.isWhitespace }
    guard let first = words.first, words.count <= 14 else { return nil }
    if let rank = division(first, words) { return rank }
    let last = text.last ?? " "
    if let depth = numberDepth(first) {
      guard words.count > 1, words[1].first?.isUppercase == true, !".;,:".contains(last), isFollowedByText
      else { return nil }
      return Rank.numbered(depth)
    }
    let letters = text.filter(\.isLetter)
    if letters.count >= 4, letters.allSatisfy(\.isUppercase), !".,;:".contains(last), text.utf8.count <= 70 {
      return Rank.capitals
    }
    if words.count <= 4, !".,;".contains(last), isKnown(text) { return Rank.named }
    return nil
  }

  /// Divisions of books: the word, then a number, then perhaps a title.
  private static func division(_ first: Substring, _ words: [Substring]) -> Int? {
    let isCapital = first.first?.isUppercase == true
    guard isCapital else { return nil }
    let word = first.lowercased().filter(\.isLetter)
    switch word {
    case "part", "book", "volume", "act": return words.count > 1 && isNumber(words[1]) ? Rank.part : nil
    case "chapter", "letter", "stave", "canto", "section", "appendix", "scene", "lesson", "lecture":
      return words.count > 1 && isNumber(words[1]) ? Rank.chapter : nil
    default: return words.count == 1 && isRoman(first) ? Rank.chapter : nil
    }
  }

  private static let numberWords: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "first",
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last",
  ]

  private static func isNumber(_ word: Substring) -> Bool {
    let core = word.filter { $0.isLetter || $0.isNumber }
    guard !core.isEmpty, core.count <= 8 else { return false }
    if core.allSatisfy(\.isNumber) || numberWords.contains(core.lowercased()) { return true }
    if core.count == 1, core.allSatisfy({ $0.isUppercase }) { return true }
    return core.allSatisfy { "IVXLCDM".contains($0) }
  }

  private static func isRoman(_ word: Substring) -> Bool {
    let core = word.last == "." ? word.dropLast() : word
    return !core.isEmpty && core.count <= 8 && core.allSatisfy { "IVXLC".contains($0) }
      && (core.count > 1 || word.last == "." || core == "I" || core == "V" || core == "X")
  }

  /// The depth of a section number: 1 for `3` and `3.`, 2 for `3.1`.
  private static func numberDepth(_ word: Substring) -> Int? {
    let parts = (word.last == "." ? word.dropLast() : word).split(
      separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 6, parts.allSatisfy({ 1...2 ~= $0.count && $0.allSatisfy { "0"..."9" ~= $0 } })
    else {
      return nil
    }
    return parts.count
  }

  private static func isKnown(_ text: String) -> Bool {
    if text.first?.isUppercase != true { return false }
    if SectionRole.named(text) != nil { return true }
    switch text.lowercased().filter({ $0.isLetter || $0 == " " }) {
    case "introduction", "background", "methods", "materials and methods", "results", "discussion",
      "conclusion",
      "conclusions", "summary", "preface", "foreword", "prologue", "epilogue", "appendix", "overview",
      "afterword":
      return true
    default: return false
    }
  }
}
