/// Tells a document's format from its content. The file's extension only breaks ties.
package enum FormatDetector {
  /// Bytes of the decoded head that are looked at.
  package static let headBytes = 1 << 16

  /// The format of a document whose decoded text begins with `utf8Prefix`.
  package static func detect(_ utf8Prefix: some Collection<UInt8>, path: String) -> DocumentFormat {
    let head = Array(utf8Prefix.prefix(headBytes))
    let suffix = fileExtension(path)
    if let prologue = MarkupPrologue(head) {
      if let format = markup(prologue, head: head, suffix: suffix) { return format }
    } else if ["html", "htm"].contains(suffix), contains(head, "</") {
      return .html
    }
    if ["csv", "tsv", "tab"].contains(suffix), SeparatedValues.separator(in: head) != nil { return .csv }
    if NotebookParser.recognizes(head) { return .notebook }
    if LaTeXParser.recognizes(head) { return .latex }
    // Notes in Markdown may begin with times as well.
    if !MarkdownEvidence.suffixes.contains(suffix), SubtitleParser.recognizes(head, suffix: suffix) {
      return .subtitles
    }
    return MarkdownEvidence(head).suggestsMarkdown(suffix: suffix) ? .markdown : .text
  }

  /// The lower-case extension of the last component of `path`, without its dot.
  private static func fileExtension(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The format of a text that begins like markup, or `nil` where that was only a look.
  private static func markup(
    _ prologue: MarkupPrologue, head: [UInt8], suffix: String
  ) -> DocumentFormat? {
    let isXHTML = prologue.hasXMLDeclaration || suffix == "xhtml" || suffix == "xht"
    if prologue.doctypeName == "html" || prologue.rootName.lowercased() == "html" {
      return isXHTML && contains(prologue.rootTag, "http://www.w3.org/1999/xhtml") ? .xhtml : .html
    }
    switch prologue.rootName {
    case "TEI", "TEI.2", "teiCorpus", "teiCorpus.2": return .tei
    case "nitf": return .nitf
    case "newsItem", "newsMessage", "packageItem", "knowledgeItem", "conceptItem", "NewsML": return .newsml
    case "PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle",
      "MedlineCitationSet", "MedlineCitation":
      return .medline
    case "mediawiki": return .mediawiki
    case "pmc-articleset": return .jats
    case "rss": return .feed
    case "FictionBook": return .fb2
    case "RDF" where contains(prologue.rootTag, "purl.org/rss/"): return .feed
    case "feed" where contains(prologue.rootTag, "2005/atom") || contains(prologue.rootTag, "purl.org/atom"):
      return .feed
    default: break
    }
    let isDocBook =
      contains(prologue.rootTag, "docbook.org/ns/docbook") || contains(prologue.doctype, "docbook")
    if isDocBook { return .docbook }
    if ["article", "sub-article", "response"].contains(prologue.rootName) {
      let cues = ["article-type=", "dtd-version=", "article-meta>", "<journal-meta", "<front>"]
      if contains(prologue.doctype, "jats") || contains(prologue.doctype, "nlm")
        || contains(prologue.doctype, "journal") || cues.contains(where: { contains(head, $0) })
      {
        return .jats
      }
    }
    if ["article", "book", "chapter", "section", "part", "set", "refentry", "sect1"].contains(
      prologue.rootName),
      contains(head, "<para>") || contains(head, "<simpara>")
    {
      return .docbook
    }
    if prologue.hasXMLDeclaration { return .xml }
    if htmlNames.contains(prologue.rootName.lowercased()), !contains(prologue.rootTag, "xmlns") {
      return MarkdownEvidence(head).suggestsMarkdown(suffix: suffix) ? .markdown : .html
    }
    if prologue.rootName.isEmpty { return prologue.doctypeName.isEmpty ? nil : .xml }
    let isXML =
      suffix == "xml" || contains(prologue.rootTag, "xmlns") || !prologue.doctypeName.isEmpty
      || prologue.isSelfClosed || contains(head, "</" + prologue.rootName)
    return isXML ? .xml : nil
  }

  /// Elements that an HTML fragment may begin with.
  private static let htmlNames: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "base", "blockquote", "body", "br", "center", "code",
    "dd",
    "details", "div", "dl", "dt", "em", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6",
    "head", "header", "hr", "i", "iframe", "img", "input", "li", "link", "main", "meta", "nav", "noscript",
    "ol",
    "p", "pre", "script", "section", "small", "span", "strong", "style", "sub", "sup", "svg", "table",
    "tbody",
    "td", "template", "title", "tr", "u", "ul",
  ]

  /// Whether `needle` occurs in `haystack`, ASCII case aside where `needle` is lower case.
  private static func contains(_ haystack: [UInt8], _ needle: String) -> Bool {
    let pattern = Array(needle.utf8)
    guard let first = pattern.first, haystack.count >= pattern.count else { return false }
    let isLower = needle == needle.lowercased()
    func fold(_ byte: UInt8) -> UInt8 { isLower && 0x41...0x5A ~= byte ? byte | 0x20 : byte }
    for start in 0...(haystack.count - pattern.count) where fold(haystack[start]) == first {
      if (1..<pattern.count).allSatisfy({ fold(haystack[start + $0]) == pattern[$0] }) { return true }
    }
    return false
  }
}
