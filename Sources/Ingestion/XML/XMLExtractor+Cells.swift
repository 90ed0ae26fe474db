extension XMLExtractor {
  /// What a cell covers, by the attributes of its start tag: those of HTML (JATS, XHTML, NITF), CALS
  /// (DocBook), TEI and OpenDocument.
  func cellPlace(_ token: MarkupToken, _ name: Int) -> CellPlace {
    var place = CellPlace()
    place.isHead = names.entries[name].folded == "th"
    guard token.range.count > token.inner.count + 6 else { return place }
    func value(_ attribute: String) -> String? {
      TagAttributes.value(of: attribute, in: token, bytes).map { bytes.string($0) }
    }
    func number(_ attribute: String) -> Int? { value(attribute).flatMap { Int($0) } }
    switch names.entries[name].folded {
    case "entry":
      // CALS names the columns, nearly always by their numbers.
      if let first = value("namest").flatMap(Self.number), let last = value("nameend").flatMap(Self.number) {
        place.columnSpan = last - first + 1
      }
      place.rowSpan = min(number("morerows") ?? 0, CellPlace.mostRows) + 1
    case "cell":
      place.columnSpan = number("cols") ?? number("colspan") ?? 1
      place.rowSpan = number("rows") ?? number("rowspan") ?? 1
      place.isHead = value("role") == "label"
    case "table-cell":
      place.columnSpan = number("table:number-columns-spanned") ?? 1
      place.rowSpan = number("table:number-rows-spanned") ?? 1
    default:
      place.columnSpan = number("colspan") ?? 1
      place.rowSpan = number("rowspan") ?? 1
    }
    return place
  }

  /// The number at the end of a column's name: `c3`, `col3`, `3`.
  private static func number(_ name: String) -> Int? {
    let digits = name.utf8.reversed().prefix { 0x30...0x39 ~= $0 }
    guard 1...4 ~= digits.count else { return nil }
    return Int(String(decoding: Array(digits.reversed()), as: UTF8.self))
  }
}
