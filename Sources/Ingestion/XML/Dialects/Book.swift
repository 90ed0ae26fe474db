extension Dialect {
  /// A chapter of an EPUB: XHTML with the roles that EPUB's and DPUB-ARIA's vocabularies give.
  static let bookChapter = Dialect(
    .epub,
    [
      ("head/title", .skip),
      ("aside@epub:type=footnote aside@epub:type=endnote aside@epub:type=rearnote", .structure(.note)),
      ("li@epub:type=footnote", .structure(.note)),
      ("li@epub:type=endnote aside@role=doc-footnote section@role=doc-endnotes", .structure(.note)),
      ("div@class=footnotes", .structure(.note)),
      ("section@epub:type=footnotes section@epub:type=endnotes", .structure(.note)),
      ("section@epub:type=rearnotes", .structure(.note)),
      ("section@class=footnotes aside@class=footnotes div@class=footnote", .structure(.note)),
      ("p@class=footnote", .structure(.note)),
      ("section@id=footnotes section@id=endnotes", .structure(.note)),
      ("section@epub:type=bibliography section@role=doc-bibliography div@id=refs", .structure(.bibliography)),
      ("section@epub:type=abstract section@role=doc-abstract", .structure(.abstract)),
      ("section@epub:type=toc section@epub:type=cover section@epub:type=lot section@epub:type=loi", .skip),
      ("body@epub:type=cover section@epub:type=index", .skip),
      ("a@epub:type=noteref a@role=doc-noteref a@role=doc-backlink a@class=footnote-ref", .skip),
      ("a@class=footnote-back sup@epub:type=noteref sup@class=footnote-ref", .skip),
      ("span@epub:type=pagebreak span@role=doc-pagebreak span@class=pagenum div@epub:type=pagebreak", .skip),
      ("section@epub:type=titlepage section@epub:type=copyright-page", .structure(.front)),
      ("blockquote/p", .paragraph),
    ]
  ).extending(xhtml)

  /// The properties in an EPUB's package document; what else is there is its list of files.
  static let packageMetadata = Dialect(
    .epub,
    [
      ("package", .structure()),
      ("metadata dc-metadata x-metadata", .structure(.metadata)),
      ("dc:title", .title),
      ("creator contributor publisher subject description rights date", .paragraph(.metadata)),
      ("meta identifier language format source coverage relation type link", .skip),
      ("manifest spine guide tours collection bindings", .skip),
    ])
}
