import Foundation
import Peruse

/// Questions, line by line, about documents that are read once.
struct AskDocuments {
  let reader: Reader
  private let documents: [(report: DocumentReport, readable: ReadableDocument)]

  /// Reads all documents; those that cannot be read cost one error line each.
  ///
  /// - Throws: the failure of a file, where none could be read.
  init(_ paths: [String], reader: Reader, input: InputOptions) throws {
    self.reader = reader
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
    let what = documents.count == 1 ? documents[0].report.name : "\(documents.count) documents"
    return "\(what), \(words) words. Ask a question; :help says more, Ctrl-D ends."
  }

  /// The documents with the most likely answers first, each with those of its answers that are among the best
  /// of all.
  func answers(to question: String, options: ReaderOptions) throws -> [TaskResult] {
    let bar = SharedProgress("windows", quiet: !documents.contains { $0.readable.isLong })
    let found = try reader.results(
      of: documents.map { ReaderRequest(question: question, document: $0.readable) }, options: options
    ) { bar.show($0.done, of: $0.total) }
    bar.finish()
    let best = Set(
      found.indices.flatMap { place in found[place].answers.map { (place, $0.probability) } }
        .sorted { $0.1 > $1.1 }.prefix(options.top).map(\.0))
    let order = found.indices.sorted {
      (found[$0].answers.first?.probability ?? 0, $1) > (found[$1].answers.first?.probability ?? 0, $0)
    }
    let shown = best.isEmpty ? Array(order.prefix(1)) : order.filter(best.contains)
    return shown.map { place in
      let report = AnswersReport(
        document: documents[place].report, question: question, result: found[place],
        model: reader.model, settings: reader.settings(for: options))
      return TaskResult(report, result: found[place], document: documents[place].readable)
    }
  }

  /// Why the best answer to `question` is what it is; nil where there is none.
  func explanation(of question: String, options: ReaderOptions) throws -> AnswerExplanationReport? {
    let found = try reader.results(
      of: documents.map { ReaderRequest(question: question, document: $0.readable) }, options: options)
    let best = found.indices.max {
      (found[$0].answers.first?.probability ?? -1) < (found[$1].answers.first?.probability ?? -1)
    }
    guard let best, let answer = found[best].answers.first else { return nil }
    let explanation = try reader.explanation(
      of: answer, to: question, in: documents[best].readable, options: options)
    return try AnswerExplanationReport(explanation, of: answer.text, view: .mean)
  }

  /// Whether answers need to name their document.
  var hasMany: Bool { documents.count > 1 }
}
