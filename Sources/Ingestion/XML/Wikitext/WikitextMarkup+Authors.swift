// Authors and years that a sentence speaks of.
extension WikitextMarkup {
  /// `{{Harvtxt|Lee|Doe|2001|p=3}}` is Lee & Doe (2001, p. 3), and `{{Harvnb|Lee|2001|p=3}}` is Lee 2001,
  /// p. 3.
  mutating func showAuthors(
    _ unnamed: [Range<Int>], _ arguments: [Argument], isInText: Bool, _ whole: Range<Int>
  ) {
    func named(_ names: String...) -> Range<Int>? {
      arguments.first { names.contains($0.name) && !$0.range.isEmpty }?.range
    }
    // {{harvs|txt|last=Lee|year=2001}} says it by names.
    let written = unnamed.filter { !$0.isEmpty && bytes.string($0) != "txt" && bytes.string($0) != "nb" }
    var authors = Array(written.prefix(5))
    var year = named("year", "date", "yr")
    if let last = authors.last, year == nil, bytes[last].contains(where: { 0x30...0x39 ~= $0 }) {
      year = last
      authors.removeLast()
    }
    if authors.isEmpty, let last = named("last", "last1", "author") { authors = [last] }
    // What is shown keeps the order of the page.
    if let start = year?.lowerBound, let last = authors.last, start < last.upperBound { year = nil }
    var pieces: [(before: String, range: Range<Int>)] = []
    // Of more than three the first is named.
    let isShort = authors.count > 3
    for (index, author) in authors.prefix(isShort ? 1 : 3).enumerated() {
      pieces.append((index == 0 ? "" : index == authors.count - 1 ? " & " : ", ", author))
    }
    let others = isShort ? " et al." : ""
    if let year { pieces.append((others + (authors.isEmpty ? "" : isInText ? " (" : " "), year)) }
    let places: [(String, Range<Int>?)] = [
      (", p. ", named("p", "page", "s")), (", pp. ", named("pp", "pages")), (", ", named("loc", "at")),
    ]
    for (before, place) in places {
      guard let place, place.lowerBound >= pieces.last?.range.upperBound ?? 0 else { continue }
      pieces.append((before, place))
    }
    let isOpen = isInText && year != nil && !authors.isEmpty
    show(pieces, isOpen ? ")" : year == nil ? others : "", whole, empty: isInSentence(whole) ? "[…]" : "")
  }
}
