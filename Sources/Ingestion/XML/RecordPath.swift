/// Tells which elements of a file are records: `/PubmedArticleSet/PubmedArticle`, `//page`, `doc`, `*`,
/// and alternatives with `|`. The part of XPath that can be decided while reading.
struct RecordPath: Sendable, Hashable {
  private struct Alternative: Sendable, Hashable {
    /// Names from the outermost to the record's own.
    var names: [String]
    /// Whether the first name is the root's.
    var isAbsolute: Bool
  }

  private var alternatives: [Alternative] = []

  /// Parses `text`, for what is said about `file`.
  ///
  /// - Throws: `.invalidPath` for what is more than names, `/`, `//`, `*` and `|`.
  init(_ text: String, file: String) throws(IngestionError) {
    for part in text.split(separator: "|", omittingEmptySubsequences: false) {
      var path = part.drop { $0 == " " }
      while path.last == " " { path = path.dropLast() }
      var isAbsolute = false
      if path.hasPrefix("//") {
        path = path.dropFirst(2)
      } else if path.hasPrefix("/") {
        isAbsolute = true
        path = path.dropFirst()
      }
      let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let isPlain = names.allSatisfy { name in
        name == "*" || !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
      }
      guard isPlain, !names.isEmpty else {
        throw IngestionError(
          file: file,
          reason: .invalidPath(
            text, problem: "a record is told by names of elements, such as '//page' or '/set/record'",
            .recordPath))
      }
      alternatives.append(Alternative(names: names, isAbsolute: isAbsolute))
    }
  }

  /// Whether the innermost of `depth` open elements is a record. `name` gives the element that lies that many
  /// levels out, as written and without prefix; either matches.
  func matches(depth: Int, name: (Int) -> (written: String, local: String)) -> Bool {
    for alternative in alternatives {
      let steps = alternative.names
      guard depth >= steps.count, !alternative.isAbsolute || depth == steps.count else { continue }
      var level = 0
      while level < steps.count {
        let step = steps[steps.count - 1 - level]
        if step != "*" {
          let (written, local) = name(level)
          guard step == local || step == written else { break }
        }
        level += 1
      }
      if level == steps.count { return true }
    }
    return false
  }

  // MARK: Known files of many records

  /// The record path of a file in `format` whose root element is `root`, where such files are known to hold
  /// many.
  static func known(root: String, format: DocumentFormat) -> RecordPath? {
    let path = format == .feed && root == "RDF" ? "/*/item" : table[root]
    guard let path else { return nil }
    return try? RecordPath(path, file: "")
  }

  private static let table: [String: String] = [
    "teiCorpus": "//TEI", "teiCorpus.2": "//TEI.2",
    "PubmedArticleSet": "/*/PubmedArticle|/*/PubmedBookArticle",
    "PubmedBookArticleSet": "/*/PubmedBookArticle",
    "MedlineCitationSet": "/*/MedlineCitation",
    "mediawiki": "/mediawiki/page",
    "pmc-articleset": "//article", "articles": "/articles/article", "article-set": "/article-set/article",
    "newsMessage": "//newsItem|//packageItem|//knowledgeItem|//conceptItem",
    "NewsML": "/NewsML/NewsItem",
    "documents": "/*/document|/*/doc", "docs": "/*/doc", "records": "/*/record",
    "corpus": "/*/document|/*/doc|/*/text",
    "collection": "/*/document|/*/record", "ListRecords": "/*/record", "OAI-PMH": "//record",
    "rss": "//item", "feed": "/*/entry",
  ]
}
