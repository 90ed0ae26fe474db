import Evaluation
import Foundation
import HierarchicalModels
import Ingestion
import Summarization
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("Training the summarizer")
struct SummarizerTaskTests {
  /// Stories of seven sentences whose summary is always the one with a bell in it.
  private func stories(_ count: Int) -> String {
    let things = ["key", "ball", "lamp", "book", "rope", "coin", "drum", "flag"]
    var random = CounterRandom(seed: 5)
    return (0..<count).map { index in
      var sentences = (0..<6).map { _ in
        "The \(things[Int(random.next() % 8)]) and the \(things[Int(random.next() % 8)]) stood by the \(things[Int(random.next() % 8)])."
      }
      let summary = "We propose that anna has the bell number \(index)."
      sentences.insert(summary, at: Int(random.next() % 7))
      let quoted = sentences.map { "\"\($0)\"" }.joined(separator: ", ")
      return "{\"id\": \"s\(index)\", \"sentences\": [\(quoted)], \"summary\": [\"\(summary)\"]}"
    }.joined(separator: "\n")
  }

  private func settings(
    _ scratch: Scratch, _ more: [String: JSONValue] = [:]
  ) throws -> ConfigurationReader {
    try TinyReader.write(to: scratch.path + "/model")
    let data = try scratch.write("stories.jsonl", stories(60))
    var settings = ConfigurationReader(for: SummarizerTask.self)
    let all: [String: JSONValue] = [
      "start": .string(scratch.path + "/model"), "data": .array([.string(data)]), "workers": .integer(2),
      "batchTokens": .integer(1024), "epochs": .integer(8), "learningRate": .number(0.003),
      "heldOutShare": .number(0.2), "evaluateEvery": .integer(1000), "summarizer.encoderLayers": .integer(1),
      "summarizer.window": .integer(64), "precision": .string("float32"),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    return settings
  }

  private func train(
    _ settings: ConfigurationReader, _ scratch: Scratch, run: String = "run"
  ) throws -> (folder: String, measured: [Double]) {
    var measured: [Double] = []
    let trainer = try Trainer<SummarizerTask>(
      settings, RunFolder(at: "\(scratch.path)/\(run)"), version: "test"
    ) {
      if case .measured(_, let values, _) = $0 { measured.append(values[0].value) }
    }
    guard case .finished(let folder, _) = try trainer.run(isInterrupted: { false }) else { return ("", []) }
    return (folder, measured)
  }

  @Test("It learns which sentence is wanted, and the summarizer that users run chooses it")
  func learns() throws {
    let scratch = try Scratch()
    let (folder, measured) = try train(settings(scratch), scratch)
    #expect(try #require(measured.last) > 90)
    let encoder = try WordEncoder(modelAt: scratch.path + "/model", precision: .int8, workers: 1)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    let summarizer = Summarizer(
      learned: try LearnedSalience(modelAt: folder, encoder: encoder, tokenizer: tokenizer))
    let document = Document(
      text:
        "The key stood by the lamp. The drum and the coin stood by the rope. We propose that anna has the bell."
    )
    let summary = try summarizer.summarize(
      document, sentences: SentenceSplitter().sentences(in: document),
      options: SummaryOptions(method: .learned, budget: .sentences(1)))
    #expect(summary.sentences.first?.text == "We propose that anna has the bell.")
    // Words have weights that sum to 1, and stand where they are said to stand.
    let words = try #require(summary.sentences.first).words
    #expect(abs(words.reduce(0) { $0 + $1.weight } - 1) < 1e-3)
    let text = Array("We propose that anna has the bell.".utf8)
    #expect(words.contains { String(decoding: text[$0.range], as: UTF8.self) == "anna" })
  }

  @Test("Weights on another encoder than the one they were trained on are refused, with both checksums")
  func otherEncoder() throws {
    let scratch = try Scratch()
    let (folder, _) = try train(
      settings(scratch, ["epochs": .integer(1), "summarizer.policyShare": .integer(0)]), scratch)
    let other = scratch.path + "/other"
    try TinyReader.write(to: other, extra: ["calibration.other": [1]])
    let encoder = try WordEncoder(modelAt: other, precision: .int8, workers: 1)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    do {
      _ = try LearnedSalience(modelAt: folder, encoder: encoder, tokenizer: tokenizer)
      Issue.record("it was loaded")
    } catch {
      #expect(error.description.contains(encoder.sha256))
      #expect(error.description.contains("train it again"))
    }
  }

  @Test("The same configuration gives the same weights, whether or not hidden states are kept")
  func determinism() throws {
    let scratch = try Scratch()
    let some: [String: JSONValue] = ["epochs": .integer(2)]
    let first = try train(settings(scratch, some), scratch, run: "a")
    let second = try train(
      settings(scratch, some.merging(["summarizer.cacheMegabytes": .integer(0)]) { $1 }), scratch, run: "b")
    let name = "/\(ModelFolder.weightsName)"
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: first.folder + name))
        == Data(contentsOf: URL(fileURLWithPath: second.folder + name)))
  }

  @Test("Documents without summaries teach; records that are neither are named")
  func plainText() throws {
    let scratch = try Scratch()
    let plain = try scratch.write(
      "plain.jsonl",
      """
      {"id": "p", "sections": [{"heading": "Things", "text": "The key stood by the lamp. The lamp stood by the key.\\n\\nAnna has the key and the lamp."}]}
      {"id": "bad", "sections": [{"heading": "Empty", "text": " "}]}
      not JSON
      """)
    let settings = try settings(
      scratch,
      ["data": .array([.string(plain)]), "heldOutShare": .integer(0), "steps": .integer(2)])
    let trainer = try Trainer<SummarizerTask>(settings, RunFolder(at: scratch.path + "/run"), version: "test")
    { _ in }
    #expect(trainer.task.data.map(\.used) == [1])
    #expect(trainer.task.data[0].skipped.count == 2)
    guard case .finished = try trainer.run(isInterrupted: { false }) else {
      Issue.record("it did not finish")
      return
    }
  }

  @Test("Overlap counts are those of ROUGE")
  func overlap() {
    var workspace = RougeWorkspace()
    let sentences = ["The bells rang in the old town.", "Nobody came to the town hall, nobody at all."]
    let reference = "In the old town nobody rang the bells."
    let overlap = WordOverlap(
      reference: workspace.vocabulary.tokens(in: reference),
      sentences: sentences.map { workspace.vocabulary.tokens(in: $0) })
    for (index, sentence) in sentences.enumerated() {
      let scores = RougeScorer().score(sentence, against: reference)
      #expect(
        abs(overlap.value(of: [index]) - scores.rouge1.fMeasure - scores.rouge2.fMeasure) < 1e-12)
    }
    let both = RougeScorer().score(sentences.joined(separator: " "), against: reference)
    #expect(overlap.value(of: [0, 1]) <= both.rouge1.fMeasure + both.rouge2.fMeasure + 1e-12)
  }
}
