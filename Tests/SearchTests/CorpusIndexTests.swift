import Batch
import Foundation
import Platform
import Search
import Summarization
import Synchronization
import TestSupport
import Testing
import Tokenization

/// The index as a library has it, without a process and without a model.
@Suite("The index of a corpus")
struct CorpusIndexTests {
  private let folder: Scratch
  private var database: String { folder.path + "/c.db" }

  init() throws {
    folder = try Scratch()
    try folder.write("docs/mill.txt", "The mill stands by the river. It ground oats in 1790.")
    try folder.write("docs/ferry.txt", "The ferry sank in a storm. Nobody on the ferry was hurt.")
    try folder.write("docs/clock.md", "# The clock\n\nA clock strikes the hour of the ferry.\n")
  }

  private func name(_ file: String) -> String { "\(folder.path)/docs/\(file)" }

  @discardableResult
  private func update(
    _ index: CorpusIndex, encoder: (any SentenceEncoding)? = nil, prunes: Bool = false,
    shouldStop: () -> Bool = { false }, failed: @escaping @Sendable (BatchFailure) -> Void = { _ in }
  ) throws -> BatchOutcome {
    try index.update(
      from: InputSelection(paths: [folder.path + "/docs"]), encoder: encoder, splitter: SentenceSplitter(),
      prunes: prunes, shouldStop: shouldStop, failed: failed)
  }

  private func found(_ query: String, _ index: CorpusIndex) throws -> [String] {
    try index.search(query, encoder: nil).map { String($0.name.split(separator: "/").last ?? "") }
  }

  @Test("Documents are taken in once, replaced when they change, and stay until they are pruned")
  func updates() throws {
    let index = try CorpusIndex(at: database, create: true)
    let first = try update(index)
    #expect(first.end == .complete && first.statistics.records == 3 && first.statistics.fresh == 3)
    #expect(try index.contents().documents == 3)
    #expect(try update(index).statistics.fresh == 0)

    try folder.write("docs/mill.txt", "A heron stands by the river.")
    try folder.write("docs/new.txt", "Owls live in the tower.")
    try FileManager.default.removeItem(atPath: name("ferry.txt"))
    let second = try update(index)
    #expect(second.statistics.records == 3 && second.statistics.fresh == 2)
    #expect(try index.contents().documents == 4)
    #expect(try found("heron", index) == ["mill.txt"])
    #expect(try found("oats", index).isEmpty)
    #expect(try found("storm", index) == ["ferry.txt"])

    #expect(try update(index, prunes: true).statistics.fresh == 0)
    #expect(try index.contents().documents == 3)
    #expect(try found("storm", index).isEmpty)
    #expect(try Set(found("river owls", index)) == ["mill.txt", "new.txt"])
    try index.verify()
  }

  @Test("The best passage comes first, with its place, and the words of a heading count")
  func search() throws {
    let index = try CorpusIndex(at: database, create: true)
    try update(index)
    #expect(try found("ferry", index) == ["ferry.txt", "clock.md"])
    #expect(try found("clock", index) == ["clock.md"])
    let hit = try #require(try index.search("oats", encoder: nil).first)
    #expect(hit.text == "The mill stands by the river. It ground oats in 1790.")
    let source = [UInt8](try folder.read("docs/mill.txt"))
    let place = try #require(hit.sentenceProvenance?.bytes)
    #expect(
      String(decoding: source[place.byteStart..<place.byteEnd], as: UTF8.self) == "It ground oats in 1790.")

    var options = SearchOptions()
    options.limit = 1
    #expect(try index.search("ferry", encoder: nil, options: options).count == 1)
    #expect(throws: CorpusError.invalidOption("the query has no words to search for")) {
      try index.search("?!", encoder: nil)
    }
  }

  @Test("What cannot be read is named, and costs itself alone")
  func failures() throws {
    try folder.write("docs/broken.xml", "<story>")
    let index = try CorpusIndex(at: database, create: true)
    let names = Mutex<[String]>([])
    let outcome = try update(index, failed: { failure in names.withLock { $0.append(failure.kind) } })
    #expect(names.withLock { $0 } == ["malformed"])
    #expect(outcome.end == .complete && outcome.statistics.errors == 1)
    #expect(try index.contents().documents == 3)
  }

  @Test("A stopped update leaves whole documents, and prunes nothing, not having seen everything")
  func stopped() throws {
    let index = try CorpusIndex(at: database, create: true)
    try update(index, encoder: LetterEncoder())
    try FileManager.default.removeItem(atPath: name("ferry.txt"))
    for number in 0..<200 { try folder.write("docs/more/\(number).txt", Samples.text(number)) }
    // The first documents are held up until somebody has asked to stop.
    let isAsked = Mutex(false)
    let slow = LetterEncoder(waits: { while !isAsked.withLock({ $0 }) { sched_yield() } })
    let outcome = try update(
      index, encoder: slow, prunes: true,
      shouldStop: {
        isAsked.withLock { $0 = true }
        return true
      })
    #expect(outcome.end == .stopped)
    #expect(try index.contents().documents < 203)
    try index.verify()
    #expect(try found("storm", index) == ["ferry.txt"])
    try update(index, encoder: LetterEncoder(), prunes: true)
    #expect(try index.contents().documents == 202)
    #expect(try found("storm", index).isEmpty)
  }

  @Test("Documents are removed by their names and by patterns, and their words with them")
  func removal() throws {
    let index = try CorpusIndex(at: database, create: true)
    try update(index)
    #expect(try index.remove(matching: [Glob(name("ferry.txt"))]) == 1)
    #expect(try found("ferry", index) == ["clock.md"])
    #expect(try index.remove(matching: [Glob("*.txt"), Glob("*none*")]) == 1)
    #expect(try index.contents().documents == 1)
    #expect(try found("river", index).isEmpty)
    try index.verify()
  }

  /// Vectors that count letters.
  private struct LetterEncoder: SentenceEncoding {
    var name = "letters"
    /// Comes before everything that it reads.
    var waits: @Sendable () -> Void = {}
    let width = 26
    func vectors(for sentences: [String]) -> [Float] {
      waits()
      return sentences.flatMap { sentence in
        var counts = [Float](repeating: 0, count: width)
        for byte in sentence.lowercased().utf8 where byte >= 97 && byte < 123 { counts[Int(byte) - 97] += 1 }
        return counts
      }
    }
  }

  @Test("Vectors count in the score, and a corpus keeps to those that it was made with")
  func vectors() throws {
    let index = try CorpusIndex(at: database, create: true)
    try update(index, encoder: LetterEncoder())
    #expect(try index.contents().encoder == "letters")
    let plain = try index.search("ferry hurt", encoder: nil)
    let ranked = try index.search("ferry hurt", encoder: LetterEncoder())
    #expect(ranked.first?.parts["attention"] != nil && plain.first?.parts["attention"] == nil)
    #expect(ranked.first?.score != plain.first?.score)
    #expect(throws: CorpusError.self) { try update(index, encoder: nil) }
    #expect(throws: CorpusError.self) { try update(index, encoder: LetterEncoder(name: "others")) }
    #expect(throws: CorpusError.self) { try index.search("ferry", encoder: LetterEncoder(name: "others")) }
    #expect(try index.contents().documents == 3)
  }

  @Test("A file that is no corpus is refused, and left as it is")
  func refused() throws {
    #expect(throws: CorpusError.notACorpus(database)) { try CorpusIndex(at: database) }
    #expect(!folder.exists("c.db"))
    try folder.write("c.db", "no database")
    #expect(throws: CorpusError.self) { try CorpusIndex(at: database, create: true) }
    #expect(try folder.text("c.db") == "no database")
  }
}
