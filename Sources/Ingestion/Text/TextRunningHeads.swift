/// Running heads, feet and numbers of pages in a text without form feeds, where they cut sentences in two.
///
/// Such a line stands alone between blank lines and comes again. What tells it from headings, refrains, rows
/// and entries: it has a number set apart that counts up by one page or a few, and it stands in the middle of
/// sentences; or it is the same each time and stands beside such a line, or always in the middle of
/// sentences.
struct TextRunningHeads {
  private let lines: [TextLine]
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Lines alone between blank lines, by their letters.
  private var groups: [String: [Candidate]] = [:]
  private var candidates: Set<Int> = []
  /// Lines that say which page they end, between wide gaps: `Petrel      Standards Track      [Page 1]`.
  private var marks: Set<Int> = []
  /// Lines with wide gaps and a number, of a year or a series, that stand alone and come next to these: the
  /// heads of the pages below.
  private var headsBelow: Set<Int> = []

  private struct Candidate {
    var line: Int
    var text: String
    var numbers: [Int]
    /// Whether the line says what its number is: `Page 3`, `- 3 -`.
    var isExplicit: Bool
  }

  /// The longest line that is looked at, in bytes.
  private static let longest = 120
  /// How far numbers of pages may be apart.
  private static let step = 1...4

  /// Takes such lines away, with the blank lines around them where a sentence goes on.
  static func remove(from lines: inout [TextLine], _ bytes: UnsafeBufferPointer<UInt8>) {
    var heads = TextRunningHeads(lines: lines, bytes: bytes)
    heads.collect()
    let removed = heads.removed()
    guard !removed.isEmpty else { return }
    lines = lines.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
  }

  private init(lines: [TextLine], bytes: UnsafeBufferPointer<UInt8>) {
    self.lines = lines
    self.bytes = bytes
  }

  private mutating func collect() {
    for (index, line) in lines.enumerated() where line.hasWords && line.end - line.start <= Self.longest {
      guard index == 0 || !lines[index - 1].hasWords, index + 1 == lines.count || !lines[index + 1].hasWords
      else { continue }
      let text = String(decoding: bytes[line.range], as: UTF8.self)
      let (numbers, isExplicit) = Self.pageNumbers(text)
      groups[text.filter(\.isLetter), default: []].append(
        Candidate(line: index, text: text, numbers: numbers, isExplicit: isExplicit))
    }
    let divided = groups.values.joined().filter { Self.isDivided($0.text) }
    marks = Set(divided.filter(\.isExplicit).map(\.line))
    let numbered = divided.filter { $0.text.contains(where: \.isNumber) }
    headsBelow = Set(numbered.map(\.line).filter { !marks.contains($0) && isBelow($0, marks) })
    groups = groups.filter { $0.value.count >= 2 || $0.key.isEmpty }
    for group in groups.values { candidates.formUnion(group.map(\.line)) }
    candidates.formUnion(marks)
    candidates.formUnion(headsBelow)
  }

  /// Whether wide gaps divide a line.
  private static func isDivided(_ text: String) -> Bool {
    text.contains("   ") || text.contains("\t")
  }

  private func removed() -> Set<Int> {
    var furniture: Set<Int> = []
    for group in groups.values { furniture.formUnion(numbered(group)) }
    // Heads of left and right pages, and numbers alone between them, may count together.
    let pool = groups.values.joined().filter { !$0.numbers.isEmpty }.sorted { $0.line < $1.line }
    if pool.count >= 2, pool.contains(where: { $0.text.contains(where: \.isLetter) }) {
      furniture.formUnion(numbered(pool, step: 1...1, fewest: 2))
    }
    // A page's end in mid-sentence needs no second one, and the head below comes once in a text of two pages.
    furniture.formUnion(marks.filter { cutsSentence($0) == true })
    let ends = furniture.intersection(marks)
    furniture.formUnion(headsBelow.filter { isBelow($0, ends) })
    // Heads without a number, beside a foot that has one.
    let counted = furniture
    for group in groups.values {
      for same in Dictionary(grouping: group, by: \.text).values where same.count >= 2 {
        let rest = same.filter { !counted.contains($0.line) }
        let beside = rest.count { isBeside($0.line, counted) }
        let within = rest.count { cutsSentence($0.line) == true }
        let isHead = beside >= 2 && beside + 1 >= rest.count
        if isHead || rest.count >= 3 && within >= 3 && within * 3 >= rest.count * 2 {
          // The title of the whole stands once where it is no head.
          furniture.formUnion(rest.map(\.line).filter { isBeside($0, counted) || cutsSentence($0) == true })
        }
      }
    }
    guard !furniture.isEmpty else { return [] }
    var removed = furniture
    var index = 0
    while index < lines.count {
      guard furniture.contains(index) else {
        index += 1
        continue
      }
      let (before, after) = neighbours(index) { furniture.contains($0) }
      if let before, let after, goesOn(before, after) { removed.formUnion(before + 1..<after) }
      index = after ?? lines.count
    }
    return removed
  }

  /// The lines of `group` that count pages.
  private func numbered(
    _ group: [Candidate], step: ClosedRange<Int> = Self.step, fewest: Int = 3
  ) -> [Int] {
    let counted = group.filter { !$0.numbers.isEmpty }
    guard counted.count >= fewest || counted.count == 2 && counted.allSatisfy(\.isExplicit) else { return [] }
    var chain: [Int] = []
    var last: [Int] = []
    for candidate in counted {
      if chain.isEmpty {
        (last, chain) = (candidate.numbers, [candidate.line])
        continue
      }
      let next = candidate.numbers.filter { number in last.contains { step ~= number - $0 } }
      if !next.isEmpty {
        last = next
        chain.append(candidate.line)
      }
    }
    guard chain.count >= 2, chain.count * 5 >= counted.count * 4 else { return [] }
    if counted.allSatisfy({ marks.contains($0.line) }), haveTextBetween(chain) { return chain }
    let within = chain.compactMap(cutsSentence)
    let cuts = within.count { $0 }
    return cuts >= 1 && cuts * 3 >= within.count ? chain : []
  }

  /// Whether text stands between each two lines of `chain`: between the entries of a table of contents none
  /// does.
  private func haveTextBetween(_ chain: [Int]) -> Bool {
    zip(chain, chain.dropFirst()).allSatisfy { above, below in
      (above + 1..<below).contains { lines[$0].hasWords && !candidates.contains($0) }
    }
  }

  // MARK: Numbers

  /// Numbers at an end of the line, apart from its words or behind "page".
  private static func pageNumbers(_ text: String) -> (numbers: [Int], isExplicit: Bool) {
    var words: [(word: Substring, start: String.Index)] = []
    for word in text.split(whereSeparator: \.isWhitespace) { words.append((word, word.startIndex)) }
    guard let first = words.first, let last = words.last else { return ([], false) }
    let core = words.map { number($0.word) }
    for (index, word) in words.dropLast().enumerated() {
      let name = word.word.lowercased().filter(\.isLetter)
      if pageWords.contains(name), let number = core[index + 1] { return ([number], true) }
    }
    // What is left of "- 7 -" and "[7]".
    if words.allSatisfy({ !$0.word.contains(where: \.isLetter) }) {
      let numbers = core.compactMap { $0 }
      let isMarked = text.contains { "-–—[](){}·•~".contains($0) }
      return numbers.count == 1 && words.count <= 3 ? (numbers, isMarked) : ([], false)
    }
    var numbers: [Int] = []
    if words.count > 1 {
      if let number = core[0], isApart(text, first.word.endIndex, words[1].start) { numbers.append(number) }
      let before = words[words.count - 2].word.endIndex
      if let number = core[words.count - 1], isApart(text, before, last.start) { numbers.append(number) }
    }
    return (numbers, false)
  }

  private static let pageWords: Set<String> = [
    "page", "pages", "pag", "pg", "p", "seite", "página", "pagina", "pág", "sida", "side", "strona", "str",
    "стр",
    "страница", "blz",
  ]

  private static func number(_ word: Substring) -> Int? {
    let core = word.drop { "[({<-–—|".contains($0) }
    var digits = core
    while let last = digits.last, "])}>-–—|,.".contains(last) { digits.removeLast() }
    guard 1...4 ~= digits.count, digits.allSatisfy({ "0"..."9" ~= $0 }) else { return nil }
    return Int(digits)
  }

  private static func isApart(_ text: String, _ end: String.Index, _ start: String.Index) -> Bool {
    let gap = text[end..<start]
    return gap.count >= 2 || gap.contains("\t")
  }

  // MARK: Neighbours

  /// The lines of text around `index`, beyond blank lines and those that are `skipped`.
  private func neighbours(_ index: Int, _ skipped: (Int) -> Bool) -> (before: Int?, after: Int?) {
    var before = index - 1
    while before >= 0, !lines[before].hasWords || skipped(before) { before -= 1 }
    var after = index + 1
    while after < lines.count, !lines[after].hasWords || skipped(after) { after += 1 }
    return (before >= 0 ? before : nil, after < lines.count ? after : nil)
  }

  /// Whether nothing but blank lines stands between the line and one of `others`.
  private func isBeside(_ index: Int, _ others: Set<Int>) -> Bool {
    for step in [-1, 1] {
      var at = index + step
      while lines.indices.contains(at), !lines[at].hasWords, abs(at - index) <= 8 { at += step }
      if others.contains(at) { return true }
    }
    return false
  }

  /// Whether nothing but blank lines stands between one of `others` and the line, which is below it.
  private func isBelow(_ index: Int, _ others: Set<Int>) -> Bool {
    var at = index - 1
    while at >= 0, !lines[at].hasWords, index - at <= 8 { at -= 1 }
    return others.contains(at)
  }

  /// Whether the line stands in the middle of a sentence; `nil` where no text stands on one of its sides.
  private func cutsSentence(_ index: Int) -> Bool? {
    let (before, after) = neighbours(index) { candidates.contains($0) && abs($0 - index) <= 12 }
    guard let before, let after else { return nil }
    return goesOn(before, after)
  }

  /// Whether a sentence goes on from one line to the other.
  private func goesOn(_ before: Int, _ after: Int) -> Bool {
    let end = String(decoding: bytes[lines[before].range.suffix(4)], as: UTF8.self).last ?? "."
    let start = String(decoding: bytes[lines[after].range.prefix(16)], as: UTF8.self).first ?? " "
    guard start.isLetter, !".:!?\"')]”’»…。！？」』)".contains(end) else { return false }
    if start.isLowercase { return true }
    // Scripts without capitals: a line as long as text is.
    return !start.isUppercase && lines[before].end - lines[before].start > 40
      && lines[before].indent == lines[after].indent
  }
}
