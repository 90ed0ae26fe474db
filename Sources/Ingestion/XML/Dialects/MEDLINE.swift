extension Dialect {
  /// MEDLINE and PubMed citations (NLM's PubMed DTD).
  static let medline = Dialect(
    .medline, identifiers: ["pmid"],
    [
      (
        "PubmedArticleSet PubmedBookArticleSet MedlineCitationSet PubmedArticle PubmedBookArticle",
        .structure()
      ),
      ("MedlineCitation PubmedData PubmedBookData BookDocument", .structure(.metadata)),
      ("Article", .structure(.metadata)),
      ("ArticleTitle", .title),
      ("BookTitle", .title),
      ("Abstract", .section(.abstract)),
      ("AbstractText@Label", .section(.abstract, heading: "Label")),
      ("AbstractText", .paragraph),
      ("OtherAbstract", .section(.front)),
      ("CopyrightInformation", .paragraph(.metadata)),
      (
        "AuthorList InvestigatorList PersonalNameSubjectList GrantList PublicationTypeList ChemicalList",
        .structure()
      ),
      (
        "MeshHeadingList KeywordList GeneSymbolList DataBankList SupplMeshList Journal Book History",
        .structure()
      ),
      ("Pagination ELocationID ArticleIdList MedlineJournalInfo JournalIssue", .structure()),
      ("Author Investigator Grant MeshHeading Keyword Chemical PublicationType PubMedPubDate", .paragraph),
      ("LastName ForeName Initials Suffix CollectiveName Affiliation AffiliationInfo Year Month Day", .field),
      ("Hour Minute DescriptorName QualifierName NameOfSubstance RegistryNumber Agency Country", .field),
      ("CommentsCorrectionsList ReferenceList", .section(.bibliography)),
      ("CommentsCorrections Reference", .paragraph),
      ("Reference/Citation Reference/ArticleIdList", .field),
      ("b i u", .inline), ("sup", .raised), ("sub", .lowered),
    ]
  ).merging(.mathml)
}
