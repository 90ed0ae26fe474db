import Foundation
import Peruse
import Synchronization
import TestSupport
import Testing

/// Streams of what many files give.
@Suite("Streams over many files", .timeLimit(.minutes(5)))
struct StreamTests {
  @Test(
    "Summaries come in the order of the files, each as on its own, and what cannot be summarized costs itself"
  )
  func summaries() async throws {
    let folder = try Scratch()
    var paths = [
      // The first takes longest.
      try folder.write("long.txt", Samples.text(1, sentences: 300)), folder.path + "/missing.txt",
      try folder.write("broken.xml", "<story><p>The mill"), try folder.write("title.md", "# Only a title\n"),
    ]
    for number in 0..<6 { paths.append(try folder.write("\(number).txt", Samples.text(number))) }
    let summarizer = try DocumentSummarizer(method: .textrank)
    let options = SummaryOptions(method: .textrank, budget: .sentences(1))
    var (order, failures): ([String], [String]) = ([], [])
    for await (path, outcome) in summarizer.summaries(ofFilesAt: paths, options: options, jobs: 3) {
      order.append(path)
      switch outcome {
      case .success(let summary):
        let document = try await DocumentReader().document(reading: path)
        #expect(try await summarizer.summary(of: document, options: options) == summary)
      case .failure(let error):
        #expect(error is IngestionError || error as? SummarizationError == .nothingToChoose, "\(error)")
        failures.append(path)
      }
    }
    #expect(order == paths)
    #expect(failures == Array(paths[1...3]))
  }

  @Test("Documents come in the order of the files, with the error of one that cannot be read at its place")
  func documents() async throws {
    let folder = try Scratch()
    var paths = try (0..<5).map { try folder.write("\($0).xml", Samples.xml($0)) }
    paths.insert(folder.path + "/missing.xml", at: 2)
    var seen: [String] = []
    for await (path, outcome) in DocumentReader().documents(at: paths, jobs: 4) {
      let found = try? outcome.get().source.path
      seen.append(found ?? "\(path): \((outcome.failure as? IngestionError)?.reason == .missing)")
    }
    var expected = paths
    expected[2] += ": true"
    #expect(seen == expected)
  }

  @Test("A task that is cancelled gets no further summary")
  func cancelledStream() async throws {
    let folder = try Scratch()
    let paths = try (0..<20).map { try folder.write("\($0).txt", Samples.text($0)) }
    let summarizer = try DocumentSummarizer(method: .lead)
    let task = Task {
      var count = 0
      for await _ in summarizer.summaries(ofFilesAt: paths, options: SummaryOptions(method: .lead)) {
        count += 1
        withUnsafeCurrentTask { $0?.cancel() }
      }
      return count
    }
    #expect(await task.value == 1)
  }

  @Test("As many files as are asked for are worked on at a time, never more")
  func bound() async {
    let (seconds, second) = AsyncStream<Void>.makeStream()
    let running = Mutex((now: 0, most: 0))
    let files = OrderedFiles<String>((0..<9).map { "\($0)" }, jobs: 3) { path in
      running.withLock { $0 = (now: $0.now + 1, most: max($0.most, $0.now + 1)) }
      defer { running.withLock { $0.now -= 1 } }
      // The first ends only after the second has: one at a time would never get there.
      if path == "0" { for await _ in seconds { break } }
      if path == "1" { second.finish() }
      await Task.yield()
      return path
    }
    var order: [String] = []
    while let (path, outcome) = await files.next() {
      #expect((try? outcome.get()) == path)
      order.append(path)
    }
    #expect(order == (0..<9).map { "\($0)" })
    #expect((2...3).contains(running.withLock { $0.most }))
  }

  @Test("Where the task is cancelled, what was begun ends, and nothing more is begun")
  func cancelled() async {
    let begun = Mutex<Set<String>>([])
    let (taken, take) = AsyncStream<Void>.makeStream()
    let files = OrderedFiles<Int>(["a", "b", "c", "d"], jobs: 2) { path in
      _ = begun.withLock { $0.insert(path) }
      if path != "a" { try await Task.sleep(for: .seconds(3600)) }
      return 0
    }
    let task = Task {
      var count = 0
      while await files.next() != nil {
        count += 1
        take.yield()
      }
      return count
    }
    for await _ in taken { break }
    task.cancel()
    #expect(await task.value == 1)
    #expect(!begun.withLock { $0.contains("d") })
  }

  @Test("Where nobody iterates any more, what was begun ends")
  func dropped() async {
    let (ends, end) = AsyncStream<Void>.makeStream()
    func takeOne() async {
      let files = OrderedFiles<Int>(["a", "b"], jobs: 2) { path in
        guard path == "b" else { return 0 }
        defer { end.finish() }
        try await Task.sleep(for: .seconds(3600))
        return 1
      }
      let first = await files.next()
      #expect(first?.path == "a")
    }
    await takeOne()
    for await _ in ends {}
  }
}

extension Result {
  /// Why there is none.
  fileprivate var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
