import Ingestion

/// The releases of a change log: items of its lists are read behind the release that they stand under,
/// "Version 3.1.0: …", since the heading that says it may stand far above, in another window.
struct ReleaseHeadings {
  /// Where the number of the release stands that a section belongs to, by section.
  private let numbers: [Range<Int>?]
  private let document: Document

  /// Headings that make a change log of a document.
  private static let fewest = 2

  init(_ document: Document) {
    self.document = document
    let own = document.sections.map { section -> Range<Int>? in
      guard let first = section.blocks.first, document.blocks.indices.contains(first),
        document.blocks[first].kind == .heading
      else { return nil }
      let heading = document.blocks[first].textRange
      guard let number = ReleaseNumber.range(in: document.text(in: heading)) else { return nil }
      return heading.lowerBound + number.lowerBound..<heading.lowerBound + number.upperBound
    }
    guard Set(own.compactMap { $0.map(document.text(in:)) }).count >= Self.fewest else {
      numbers = []
      return
    }
    numbers = document.sections.indices.map { section -> Range<Int>? in
      var at: Int? = section
      while let index = at {
        if let number = own[index] { return number }
        // A section stands behind the one around it.
        at = document.sections[index].parent.flatMap { $0 < index ? $0 : nil }
      }
      return nil
    }
  }

  /// Whether the document has releases.
  var isEmpty: Bool { numbers.isEmpty }

  /// What is to be read before the block; empty for what is no item under a release.
  subscript(block: Int) -> [TableHeaders.Part] {
    let block = document.blocks[block]
    guard block.kind == .listItem, let section = block.section, numbers.indices.contains(section),
      let number = numbers[section]
    else { return [] }
    return [.words("Version"), .copy(number), .words(":")]
  }
}

/// The number of a release in a heading that says nothing else, but perhaps what it is a release of, and when
/// it came out.
enum ReleaseNumber {
  /// UTF-8 range of the number in `heading`, without a "v"; nil where the heading is of another kind: a
  /// numbered title, a date, a title with a number in it.
  static func range(in heading: String) -> Range<Int>? {
    let words = Self.words(of: heading)
    guard let place = words.firstIndex(where: { Self.number(in: $0.text) != nil }),
      let number = Self.number(in: words[place].text), place <= mostBefore,
      words[(place + 1)...].allSatisfy({ isOfDate($0.text) })
    else { return nil }
    // "2.1" and "Section 2.1.3" may number a part; "2.1.3", "v2.1", "Version 2.1" and "2.1 (2024-11-05)" tell
    // a release.
    let isMarked = number.hasLetter || words[..<place].contains { names.contains($0.text.lowercased()) }
    let isDated = words[(place + 1)...].contains {
      $0.text.count >= 4 && $0.text.prefix(4).allSatisfy(\.isNumber)
    }
    let isAlone = place == 0 && number.parts.count > 2
    guard isMarked || (isDated || isAlone) && !isDate(number.parts, number.widths) else { return nil }
    let start = words[place].start + (number.hasLetter ? 1 : 0)
    return start..<words[place].start + words[place].text.utf8.count
  }

  /// Words before the number: "Noteworthy changes in release 9.1".
  private static let mostBefore = 5
  private static let names: Set<String> = ["version", "versions", "release", "ver", "rel"]
  private static let besides: Set<String> = [
    "release", "released", "on", "stable", "yanked", "lts", "st", "nd", "rd", "th",
  ]

  /// Words and where they start, in UTF-8.
  private static func words(of heading: String) -> [(text: Substring, start: Int)] {
    heading.split { $0.isWhitespace || "()[],:;".contains($0) }.map {
      (text: $0, start: heading.utf8.distance(from: heading.startIndex, to: $0.startIndex))
    }
  }

  /// "1.4.0", "v2.1", "3.0.0-beta.2", by parts up to the first that is no number.
  private static func number(in word: Substring) -> (parts: [Int], hasLetter: Bool, widths: [Int])? {
    let hasLetter = word.first == "v" || word.first == "V"
    let digits = hasLetter ? word.dropFirst() : word
    var parts: [Int] = []
    var widths: [Int] = []
    for part in digits.split(separator: ".", omittingEmptySubsequences: false) {
      let figures = part.prefix { $0.isASCII && $0.isNumber }
      guard let value = Int(figures) else { break }
      parts.append(value)
      widths.append(figures.count)
      guard figures.count < part.count else { continue }
      // Only what comes before a release may follow the number: "-beta", "rc1".
      guard let next = part[figures.endIndex...].first, next == "-" || next == "+" || next.isLetter else {
        return nil
      }
      break
    }
    return parts.count > 1 ? (parts, hasLetter, widths) : nil
  }

  /// Whether the word belongs to a date, or marks a release.
  private static func isOfDate(_ word: Substring) -> Bool {
    let plain = word.lowercased()
    let letters = plain.filter(\.isLetter)
    return letters.isEmpty || besides.contains(letters) || CalendarWords.moments.contains(letters)
  }

  /// Whether three numbers are a day: 14.3.1987, 2024.11.05, 14.03.87. No part of a release begins with 0.
  private static func isDate(_ parts: [Int], _ widths: [Int]) -> Bool {
    guard parts.count == 3 else { return false }
    if zip(parts, widths).contains(where: { $0 < 10 && $1 == 2 }) { return true }
    let isDayFirst = (1...31).contains(parts[0]) && (1...12).contains(parts[1]) && parts[2] >= 1000
    return isDayFirst || parts[0] >= 1000 && (1...12).contains(parts[1]) && (1...31).contains(parts[2])
  }
}
