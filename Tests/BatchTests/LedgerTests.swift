import Batch
import Foundation
import Results
import TestSupport
import Testing

@Suite("Output, errors and journal in step")
struct LedgerTests {
  /// The settings of a run; its records are made by the tests.
  private struct Settings: BatchTask {
    var fingerprint = "first"
    var name: String { "test" }
    var kind: TaskResult.Kind? { nil }
    var scoreEdges: [Double] { [0, 1] }
    func process(_ inputs: [BatchInput]) -> [Result<BatchResult, BatchFailure>] { [] }
  }

  private let folder: Scratch
  private var output: BatchOutput { BatchOutput(.lines(folder.path + "/out.jsonl"), existing: .resume) }

  init() throws { folder = try Scratch() }

  private func open(
    _ output: BatchOutput, _ settings: Settings = Settings()
  ) throws -> any BatchWriter<RenderedResult> {
    try output.writer(for: Batch(InputSelection(paths: []), task: settings))
  }

  /// What a record says, or why it cannot be read: those that begin with an exclamation mark.
  private func finished(_ text: String) -> FinishedRecord<RenderedResult>.Outcome {
    if text.hasPrefix("!") {
      return .failure(BatchFailure(id: text, file: text, kind: "malformed", reason: "no good"))
    }
    return .result(RenderedResult(bytes: Array("{\"text\":\"\(text)\"}\n".utf8), words: text.count))
  }

  /// Writes records as a batch would, one after the other; returns those that were not known.
  ///
  /// - Parameter count: how many before the run ends all at once; nil for a run that ends in good order.
  @discardableResult
  private func run(
    _ texts: [String], to writer: any BatchWriter<RenderedResult>, until count: Int? = nil,
    syncingAfter: Int = 1
  ) throws -> [String] {
    var made: [String] = []
    for (ordinal, text) in texts.prefix(count ?? texts.count).enumerated() {
      let key = RecordKey(high: 1, low: text.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
      let expected = writer.nextExpected()
      var outcome = finished(text)
      if let known = expected?.key == key ? expected : writer.known(key) {
        outcome = .known(known)
      } else {
        made.append(text)
      }
      _ = try writer.take(
        FinishedRecord(ordinal: ordinal, id: text, key: key, outcome: outcome, sourceBytes: text.utf8.count))
      if writer.pending >= syncingAfter { try writer.sync() }
    }
    if count == nil { try writer.finish(count: texts.count) }
    return made
  }

  /// What a run over `texts` writes that nobody stopped and nobody went before.
  private func fresh(_ texts: [String]) throws -> (output: Data, errors: Data?) {
    let other = try Scratch()
    try run(texts, to: open(BatchOutput(.lines(other.path + "/out.jsonl"))))
    return (try other.read("out.jsonl"), try? other.read("out.jsonl.errors.jsonl"))
  }

  private func expectFresh(_ texts: [String]) throws {
    let expected = try fresh(texts)
    #expect(try folder.read("out.jsonl") == expected.output)
    #expect((try? folder.read("out.jsonl.errors.jsonl")) == expected.errors)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      #expect(!name.hasSuffix(".aside"), "\(name)")
    }
    try expectVerified(records: texts.count, changed: [])
  }

  private func expectVerified(records: Int, changed: [Int]) throws {
    let found = try output.verify()
    #expect(found.records == records && found.changed == changed && found.bytesBehind == 0)
  }

  @Test("What somebody has added behind the last record is counted, in results and in failures")
  func addedBehind() throws {
    try run(Self.texts, to: open(output), until: Self.texts.count)
    for (name, bytes) in [("out.jsonl", 6), ("out.jsonl.errors.jsonl", 12)] {
      let handle = try #require(FileHandle(forWritingAtPath: folder.path + "/" + name))
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("{\"x\"}".utf8.prefix(5) + [0x0A]))
      try handle.close()
      #expect(try output.verify().bytesBehind == bytes)
    }
  }

  private static let texts = ["ash", "birch", "!cedar", "elm", "fir", "!hazel", "larch", "oak"]

  @Test(
    "A run goes on behind the last record that was safe, whatever half of a line stands there",
    arguments: 0...8)
  func resumed(stop: Int) throws {
    try run(Self.texts, to: open(output), until: stop)
    // What a crash may leave: bytes behind the last record in all three files.
    for (name, rest) in [
      ("out.jsonl", "{\"te"), ("out.jsonl.errors.jsonl", "{"), ("out.jsonl.journal", "8\t00"),
    ] {
      let path = folder.path + "/" + name
      guard let handle = FileHandle(forWritingAtPath: path) else { continue }
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(rest.utf8))
      try handle.close()
    }
    do {
      let writer = try open(output)
      #expect((writer as? Ledger)?.resumed == stop)
      #expect(try run(Self.texts, to: writer) == Array(Self.texts.dropFirst(stop)))
    }
    try expectFresh(Self.texts)
  }

  @Test("A writer tells of each record what it counts for, an earlier run's records too")
  func summaries() throws {
    let keys = [RecordKey(high: 1, low: 2), RecordKey(high: 3, low: 4)]
    let scored = RenderedResult(bytes: Array("{}\n".utf8), words: 7, score: 0.5)
    let failure = BatchFailure(id: "b", file: "b", kind: "malformed", reason: "no good")
    let outcomes = [FinishedRecord<RenderedResult>.Outcome.result(scored), .failure(failure)]
    func take(_ writer: any BatchWriter<RenderedResult>, _ ordinal: Int) throws -> RecordSummary {
      var outcome = outcomes[ordinal]
      if let known = writer.nextExpected() { outcome = .known(known) }
      return try writer.take(
        FinishedRecord(
          ordinal: ordinal, id: ["a", "b"][ordinal], key: keys[ordinal], outcome: outcome,
          sourceBytes: 10 + ordinal))
    }
    let first = RecordSummary(key: keys[0], sourceBytes: 10, words: 7, score: 0.5)
    var failed = RecordSummary(key: keys[1], sourceBytes: 11)
    failed.fail(failure)
    do {
      let writer = try open(output)
      #expect(try take(writer, 0) == first)
      #expect(try take(writer, 1) == failed)
      try writer.sync()
    }
    let writer = try open(output)
    #expect(try take(writer, 0) == first)
    // The journal knows the kind of a failure, not its words.
    #expect(try take(writer, 1) == RecordSummary(key: keys[1], sourceBytes: 11, kind: "malformed"))
  }

  @Test("A line of the journal is what it was: runs that an earlier version began go on")
  func journalLine() throws {
    try run(["ash", "!elm"], to: open(output))
    let lines = try folder.text("out.jsonl.journal").split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("peruse-journal 2\t") == true)
    let errors = Array(try folder.read("out.jsonl.errors.jsonl"))
    let fields: [[String?]] = [
      ["0", nil, "0", "15", "0", "0", "3", "3", "-", "-"],
      ["1", nil, "15", "15", "0", "\(errors.count)", "4", "0", "-", "malformed"],
    ]
    let written = [Array("{\"text\":\"ash\"}\n".utf8), errors]
    for (place, line) in lines.dropFirst().enumerated() {
      let (expected, bytes) = (fields[place], written[place])
      let found = line.split(separator: "\t").map(String.init)
      #expect(found.count == 12)
      for (field, value) in zip(found, expected) { if let value { #expect(field == value, "\(line)") } }
      #expect(found.dropFirst().first?.count == 32)
      #expect(found.dropFirst(10).first == "\(CyclicCheck.crc32(bytes))")
      #expect(found.last == "\(CyclicCheck.crc32(Array(found.dropLast().joined(separator: "\t").utf8)))")
    }
  }

  @Test("What was not brought to the disk is made again, and the output is that of a run that never stopped")
  func unsynced() throws {
    try run(Self.texts, to: open(output), until: 7, syncingAfter: 3)
    #expect(try run(Self.texts, to: open(output)) == ["larch", "oak"])
    try expectFresh(Self.texts)
    // Once complete, there is nothing left to do.
    #expect(try run(Self.texts, to: open(output)).isEmpty)
    try expectFresh(Self.texts)
  }

  @Test("Records whose bytes somebody has changed are named, and they alone are made again")
  func changedBytes() throws {
    try run(Self.texts, to: open(output))
    for (name, word) in [("out.jsonl", "birch"), ("out.jsonl", "larch"), ("out.jsonl.errors.jsonl", "cedar")]
    {
      let changed = try folder.text(name).replacing(word, with: word.uppercased(), maxReplacements: 1)
      try folder.write(name, changed)
    }
    try expectVerified(records: 8, changed: [1, 2, 6])
    do {
      let writer = try open(output)
      #expect((writer as? Ledger)?.changedCount == 3)
      #expect(try run(Self.texts, to: writer) == ["birch", "!cedar", "larch"])
    }
    try expectFresh(Self.texts)
  }

  @Test(
    "Changed, new and vanished records cost what they are themselves, and the others are taken over",
    arguments: [
      (["ash", "birch", "!cedar", "yew", "fir", "!hazel", "larch", "oak"], ["yew"]),
      (["ash", "yew", "birch", "!cedar", "elm", "fir", "!hazel", "larch", "oak"], ["yew"]),
      (["birch", "!cedar", "elm", "fir", "!hazel", "larch"], ["birch"]),
      (["oak", "larch", "!hazel", "fir", "elm", "!cedar", "birch", "ash"], ["oak"]),
      (["ash", "birch", "!cedar"], []), ([], []),
    ] as [([String], [String])])
  func changedInput(texts: [String], made: [String]) throws {
    try run(Self.texts, to: open(output))
    // The record at which the two part is made again, too: only then is anything set aside.
    #expect(try run(texts, to: open(output)) == made)
    try expectFresh(texts)
  }

  @Test("A run that takes up a change and is stopped loses nothing that it had set aside", arguments: 1...7)
  func changedAndStopped(stop: Int) throws {
    try run(Self.texts, to: open(output))
    let texts = ["yew"] + Self.texts
    try run(texts, to: open(output), until: stop)
    let made = try run(texts, to: open(output))
    #expect(made.isEmpty, "\(made)")
    try expectFresh(texts)
  }

  @Test("An output is refused to whoever did not ask to go on with it, has other settings, or comes second")
  func refused() throws {
    let path = folder.path + "/out.jsonl"
    do {
      let writer = try open(output)
      #expect(throws: CorpusError.inUse(path)) { try open(output) }
      try run(Self.texts, to: writer)
    }
    #expect(throws: CorpusError.outputExists(path)) { try open(BatchOutput(.lines(path))) }
    #expect(throws: CorpusError.otherSettings(path)) { try open(output, Settings(fingerprint: "second")) }
    try expectFresh(Self.texts)
    #expect(
      try run(
        ["yew"], to: open(BatchOutput(.lines(path), existing: .replace), Settings(fingerprint: "second")))
        == ["yew"])
    #expect(try folder.text("out.jsonl") == "{\"text\":\"yew\"}\n")
  }
}
