extension Dialect {
  /// NewsML 1 and NewsML-G2 (IPTC): metadata around content, which is NITF, XHTML or plain text.
  static let newsml = Dialect(
    .newsml, identifiers: ["@guid", "newsitemid", "publicidentifier"],
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

      // NewsML 1.
      ("NewsML NewsComponent ContentItem DataContent NewsLines", .structure()),
      ("Catalog NewsEnvelope TopicSet Identification NewsManagement NewsItemId Update", .skip),
      ("AdministrativeMetadata RightsMetadata DescriptiveMetadata Metadata", .skip),
      ("MediaType Format Notation Characteristics Encoding MimeType NewsItemRef Role BasisForChoice", .skip),
      ("NewsLines/HeadLine", .title),
      ("NewsLines/SubHeadLine", .heading),
      ("NewsLine", .automatic),
      ("NewsLineType", .skip),
      ("NewsLines/ByLine NewsLines/DateLine NewsLines/CreditLine", .paragraph(.metadata)),
      ("NewsLines/CopyrightLine", .paragraph(.metadata)),
      ("NewsLines/SlugLine NewsLines/KeywordLine NewsLines/RightsLine", .paragraph(.metadata)),
      ("NewsLines/SeriesLine", .paragraph(.metadata)),
    ]
  ).merging(nitf).merging(xhtml)
}
