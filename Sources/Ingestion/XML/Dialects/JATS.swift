extension Dialect {
  /// JATS (ANSI/NISO Z39.96) and its ancestors, the NLM journal tag sets.
  ///
  /// Labels are numbers that a typesetter would make; those of figures, tables, sections, statements and
  /// items of lists are read, others are left out. Display
  /// formulas and the TeX and annotation twins of inline ones are left out.
  static let jats = Dialect(
    .jats, hasBracketedCallouts: true, identifiers: ["article-id"],
    [
      ("pmc-articleset articles article front-stub floats-group floats-wrap", .structure()),
      ("front", .structure(.front)),
      ("journal-meta article-meta", .structure(.metadata)),
      ("body", .structure(.body)),
      ("back", .structure(.back)),
      // Abstracts of a meeting, cases, letters: what an article is made of.
      ("sub-article", .section(.body)),
      ("response", .section(.review)),
      (
        """
        sub-article@article-type=decision-letter sub-article@article-type=reply sub-article@article-type=response \
        sub-article@article-type=author-comment sub-article@article-type=author-reply \
        sub-article@article-type=author-response sub-article@article-type=rebuttal \
        sub-article@article-type=referee-report sub-article@article-type=referee-comment \
        sub-article@article-type=referee-reply sub-article@article-type=reviewer-report \
        sub-article@article-type=reviewer-comment sub-article@article-type=reviewer-comments \
        sub-article@article-type=review-report sub-article@article-type=peer-review \
        sub-article@article-type=peer-review-report sub-article@article-type=open-peer-review \
        sub-article@article-type=public-review sub-article@article-type=aggregated-review-documents \
        sub-article@article-type=editor-report sub-article@article-type=editor-comment \
        sub-article@article-type=editors-comment sub-article@article-type=editorial-decision \
        sub-article@article-type=editorial-assessment sub-article@article-type=evaluation-summary \
        sub-article@article-type=community-comment sub-article@article-type=acceptance-letter \
        sub-article@article-type=review-history
        """, .section(.review)
      ),
      // The article again in another language, and what its authors add, are no reviews of it.
      ("sub-article@article-type=translation", .section(.back)),
      ("sub-article@article-type=addendum sub-article@article-type=correction", .section(.back)),
      ("response@response-type=addendum response@response-type=correction", .section(.back)),
      ("sub-article/front-stub response/front-stub sub-article/front response/front", .structure(.metadata)),
      ("sub-article/body response/body", .structure()),

      ("title-group/article-title title-group/subtitle", .title),
      ("journal-title-group title-group article-categories subj-group contrib-group", .structure()),
      // A figure has some of its own.
      ("permissions", .structure(.metadata)),
      (
        "fig/copyright-statement fig/copyright-holder table-wrap/copyright-statement",
        .paragraph(.metadata)
      ),
      ("license funding-group award-group custom-meta-group author-notes history", .structure()),
      ("related-article related-object product", .paragraph(.metadata)),
      ("p/related-article p/related-object title/related-article", .inline),
      ("abstract", .section(.abstract)),
      ("trans-abstract", .section(.front)),
      ("kwd-group", .structure(.metadata)),
      ("contrib aff corresp name collab subject kwd license-p custom-meta article-id", .automatic),
      ("counts contrib-id institution-id", .skip),

      ("sec@sec-type=supplementary-material", .section(.back)),
      ("supplementary-material/caption", .structure(.back)),
      ("sec app", .section),
      ("ack glossary app-group", .section(.back)),
      ("bio", .section(.metadata)),
      ("notes", .section(.note)),
      ("ref-list", .section(.bibliography)),
      ("title", .heading),
      ("subtitle", .heading),
      ("caption/title table-wrap/title", .block(.caption)),
      ("list/title def-list/title verse-group/title statement/title boxed-text/title", .paragraph),
      ("p disp-quote/attrib attrib verse-group/attrib speaker sig", .paragraph),
      ("caption/p caption/attrib fig/attrib table-wrap/attrib", .block(.caption)),
      ("disp-quote speech statement boxed-text sig-block", .structure()),

      ("list def-list def-item list-item def", .structure()),
      ("list-item/p def/p term list-item/term def-item/term", .block(.listItem)),

      (
        "fig fig-group table-wrap table-wrap-group supplementary-material media chem-struct-wrap",
        .structure()
      ),
      ("p/chem-struct-wrap", .inline),
      ("inline-formula/alternatives disp-formula/alternatives p/alternatives", .inline),
      ("alternatives/tex-math", ElementRule(.tex)),
      ("caption alternatives", .structure()),
      ("fig/label table-wrap/label supplementary-material/label media/label", .block(.caption)),
      ("boxed-text/label statement/label", .paragraph),
      ("list-item/label def-item/label", ElementRule(.label)),
      ("label object-id graphic alt-text long-desc", .skip),
      ("inline-graphic", ElementRule(.picture)),
      ("contrib/alternatives aff-alternatives name-alternatives", .inline),
      ("table thead tbody tfoot tr colgroup", .structure()),
      ("td th", .block(.tableCell)),
      ("table-wrap-foot", .structure(.note)),
      ("fn-group", .structure(.note)),
      ("fn", .note),
      ("author-notes/fn", ElementRule(.structure, .metadata)),

      ("verse-group", .block(.verse)),
      ("verse-line", .line),
      ("code preformat", .preformatted),
      ("break", ElementRule(.lineEnd)),

      ("disp-formula-group", .automatic),
      ("disp-formula inline-formula chem-struct", .formula),
      ("tex-math", ElementRule(.tex)),

      ("ref", .structure()),
      ("mixed-citation element-citation nlm-citation citation citation-alternatives", .automatic),
      ("mixed-citation/label ref/label", .skip),
      ("ref/note", .automatic),
      ("surname given-names suffix prefix person-group source year volume issue fpage lpage", .field),
      ("article-title chapter-title publisher-name publisher-loc etal elocation-id pub-id month day", .field),
      ("date string-name edition conf-name institution country city", .field),
      ("etal", .skip),

      (
        "italic bold sc underline overline monospace roman sans-serif strike xref ext-link uri",
        .inline
      ),
      (
        "xref@ref-type=bibr xref@ref-type=fn xref@ref-type=table-fn xref@ref-type=author-notes",
        .callout
      ),
      ("sup", .raised), ("sub", .lowered),
      ("abbrev/def", ElementRule(.wrapped(" (", ")"))),
      ("email named-content styled-content abbrev inline-supplementary-material fixed-case", .inline),
    ]
  ).merging(.mathml)
}
