import Ingestion
import Platform

/// Authors and date of a document, from the blocks that only describe it.
///
/// A block is an author's where the element that holds it is called so in one of the vocabularies that Peruse reads, or where
/// it begins with "By".
struct DocumentDescription {
  private(set) var authors: [String] = []
  private(set) var date: String?

  private static let authorNames: Set<Substring> = [
    "author", "docAuthor", "byline", "contrib", "creator", "Author", "editor", "firstname", "personname",
  ]
  private static let dateNames: Set<Substring> = [
    "date", "docDate", "pub-date", "pubdate", "PubDate", "story.date", "contentCreated", "published",
    "issued",
  ]
  /// What stands with an author and is no name.
  private static let besideNames: Set<Substring> = [
    "byttl", "role", "aff", "affiliation", "email", "address", "orgname", "jobtitle", "xref", "uri",
    "ext-link",
  ]
  /// Longer ones are no names.
  private static let longestName = 200
  private static let mostAuthors = 50

  init(_ document: Document) {
    for block in document.blocks where block.role == .metadata || block.role == .front {
      let isShort = block.textRange.count <= Self.longestName
      // Who wrote about the article is none of its authors.
      let isOthers = ["/sub-article[", "/response["].contains { block.elementPath.contains($0) }
      guard isShort, !isOthers else { continue }
      // The innermost two elements: <author><name>…</name></author>.
      let names = block.elementPath.split(separator: "/").suffix(2).map { part in
        part.prefix { $0 != "[" }.split(separator: ":").last ?? ""
      }
      if let innermost = names.last, Self.besideNames.contains(innermost) { continue }
      if names.contains(where: Self.authorNames.contains), authors.count < Self.mostAuthors {
        var name = document.text(in: block.textRange).onOneLine
        for opening in ["By ", "by ", "BY "] where name.hasPrefix(opening) { name.removeFirst(3) }
        if !name.isEmpty, !authors.contains(name) { authors.append(name) }
      } else if date == nil, names.contains(where: Self.dateNames.contains) {
        date = document.text(in: block.textRange).onOneLine
      }
    }
  }
}
