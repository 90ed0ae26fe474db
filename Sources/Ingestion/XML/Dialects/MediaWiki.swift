extension Dialect {
  /// MediaWiki's export format: one section a page.
  static let mediawiki = Dialect(
    .mediawiki, identifiers: ["title"],
    [
      ("mediawiki", .structure()),
      (
        "siteinfo contributor timestamp ns id parentid revid sha1 model format minor origin restrictions",
        .skip
      ),
      ("comment redirect upload discussionthreadinginfo logitem", .skip),
      ("page", .section(.body)),
      ("page/title", .title),
      ("revision", .structure()),
      ("text", ElementRule(.wikitext)),
    ])
}
