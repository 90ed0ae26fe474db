/// Finds what stands at the head and foot of pages and is not their text: running titles, page numbers,
/// addresses.
///
/// A line at an edge is one where a page nearby has the same words at the same height, numbers aside, or
/// where it is nothing but a page's number. Lines are taken off from the outside and never behind one that
/// stays.
struct PDFRunningHeads {
  /// A line near an edge of its page.
  struct Candidate {
    /// Its words without numbers, case and punctuation.
    var key: String
    var middle: Float
    var isNumber: Bool
    /// What a browser prints around a page: date and address.
    var isStamp: Bool
    /// First bytes of its words, which tell them from all others of the page.
    var words: Set<Int>
    /// Clear space between it and the next line inwards, in lines.
    var gap: Float
  }

  /// The candidates of one page, from the outside inwards.
  struct Edges {
    var head: [Candidate] = []
    var foot: [Candidate] = []
  }

  /// Lines looked at on each edge.
  private static let most = 4

  /// The candidates of a page whose lines are `lines`.
  static func edges(of page: PDFPage, lines: [PDFLine]) -> Edges {
    let reach = page.height * 0.2
    let head = lines.prefix(most).filter { $0.middle < reach }
    let foot = lines.suffix(most).reversed().filter { $0.middle > page.height - reach }
    return Edges(
      head: candidates(Array(head), next: lines.prefix(most + 1), page),
      foot: candidates(Array(foot), next: Array(lines.suffix(most + 1).reversed())[...], page))
  }

  private static func candidates(
    _ lines: [PDFLine], next: ArraySlice<PDFLine>, _ page: PDFPage
  ) -> [Candidate] {
    let next = Array(next)
    return lines.enumerated().map { index, line in
      let text = line.words.map { page.string($0) }.joined(separator: " ")
      let gap =
        index + 1 < next.count
        ? abs(next[index + 1].middle - line.middle) / max(line.height, 1) : .infinity
      return Candidate(
        key: key(text), middle: line.middle, isNumber: isPageNumber(text), isStamp: isStamp(text),
        words: Set(line.words.map(\.text.lowerBound)), gap: gap)
    }
  }

  /// The words of page `index` of `pages` (those near it, in order) that are running heads or feet.
  static func running(_ index: Int, among pages: [Edges], isOnlyPage: Bool) -> Set<Int> {
    var result: Set<Int> = []
    for side in [\Edges.head, \Edges.foot] {
      for (depth, line) in pages[index][keyPath: side].enumerated() {
        let others = pages.indices.filter { $0 != index }.flatMap { pages[$0][keyPath: side] }
        let repeats = others.contains { other in
          abs(other.middle - line.middle) < 4
            && (other.key == line.key && !line.key.isEmpty || other.isNumber && line.isNumber)
        }
        let stands = line.isStamp || line.isNumber && depth == 0 && (isOnlyPage || line.gap > 1.8)
        guard repeats || stands else { break }
        result.formUnion(line.words)
      }
    }
    return result
  }

  /// Letters of `text` in lower case, words parted by one space.
  private static func key(_ text: String) -> String {
    var words: [String] = []
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) where !isRoman(word) {
      words.append(String(word))
    }
    return words.joined(separator: " ")
  }

  private static func isRoman(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { [0x69, 0x76, 0x78, 0x6C, 0x63].contains($0) }
  }

  /// `12`, `- 12 -`, `xii`, `Page 3 of 12`, `3/12`.
  static func isPageNumber(_ text: String) -> Bool {
    guard text.utf8.count <= 24 else { return false }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard !words.isEmpty, words.count <= 4 else { return false }
    let names: Set<Substring> = ["page", "of", "p", "pg", "seite", "von", "sur"]
    var numbers = 0
    for word in words {
      if word.allSatisfy(\.isNumber), word.count <= 4 || isRoman(word) {
        numbers += 1
      } else if isRoman(word) {
        numbers += 1
      } else if !names.contains(word) {
        return false
      }
    }
    return numbers > 0 && numbers <= 2
  }

  /// `11/28/26, 12:20 PM  Title` above and `https://example.org/page  1/7` below, as browsers print them.
  private static func isStamp(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard let first = words.first, let last = words.last else { return false }
    if first.hasPrefix("http://") || first.hasPrefix("https://") || first.hasPrefix("file://") {
      return last.contains("/") && last.allSatisfy { $0.isNumber || $0 == "/" }
    }
    return first.hasSuffix(",") && first.dropLast().allSatisfy { $0.isNumber || "/.-".contains($0) }
      && first.count >= 7 && words.count > 1 && words[1].contains(":")
  }
}
