import Foundation
import Peruse
import Synchronization
import TestSupport
import Testing

@Suite("The library, as other packages use it")
struct LibraryTests {
  @Test("A corpus takes documents in, finds, and answers, all with places that hold")
  func corpus() async throws {
    let folder = try Scratch()
    let path = try folder.write(
      "docs/mill.md", "# The mill\n\nThe mill opened in 1790. Ada Brown built it of oak.\n")
    try folder.write("docs/ferry.md", "# The ferry\n\nThe ferry sank in a storm. Nobody was hurt.\n")
    try folder.write("docs/broken.xml", "<story>")
    let corpus = try await Corpus(at: folder.path + "/c.db", create: true)
    let failures = Mutex<[String]>([])
    let outcome = try await corpus.update(
      from: InputSelection(paths: [folder.path + "/docs"]),
      failed: { failure in failures.withLock { $0.append(failure.kind) } })
    #expect(outcome.end == .complete)
    #expect(outcome.statistics.records == 3)
    #expect(failures.withLock { $0 } == ["malformed"])

    let hits = try await corpus.search("ferry in a storm")
    #expect(hits.first?.name.hasSuffix("ferry.md") == true)
    let answer = try #require(try await corpus.answers(to: "Who built the mill?").first)
    #expect(answer.answer.text == "Ada Brown")
    let bytes = try #require(answer.answer.provenance?.bytes)
    let source = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(String(decoding: source[bytes.byteStart..<bytes.byteEnd], as: UTF8.self) == "Ada Brown")
  }

  @Test("A cancelled batch stops, and one that resumes it ends with the output of a run that never stopped")
  func cancelled() async throws {
    let folder = try Scratch()
    for number in 0..<400 { try folder.write("docs/\(1000 + number).xml", Samples.xml(number)) }
    let task = SummarizeTask(
      try DocumentSummarizer(method: .lead), options: SummaryOptions(method: .lead, budget: .sentences(1)))
    let batch = Batch(InputSelection(paths: [folder.path + "/docs"]), task: task)
    _ = try await batch.run(to: BatchOutput(.lines(folder.path + "/whole.jsonl")))

    let part = BatchOutput(.lines(folder.path + "/part.jsonl"))
    let running = Task { [batch, part] in try await batch.run(to: part) }
    running.cancel()
    // Cancelled before it began or while it ran: either is a stop.
    switch await running.result {
    case .success(let outcome): #expect(outcome.end == .stopped || outcome.statistics.records == 400)
    case .failure(let error): #expect(error is CancellationError)
    }
    let existing: BatchOutput.Existing = folder.exists("part.jsonl.journal") ? .resume : .replace
    let outcome = try await batch.run(
      to: BatchOutput(.lines(folder.path + "/part.jsonl"), existing: existing))
    #expect(outcome.end == .complete)
    #expect(try folder.read("part.jsonl") == folder.read("whole.jsonl"))
  }

  @Test("A stream of answers goes on behind a document that cannot be read, in the order of the paths")
  func stream() async throws {
    let folder = try Scratch()
    let paths = [
      try folder.write("a.txt", "The mill opened in 1790.\n"), folder.path + "/missing.txt",
      try folder.write("b.txt", "The mill opened in 1834.\n"),
    ]
    let reader = try Reader()
    var found: [String] = []
    for await (path, answers) in reader.answers(to: "When did the mill open?", inFilesAt: paths) {
      let text =
        switch answers {
        case .success(let answers): answers.first?.text ?? "none"
        case .failure(let error): error is IngestionError ? "error" : "other"
        }
      found.append((path.split(separator: "/").last.map(String.init) ?? "") + " " + text)
    }
    #expect(found == ["a.txt 1790", "missing.txt error", "b.txt 1834"])
  }

  @Test("What waits gives the same as what blocks")
  func same() async throws {
    let path = Program.root.appendingPathComponent("corpora/stories/the-tide-clock.xml").path
    let document = try await DocumentReader().document(reading: path)
    let reader = try Reader()
    let waited = try await reader.answers(to: "Who kept the clock?", in: document)
    let blocked = try reader.result(of: "Who kept the clock?", in: reader.prepare(document)).answers
    #expect(!waited.isEmpty)
    #expect(waited.map(\.text) == blocked.map(\.text))
    #expect(waited.map(\.provenance) == blocked.map(\.provenance))
  }
}
