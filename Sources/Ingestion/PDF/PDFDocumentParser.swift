import Platform

/// Reads PDF through poppler's `pdftotext`, which tells for each word where on its page it stands.
///
/// What is a line, a column, a paragraph, a heading, a note is told from those places here. Pages go through
/// one at a time; a few are held back, since running heads show themselves by coming again.
struct PDFDocumentParser {
  private let name: String
  private let options: IngestionOptions
  private var assembler = PDFAssembler()
  /// Pages read and not yet taken, with what stands at their edges.
  private var window: [(page: PDFPage, edges: PDFRunningHeads.Edges)] = []
  /// Index in `window` of the next page to take.
  private var next = 0
  private var pageCount = 0
  /// Where the right-hand columns of the last two pages that have any begin.
  private var edges: [Float] = []
  private var emptyPages: [Int] = []
  private var characters = 0
  private var unreadable = 0

  /// Pages looked at on either side of one.
  private static let reach = 2

  /// The document that `bytes` hold.
  ///
  /// - Throws: `.missingTool`, `.encrypted`, `.damaged`, `.pictures`, `.limit`, `.noText`.
  static func parse(
    _ bytes: [UInt8], description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    var parser = PDFDocumentParser(name: description.path, options: options)
    do {
      return try parser.document(bytes, description)
    } catch let error as IngestionError {
      throw error
    } catch let failure as ProcessFailure {
      throw PDFTool.error(failure, file: description.path)
    } catch {
      throw IngestionError(file: description.path, reason: .io("\(error)"))
    }
  }

  private init(name: String, options: IngestionOptions) {
    (self.name, self.options) = (name, options)
  }

  private mutating func document(
    _ bytes: [UInt8], _ description: SourceDescription
  ) throws
    -> Document
  {
    let tool = try PDFTool.text()
    let file = try TemporaryFile(bytes)
    assembler.bookmarks = PDFBookmarks(bytes, descriptor: file.descriptor, options: options)
    var scanner = BoundingBoxScanner(file: name)
    let words = try tool.run(
      PDFTool.arguments(["-bbox-layout", "-enc", "UTF-8"], password: options.pdfPassword)
        + ["/dev/stdin", "-"], input: .descriptor(file.descriptor), limits: PDFTool.limits(options)
    ) { piece in
      try scanner.take(piece) { page in try take(page) }
    }
    while next < window.count { try takeNext() }
    assembler.finish(pageCount: pageCount)
    try check()
    var warnings = PDFTool.warnings(words)
    if !emptyPages.isEmpty {
      warnings.append(
        IngestionWarning(
          message: "no text on \(Self.list(emptyPages)); for pictures of pages run OCR"))
    }
    let outline = PDFOutline(
      assembler.blocks, text: assembler.text, body: assembler.heights.mode ?? 12,
      declared: scanner.title)
    return Document(
      source: description, title: outline.title, language: nil,
      text: String(decoding: assembler.text, as: UTF8.self), blocks: outline.blocks,
      sections: outline.sections, space: .pages(assembler.places), warnings: warnings)
  }

  private func check() throws(IngestionError) {
    if pageCount == 0 { throw IngestionError(file: name, reason: .damaged("it has no pages")) }
    if characters == 0 { throw IngestionError(file: name, reason: .pictures(pages: pageCount)) }
    // Fonts that do not say what their glyphs mean.
    if unreadable * 3 > characters {
      throw IngestionError(file: name, reason: .unreadableFonts)
    }
    if assembler.blocks.isEmpty { throw IngestionError(file: name, reason: .noText) }
  }

  // MARK: Pages

  private mutating func take(_ page: PDFPage) throws -> Bool {
    var page = page
    pageCount += 1
    if page.words.isEmpty { emptyPages.append(page.number) }
    let own = PDFText.unreadable(page.bytes)
    unreadable += own
    // Three bytes are a character of most scripts but Latin ones: a low bound will do.
    characters += own > 0 ? page.bytes.count { $0 & 0xC0 != 0x80 } : page.bytes.count
    page.words = PDFRows.withoutLineNumbers(page)
    assembler.look(at: page)
    let lines = PDFRows.lines(page.words, page: page.number)
    window.append((page, PDFRunningHeads.edges(of: page, lines: lines)))
    if window.count - next > Self.reach { try takeNext() }
    if next > Self.reach {
      window.removeFirst()
      next -= 1
    }
    return true
  }

  private mutating func takeNext() throws {
    let page = window[next].page
    let running = PDFRunningHeads.running(
      next, among: window.map(\.edges), isOnlyPage: pageCount == 1)
    next += 1
    let words = page.words.filter { !running.contains($0.text.lowerBound) }
    let paragraphs = PDFParagraphs(page)
    var fragments: [PDFFragment] = []
    var columns = PDFColumns(page, before: edges)
    for region in columns.regions(words) { fragments += paragraphs.fragments(region) }
    // Left and right pages have other margins.
    if let edge = columns.edge { edges = edges.suffix(1) + [edge] }
    assembler.take(fragments, of: page)
    guard assembler.text.count <= options.maximumBytes else {
      throw IngestionError(
        file: name, reason: .limit("size of its text in bytes", options.maximumBytes))
    }
  }

  /// `pages 3, 5–7 and 12`, cut after a few.
  private static func list(_ pages: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for page in pages {
      if let last = runs.last, last.upperBound + 1 == page {
        runs[runs.count - 1] = last.lowerBound...page
      } else {
        runs.append(page...page)
      }
    }
    let words = runs.prefix(8).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)"
    }
    return (pages.count == 1 ? "page " : "pages ") + words.joined(separator: ", ")
      + (runs.count > 8 ? " …" : "")
  }
}
