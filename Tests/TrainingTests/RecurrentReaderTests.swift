import Foundation
import HierarchicalModels
import Ingestion
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("The recurrent reader")
struct RecurrentReaderTests {
  /// Random vectors for some of the words: the others are unknown ones.
  private func writeVectors(to folder: String, words: [String], vocabularySize: Int? = nil) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var random = CounterRandom(seed: 3)
    var writer = SafeTensorsWriter()
    writer.add(
      "words.weight", Tensor((0..<words.count * 12).map { _ in random.normal() }, shape: [words.count, 12]))
    try writer.write(to: "\(folder)/model.safetensors")
    try Data((words.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: "\(folder)/vocab.txt"))
    let configuration = """
      {"model_type": "peruse-recurrent-reader", "vocabulary_size": \(vocabularySize ?? words.count), "word_width": 12,
       "unknown_buckets": 32, "hidden_size": 8}
      """
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: "\(folder)/config.json"))
  }

  private func settings(
    start: String, data: String, _ more: [String: JSONValue]
  ) throws -> ConfigurationReader {
    var settings = ConfigurationReader(for: RecurrentReaderTask.self)
    let all: [String: JSONValue] = [
      "start": .string(start), "data": .array([.string(data)]), "workers": .integer(2),
      "batchTokens": .integer(512), "steps": .integer(60), "evaluateEvery": .integer(0),
      "learningRate": .number(0.01), "heldOutShare": .number(0.2), "poolRecords": .integer(64),
      "recurrent-reader.hidden": .integer(12), "recurrent-reader.dropout": .integer(0),
      "recurrent-reader.negatives": .number(0),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    return settings
  }

  private func train(_ scratch: Scratch, _ more: [String: JSONValue] = [:]) throws -> String {
    try writeVectors(to: scratch.path + "/vectors", words: Array(TinyReader.words.dropFirst(5).dropLast(3)))
    let data = try scratch.write("data.json", TinyReader.squad(400))
    let trainer = try Trainer<RecurrentReaderTask>(
      settings(start: scratch.path + "/vectors", data: data, more), RunFolder(at: scratch.path + "/run"),
      version: "test"
    ) { _ in }
    guard case .finished(let folder, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    return folder
  }

  @Test("It learns what names are, is calibrated at the end, and answers whatever else is asked beside")
  func learns() throws {
    let scratch = try Scratch()
    let folder = try train(scratch)
    let reader = try SpanReader(modelAt: folder, precision: .int8, workers: 2)
    #expect(reader.encoder == nil)
    #expect(reader.precision == .float32)
    #expect(reader.calibration.temperature != 1)
    #expect(reader.calibration.nullBias != nil)
    #expect(reader.identity.sha256.count == 64)
    let texts = ["key ball hugo coin lamp", "gina lamp lamp drum", "rope flag book key bob"]
    let requests = texts.map { text in
      let document = Document(text: text)
      return ReaderRequest(
        question: "who has the coin ?",
        document: reader.prepare(document, sentences: SentenceSplitter().sentences(in: document)))
    }
    var options = ReaderOptions()
    options.alwaysAnswers = true
    let together = try reader.results(of: requests, options: options)
    #expect(together.map { $0.answers.first?.text } == ["hugo", "gina", "bob"])
    for (request, result) in zip(requests, together) {
      let alone = try reader.results(of: [request], options: options)[0]
      #expect(alone.answers.first?.text == result.answers.first?.text)
      #expect(
        abs((alone.answers.first?.probability ?? 0) - (result.answers.first?.probability ?? 1)) < 1e-4)
    }
    let manifest = try scratch.text("run/model/manifest.json")
    #expect(manifest.contains("temperature") && manifest.contains("calibration error"))
  }

  @Test("A copy with halved word vectors answers the same")
  func halved() throws {
    let scratch = try Scratch()
    let folder = try train(scratch)
    let small = scratch.path + "/small"
    try ModelQuantizer.quantize(
      folder: folder, to: small, card: .init(name: "small", version: "1", about: ""), kind: .wordVectors)
    let stored = try SafeTensors(path: small + "/model.safetensors")
    #expect(try stored.entry("words.weight").type == .float16)
    #expect(try stored.entry("join.weight").type == .float32)
    let document = Document(text: "key ball hugo coin lamp")
    let answers = try [folder, small].map { place in
      let reader = try SpanReader(modelAt: place, precision: .float32, workers: 1)
      let readable = reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
      var options = ReaderOptions()
      options.alwaysAnswers = true
      return try reader.answers(to: "who has the coin ?", in: readable, options: options).first?.text
    }
    #expect(answers == ["hugo", "hugo"])
  }

  @Test("The word vectors stay as they are, and the same seed gives the same weights")
  func frozen() throws {
    let first = try Scratch(), second = try Scratch()
    let short: [String: JSONValue] = ["steps": .integer(4)]
    let a = try SafeTensors(path: train(first, short) + "/model.safetensors")
    let b = try SafeTensors(path: train(second, short) + "/model.safetensors")
    let vectors = try SafeTensors(path: first.path + "/vectors/model.safetensors")
    func values(_ file: SafeTensors, _ name: String) throws -> [Float] {
      let floats = try file.floats(name)
      return withExtendedLifetime(floats) {
        Array(UnsafeBufferPointer(start: floats.base, count: floats.count))
      }
    }
    #expect(try values(a, "words.weight") == values(vectors, "words.weight"))
    for name in a.entries.keys { #expect(try values(a, name) == values(b, name), "\(name)") }
  }

  @Test("A text that is longer than a window is read to its end")
  func long() throws {
    let scratch = try Scratch()
    let reader = try SpanReader(modelAt: train(scratch), precision: .float32, workers: 2)
    let text = String(repeating: "key lamp rope drum. ", count: 400) + "coin hugo flag."
    let document = Document(text: text)
    let readable = reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
    var options = ReaderOptions()
    options.window = 64
    options.overlap = 16
    options.alwaysAnswers = true
    let answers = try reader.answers(to: "who has the coin ?", in: readable, options: options)
    #expect(answers.first?.text == "hugo")
    #expect(throws: ReaderError.self) {
      try reader.answers(
        to: String(repeating: "who ", count: 100), in: readable, options: options)
    }
  }

  @Test("Folders that do not fit together are refused in words")
  func refused() throws {
    let scratch = try Scratch()
    let words = ["who", "has", "the"]
    let data = try scratch.write("data.json", TinyReader.squad(20))
    try writeVectors(to: scratch.path + "/short", words: words, vocabularySize: 5)
    #expect(throws: TrainingError.self) {
      try RecurrentReaderTask(
        settings(start: scratch.path + "/short", data: data, [:]).configuration(), RecurrentReaderSettings())
    }
    let reader = #expect(throws: ReaderError.self) {
      try SpanReader(modelAt: scratch.path + "/short", precision: .float32)
    }
    #expect(reader?.description.contains("vocab.txt has 3 words") == true)
    try writeVectors(to: scratch.path + "/vectors", words: words)
    let missing = #expect(throws: ReaderError.self) {
      try SpanReader(modelAt: scratch.path + "/vectors", precision: .float32)
    }
    #expect(missing?.description.contains("unknown.weight") == true)
    for damaged in ["{", #"{"model_type": "peruse-recurrent-reader", "vocabulary_size": -4}"#] {
      try scratch.write("vectors/config.json", damaged)
      #expect(throws: (any Error).self) {
        try SpanReader(modelAt: scratch.path + "/vectors", precision: .float32)
      }
    }
  }
}
