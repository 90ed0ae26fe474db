extension Dialect {
  /// XML of no known format: elements that hold text are blocks, elements that hold elements are structure,
  /// and names that mean the same in most vocabularies mean that.
  static let generic = Dialect(
    .xml, infersFromContent: true, identifiers: ["@xml:id", "@id", "guid", "pmid"],
    [
      ("title headline hed article-title doctitle focus paper/S@sid=0", .titleOrHeading),
      ("heading head subtitle subhead", .heading),
      ("section sec chapter part div div1 div2 div3 appendix subsection", .section(heading: "title")),
      ("abstract summary", .section(.abstract)),
      ("body/summary section/summary div/summary", .automatic),
      ("references bibliography reflist ref-list refs citations", .section(.bibliography)),
      ("acknowledgements acknowledgments acknowledgement acknowledgment ack", .section(.back)),
      ("keywords metadata meta docinfo header focusannotations", .structure(.metadata)),
      ("author authors byline affiliation copyright license", .paragraph(.metadata)),
      ("p para paragraph simpara", .paragraph),
      ("li item listitem bullet", .block(.listItem)),
      ("list ul ol table tr row thead tbody figure fig", .structure()),
      ("td th row/cell tr/cell row/entry tr/entry", .block(.tableCell)),
      ("figcaption figure/caption fig/caption table/caption image/caption", .block(.caption)),
      ("footnote fn endnote", .note),
      ("pre code-block listing verbatim", .preformatted),
      ("stanza lg", .block(.verse)),
      ("script@type style@type script@src svg binary", .skip),
      ("br lb linebreak", .wordBreak),
      ("i b em strong bold italic u a span emph hi link xref", .inline),
      ("sup", .raised), ("sub", .lowered),
      // DITA's and Mallard's menus and keys
      ("menucascade guiseq", ElementRule(.separated(["", " → "]))),
      ("keyseq", ElementRule(.separated(["", "+"]))),
      ("uicontrol gui key cmdname wintitle", .inline),
    ]
  ).merging(.mathml)
}
