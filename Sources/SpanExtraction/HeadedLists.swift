import Ingestion

/// Lists of short items right under a heading, or a line that ends with a colon, which says what they are:
/// where a question names the heading, an item is read behind it. For "What should I bring?" that is "What to
/// bring: a whistle".
package struct HeadedLists {
  private var lists: [(heading: String, words: Set<String>, items: Range<Int>)] = []

  /// UTF-8 bytes that a heading and an item may have.
  private static let longestHeading = 60
  private static let longestItem = 120
  /// Items that a list has.
  private static let sizes = 2...30

  /// Finds the lists of `document`.
  package init(_ document: Document) {
    for (index, section) in document.sections.enumerated() {
      guard let first = section.blocks.first, document.blocks.indices.contains(first),
        document.blocks[first].kind == .heading,
        document.blocks[first].textRange.count <= Self.longestHeading
      else { continue }
      let own = document.blocks[section.blocks.clamped(to: document.blocks.indices)].dropFirst()
      let items = own.prefix { $0.kind == .listItem && $0.section == index }
      guard Self.sizes.contains(items.count),
        items.allSatisfy({ $0.textRange.count <= Self.longestItem })
      else { continue }
      add(items.indices, under: document.text(in: document.blocks[first].textRange))
    }
    addListsBelowLines(document)
  }

  /// Lists that a line introduces: "For the filling:".
  private mutating func addListsBelowLines(_ document: Document) {
    for (index, line) in document.blocks.enumerated() {
      guard line.kind == .paragraph, line.textRange.count <= Self.longestHeading else { continue }
      let text = document.text(in: line.textRange)
      guard text.hasSuffix(":") else { continue }
      let items = document.blocks[(index + 1)...].prefix {
        $0.kind == .listItem && $0.section == line.section
      }
      guard Self.sizes.contains(items.count),
        items.allSatisfy({ $0.textRange.count <= Self.longestItem })
      else { continue }
      add(items.indices, under: text)
    }
  }

  private mutating func add(_ items: Range<Int>, under text: String) {
    let heading = Self.withoutNumber(text.hasSuffix(":") ? String(text.dropLast()) : text)
    let words = Self.contentWords(
      heading.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    if !words.isEmpty { lists.append((heading, words, items)) }
  }

  /// "What you need" of "1. What you need" and "2.1 What you need": nobody asks by the number.
  private static func withoutNumber(_ heading: String) -> String {
    guard let space = heading.firstIndex(of: " ") else { return heading }
    let first = heading[..<space]
    let isNumber =
      first.contains { $0 == "." || $0 == ")" } && first.first?.isNumber == true
      && first.allSatisfy { $0.isNumber || $0 == "." || $0 == ")" }
    return isNumber ? String(heading[space...].drop { $0 == " " }) : heading
  }

  /// The same for a question as it is asked.
  package func headings(namedIn question: String) -> [Int: String] {
    headings(namedIn: QuestionWords(question))
  }

  /// What is to be read before items, by their blocks: headings that have no word which the question has not.
  func headings(namedIn question: QuestionWords) -> [Int: String] {
    guard question.mayAskForItems else { return [:] }
    let asked = Self.contentWords(question.all)
    var headings: [Int: String] = [:]
    for list in lists where list.words.isSubset(of: asked) {
      for item in list.items { headings[item] = list.heading }
    }
    return headings
  }

  /// Words that say something, in the singular.
  private static func contentWords(_ words: [String]) -> Set<String> {
    Set(words.filter { !empty.contains($0) }.map(singular))
  }

  private static func singular(_ word: String) -> String {
    if word.count > 4, word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
    return word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }

  private static let empty: Set<String> = [
    "the", "a", "an", "of", "to", "for", "and", "in", "on", "at", "by", "from", "with", "what", "which",
    "how",
    "is", "are", "was", "were", "do", "does", "did", "you", "your", "we", "our", "it", "its", "this", "that",
    "be", "can", "may", "should", "must", "there", "all", "some", "list", "name", "give", "ll", "ve", "re",
    "following", "include", "includes", "follows", "these", "as",
  ]
}
