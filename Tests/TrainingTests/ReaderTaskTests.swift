import Foundation
import HierarchicalModels
import Ingestion
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("Training the reader")
struct ReaderTaskTests {
  private func trainer(
    _ settings: ConfigurationReader, _ scratch: Scratch,
    report: @escaping (TrainingEvent) -> Void = { _ in }
  ) throws -> Trainer<ReaderTask> {
    try Trainer(settings, RunFolder(at: scratch.path + "/run"), version: "test", report: report)
  }

  @Test("It learns what names are, and the reader that users run answers from the folder it writes")
  func learns() throws {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let data = try scratch.write("data.json", TinyReader.squad(600))
    let settings = try TinyReader.settings(
      start: scratch.path + "/model", data: [data],
      [
        "steps": .integer(0), "epochs": .integer(8), "batchTokens": .integer(1024),
        "evaluateEvery": .integer(80),
        "checkpointEvery": .integer(1000), "poolRecords": .integer(600), "reader.dropout": .integer(0),
        "reader.attentionDropout": .integer(0),
      ])
    var measured: [Double] = []
    let outcome = try trainer(settings, scratch) {
      if case .measured(_, let values, _) = $0 { measured.append(values[0].value) }
    }.run { false }
    guard case .finished(let folder, _) = outcome else {
      Issue.record("it did not finish")
      return
    }
    #expect(try #require(measured.max()) > 90)
    #expect(try TinyReader.answers(of: folder) == ["hugo", "gina", "bob"])
    // The folder is one that can be made small, and trained further.
    let small = try ModelQuantizer.quantize(
      folder: folder, to: scratch.path + "/int8", card: .init(name: "tiny", version: "1", about: ""))
    #expect(small.sha256.count == 3)
    let further = try Scratch()
    let again = try TinyReader.settings(
      start: folder, data: [data], ["learningRate": .number(1e-9), "steps": .integer(1)])
    var first: Double?
    _ = try trainer(again, further) { if case .stepped(let progress) = $0 { first = progress.loss } }.run {
      false
    }
    #expect(try #require(first) < 1)
  }

  @Test("The loss is −log of the probability of all gold spans together")
  func loss() throws {
    let (count, length) = (2, 6)
    var random = CounterRandom(seed: 5)
    let logits = (0..<count * length * 2).map { _ in random.normal() * 2 }
    let examples = [
      ReaderExample(
        input: EncoderInput(ids: [2, 5, 3, 8, 9, 3]), text: 3..<5, spans: [3...4, 4...4, 3...3], record: 0),
      ReaderExample(input: EncoderInput(ids: [2, 5, 3, 8]), text: 3..<4, spans: [0...0], record: 1),
    ]
    func expected(withNull: Bool, smoothing: Double) -> Double {
      var total = 0.0
      for (row, example) in examples.enumerated() {
        func logit(_ place: Int, _ side: Int) -> Double { Double(logits[(row * length + place) * 2 + side]) }
        let places = (withNull ? [0] : []) + Array(example.text)
        let sums = [0, 1].map { side in log(places.reduce(0.0) { $0 + exp(logit($1, side)) }) }
        let gold = example.spans.reduce(0.0) { $0 + exp(logit($1.lowerBound, 0) + logit($1.upperBound, 1)) }
        let likelihood = log(gold) - sums[0] - sums[1]
        let uniform =
          places.reduce(0.0) { $0 + logit($1, 0) + logit($1, 1) } / Double(places.count) - sums[0] - sums[1]
        total -= (1 - smoothing) * likelihood + smoothing * uniform
      }
      return total / Double(examples.count)
    }
    let tape = Tape<Float>()
    for (withNull, smoothing) in [(true, 0.0), (true, 0.1), (false, 0.2)] {
      let loss = ReaderLoss.loss(
        tape.constant(logits, shape: [count, length, 2]), examples, smoothing: Float(smoothing),
        withNull: withNull,
        on: tape)
      #expect(abs(Double(loss.scalar) - expected(withNull: withNull, smoothing: smoothing)) < 1e-5)
    }
  }

  @Test(
    "With scores of pairs the loss is −log of the gold spans' probability among all spans",
    arguments: [true, false])
  func pairLoss(withNull: Bool) throws {
    let length = 6
    var random = CounterRandom(seed: 5)
    let logits = (0..<2 * length * 2).map { _ in random.normal() * 2 }
    let pairs = (0..<2 * length * length).map { _ in random.normal() }
    let places = (0..<2 * length).map { _ in random.normal() }
    let examples = [
      ReaderExample(
        input: EncoderInput(ids: [2, 5, 3, 8, 9, 3]), text: 3..<6, spans: [3...4, 4...4], record: 0),
      ReaderExample(
        input: EncoderInput(ids: [2, 5, 3, 8]), text: 2..<4, spans: withNull ? [0...0] : [2...3], record: 1),
    ]
    var expected = 0.0
    for (row, example) in examples.enumerated() {
      func mass(_ start: Int, _ end: Int) -> Double {
        exp(
          Double(
            logits[(row * length + start) * 2] + logits[(row * length + end) * 2 + 1]
              + places[row * length + start] + places[row * length + end]
              + pairs[(row * length + start) * length + end]))
      }
      var all = withNull ? mass(0, 0) : 0
      for start in example.text {
        for end in start..<example.text.upperBound { all += mass(start, end) }
      }
      expected += log(all) - log(example.spans.reduce(0) { $0 + mass($1.lowerBound, $1.upperBound) })
    }
    let tape = Tape<Float>()
    let loss = ReaderLoss.loss(
      tape.constant(logits, shape: [2, length, 2]), places: tape.constant(places, shape: [2, length]),
      pairs: tape.constant(pairs, shape: [2, length, length]), examples, withNull: withNull)
    #expect(abs(Double(loss.scalar) - expected / 2) < 1e-5)
  }

  @Test("A reader with every level trains, and the model that is written answers with them")
  func allLevels() throws {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let data = try scratch.write("data.json", TinyReader.squad(40))
    let settings = try TinyReader.settings(
      start: scratch.path + "/model", data: [data],
      [
        "reader.spanPairs": .bool(true), "reader.sentenceLevel": .bool(true),
        "reader.sentenceWidth": .integer(16), "reader.unanswerable": .string("classification"),
        "reader.distractors": .number(0.5), "steps": .integer(4),
      ])
    let trainer = try trainer(settings, scratch)
    let model = scratch.path + "/run/model"
    #expect(try trainer.run { false } == .finished(model: model, step: 4))
    let folder = try ModelFolder(at: model)
    #expect(folder.weights.entries["span_pairs.start.weight"] != nil)
    #expect(folder.weights.entries["sentence_level.match.weight"] != nil)
    // A run that starts from it knows every tensor.
    let further = try TinyReader.settings(
      start: model, data: [data],
      [
        "reader.spanPairs": .bool(true), "reader.sentenceLevel": .bool(true),
        "reader.sentenceWidth": .integer(16), "steps": .integer(1),
      ])
    let other = try Scratch()
    _ = try self.trainer(further, other)
    let smoothed = try TinyReader.settings(
      start: model, data: [data], ["reader.spanPairs": .bool(true), "labelSmoothing": .number(0.1)])
    let refusal = #expect(throws: TrainingError.self) { try self.trainer(smoothed, Scratch()) }
    #expect(refusal?.description.contains("labelSmoothing") == true)
  }

  @Test("A null answer is trained at [CLS], in every window without an answer")
  func null() throws {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let text = (0..<40).map { _ in "dan has the rope ." }.joined(separator: " ")
    let data = try scratch.write(
      "a.jsonl",
      #"{"id": "x", "context": "\#(text)", "question": "who has the key ?", "is_impossible": true}"#)
    let settings = try TinyReader.settings(
      start: scratch.path + "/model", data: [data],
      ["reader.unanswerable": .string("classification"), "heldOutShare": .integer(0), "steps": .integer(3)])
    let trainer = try trainer(settings, scratch)
    let examples = trainer.task.examples(of: 0, epoch: 0)
    #expect(examples.count > 2 && examples.allSatisfy { $0.spans == [0...0] })
    #expect(try trainer.run { false } == .finished(model: scratch.path + "/run/model", step: 3))
  }

  @Test("How likely none is, is fitted to held-out questions that people left without an answer, too")
  func absence() throws {
    let scratch = try Scratch()
    try TinyReader.write(to: scratch.path + "/model")
    let answered = try scratch.write("answered.json", TinyReader.squad(120))
    let lines = (0..<120).map { number in
      #"{"id": "n\#(number)", "context": "dan has the rope . \#(number) .", "question": "who has the key ?", "is_impossible": true}"#
    }
    let unanswered = try scratch.write("unanswered.jsonl", lines.joined(separator: "\n"))
    let settings = try TinyReader.settings(
      start: scratch.path + "/model", data: [answered, unanswered],
      [
        "reader.unanswerable": .string("classification"), "heldOutShare": .number(0.3), "steps": .integer(2),
      ])
    let trainer = try trainer(settings, scratch)
    #expect(try trainer.run { false } == .finished(model: scratch.path + "/run/model", step: 2))
    let points = try trainer.task.fitAbsence(modelAt: scratch.path + "/run/model") { _ in }
    let none = points.filter { !$0.isAnswerable }
    #expect(none.count > 15 && none.count < 60)
    #expect(none.allSatisfy { $0.file == "unanswered.jsonl" && $0.exact == 0 })
    #expect(points.contains { $0.isAnswerable })
    // What is measured has answers only, and nothing that is held out is trained on.
    #expect(trainer.task.data[1].heldOut == 0)
    #expect(trainer.task.data[1].used == 120 - none.count)
  }

  @Test("Start weights of another model are refused by file, tensor and reason")
  func startWeights() throws {
    func refusal(
      extra: [String: [Int]] = [:], change: @escaping (String, [Int]) -> [Int]? = { $1 }
    ) throws -> String {
      let scratch = try Scratch()
      try TinyReader.write(to: scratch.path + "/model", extra: extra, change: change)
      let data = try scratch.write("data.json", TinyReader.squad(20))
      let error = #expect(throws: (any Error).self) {
        try trainer(TinyReader.settings(start: scratch.path + "/model", data: [data]), scratch)
      }
      let text = error.map { "\($0)" } ?? ""
      let described = (error as? any CustomStringConvertible)?.description ?? text
      #expect(described.contains("model.safetensors"))
      return described
    }
    #expect(
      try refusal(extra: ["qa_output.weight": [2, 32]]).contains(
        "the nearest that is known is \"qa_outputs.weight\""))
    #expect(
      try refusal(extra: ["qa_outputs.weight": [3, 32], "qa_outputs.bias": [3]]).contains(
        "its shape is [3, 32] and should be [2, 32]"))
    #expect(
      try refusal(extra: ["qa_outputs.weight": [2, 32]]).contains(
        "\"qa_outputs.bias\": the file has no such tensor"))
    let missing = try refusal { name, shape in name == "encoder.layer.1.output.dense.bias" ? nil : shape }
    #expect(missing.contains("\"encoder.layer.1.output.dense.bias\""))
    let reshaped = try refusal { name, shape in
      name == "encoder.layer.0.intermediate.dense.weight" ? [40, 32] : shape
    }
    #expect(reshaped.contains("its shape is [40, 32] and should be [48, 32]"))
  }

  @Test("A folder without a model is named, and settings that the model cannot follow are refused")
  func folders() throws {
    let scratch = try Scratch()
    let data = try scratch.write("data.json", TinyReader.squad(20))
    let missing = #expect(throws: ModelError.self) {
      try trainer(TinyReader.settings(start: scratch.path + "/nowhere", data: [data]), scratch)
    }
    #expect(missing?.description.contains("/nowhere/") == true)
    try TinyReader.write(to: scratch.path + "/model")
    let long = #expect(throws: TrainingError.self) {
      try trainer(
        TinyReader.settings(start: scratch.path + "/model", data: [data], ["reader.window": .integer(97)]),
        scratch)
    }
    #expect(long?.description == "reader.window: must lie between 16 and 96")
    let none = #expect(throws: TrainingError.self) {
      try trainer(TinyReader.settings(start: "", data: [data]), scratch)
    }
    #expect(none?.subject == "start")
  }
}
