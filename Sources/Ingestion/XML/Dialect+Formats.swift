extension Dialect {
  /// The rules for `format`; those for XML of no known format where it has none of its own.
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
    case .feed: feed
    case .fb2: fictionBook
    default: generic
    }
  }
}
