extension Dialect {
  /// The rules for `format`, which must be one of XML's.
  static func of(_ format: DocumentFormat) -> Dialect {
    switch format {
    case .tei: tei
    case .jats: jats
    case .nitf: nitf
    case .newsml: newsml
    case .docbook: docbook
    case .xhtml: xhtml
    case .medline: medline
    case .mediawiki: mediawiki
    case .xml, .text, .markdown, .html, .pdf, .rtf, .org, .rst, .textile: generic
    }
  }
}
