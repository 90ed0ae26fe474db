import Foundation
import Peruse

/// What the interface does, without HTTP: documents that are open, and the tasks on them.
final class Service: Sendable {
  let options: ServerOptions
  let store: DocumentStore
  let gate: ComputeGate
  let reader: Reader
  let summarizer: DocumentSummarizer
  let corpora: [Corpus]
  /// Vectors of queries, where a corpus needs them.
  private let tools: CorpusTools?

  /// A corpus that was opened when the server was started.
  struct Corpus: Sendable {
    var name: String
    var index: CorpusIndex
    var contents: CorpusIndex.Contents
  }

  /// Loads the models and opens corpora.
  ///
  /// - Throws: `CorpusError`, `ModelError`, …
  init(_ options: ServerOptions, corpora paths: [String]) throws {
    self.options = options
    store = DocumentStore(maximumCount: options.maximumDocuments, maximumBytes: options.maximumText)
    gate = ComputeGate(running: options.maximumRunning, waiting: options.maximumWaiting)
    reader = try Reader()
    summarizer = try DocumentSummarizer(methods: Set(SummarizationMethod.allCases), fallsBack: true)
    var names: Set<String> = []
    corpora = try paths.map { path in
      let index = try CorpusIndex(at: path)
      let base = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      var name = base
      var number = 2
      while !names.insert(name).inserted {
        name = "\(base)-\(number)"
        number += 1
      }
      return Corpus(name: name, index: index, contents: try index.contents())
    }
    tools = corpora.isEmpty ? nil : try CorpusTools()
  }

  // MARK: Documents

  /// Opens the documents of a file; each record is one.
  ///
  /// - Throws: `IngestionError` where nothing of it can be read, `Problem`.
  func open(_ bytes: [UInt8], name: String, reading: IngestionOptions) throws -> [OpenDocument] {
    var reading = reading
    reading.maximumBytes = min(reading.maximumBytes, options.maximumBody)
    var opened: [OpenDocument] = []
    var first: IngestionError?
    try DocumentReader(options: reading).records(bytes: bytes, name: name) { result in
      switch result {
      case .success(let document):
        let isDrawn = document.source.format == .pdf && PDFPictures.areAvailable
        opened.append(
          try store.add(
            reader.prepare(document), facts: DocumentReport(document), pdf: isDrawn ? bytes : nil))
      case .failure(let error): first = first ?? error
      }
      return opened.count < options.maximumDocuments
    }
    if opened.isEmpty { throw first ?? IngestionError(file: name, reason: .noText) }
    return opened
  }

  /// The documents that a request is about.
  func documents(_ request: some AboutDocuments) throws -> [(id: String?, open: OpenDocument)] {
    if let text = request.text {
      guard request.documents == nil else { throw Problem(422, "give documents or text, not both") }
      guard !text.allSatisfy(\.isWhitespace) else { throw Problem(422, "text is empty") }
      let document = try DocumentReader(options: IngestionOptions()).document(
        bytes: Array(text.utf8), name: "text")
      return [
        (nil, OpenDocument(id: "text", facts: DocumentReport(document), readable: reader.prepare(document)))
      ]
    }
    let documents = try request.documents?.map { id throws(Problem) in try store.get(id) } ?? store.all
    guard !documents.isEmpty else { throw Problem(422, "no document is open; open one, or give text") }
    return documents.map { ($0.id, $0) }
  }

  // MARK: Tasks

  func answers(
    _ questions: [BatchQuestion], in open: OpenDocument, _ request: AnswerRequest
  ) throws -> [TaskResult] {
    try reader.results(
      of: questions, in: open.readable, facts: open.facts, options: request.options(),
      context: Limits.check(request.context, 0...100, "context") ?? 0, explaining: request.view())
  }

  func summary(of open: OpenDocument, _ request: SummaryRequest) throws -> TaskResult {
    let keywords = try Limits.check(request.keywords, 0...1000, "keywords") ?? 0
    return try summarizer.result(
      of: open.document, options: request.options(),
      reporting: SummaryReporting(withScores: request.scores ?? false, keywords: keywords))
  }

  func merged(_ documents: [OpenDocument], _ request: SummaryRequest) throws -> TaskResult {
    let parts = documents.map { (document: $0.document, sentences: $0.readable.sentences) }
    return summarizer.result(
      try summarizer.summary(merging: parts, options: request.options()), merging: parts)
  }

  func inspection(of open: OpenDocument, _ request: InspectRequest) -> TaskResult {
    let sentences = request.sentences ?? false ? open.readable.sentences : nil
    return TaskResult(
      Inspection(open.document, sentences: sentences, tokenizer: nil), sentences: open.readable.sentences)
  }

  func search(_ request: SearchRequest) throws -> TaskResult {
    let corpus = try corpus(request.corpus)
    guard !request.query.allSatisfy(\.isWhitespace) else { throw Problem(422, "query is empty") }
    var options = SearchOptions()
    options.limit = try Limits.check(request.limit, 1...1000, "limit") ?? 10
    options.perDocument = try Limits.check(request.perDocument, 1...1000, "perDocument") ?? .max
    let hits = try corpus.index.search(request.query, encoder: encoder(for: corpus), options: options)
    return TaskResult(query: request.query, hits: hits)
  }

  func ask(_ request: AskRequest) throws -> TaskResult {
    let corpus = try corpus(request.corpus)
    guard !request.question.allSatisfy(\.isWhitespace) else { throw Problem(422, "question is empty") }
    var options = AskOptions()
    options.passages = try Limits.check(request.passages, 1...100, "passages") ?? 10
    options.reader.top = try Limits.check(request.top, 1...50, "top") ?? 1
    options.reader.alwaysAnswers = request.alwaysAnswer ?? false
    let result = try reader.result(
      of: request.question, in: corpus.index, encoder: encoder(for: corpus), options: options)
    return TaskResult(
      question: request.question, result: result, model: reader.model,
      settings: reader.settings(for: options.reader))
  }

  private func encoder(for corpus: Corpus) -> WordPieceSentenceEncoder? {
    corpus.contents.encoder?.isEmpty == false ? tools?.encoder : nil
  }

  private func corpus(_ name: String?) throws(Problem) -> Corpus {
    guard let name else {
      guard let first = corpora.first else {
        throw Problem(422, "no corpus is open; the server was started without one", kind: "corpus")
      }
      return first
    }
    guard let found = corpora.first(where: { $0.name == name }) else {
      throw Problem(404, "there is no corpus \(name.inOneColumn)", kind: "corpus")
    }
    return found
  }
}
