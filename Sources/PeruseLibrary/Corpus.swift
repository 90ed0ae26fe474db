import Batch
import Foundation
import Ingestion
import PeruseCore
import Search
import Tokenization

/// Documents that are searched and asked: one file, with everything that both need loaded once.
///
/// ```swift
/// let corpus = try await Corpus(at: "corpus.db", create: true)
/// try await corpus.update(from: InputSelection(paths: ["articles"]))
/// for hit in try await corpus.search("pollination in orchards") { print(hit.name, hit.text) }
/// for answer in try await corpus.answers(to: "Who pollinates plums?") { print(answer.answer.text) }
/// ```
///
/// Every change is a transaction: whatever interrupts it, the file holds whole documents. Searching and
/// asking may go on at the same time from any number of tasks.
public struct Corpus: Sendable {
  private let index: CorpusIndex
  private let tools: CorpusTools
  /// Cuts documents into sentences when they are taken in.
  public var splitter = SentenceSplitter()

  /// Opens a corpus, and loads what reads it.
  ///
  /// - Parameters:
  ///   - path: its file.
  ///   - create: makes a new one where there is none.
  ///   - folder: a model folder, or `nil` for the reader that comes with Peruse.
  /// - Throws: ``CorpusError`` where the file is something else or is damaged; ``ModelError``,
  ///   ``ReaderError`` or ``TokenizationError`` where the model cannot be loaded.
  public init(at path: String, create: Bool = false, modelAt folder: String? = nil) async throws {
    (index, tools) = try await Blocking.run { _ in
      (try CorpusIndex(at: path, create: create), try CorpusTools(modelAt: folder))
    }
  }

  /// Takes documents in: new ones are added, changed ones replaced, unchanged ones left alone. A task that is
  /// cancelled finishes what it has begun and keeps it.
  ///
  /// - Parameters:
  ///   - selection: files and folders.
  ///   - options: how many documents are read at a time, and how.
  ///   - prunes: removes documents that are not in `selection`.
  ///   - progress: called now and then on another thread.
  ///   - failed: called on another thread with each document that cannot be read.
  /// - Returns: why it ended, and counts.
  /// - Throws: ``CorpusError``; failures of documents are counted, never thrown.
  @discardableResult
  public func update(
    from selection: InputSelection, options: BatchOptions = BatchOptions(), prunes: Bool = false,
    progress: @escaping @Sendable (BatchStatistics) -> Void = { _ in },
    failed: @escaping @Sendable (BatchFailure) -> Void = { _ in }
  ) async throws -> BatchOutcome {
    let (index, encoder, splitter) = (index, tools.encoder, splitter)
    return try await Blocking.run { cancellation in
      try index.update(
        from: selection, encoder: encoder, splitter: splitter, options: options, prunes: prunes,
        shouldStop: { cancellation.isCancelled }, progress: { statistics, _ in progress(statistics) },
        failed: failed)
    }
  }

  /// The passages that fit `query` best, by falling score. A task that is cancelled ends at once.
  ///
  /// - Throws: ``CorpusError``; `CancellationError`.
  public func search(_ query: String, options: SearchOptions = SearchOptions()) async throws -> [SearchHit] {
    let (index, encoder) = (index, tools.encoder)
    return try await Blocking.runUnlessCancelled {
      try index.search(query, encoder: encoder, options: options)
    }
  }

  /// Answers `question` from the passages that fit it best, by falling probability; none where the reader
  /// finds none likely. A task that is cancelled ends within a batch of passages.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - options: which passages are read, and what counts as an answer.
  ///   - progress: called on another thread with the share of the passages that is read, each time more than
  ///     before, and at the end with 1.
  /// - Throws: ``CorpusError``, ``ReaderError``; `CancellationError`.
  public func answers(
    to question: String, options: AskOptions = AskOptions(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> [CorpusAnswer] {
    let (index, tools) = (index, tools)
    return try await Blocking.run(telling: progress) { step in
      try index.result(
        of: question, reader: tools.reader, encoder: tools.encoder, options: options, following: step
      ).answers
    }
  }
}
