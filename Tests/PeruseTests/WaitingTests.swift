import Foundation
import Peruse
import Synchronization
import TestSupport
import Testing

/// Single calls of the library that wait: what they tell on the way, and how they end with their task.
@Suite("Calls that wait", .timeLimit(.minutes(5)))
struct WaitingTests {
  /// Sentences enough for several batches of windows.
  private static let long = Document(
    text: (0..<800).map { Samples.text($0, sentences: 1) }.joined(separator: " "))

  /// Windows as small as they may be, so that some are read first, and the rest because they hold no answer.
  private static var smallWindows: ReaderOptions {
    var options = ReaderOptions()
    (options.window, options.overlap) = (64, 16)
    return options
  }

  private func corpus(in folder: Scratch) async throws -> Corpus {
    for number in 0..<20 { try folder.write("docs/\(number).txt", Samples.text(number, sentences: 12)) }
    let corpus = try await Corpus(at: folder.path + "/c.db", create: true)
    try await corpus.update(from: InputSelection(paths: [folder.path + "/docs"]))
    return corpus
  }

  // MARK: What they tell

  /// Shares that were told while `work` ran.
  private func shares(
    _ work: (_ progress: @escaping @Sendable (Double) -> Void) async throws -> Void
  ) async throws -> [Double] {
    let told = Mutex<[Double]>([])
    try await work { share in told.withLock { $0.append(share) } }
    return told.withLock { $0 }
  }

  private func expectRise(_ shares: [Double], _ comment: Comment) {
    #expect(shares.count > 1, comment)
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 }, comment)
    #expect(shares.first ?? -1 >= 0 && shares.last == 1, comment)
  }

  @Test("The share that is read for answers rises, also where the rest is read after all, and ends at 1")
  func answers() async throws {
    let reader = try Reader()
    let asked = ["Which bridge failed?", "Which emperor was crowned in the cathedral?"]
    for question in asked {
      expectRise(
        try await shares { progress in
          _ = try await reader.answers(
            to: question, in: Self.long, options: Self.smallWindows, progress: progress)
        }, "\(question)")
    }
    let prepared = reader.prepare(Self.long)
    var results: [ReaderResult] = []
    expectRise(
      try await shares { progress in
        results = try await reader.results(
          of: asked, in: prepared, options: Self.smallWindows, progress: progress)
      }, "both")
    #expect(results.count == 2 && results[1].windowsRead == results[1].windows)
  }

  @Test("The share of a document that is read for a summary rises, however often it is read, and ends at 1")
  func summaries() async throws {
    let summarizer = try DocumentSummarizer(methods: [.learned, .attention])
    let plain = SummaryOptions(budget: .sentences(2))
    let asked = SummaryOptions(method: .attention, budget: .sentences(2), query: "a ferry that failed")
    for options in [plain, asked] {
      expectRise(
        try await shares { progress in
          _ = try await summarizer.summary(of: Self.long, options: options, progress: progress)
        }, "\(options.method)")
    }
    let half = Document(text: Samples.text(3, sentences: 30))
    var merged: MergedSummary?
    expectRise(
      try await shares { progress in
        merged = try await summarizer.summary(
          merging: [half, Self.long, half], options: plain, progress: progress)
      }, "merged")
    #expect(merged?.sentences.isEmpty == false)
  }

  @Test("The share of a corpus that is read for answers rises to 1; a method without a model tells its end")
  func others() async throws {
    let folder = try Scratch()
    let corpus = try await corpus(in: folder)
    expectRise(
      try await shares { progress in
        _ = try await corpus.answers(to: "When was the ferry moved?", progress: progress)
      }, "corpus")
    let summarizer = try DocumentSummarizer(method: .lead)
    let told = try await shares { progress in
      _ = try await summarizer.summary(
        of: Self.long, options: SummaryOptions(method: .lead), progress: progress)
    }
    #expect(told == [1])
  }

  // MARK: How they end

  /// Cancels the task that runs `work` while that tells its share for the first time.
  ///
  /// - Returns: how often shares were told, and what came of it.
  private func cancelled<Value: Sendable>(
    _ work: @escaping @Sendable (_ progress: @escaping @Sendable (Double) -> Void) async throws -> Value
  ) async -> (told: Int, outcome: Result<Value, any Error>) {
    let told = Mutex(0)
    let (begins, begin) = AsyncStream<Void>.makeStream()
    let gate = DispatchSemaphore(value: 0)
    let task = Task {
      defer { begin.finish() }
      return try await work { _ in
        let count = told.withLock { count in
          count += 1
          return count
        }
        guard count == 1 else { return }
        begin.yield()
        gate.wait()
      }
    }
    var first = begins.makeAsyncIterator()
    _ = await first.next()
    task.cancel()
    gate.signal()
    let outcome = await task.result
    return (told.withLock { $0 }, outcome)
  }

  private func expectEnd<Value>(
    _ ending: (told: Int, outcome: Result<Value, any Error>), _ comment: Comment
  ) {
    #expect(ending.told == 1, comment)
    #expect(throws: CancellationError.self, comment) { try ending.outcome.get() }
  }

  @Test("A task that is cancelled reads no further, and throws that it was cancelled, whatever it was doing")
  func cancellation() async throws {
    let reader = try Reader()
    let prepared = reader.prepare(Self.long)
    expectEnd(
      await cancelled { progress in
        try await reader.answers(to: "Which bridge failed?", in: Self.long, progress: progress)
      }, "answers")
    expectEnd(
      await cancelled { progress in
        try await reader.results(of: ["Which bridge failed?"], in: prepared, progress: progress)
      }, "results")
    let summarizer = try DocumentSummarizer(methods: [.learned, .attention])
    for method in [SummarizationMethod.learned, .attention] {
      let options = SummaryOptions(method: method, budget: .sentences(2), query: "a ferry that failed")
      expectEnd(
        await cancelled { progress in
          try await summarizer.summary(of: Self.long, options: options, progress: progress)
        }, "\(method)")
    }
    expectEnd(
      await cancelled { progress in
        try await summarizer.summary(merging: [Self.long, Self.long], progress: progress)
      }, "merged")
    let folder = try Scratch()
    let corpus = try await corpus(in: folder)
    expectEnd(
      await cancelled { progress in
        try await corpus.answers(to: "When was the ferry moved?", progress: progress)
      }, "corpus")
  }

  @Test(
    "A task that waits for a pipe ends when it is cancelled; one that is cancelled before begins nothing")
  func reading() async throws {
    let folder = try Scratch()
    let path = folder.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    // Held open from both sides, so that it neither ends nor is empty before somebody reads.
    let descriptor = open(path, O_RDWR)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(write(descriptor, "The mill", 8) == 8)
    let waiting = Task { try await DocumentReader().document(reading: path) }
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&state, 1, 0) == 1 { await Task.yield() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }

    let corpus = try await corpus(in: folder)
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await corpus.search("ferry")
    }
    await #expect(throws: CancellationError.self) { try await late.value }
  }
}
