/// Tells authors, their institutes and dates under a title from the headings of the text: both are larger
/// than the text.
enum PDFByline {
  /// The blocks behind `title` that look like headings and head nothing.
  static func find(_ drafts: [PDFAssembler.DraftBlock], text: [UInt8], title: Int?) -> Set<Int> {
    guard let title else { return [] }
    let hasOutline = drafts.contains { $0.outlineDepth != nil }
    var result: Set<Int> = []
    var index = title + 1
    while index < drafts.count, drafts[index].page == drafts[title].page, drafts[index].kind == .heading,
      drafts[index].outlineDepth == nil
    {
      let own = String(decoding: text[drafts[index].range], as: UTF8.self)
      guard SectionRole.named(own) == nil, PDFHeading.depth(own.prefix { $0 != " " }) == 0 else { break }
      let later = drafts[(index + 1)...].filter { $0.kind == .heading }.map(\.height).max() ?? 0
      let next = index + 1 < drafts.count ? drafts[index + 1] : nil
      let headsNothing = next.map { $0.kind == .heading && $0.height > drafts[index].height * 0.98 } ?? true
      // Below it stands running text, as below a heading.
      let headsText = next.map { $0.kind != .heading && $0.range.count > 200 } ?? false
      let isLesser = later > drafts[index].height * 1.02
      let isByline =
        isLesser && namesPeople(own) || (hasOutline || isLesser || headsNothing) && !headsText
      guard isByline else { break }
      result.insert(index)
      index += 1
    }
    return result
  }

  /// Two or more words, all of them capitalized or the small words of names and lists.
  private static func namesPeople(_ text: String) -> Bool {
    let small: Set<String> = [
      "and", "und", "et", "y", "e", "de", "da", "di", "van", "von", "der", "den", "la", "le", "by", "of", "&",
    ]
    let words = text.split { !$0.isLetter && $0 != "&" && $0 != "’" && $0 != "'" && $0 != "-" }
    let names = words.filter { !small.contains($0.lowercased()) }
    return names.count >= 2 && names.allSatisfy { $0.first?.isUppercase == true }
  }
}
