import AttentionExamples
import Foundation
import HierarchicalModels
import Platform
import Tensors
import TestSupport
import Testing
import Training

@Suite("Translation")
struct TranslationTests {
  /// Sentences of three to five numbers, whose translation says them in other words and the other way round.
  private static func write(
    to folder: Scratch, _ name: String, count: Int, seed: UInt64
  ) throws -> String {
    let words = ["one", "two", "three", "four", "five", "six"]
    let others = ["eins", "zwei", "drei", "vier", "fuenf", "sechs"]
    var random = CounterRandom(seed: seed)
    var (source, target) = ("", "")
    for _ in 0..<count {
      let numbers = (0..<3 + Int(random.nextWord() % 3)).map { _ in Int(random.nextWord() % 6) }
      source += numbers.map { words[$0] }.joined(separator: " ") + "\n"
      target += numbers.reversed().map { others[$0] }.joined(separator: " ") + "\n"
    }
    try folder.write("\(name).de", target)
    return try folder.write("\(name).en", source)
  }

  private func train(
    _ attention: TranslationConfiguration.Mechanism, in folder: Scratch, steps: Int
  ) throws -> Translator {
    let data = try Self.write(to: folder, "train", count: 300, seed: 1)
    let heldOut = try Self.write(to: folder, "val", count: 4, seed: 2)
    var settings = ConfigurationReader(for: TranslationTask.self)
    let all: [(String, JSONValue)] = [
      ("data", .array([.string(data)])), ("heldOut", .array([.string(heldOut)])), ("workers", .integer(2)),
      ("batchTokens", .integer(384)), ("steps", .integer(steps)), ("evaluateEvery", .integer(0)),
      ("learningRate", .number(attention == .transformer ? 0.01 : 0.02)), ("warmUp", .number(0.1)),
      ("precision", .string("float32")),
      ("translation.attention", .string(attention.rawValue)), ("translation.merges", .integer(200)),
      ("translation.hidden", .integer(32)), ("translation.unitWidth", .integer(16)),
      ("translation.attentionWidth", .integer(16)), ("translation.layers", .integer(1)),
      ("translation.heads", .integer(2)), ("translation.inner", .integer(32)),
      ("translation.radius", .integer(2)), ("translation.dropout", .number(0)),
    ]
    for (key, value) in all { try settings.set(key, to: value) }
    let trainer = try Trainer<TranslationTask>(settings, RunFolder(at: folder.path + "/run"), version: "test")
    {
      _ in
    }
    guard case .finished(let model, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    return try Translator(modelAt: model, workers: 1)
  }

  @Test(
    "It learns to translate words in another order, and attends to the word that it translates",
    arguments: [TranslationConfiguration.Mechanism.general, .transformer])
  func learns(attention: TranslationConfiguration.Mechanism) throws {
    let folder = try Scratch()
    let translator = try train(attention, in: folder, steps: 400)
    let test = try ParallelText(
      Self.write(to: folder, "test", count: 24, seed: 3), #require(ParallelText.Languages("en-de")),
      isLowercased: true)
    let trial = TranslationTrial(translator, test, beam: 2)
    // Without learning what stands where it is below 0.1.
    #expect(trial.bleu > 0.5, "\(attention)")
    guard attention == .general else { return }
    // The n-th word of the translation is the n-th from the end.
    let tables = translator.align(test.source, test.target)
    let links = tables.map(\.links)
    let right = zip(links, test.source).reduce(0) { sum, pair in
      let last = pair.1.split(separator: " ").count - 1
      return sum + pair.0.count { $0.source + $0.target == last }
    }
    #expect(Double(right) > 0.8 * Double(links.reduce(0) { $0 + $1.count }))
  }

  @Test(
    "A model of every attention writes step by step what it attends to when all is given",
    arguments: TranslationConfiguration.Mechanism.allCases)
  func sameInSteps(attention: TranslationConfiguration.Mechanism) throws {
    var extents = TranslationConfiguration()
    extents.attention = attention
    extents.units = 9
    (extents.unit_width, extents.hidden, extents.attention_width) = (6, 8, 5)
    (extents.layers, extents.heads, extents.inner, extents.radius) = (2, 2, 7, 2)
    let parameters = ParameterSet<Double>(seed: 5)
    let model = TranslationModel(extents, in: parameters)
    let sources = [[0, 3, 5, 2, 8], [4, 1]]
    var search = BeamSearch()
    (search.beam, search.longest, search.shortest) = (1, 6, 4)
    let written = model.translate(sources, search: search).compactMap(\.first)
    #expect(written.count == 2)
    let words = written.map { $0.words.map { $0 - DecoderWord.first } }
    let tables = model.align(sources, words)
    for (row, hypothesis) in written.enumerated() {
      for (step, weights) in tables[row].enumerated() {
        for place in weights.indices {
          #expect(abs(weights[place] - Double(hypothesis.weights[step][place])) < 1e-5)
        }
      }
    }
  }

  @Test(
    "The loss reaches every parameter of every attention",
    arguments: TranslationConfiguration.Mechanism.allCases)
  func gradients(attention: TranslationConfiguration.Mechanism) {
    var extents = TranslationConfiguration()
    extents.attention = attention
    extents.units = 9
    (extents.unit_width, extents.hidden, extents.attention_width) = (6, 8, 5)
    (extents.layers, extents.heads, extents.inner, extents.radius) = (1, 2, 7, 2)
    let parameters = ParameterSet<Double>(seed: 5)
    let model = TranslationModel(extents, in: parameters)
    let gradients = Gradients(for: parameters)
    let tape = Tape(gradients: gradients, isTraining: true)
    let batch = TranslationBatch([[0, 3, 5, 2, 8], [4, 1]], targets: [[1, 2, 3], [7, 6, 5, 4]])
    tape.backward(from: model.loss(batch, on: tape, labelSmoothing: 0.1))
    for parameter in parameters.parameters {
      // A bias of keys moves all scores alike, and so none of the weights.
      if attention == .transformer, parameter.name.hasSuffix("key.bias") { continue }
      #expect(gradients.dense(parameter).contains { abs($0) > 1e-12 }, "\(parameter.name)")
    }
  }

  @Test("What no translator can be made of is refused by the setting's name")
  func refused() throws {
    let folder = try Scratch()
    let data = try Self.write(to: folder, "train", count: 4, seed: 1)
    func message(_ key: String, _ value: JSONValue) throws -> String? {
      var settings = ConfigurationReader(for: TranslationTask.self)
      try settings.set("data", to: .array([.string(data)]))
      try settings.set(key, to: value)
      return #expect(throws: TrainingError.self) {
        _ = try Trainer<TranslationTask>(settings, RunFolder(at: folder.path + "/no"), version: "test") { _ in
        }
      }?.description
    }
    #expect(try message("translation.attention", .string("cross"))?.contains("additive, dot") == true)
    #expect(try message("translation.languages", .string("german"))?.contains("en-de") == true)
    #expect(try message("translation.heads", .integer(3))?.contains("3 heads") == true)
  }
}
