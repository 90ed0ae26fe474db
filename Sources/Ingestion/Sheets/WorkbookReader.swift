/// Reads the workbooks of Excel and of whoever writes them (Office Open XML, ECMA-376 part 1, 18): a section
/// a sheet, in their order, with their cells as people see them, remarks and boxes of text. Hidden sheets are
/// left out, and it is said; charts show numbers that stand in cells.
struct WorkbookReader {
  private static let mainMember = "xl/workbook.xml"
  /// UTF-8 bytes of a cell's name at most.
  private static let longestReference = 32

  static func wants(_ name: String) -> Bool {
    guard name.hasPrefix("xl/") else { return name == OfficeProperties.member }
    // Programs call what is not a sheet as they like; what is known to hold no words is left out.
    let others = [
      "xl/theme/", "xl/charts/", "xl/media/", "xl/pivot", "xl/externalLinks/", "xl/calcChain",
      "xl/printerSettings/",
    ]
    return (name.hasSuffix(".xml") || name.hasSuffix(".rels")) && !others.contains { name.hasPrefix($0) }
  }

  private struct Sheet {
    var name: String
    /// Its number among all sheets, from 1.
    var number: Int
    /// Where its name stands in the workbook.
    var place: Range<Int>
    var member: String
  }

  private let container: Container
  private let description: SourceDescription
  private let options: IngestionOptions
  /// The member that names the sheets.
  private let main: SheetPart?
  private var writer: SheetWriter
  private var cells: SheetCells
  private var read: Set<String> = []
  private var hidden: [String] = []

  static func read(
    _ container: Container, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    var builder = container.builder()
    let properties = try OfficeProperties(container, into: &builder, options: options)
    var reader = try WorkbookReader(container, description, options, builder)
    for sheet in try reader.sheets() { try reader.add(sheet) }
    let title = reader.writer.title
    var document = try OfficeTitle.finish(
      &reader.writer.builder, container, description, own: nil, declared: properties["title"] ?? title,
      language: properties["language"], namesFirst: false)
    document.warnings += reader.warnings
    return document
  }

  private init(
    _ container: Container, _ description: SourceDescription, _ options: IngestionOptions,
    _ builder: DocumentBuilder
  ) throws(IngestionError) {
    (self.container, self.description, self.options) = (container, description, options)
    writer = SheetWriter(builder)
    main = try SheetPart(Self.mainMember, in: container, options: options)
    cells = try SheetCells(container, options)
  }

  private var warnings: [IngestionWarning] {
    var warnings: [IngestionWarning] = []
    if !hidden.isEmpty { warnings.append(.hiddenSheets(hidden)) }
    if cells.unknown > 0 { warnings.append(.formulasWithoutValues(cells.unknown)) }
    return warnings
  }

  // MARK: Sheets

  /// The sheets that are shown; all where none is.
  private mutating func sheets() throws(IngestionError) -> [Sheet] {
    let targets = Dictionary(
      try Relationship.all(of: Self.mainMember, in: container).map { ($0.id, $0.target) },
      uniquingKeysWith: { $1 })
    guard let part = main else { return [] }
    var shown: [Sheet] = []
    var others: [Sheet] = []
    part.source.utf8.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      while let token = scanner.next() {
        guard token.kind == .startTag || token.kind == .emptyTag,
          bytes[bytes.local(token.inner)].elementsEqual("sheet".utf8),
          let name = TagAttributes.value(of: "name", in: token, bytes)
        else { continue }
        var member: String?
        var isHidden = false
        for attribute in TagAttributes(bytes, of: token) {
          let key = bytes.string(attribute.name), value = bytes.string(attribute.value)
          if key.hasSuffix(":id") { member = targets[value] }
          if key == "state" { isHidden = value != "visible" }
        }
        guard let member else { continue }
        let words = bytes.undone(name)
        let sheet = Sheet(name: words, number: shown.count + others.count + 1, place: name, member: member)
        if isHidden { others.append(sheet) } else { shown.append(sheet) }
      }
    }
    if shown.isEmpty { return others }
    hidden = others.map(\.name)
    return shown
  }

  private mutating func add(_ sheet: Sheet) throws(IngestionError) {
    // A sheet that is named a million times is one.
    guard read.insert(sheet.member).inserted, sheet.member.hasPrefix("xl/worksheets/"),
      let workbook = main,
      let part = try SheetPart(sheet.member, in: container, options: options)
    else { return }
    let related = try Relationship.all(of: sheet.member, in: container)
    writer.beginSheet(
      sheet.name, workbook.piece(sheet.name, for: sheet.place),
      path: "/workbook[1]/sheets[1]/sheet[\(sheet.number)]")
    var heads: [Int] = []
    for table in related where table.type.hasSuffix("/table") && read.insert(table.target).inserted {
      heads += Self.heads(of: SettingsXML(try container.source(table.target)))
    }
    var extractor = WorksheetExtractor(part, heads: heads)
    try extractor.run(&writer, &cells, file: "\(description.path)!\(sheet.member)")
    writer.finishTable()
    for drawing in related where drawing.type.hasSuffix("/drawing") { try addBoxes(of: drawing.target) }
    // Conversations stand among the remarks once more, for programs that don't know them.
    let threads = related.filter { $0.type.hasSuffix("/threadedComment") }
    for remarks in threads.isEmpty ? related.filter({ $0.type.hasSuffix("/comments") }) : threads {
      try addRemarks(of: remarks.target)
    }
    writer.endSheet()
  }

  /// Numbers of the rows that a table declares to be its heads.
  private static func heads(of table: SettingsXML) -> [Int] {
    guard let root = table.elements.first, let reference = root.attributes["ref"],
      let first = CellReference(reference), let rows = Int(root.attributes["headerRowCount"] ?? "1")
    else { return [] }
    return Array(first.row..<first.row + min(max(0, rows), 8))
  }

  // MARK: What stands beside cells

  private mutating func addBoxes(of member: String) throws(IngestionError) {
    guard read.insert(member).inserted, let source = try container.source(member) else { return }
    let boxes = try container.document(of: source, member, format: .pptx, options: options) {
      (bytes, description) throws(IngestionError) in
      var extractor = SlideExtractor(source, bytes, .body)
      return try extractor.run(description)
    }
    guard let boxes else { return }
    writer.writeName()
    writer.builder.graft(boxes, path: "")
  }

  private mutating func addRemarks(of member: String) throws(IngestionError) {
    guard read.insert(member).inserted, let part = try SheetPart(member, in: container, options: options)
    else {
      return
    }
    writer.writeName()
    part.source.utf8.withUnsafeBufferPointer { bytes in
      var scanner = MarkupScanner(bytes)
      var reference = ""
      while let token = scanner.next() {
        guard token.kind == .startTag else { continue }
        let name = bytes.string(bytes.local(token.inner))
        if name == "comment" || name == "threadedComment" {
          // What is longer is the name of no cell, and would stand in the path of each text.
          let name = TagAttributes.value(of: "ref", in: token, bytes)
          reference = name.flatMap { $0.count <= Self.longestReference ? bytes.string($0) : nil } ?? ""
        }
        guard name == "text" else { continue }
        let start = token.range.upperBound
        while let inner = scanner.next() {
          let isEnd = inner.kind == .endTag && bytes[bytes.local(inner.inner)].elementsEqual("text".utf8)
          guard isEnd else { continue }
          let range = start..<inner.range.lowerBound
          // Conversations have their words in the element itself.
          let isPlain = !range.isEmpty && !bytes[range].contains(UInt8(ascii: "<"))
          let pieces = isPlain ? [part.piece(bytes.undone(range), for: range)] : part.text(in: range)
          writer.remark(
            pieces,
            path: "//\(member.contains("threaded") ? "threadedComment" : "comment")[@ref='\(reference)']")
          break
        }
      }
    }
  }
}
