extension Dialect {
  /// OpenDocument text (ODF 1.3), but for the rules that a document's styles add.
  ///
  /// The text is the final one: tracked deletions stand in `tracked-changes`, which is left out. Indexes and
  /// contents are made from the text and left out too.
  static let openDocumentRows: [(patterns: String, rule: ElementRule)] = [
    ("document-content document body text section", .structure()),
    ("office:text", .structure(.body)),
    ("scripts font-face-decls automatic-styles styles master-styles settings meta forms", .skip),
    ("tracked-changes variable-decls sequence-decls user-field-decls dde-connection-decls", .skip),
    ("table-of-content illustration-index table-index object-index user-index alphabetical-index", .skip),
    ("bibliography", .section(.bibliography)),
    ("bibliography-source index-title-template", .skip),
    ("index-body index-title", .structure()),

    ("h@text:outline-level=1", ElementRule(.rankedHeading(1))),
    ("h@text:outline-level=2", ElementRule(.rankedHeading(2))),
    ("h@text:outline-level=3", ElementRule(.rankedHeading(3))),
    ("h@text:outline-level=4", ElementRule(.rankedHeading(4))),
    ("h@text:outline-level=5", ElementRule(.rankedHeading(5))),
    ("h@text:outline-level=6", ElementRule(.rankedHeading(6))),
    ("h", ElementRule(.rankedHeading(1))),
    ("p", .paragraph),
    ("list-item/p list-header/p", .block(.listItem)),
    ("list list-item list-header numbered-paragraph", .structure()),
    ("table-cell/p covered-table-cell/p", .block(.tableCell)),
    ("table:table table-row table-rows table-header-rows table-row-group", .structure()),
    ("table-header-columns table-columns table-column-group table-column", .structure()),
    ("table-cell", .structure()),
    ("covered-table-cell", .skip),

    ("note", .note),
    ("note-citation", .skip),
    ("note-body", .structure()),
    ("annotation", .note),
    ("annotation/creator annotation/date annotation/creator-initials annotation/sender-initials", .skip),
    ("text-box", ElementRule(.note)),
    ("frame custom-shape rect ellipse g draw:page draw:a", .inline),
    ("svg:title svg:desc image object object-ole plugin applet floating-frame glue-point", .skip),
    ("ruby-text hidden-text math", .skip),
    ("s tab line-break", .wordBreak),
    ("span a ruby ruby-base meta-field bookmark-ref reference-ref note-ref sequence-ref sequence", .inline),
    ("soft-page-break bookmark bookmark-start bookmark-end reference-mark change change-start", .inline),
    ("change-end annotation-end page-number page-count toc-mark alphabetical-index-mark", .inline),
  ]

  /// What is different in OpenDocument's presentations: a page is a section, its title the heading.
  static let slideRows: [(patterns: String, rule: ElementRule)] = [
    ("office:presentation", .structure(.body)),
    ("draw:page", .section),
    ("presentation:notes", .structure(.note)),
    ("frame@presentation:class=title", .heading),
    ("frame@presentation:class=page frame@presentation:class=page-number", .skip),
    (
      "frame@presentation:class=date-time frame@presentation:class=header frame@presentation:class=footer",
      .skip
    ),
    ("page-thumbnail presentation:settings header-decl footer-decl date-time-decl", .skip),
    ("animation-group par seq", .skip),
    ("text-box", .inline),
    ("p", .automatic),
  ]

  /// Properties of office documents: OpenDocument's `meta.xml`, and `core.xml` in the containers of Word.
  static let officeMetadata = Dialect(
    .xml,
    [
      ("document-meta meta coreProperties", .structure(.metadata)),
      ("title subject description creator initial-creator keyword keywords", .paragraph(.metadata)),
      ("lastModifiedBy", .paragraph(.metadata)),
      ("created modified creation-date date", .paragraph(.metadata)),
      ("generator editing-cycles editing-duration document-statistic user-defined template", .skip),
      ("print-date", .skip),
      ("printed-by language revision category version lastPrinted contentStatus identifier", .skip),
      ("auto-reload", .skip),
      ("hyperlink-behaviour", .skip),
    ])
}
