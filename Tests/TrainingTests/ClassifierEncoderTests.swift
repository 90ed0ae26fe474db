import Classification
import Explanation
import Foundation
import HierarchicalModels
import Ingestion
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("The classifier on a word encoder")
struct ClassifierEncoderTests {
  /// Texts of three sentences, one of which has a name from one half of the list or from the other.
  private static func texts(_ count: Int, seed: UInt64) -> [(text: String, label: String)] {
    var random = CounterRandom(seed: seed)
    func pick(_ list: ArraySlice<String>) -> String {
      list[list.startIndex + Int(random.next() % UInt64(list.count))]
    }
    let names = TinyReader.names
    return (0..<count).map { index in
      var sentences = (0..<2).map { _ in
        "The \(pick(TinyReader.things[...])) has a \(pick(TinyReader.things[...]))."
      }
      let half = index % 2 == 0 ? names[..<4] : names[4...]
      sentences.insert("A \(pick(half)) has the \(pick(TinyReader.things[...])).", at: Int(random.next() % 3))
      return (sentences.joined(separator: " "), index % 2 == 0 ? "first" : "last")
    }
  }

  private static func train(
    _ scratch: Scratch, _ more: [String: JSONValue] = [:], run: String = "run"
  ) throws -> String {
    try TinyReader.write(to: scratch.path + "/encoder")
    let lines = texts(320, seed: 1).map { #"{"text": "\#($0.text)", "label": "\#($0.label)"}"# }
    let data = try scratch.write("data.jsonl", lines.joined(separator: "\n"))
    var settings = ConfigurationReader(for: ClassifierTask.self)
    let all: [String: JSONValue] = [
      "start": .string(scratch.path + "/encoder"), "data": .array([.string(data)]), "workers": .integer(2),
      "batchTokens": .integer(512), "steps": .integer(300), "evaluateEvery": .integer(0),
      "learningRate": .number(0.01), "heldOutShare": .number(0.2), "poolRecords": .integer(64),
      "precision": .string("float32"), "classifier.words": .string("encoder"),
      "classifier.encoderLayers": .integer(1), "classifier.encoderWindow": .integer(24),
      "classifier.stateWidth": .integer(16), "classifier.wordHidden": .integer(8),
      "classifier.sentenceHidden": .integer(8), "classifier.attentionWidth": .integer(8),
      "classifier.dropout": .integer(0),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    let trainer = try Trainer<ClassifierTask>(
      settings, RunFolder(at: "\(scratch.path)/\(run)"), version: "test"
    ) { _ in }
    guard case .finished(let folder, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    return folder
  }

  private static func prepare(_ text: String, _ classifier: DocumentClassifier) -> ClassifierText {
    let document = Document(text: text)
    return classifier.prepare(document, sentences: SentenceSplitter().sentences(in: document))
  }

  @Test("It learns, its words are whole words with their places, and erasing a word changes what is read")
  func learns() throws {
    let scratch = try Scratch()
    let folder = try Self.train(scratch)
    let classifier = try DocumentClassifier(modelAt: folder, workers: 1) { scratch.path + "/encoder" }
    #expect(classifier.configuration.encoder_layers == 1)
    let unseen = Self.texts(60, seed: 2)
    let found = try classifier.classify(unseen.map { Self.prepare($0.text, classifier) })
    let right = zip(unseen, found).filter { $0.label == $1.labels[0].name }.count
    #expect(right > 54, "\(right) of 60")

    let text = "The key has a ball. A anna has the rope. The drum has a coin."
    let prepared = Self.prepare(text + " Xylophones!", classifier)
    let document = Document(text: text)
    #expect(
      prepared.words.map(Document(text: text + " Xylophones!").text(in:)) == [
        "The", "key", "has", "a", "ball", ".", "A", "anna", "has", "the", "rope", ".", "The", "drum", "has",
        "a", "coin", ".", "Xylophones", "!",
      ])
    let example = try #require(
      try ClassifiedDocument(
        document, id: "x", sentences: SentenceSplitter().sentences(in: document), classifier: classifier))
    #expect(example.prediction == "first")
    let other = Self.prepare(text.replacing("anna", with: "hugo"), classifier)
    #expect(try classifier.classify([other])[0].labels[0].name == "last")
    let evidence = try Evidence(example, groups: example.sentences)
    #expect(evidence.words.count == 18 && evidence.words.contains { ($0.erasure ?? 0) != 0 })
    let gradient = try #require(try example.gradientTimesInput())
    #expect(gradient.count == 18 && gradient.contains { $0 != 0 })
    #expect(try example.probabilities(erasing: [Set(0..<18)])[0] > 0)
  }

  @Test("A document's scores do not depend on what is classified beside it, nor on the number of workers")
  func alone() throws {
    let scratch = try Scratch()
    let folder = try Self.train(scratch, ["steps": .integer(5)])
    let encoder = scratch.path + "/encoder"
    let classifier = try DocumentClassifier(modelAt: folder, workers: 1) { encoder }
    let other = try DocumentClassifier(modelAt: folder, workers: 2) { encoder }
    // One has sentences longer than a window of 24 pieces and than 60 words, one has none.
    let long =
      "The " + Array(repeating: "key has a ball and the rope", count: 30).joined(separator: " ") + "."
    let texts = Self.texts(20, seed: 3).map(\.text) + [long, "", "Anna."]
    let prepared = texts.map { Self.prepare($0, classifier) }
    #expect(prepared[20].pieces.count > 1 && prepared[21].pieces.isEmpty)
    let together = try other.scores(of: prepared)
    for (text, scores) in zip(prepared, together) {
      let alone = try classifier.scores(of: [text])[0]
      for (left, right) in zip(alone, scores) { #expect(abs(left - right) < 1e-5) }
    }
  }

  @Test("The same configuration gives the same weights, whether or not states are kept")
  func kept() throws {
    let scratch = try Scratch()
    let few: [String: JSONValue] = ["steps": .integer(12)]
    let first = try Self.train(scratch, few, run: "a")
    let second = try Self.train(
      scratch, few.merging(["classifier.cacheMegabytes": .integer(0)]) { $1 }, run: "b")
    let name = "/\(ModelFolder.weightsName)"
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: first + name))
        == Data(contentsOf: URL(fileURLWithPath: second + name)))
  }

  @Test("Another encoder than it was trained on is refused, and so are settings that the encoder cannot meet")
  func refused() throws {
    let scratch = try Scratch()
    let folder = try Self.train(scratch, ["steps": .integer(2)])
    let other = scratch.path + "/other"
    try TinyReader.write(to: other, extra: ["calibration.other": [1]])
    let error = #expect(throws: ModelError.self) {
      try DocumentClassifier(modelAt: folder, workers: 1) { other }
    }
    #expect(error?.description.contains("train it again") == true)
    for (setting, value) in [("encoderLayers", 3), ("encoderWindow", 97)] {
      let error = #expect(throws: TrainingError.self) {
        try Self.train(scratch, ["classifier.\(setting)": .integer(value)], run: setting)
      }
      #expect(error?.reason.contains("the word encoder has") == true)
    }
  }
}
