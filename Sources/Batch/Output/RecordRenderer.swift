import Ingestion
import Results

/// Puts results into their final form; one value is shared by all workers.
package protocol RecordRenderer: Sendable {
  /// - Throws: what keeps the result from being written, such as a number that JSON does not have.
  func render(_ input: BatchInput, _ result: BatchResult) throws -> RenderedResult
}

/// Results that share one file: a line of JSON each, rows of a table, or text.
struct LineRenderer: RecordRenderer {
  var form = ResultForm.jsonl

  func render(_ input: BatchInput, _ result: BatchResult) throws -> RenderedResult {
    var options = RenderOptions()
    options.prettyJSON = false
    options.showsQuestion = result.results.count > 1
    // Bytes from the beginning: what a table's cells become is many times as large as their document.
    var bytes: [UInt8] = []
    for result in result.results {
      let start = bytes.count
      try form.write(result, options: options) { bytes.append(contentsOf: $0.utf8) }
      if bytes.count > start { bytes.append(0x0A) }
    }
    return RenderedResult(bytes: bytes, words: result.words, score: result.score)
  }
}

/// A file of its own.
struct FileRenderer: RecordRenderer {
  var form: ResultForm

  func render(_ input: BatchInput, _ result: BatchResult) throws -> RenderedResult {
    var options = RenderOptions()
    options.prettyJSON = false
    options.showsQuestion = result.results.count > 1
    let results = result.results.map { withPictures($0, of: input.document) }
    guard let first = results.first else {
      return RenderedResult(bytes: [], words: result.words, score: result.score)
    }
    var text = try form.file(of: first, options: options)
    for other in results.dropFirst() {
      let body = try form.body(of: other, options: options)
      if !body.isEmpty { text += form.separator(isTerminal: false) + body + "\n" }
    }
    return RenderedResult(bytes: Array(text.utf8), words: result.words, score: result.score)
  }
}

extension FileRenderer {
  /// A page shows those of a PDF on which passages stand, as the single commands' do; where they cannot be
  /// drawn (a PDF in an archive, no `pdftoppm`), the text alone.
  private func withPictures(_ result: TaskResult, of document: Document) -> TaskResult {
    guard form == .html, document.source.format == .pdf else { return result }
    var result = result
    result.pictures = (try? PDFPictures.pages(result.pagesWithPassages, of: document)) ?? []
    return result
  }
}

/// A line of JSON and what a database's columns hold.
struct RowRenderer: RecordRenderer {
  func render(_ input: BatchInput, _ result: BatchResult) throws -> RenderedResult {
    let document = input.document
    guard let own = result.results.first else {
      return RenderedResult(bytes: [], words: result.words, score: result.score)
    }
    var options = RenderOptions()
    options.prettyJSON = false
    var json: [UInt8] = []
    try ResultForm.jsonl.write(own, options: options) { json.append(contentsOf: $0.utf8) }
    let row = ResultRow(
      path: document.source.path, format: document.source.format.rawValue, title: document.title,
      sha256: document.source.sha256, text: document.text,
      question: own.kind == .answers ? own.question : nil, passages: own.passages)
    return RenderedResult(bytes: json, words: result.words, score: result.score, row: row)
  }
}
