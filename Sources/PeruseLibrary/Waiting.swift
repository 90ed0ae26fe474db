import Batch
import Ingestion
import PeruseCore
import SpanExtraction
import Summarization
import Synchronization

extension DocumentReader {
  /// Reads the document at `path` without holding up the caller's thread.
  ///
  /// - Throws: ``IngestionError``.
  public func document(reading path: String) async throws -> Document {
    try await Blocking.run { _ in try self.document(at: path) }
  }
}

extension Reader {
  /// The best answers to `question` in `document`, by falling probability.
  ///
  /// - Throws: ``ReaderError`` where the question is empty or too long.
  public func answers(
    to question: String, in document: Document, options: ReaderOptions = ReaderOptions()
  ) async throws -> [Answer] {
    try await Blocking.run { _ in
      let prepared = self.prepare(document)
      return try self.result(of: question, in: prepared, options: options).answers
    }
  }

  /// The answers of each document to `question`, as soon as they are there, in the order of `paths`. A document that cannot be read gives
  /// its error, and the stream goes on; where its consumer ends early, no further document is read.
  public func answers(
    to question: String, inFilesAt paths: [String], reading: DocumentReader = DocumentReader(),
    options: ReaderOptions = ReaderOptions()
  ) -> AsyncStream<(path: String, answers: Result<[Answer], any Error>)> {
    let rest = Paths(paths)
    return AsyncStream {
      guard !Task.isCancelled, let path = rest.next() else { return nil }
      do {
        let document = try await reading.document(reading: path)
        return (path, .success(try await self.answers(to: question, in: document, options: options)))
      } catch { return (path, .failure(error)) }
    }
  }
}

/// Paths that are still to be read.
private final class Paths: Sendable {
  private let rest: Mutex<ArraySlice<String>>

  init(_ paths: [String]) { rest = Mutex(paths[...]) }

  func next() -> String? { rest.withLock { $0.popFirst() } }
}

extension DocumentSummarizer {
  /// Summarizes `document`.
  ///
  /// - Throws: ``SummarizationError``.
  public func summary(
    of document: Document, options: SummaryOptions = SummaryOptions()
  ) async throws -> Summary {
    try await Blocking.run { _ in
      let summarize: (Document, SummaryOptions) throws -> Summary = self.summary(of:options:)
      return try summarize(document, options)
    }
  }
}

extension Batch where Job.Output == BatchResult {
  /// Runs the batch. A task that is cancelled finishes what it has begun, and another run with `existing: .resume` goes on there.
  ///
  /// - Parameters:
  ///   - output: where results go.
  ///   - progress: called now and then on another thread.
  /// - Returns: why it ended, and counts.
  /// - Throws: ``CorpusError`` where the output fails; failures of records are counted, never thrown.
  public func run(
    to output: BatchOutput, progress: @escaping @Sendable (BatchStatistics) -> Void = { _ in }
  ) async throws -> BatchOutcome {
    try await Blocking.run { cancellation in
      try self.run(
        to: output, shouldStop: { cancellation.isCancelled },
        progress: { statistics, _ in progress(statistics) })
    }
  }
}
