extension Dialect {
  /// NewsML-G2 (IPTC): metadata around content, which is NITF, XHTML or plain text.
  static let newsml = Dialect(
    .newsml, identifiers: ["@guid"],
    [
      (
        "newsMessage itemSet newsItem packageItem conceptItem knowledgeItem contentSet inlineXML",
        .structure()
      ),
      ("header itemMeta partMeta rightsInfo assert derivedFrom catalogRef", .structure(.metadata)),
      ("contentMeta", .structure(.metadata)),
      ("contentMeta/headline", .title),
      ("itemMeta/title", .paragraph(.metadata)),
      ("contentMeta/description", .paragraph(.abstract)),
      ("contentMeta/slugline contentMeta/by contentMeta/dateline contentMeta/creditline", .paragraph),
      ("subject genre located creator contributor infoSource audience provider", .structure()),
      ("name", .paragraph),
      ("inlineData", ElementRule(.plainText)),
      ("remoteContent sent timestamp firstCreated versionCreated contentCreated contentModified", .skip),
      ("groupSet group itemRef itemRef/headline itemRef/description", .structure(.metadata)),
    ]
  ).merging(nitf).merging(xhtml)
}
