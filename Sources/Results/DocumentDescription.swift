import Ingestion
import Platform

/// Authors and date of a document, from the blocks that only describe it.
///
/// A block is an author's where the element that holds it is called so in one of the vocabularies that Peruse
/// reads, or where it begins with "By".
struct DocumentDescription {
  private(set) var authors: [String] = []
  private(set) var date: String?

  private static let authorNames: Set<String> = [
    "author", "docAuthor", "byline", "contrib", "creator", "Author", "editor", "firstname", "personname",
  ]
  private static let dateNames: Set<String> = [
    "date", "docDate", "pub-date", "pubdate", "PubDate", "story.date", "contentCreated", "published",
    "issued",
  ]
  /// What stands with an author and is no name.
  private static let besideNames: Set<String> = [
    "byttl", "role", "aff", "affiliation", "email", "address", "orgname", "jobtitle", "xref", "uri",
    "ext-link",
  ]
  /// Longer ones are no names.
  private static let longestName = 200
  private static let mostAuthors = 50

  init(_ document: Document) {
    for block in document.blocks where block.role == .metadata || block.role == .front {
      guard block.textRange.count <= Self.longestName else { continue }
      var path = block.elementPath
      // Who wrote about the article is none of its authors.
      guard let names = path.withUTF8({ Self.innermost($0) }) else { continue }
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

  /// The names of the innermost two elements of a path, `<author><name>…</name></author>`, without prefixes;
  /// nil inside what others wrote about the document.
  private static func innermost(_ path: UnsafeBufferPointer<UInt8>) -> [String]? {
    var names: [Range<Int>] = []
    var start = 0
    for index in 0...path.count where index == path.count || path[index] == UInt8(ascii: "/") {
      let step = start..<index
      start = index + 1
      guard !step.isEmpty else { continue }
      if path[step].starts(with: "sub-article[".utf8) || path[step].starts(with: "response[".utf8) {
        return nil
      }
      if names.count == 2 { names.removeFirst() }
      names.append(step)
    }
    return names.map { step in
      let name = path[step].prefix { $0 != UInt8(ascii: "[") }
      let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
      return String(decoding: local, as: UTF8.self)
    }
  }
}
