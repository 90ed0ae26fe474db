import Foundation
import TestSupport
import Testing

@Suite("The small example programs")
struct ExampleProgramTests {
  /// Runs a program in the root of the repository, so that what it prints names files as a reader of the
  /// README would.
  private func run(_ name: String, _ arguments: String...) throws -> Program.Outcome {
    try Program.run("PeruseExample" + name, arguments, in: Program.root.path)
  }

  @Test("The summary's sentences stand where it says")
  func summary() throws {
    let outcome = try run("Summary", "corpora/articles/hedgerow-bumblebees.xml")
    #expect(outcome.errors == "" && outcome.status == 0)
    #expect(
      outcome.output == """
        We placed 36 colonies of Bombus terrestris on 12 farms whose hedgerows were young (under 10 years), \
        middle-aged (10–40 years) or old (over 40 years).
        corpora/articles/hedgerow-bumblebees.xml:3363-3536
        Colonies beside old hedgerows gained 61\u{A0}% more mass than colonies beside young ones and produced about \
        four times as many queens.
        corpora/articles/hedgerow-bumblebees.xml:3778-3912
        A bumblebee colony lives for one summer and must do everything in it.
        corpora/articles/hedgerow-bumblebees.xml:5026-5095

        """)
    #expect(try Places.check(outcome.output) == 3)
  }

  @Test("The answer stands where it says, in a file of another encoding too")
  func answer() throws {
    let outcome = try run(
      "Answer", "corpora/news/lisk-bridge-reopens.xml",
      "Who is the chief engineer of the Island Roads Board?")
    #expect(outcome.errors == "" && outcome.status == 0)
    #expect(
      outcome.output == """
        Renée Ångström-Oduya | 0.97 | The Board’s chief engineer, Renée Ångström-Oduya, said that the delay had a \
        single cause: the masons had found a second bridge inside the first.
        /nitf[1]/body[1]/body.content[1]/block[1]/p[3] corpora/news/lisk-bridge-reopens.xml:2708-2728

        """)
    #expect(try Places.check(outcome.output) == 1)
  }

  @Test("Where a document holds no answer, the program says so")
  func noAnswer() throws {
    let outcome = try run(
      "Answer", "corpora/news/island-games.xml", "How much prize money did the winners receive?")
    #expect(outcome.output == "The document does not say.\n")
    #expect(outcome.errors == "" && outcome.status == 0)
  }

  @Test("A batch writes a summary a record, and finds them all finished when it is run again")
  func batch() throws {
    let folder = try Scratch()
    let output = folder.path + "/summaries.jsonl"
    let first = try run("BatchRun", "corpora/news", output)
    #expect(first.output == "records: 2, without a result: 0\n")
    #expect(first.status == 0)
    let written = try folder.read("summaries.jsonl")

    let records = try folder.lines("summaries.jsonl")
    let paths = records.map { ($0["document"] as? [String: Any])?["path"] as? String ?? "" }
    #expect(paths == ["corpora/news/island-games.xml", "corpora/news/lisk-bridge-reopens.xml"])
    for (record, path) in zip(records, paths) {
      let sentences = try #require(record["summary"] as? [[String: Any]])
      #expect(sentences.count == 3)
      for sentence in sentences {
        let place = try #require(sentence["source"] as? [String: Any])
        let (start, end) = try (#require(place["byteStart"] as? Int), #require(place["byteEnd"] as? Int))
        let text = try #require(sentence["text"] as? String)
        #expect(try Places.text(of: path, start..<end) == Places.dense(text))
      }
    }

    let second = try run("BatchRun", "corpora/news", output)
    #expect(second.output == "records: 2, without a result: 0\nfinished before: 2\n")
    #expect(try folder.read("summaries.jsonl") == written)
  }

  @Test("A record of a batch that cannot be read is named, and the others have their summaries")
  func brokenRecord() throws {
    let folder = try Scratch()
    try folder.write("in/a.xml", Samples.xml(1))
    try folder.write("in/broken.xml", "<story><p>It ends too soon.")
    let outcome = try Program.run("PeruseExampleBatchRun", ["in", "out.jsonl"], in: folder.path)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "records: 2, without a result: 1")
    #expect(lines.count == 2 && lines.last?.hasPrefix("in/broken.xml:1: ") == true, "\(lines)")
    #expect(outcome.status == 0)
  }

  @Test("A corpus's passages and answers stand where it says, also when it is opened again")
  func corpus() throws {
    let folder = try Scratch()
    let arguments = [
      folder.path + "/corpus.db", "corpora/news", "fog on the course", "Who was Carrow's cox?",
    ]
    for _ in 1...2 {
      let outcome = try Program.run("PeruseExampleCorpusSearch", arguments, in: Program.root.path)
      #expect(outcome.errors == "" && outcome.status == 0)
      #expect(outcome.output == Self.corpusOutput)
      #expect(try Places.check(outcome.output) == 3)
    }
  }

  private static let corpusOutput = """
    Seven boats started from Port Sarrow at ten o’clock in bright sunshine. The course runs for nine kilometres along \
    the coast, around the Anvil buoy and in to Quillhaven. Port Sarrow, the winners in six of the last seven years, led \
    from the gun, and at the halfway mark were 22\u{A0}seconds ahead of Quillhaven, with Carrow fourth.

    Then, a little after twenty past ten, a bank of fog came in from the north and sat down on the course. From the \
    cliffs, where about 3,000 people had spread their rugs, nothing was to be seen but white, and nothing heard but \
    seven coxes shouting.
    corpora/news/island-games.xml:2618-3212
    A village crew that trains on a millpond won the island’s oldest rowing race on Sunday after the leaders missed a \
    buoy in fog.
    corpora/news/island-games.xml:1521-1649
    Juno Marsh
    corpora/news/island-games.xml:2455-2465

    """

  @Test("Scaled dot-product attention looks at words that share letters, which can be reckoned by hand")
  func attention() throws {
    let outcome = try run("AttentionWeights", "clock", "the tide clocks rang")
    #expect(outcome.errors == "" && outcome.status == 0)
    #expect(
      outcome.output == """
        dot   additive
        0.14  0.19  the
        0.14  0.39  tide
        0.57  0.25  clocks
        0.14  0.17  rang
        gradient of 432 parameters: 1.41

        """)
    // "clocks" shares c (twice two), l, o and k with "clock"; no other word shares a letter.
    let scores = [0, 0, 7, 0].map { exp(Double($0) / 26.0.squareRoot()) }
    let weights = scores.map { String(format: "%.2f", $0 / scores.reduce(0, +)) }
    let rows = outcome.output.split(separator: "\n").dropFirst().prefix(4)
    #expect(rows.map { String($0.prefix(4)) } == weights)
  }

  @Test(
    "Without arguments a program says how it is used, and a file that is missing is named",
    arguments: ["Summary", "Answer", "BatchRun", "CorpusSearch", "AttentionWeights"])
  func misuse(name: String) throws {
    let usage = try Program.run("PeruseExample" + name, [])
    #expect(usage.status == 64 && usage.output == "")
    #expect(usage.errors.hasPrefix("usage: PeruseExample\(name) "))

    guard ["Summary", "Answer"].contains(name) else { return }
    let arguments = name == "Answer" ? ["no-such.xml", "Who?"] : ["no-such.xml"]
    let missing = try Program.run("PeruseExample" + name, arguments)
    #expect(missing.status == 1 && missing.output == "")
    #expect(missing.errors.contains("no-such.xml"))
  }
}
