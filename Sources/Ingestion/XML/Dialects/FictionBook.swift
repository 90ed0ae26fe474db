extension Dialect {
  /// FictionBook 2, in which books are handed around in Eastern Europe.
  static let fictionBook = Dialect(
    .fb2, identifiers: [],
    [
      ("fictionbook", .structure()),
      ("description title-info", .structure(.metadata)),
      ("src-title-info document-info publish-info custom-info output", .skip),
      ("genre keywords date lang src-lang coverpage sequence binary stylesheet image", .skip),
      ("book-title", .title),
      ("author translator", .paragraph(.metadata)),
      ("first-name middle-name last-name nickname", .field),
      ("home-page email id", .skip),
      ("annotation", .section(.abstract)),
      ("body", .structure(.body)),
      ("body@name=notes body@name=footnotes body@name=comments", .structure(.note)),
      ("section", .section()),
      ("body/title", .paragraph(.front)),
      ("title", .heading),
      ("subtitle poem/title stanza/title", .block(.heading)),
      ("title/p", .field),
      ("epigraph cite poem empty-line", .structure()),
      ("text-author", .paragraph(.metadata)),
      ("p", .paragraph),
      ("stanza", .block(.verse)),
      ("v", .line),
      ("a@type=note", .callout),
      ("a emphasis strong style strikethrough code", .inline),
      ("sub", .lowered),
      ("sup", .raised),
      ("table tr", .structure()),
      ("td th", .block(.tableCell)),
    ])
}
