/// What the cells of all sheets of a workbook share: strings that are kept once, and formats.
struct SheetCells {
  private let strings: SheetPart?
  /// Where the content of each string stands.
  private var places: [Range<Int>] = []
  private var formats: [NumberFormat?] = []
  private let countsFrom1904: Bool
  /// Bytes that cells may still repeat of the strings.
  private var budget: Int
  private let limit: Int
  /// Formulas whose values the file does not have.
  var unknown = 0

  init(_ container: Container, _ options: IngestionOptions) throws(IngestionError) {
    let related = try Relationship.all(of: "xl/workbook.xml", in: container)
    func member(_ kind: String) -> String {
      related.first { $0.type.hasSuffix("/" + kind) }?.target ?? "xl/\(kind).xml"
    }
    strings = try SheetPart(member("sharedStrings"), in: container, options: options)
    limit = 1 << 20 + 10 * container.bytes.count
    budget = limit
    let workbook = SettingsXML(try container.source("xl/workbook.xml"))
    let properties = workbook.elements.first { $0.name == "workbookPr" }
    countsFrom1904 = ["1", "true"].contains(properties?.attributes["date1904"])
    formats = Self.formats(SettingsXML(try container.source(member("styles"))))
    strings?.source.utf8.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var start: Int?
      while let token = scanner.next() {
        guard token.kind != .text, bytes[bytes.local(token.inner)].elementsEqual("si".utf8) else { continue }
        switch token.kind {
        case .startTag: start = token.range.upperBound
        case .emptyTag: places.append(token.range.upperBound..<token.range.upperBound)
        case .endTag:
          if let start { places.append(start..<token.range.lowerBound) }
          start = nil
        default: break
        }
      }
    }
  }

  /// The format of each style of cells; nil where that is a plain one.
  private static func formats(_ styles: SettingsXML) -> [NumberFormat?] {
    var codes: [Int: String] = [:]
    var made: [Int: NumberFormat] = [:]
    var formats: [NumberFormat?] = []
    var depth: Int?
    for element in styles.elements {
      if let open = depth, element.depth <= open { depth = nil }
      switch element.name {
      case "numFmt":
        if let id = element.attributes["numFmtId"].flatMap({ Int($0) }) {
          codes[id] = element.attributes["formatCode"]
        }
      case "cellXfs": depth = element.depth
      case "xf" where depth.map { $0 + 1 == element.depth } ?? false:
        let id = element.attributes["numFmtId"].flatMap { Int($0) } ?? 0
        if made[id] == nil, let code = codes[id] ?? NumberFormat.numbered[id] {
          made[id] = NumberFormat(code)
        }
        formats.append(made[id])
      default: break
      }
    }
    return formats
  }

  /// The pieces of the string whose number is `text`.
  ///
  /// - Throws: `limit` where cells repeat strings until they are far more than the file.
  mutating func string(_ text: String, file: String) throws(IngestionError) -> [SheetCell.Piece] {
    guard let strings, let number = Int(text), places.indices.contains(number) else { return [] }
    budget -= places[number].count
    guard budget >= 0 else {
      throw IngestionError(file: file, reason: .limit("text that cells repeat in bytes", limit))
    }
    return strings.text(in: places[number])
  }

  /// A number as style number `style` shows it.
  func number(_ text: String, style: Int?) -> String {
    let format = style.flatMap { formats.indices.contains($0) ? formats[$0] : nil }
    if let format { return format.shown(text, countsFrom1904: countsFrom1904) }
    guard let value = Double(text), value.isFinite else { return text }
    return NumberFormat.general(value, text)
  }
}
