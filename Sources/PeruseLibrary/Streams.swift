import Ingestion
import PeruseCore
import SpanExtraction
import Summarization
import Synchronization

extension DocumentReader {
  /// The documents of many files, as soon as they are there, in the order of `paths`. A file that cannot be
  /// read gives its error, and the stream goes on.
  ///
  /// Where the task that iterates is cancelled or stops iterating, the stream ends, and no further file is
  /// read.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - jobs: files at a time, at least 1.
  public func documents(
    at paths: [String], jobs: Int = 2
  ) -> AsyncStream<(path: String, document: Result<Document, any Error>)> {
    OrderedFiles<Document>(paths, jobs: jobs) { path in try await self.document(reading: path) }
      .stream { (path: $0, document: $1) }
  }
}

extension Reader {
  /// The answers of each document to `question`, as soon as they are there, in the order of `paths`. A
  /// document that cannot be read gives its error, and the stream goes on.
  ///
  /// Where the task that iterates is cancelled or stops iterating, the stream ends, and no further document
  /// is read.
  ///
  /// - Parameters:
  ///   - question: what is asked of each.
  ///   - paths: the files.
  ///   - reading: reads them.
  ///   - options: what counts as an answer.
  ///   - jobs: documents at a time, at least 1.
  public func answers(
    to question: String, inFilesAt paths: [String], reading: DocumentReader = DocumentReader(),
    options: ReaderOptions = ReaderOptions(), jobs: Int = 2
  ) -> AsyncStream<(path: String, answers: Result<[Answer], any Error>)> {
    OrderedFiles<[Answer]>(paths, jobs: jobs) { path in
      let document = try await reading.document(reading: path)
      return try await self.answers(to: question, in: document, options: options)
    }
    .stream { (path: $0, answers: $1) }
  }
}

extension DocumentSummarizer {
  /// The summary of each document, as soon as it is there, in the order of `paths`. A document that cannot be
  /// read or has no sentence to choose gives its error, and the stream goes on.
  ///
  /// Where the task that iterates is cancelled or stops iterating, the stream ends, and no further document
  /// is read.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - reading: reads them.
  ///   - options: how long summaries are, and what they are about.
  ///   - jobs: documents at a time, at least 1.
  public func summaries(
    ofFilesAt paths: [String], reading: DocumentReader = DocumentReader(),
    options: SummaryOptions = SummaryOptions(), jobs: Int = 2
  ) -> AsyncStream<(path: String, summary: Result<Summary, any Error>)> {
    OrderedFiles<Summary>(paths, jobs: jobs) { path in
      let document = try await reading.document(reading: path)
      return try await self.summary(of: document, options: options)
    }
    .stream { (path: $0, summary: $1) }
  }
}

/// Work on many files, some of them at a time, whose outcomes leave in the order of the files. At most as
/// many are begun or wait to be taken as are worked on at a time, so that memory does not grow with their
/// number.
package final class OrderedFiles<Value: Sendable>: Sendable {
  private struct State {
    var rest: ArraySlice<String>
    /// In the order of the files.
    var begun: [(path: String, task: Task<Value, any Error>)] = []
  }

  private let state: Mutex<State>
  private let jobs: Int
  private let work: @Sendable (String) async throws -> Value

  package init(_ paths: [String], jobs: Int, work: @escaping @Sendable (String) async throws -> Value) {
    state = Mutex(State(rest: paths[...]))
    self.jobs = max(1, jobs)
    self.work = work
  }

  // Whoever stops iterating lets go of the stream, and that of this.
  deinit { cancel() }

  /// The outcome of the next file; `nil` behind the last one, and in a task that is cancelled.
  package func next() async -> (path: String, outcome: Result<Value, any Error>)? {
    guard !Task.isCancelled, let first = take() else { return nil }
    let outcome = await withTaskCancellationHandler {
      await first.task.result
    } onCancel: {
      first.task.cancel()
    }
    return Task.isCancelled ? nil : (first.path, outcome)
  }

  /// The outcomes as a stream, which ends this where it is cancelled or let go of.
  ///
  /// - Parameter element: a file and its outcome as the stream shows them.
  func stream<Element>(
    _ element: @escaping @Sendable (String, Result<Value, any Error>) -> Element
  ) -> AsyncStream<Element> {
    AsyncStream(
      unfolding: { await self.next().map { element($0.path, $0.outcome) } }, onCancel: { self.cancel() })
  }

  /// Ends what was begun, and begins no more.
  package func cancel() {
    let begun = state.withLock { state in
      defer { (state.rest, state.begun) = ([], []) }
      return state.begun
    }
    for (_, task) in begun { task.cancel() }
  }

  /// The file whose turn it is, after as many as may be have been begun.
  private func take() -> (path: String, task: Task<Value, any Error>)? {
    // A task that kept this object alive would not end with it.
    let work = self.work
    return state.withLock { state in
      while state.begun.count < jobs, let path = state.rest.popFirst() {
        state.begun.append((path, Task { try await work(path) }))
      }
      return state.begun.isEmpty ? nil : state.begun.removeFirst()
    }
  }
}
