import Batch
import Ingestion
import PeruseCore
import SpanExtraction
import Summarization

extension DocumentReader {
  /// Reads the document at `path` without holding up the caller's thread. Where the task is cancelled it ends
  /// at once, also while it waits for a pipe.
  ///
  /// - Throws: ``IngestionError``; `CancellationError`.
  public func document(reading path: String) async throws -> Document {
    try await Blocking.runUnlessCancelled { try self.document(at: path) }
  }
}

extension Reader {
  /// The best answers to `question` in `document`, by falling probability. A task that is cancelled ends
  /// within a batch of windows.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - document: what is read.
  ///   - options: what counts as an answer.
  ///   - progress: called on another thread with the share of the document that is read, each time more than
  ///     before, and at the end with 1.
  /// - Throws: ``ReaderError`` where the question is empty or too long; `CancellationError`.
  public func answers(
    to question: String, in document: Document, options: ReaderOptions = ReaderOptions(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> [Answer] {
    try await Blocking.run(telling: progress) { step in
      let request = ReaderRequest(question: question, document: self.prepare(document))
      return try self.results(of: [request], options: options, progress: { try step($0.share) })[0].answers
    }
  }

  /// What the reader says to each of many questions about one document. A task that is cancelled ends within
  /// a batch of windows.
  ///
  /// - Parameters:
  ///   - questions: what is asked.
  ///   - document: what is read, prepared once.
  ///   - options: what counts as an answer.
  ///   - progress: called on another thread with the share that is read, each time more than before, and at
  ///     the end with 1.
  /// - Throws: ``ReaderError`` where a question is empty or too long; `CancellationError`.
  public func results(
    of questions: [String], in document: ReadableDocument, options: ReaderOptions = ReaderOptions(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> [ReaderResult] {
    try await Blocking.run(telling: progress) { step in
      let requests = questions.map { ReaderRequest(question: $0, document: document) }
      return try self.results(of: requests, options: options, progress: { try step($0.share) })
    }
  }
}

extension DocumentSummarizer {
  /// Summarizes `document`. A task that is cancelled ends within a batch of sentences.
  ///
  /// - Parameters:
  ///   - document: what is summarized.
  ///   - options: how long the summary is, and what it is about.
  ///   - progress: called on another thread with the share of the document that is read, each time more than
  ///     before, and at the end with 1.
  /// - Throws: ``SummarizationError``; `CancellationError`.
  public func summary(
    of document: Document, options: SummaryOptions = SummaryOptions(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Summary {
    try await Blocking.run(telling: progress) { step in
      try self.summary(of: document, options: options, following: step)
    }
  }

  /// One summary of many documents. A task that is cancelled ends within a batch of sentences.
  ///
  /// - Parameters:
  ///   - documents: what is summarized together.
  ///   - options: how long the summary is, and what it is about.
  ///   - progress: called on another thread with the share of the documents that is read, each time more than
  ///     before, and at the end with 1.
  /// - Throws: ``SummarizationError``; `CancellationError`.
  public func summary(
    merging documents: [Document], options: SummaryOptions = SummaryOptions(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> MergedSummary {
    try await Blocking.run(telling: progress) { step in
      try self.summary(merging: documents, options: options, following: step)
    }
  }
}

extension Batch where Job.Output == BatchResult {
  /// Runs the batch. A task that is cancelled finishes what it has begun, and another run with
  /// `existing: .resume` goes on there.
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
