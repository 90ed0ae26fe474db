import Foundation
import Peruse

/// Questions, line by line, about documents that are read once.
struct AskDocuments {
  private let reader: Reader
  private let options: ReaderOptions
  private let documents: [(report: DocumentReport, readable: ReadableDocument)]

  /// Reads all documents; those that cannot be read cost one error line each.
  ///
  /// - Throws: the failure of a file, where none could be read.
  init(_ paths: [String], reader: Reader, options: ReaderOptions, input: InputOptions) throws {
    (self.reader, self.options) = (reader, options)
    var run = DocumentRun(reader: input.documentReader)
    var documents: [(DocumentReport, ReadableDocument)] = []
    try run.forEach(paths) { document in
      documents.append((DocumentReport(document), reader.prepare(document)))
    }
    if documents.isEmpty { run.finish() }
    self.documents = documents
  }

  /// What is read, in words.
  var introduction: String {
    let words = documents.reduce(0) { $0 + $1.report.words }
    let what = documents.count == 1 ? Text.name(documents[0].report) : "\(documents.count) documents"
    return "\(what), \(words) words. Ask a question; Ctrl-D ends."
  }

  /// The documents with the most likely answers first, each with those of its answers that are among the best of all.
  func answers(to question: String) throws -> [AnswersReport] {
    let results = try reader.spans.results(
      of: documents.map { ReaderRequest(question: question, document: $0.readable) }, options: options)
    let best = Set(
      results.indices.flatMap { place in results[place].answers.map { (place, $0.probability) } }
        .sorted { $0.1 > $1.1 }.prefix(options.top).map(\.0))
    let order = results.indices.sorted {
      (results[$0].answers.first?.probability ?? 0, $1) > (results[$1].answers.first?.probability ?? 0, $0)
    }
    let shown = best.isEmpty ? Array(order.prefix(1)) : order.filter(best.contains)
    return shown.map { place in
      AnswersReport(
        document: documents[place].report, question: question, result: results[place],
        model: ModelReport(reader.spans.identity),
        settings: ReaderSettings(precision: reader.spans.precision, options: options))
    }
  }

  /// Whether answers need to name their document.
  var hasMany: Bool { documents.count > 1 }
}
