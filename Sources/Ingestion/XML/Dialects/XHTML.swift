extension Dialect {
  /// XHTML 1 and HTML 5 in XML syntax.
  static let xhtml = Dialect(
    .xhtml, identifiers: [],
    [
      ("html main article section div form fieldset details hgroup center", .structure()),
      ("head", .structure(.metadata)),
      ("head/title", .title),
      (
        "script style link meta base nav noscript template iframe object embed applet canvas audio video",
        .skip
      ),
      ("select option button input textarea svg dialog datalist", .skip),
      // Pages made before `nav` existed.
      (
        "div@id=menu div@id=nav div@id=navigation div@id=navbar div@id=toc div@id=breadcrumbs div@id=sidebar",
        .skip
      ),
      ("div@class=menu div@class=nav div@class=navigation div@class=navbar div@class=toc", .skip),
      (
        "div@class=breadcrumbs div@class=sidebar div@role=navigation ul@class=nav ul@class=menu ul@id=menu",
        .skip
      ),
      ("ul@id=nav ul@role=navigation div@id=footer div@class=footer div@role=search", .skip),
      ("body", .structure(.body)),
      ("body/header", .structure(.front)),
      ("header", .structure()),
      ("footer", .structure(.back)),
      ("aside", .structure(.note)),
      ("h1", ElementRule(.rankedHeading(1))), ("h2", ElementRule(.rankedHeading(2))),
      ("h3", ElementRule(.rankedHeading(3))), ("h4", ElementRule(.rankedHeading(4))),
      ("h5", ElementRule(.rankedHeading(5))), ("h6", ElementRule(.rankedHeading(6))),
      ("p", .paragraph),
      ("blockquote figure", .structure()),
      ("address summary legend", .paragraph),
      ("figcaption caption", .block(.caption)),
      ("ul ol dl menu dir", .structure()),
      ("li dt dd", .block(.listItem)),
      ("li/p dd/p", .block(.listItem)),
      ("table thead tbody tfoot tr colgroup", .structure()),
      ("td th", .block(.tableCell)),
      ("td/p th/p", .block(.tableCell)),
      ("pre listing xmp", .preformatted),
      ("br", .wordBreak),
      ("hr", .structure()),
      ("rp rt", .skip),
      ("a", .callout), ("sup", .raised), ("sub", .lowered), ("q", ElementRule(.wrapped("“", "”"))),
      ("abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark s samp", .inline),
      ("small span strike strong time tt u var wbr ruby rb img area map", .inline),
    ]
  ).merging(.mathml)
}
