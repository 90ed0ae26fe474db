/// The formats that Peruse reads. The raw value is what `--input-format` takes and the JSON prints.
public enum DocumentFormat: String, Sendable, Hashable, Codable, CaseIterable {
  case text, markdown, html
  /// Read through poppler's `pdftotext`.
  case pdf
  /// Read as the HTML that pandoc makes of them.
  case rtf, org, rst, textile, muse, t2t, opml
  case tei, jats, nitf, newsml, docbook, xhtml, medline, mediawiki, fb2
  /// RSS and Atom: a record an entry.
  case feed
  /// SubRip, WebVTT and transcripts with times.
  case subtitles
  /// A message (`.eml`), or a mailbox (mbox): a record a message.
  case mail
  /// Word processors' documents, and books: containers of XML.
  case docx, odt, epub
  /// Presentations: containers of XML, a section a slide.
  case pptx, odp
  /// Spreadsheets: containers of XML, a section a sheet.
  case xlsx, ods
  /// Rows of values with commas, semicolons or tabs between them.
  case csv
  /// A Jupyter notebook.
  case notebook
  case latex
  /// Any other XML, read by default rules or by the caller's XPath options.
  case xml

  /// Whether documents in it are well-formed XML.
  public var isXML: Bool {
    switch self {
    case .tei, .jats, .nitf, .newsml, .docbook, .xhtml, .medline, .mediawiki, .feed, .fb2, .xml: true
    default: false
    }
  }
}
