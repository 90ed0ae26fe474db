import Classification
import Evaluation
import Explanation
import Foundation
import Ingestion
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("The classifier's training")
struct ClassifierTaskTests {
  private static let words = [
    "the", "a", ".", "river", "bridge", "water", "boat", "oven", "bread", "flour", "cake", "was", "is", "and",
    "with", "old", "new", "warm", "cold", "grey",
  ]

  private func writeVectors(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var random = CounterRandom(seed: 3)
    var writer = SafeTensorsWriter()
    writer.add(
      "words.weight",
      Tensor((0..<Self.words.count * 8).map { _ in random.normal() * 0.5 }, shape: [Self.words.count, 8]))
    try writer.write(to: "\(folder)/model.safetensors")
    try Data((Self.words.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: "\(folder)/vocab.txt"))
    try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(folder)/config.json"))
  }

  /// Texts in which one sentence among several says what they are about.
  private func texts(_ count: Int, seed: UInt64) -> [(text: String, topics: [String])] {
    let topics = ["water": ["river", "bridge", "boat"], "kitchen": ["oven", "bread", "cake"]]
    var random = CounterRandom(seed: seed)
    func pick(_ list: [String]) -> String { list[Int(random.nextWord() % UInt32(list.count))] }
    return (0..<count).map { _ in
      let both = random.uniform() < 0.2
      let first = pick(["water", "kitchen"])
      let about = both ? ["kitchen", "water"] : [first]
      var sentences = (0..<3).map { _ in "The old was \(pick(["warm", "cold", "grey", "new"]))." }
      for topic in about {
        sentences.insert(
          "A \(pick(topics[topic] ?? [])) is \(pick(["new", "old"])).", at: Int(random.nextWord() % 3))
      }
      return (sentences.joined(separator: " "), about)
    }
  }

  private func train(
    _ scratch: Scratch, _ data: String, _ more: [String: JSONValue] = [:], steps: Int = 60
  ) throws -> String {
    if !FileManager.default.fileExists(atPath: scratch.path + "/vectors") {
      try writeVectors(to: scratch.path + "/vectors")
    }
    var settings = ConfigurationReader(for: ClassifierTask.self)
    let all: [String: JSONValue] = [
      "start": .string(scratch.path + "/vectors"), "data": .array([.string(data)]), "workers": .integer(2),
      "batchTokens": .integer(1024), "steps": .integer(steps), "evaluateEvery": .integer(0),
      "learningRate": .number(0.01), "heldOutShare": .number(0.2), "poolRecords": .integer(64),
      "precision": .string("float32"), "classifier.wordHidden": .integer(8),
      "classifier.sentenceHidden": .integer(8), "classifier.attentionWidth": .integer(8),
      "classifier.dropout": .integer(0),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    let trainer = try Trainer<ClassifierTask>(
      settings, RunFolder(at: scratch.path + "/run"), version: "test"
    ) { _ in }
    guard case .finished(let folder, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    return folder
  }

  private func classify(_ text: String, _ classifier: DocumentClassifier) throws -> Classification {
    let document = Document(text: text)
    let prepared = classifier.prepare(document, sentences: SentenceSplitter().sentences(in: document))
    return try #require(try classifier.classify([prepared]).first)
  }

  @Test("It learns topics from JSON lines, is calibrated, and attends to the sentence that decides")
  func learns() throws {
    let scratch = try Scratch()
    let lines = texts(300, seed: 1).filter { $0.topics.count == 1 }.enumerated().map {
      #"{"id": "\#($0.offset)", "text": "\#($0.element.text)", "label": "\#($0.element.topics[0])"}"#
    }
    let folder = try train(scratch, scratch.write("data.jsonl", lines.joined(separator: "\n")), steps: 120)
    let classifier = try DocumentClassifier(modelAt: folder, workers: 1, encoderAt: { "" })
    #expect(classifier.configuration.labels == ["kitchen", "water"])
    #expect(classifier.calibration.temperature != 1)
    var decisions: [ClassificationScores.Decision] = []
    for (text, topics) in texts(60, seed: 2) where topics.count == 1 {
      let found = try classify(text, classifier)
      #expect(abs(found.labels.reduce(0) { $0 + $1.probability } - 1) < 1e-6)
      #expect(abs(found.sentences.reduce(0) { $0 + $1.weight } - 1) < 1e-4)
      #expect(abs(found.words.reduce(0) { $0 + $1.weight } - 1) < 1e-4)
      decisions.append(
        .init(
          gold: Set(topics), given: Set(found.labels.filter(\.isChosen).map(\.name)),
          best: found.labels[0].name, probability: found.labels[0].probability))
    }
    #expect(ClassificationScores(decisions).accuracy > 0.95)
    let text = "The old was warm. The old was cold. A boat is new. The old was grey."
    let found = try classify(text, classifier)
    let most = try #require(found.sentences.max { $0.weight < $1.weight })
    #expect(Document(text: text).text(in: most.range) == "A boat is new.")
    let manifest = try scratch.text("run/model/manifest.json")
    #expect(manifest.contains("calibrated on") && manifest.contains("micro-F1"))
    try explains(classifier)
  }

  /// The texts were planted: one word decides, and every way of asking finds it.
  private func explains(_ classifier: DocumentClassifier) throws {
    let text = "The old was warm. The old was cold. A boat is new. The old was grey."
    let document = Document(text: text)
    let sentences = SentenceSplitter().sentences(in: document)
    let example = try #require(
      try ClassifiedDocument(document, id: "boat", sentences: sentences, classifier: classifier))
    #expect(example.prediction == "water" && example.words.count == example.ranges.count)
    let boat = try #require(example.words.firstIndex(of: "boat"))
    let evidence = try Evidence(example, groups: example.sentences)
    #expect(evidence.words.max { ($0.erasure ?? 0) < ($1.erasure ?? 0) }?.index == boat)
    #expect(evidence.groups.max { $0.erasure < $1.erasure }?.number == 2)
    let gradient = try #require(try example.gradientTimesInput())
    #expect(gradient.indices.max { gradient[$0] < gradient[$1] } == boat)
    #expect(abs(try example.attention().reduce(0, +) - 1) < 1e-4)
    let found = try ExampleFaithfulness(example)
    let least = try #require(found.comprehensiveness[.gradient]?.first)
    #expect(least > 0.3 && least > (found.comprehensiveness[.random]?.first ?? 1))
    // Without any word the model says what it says of nothing.
    let nothing = try example.probabilities(erasing: [Set(example.words.indices)])
    #expect(nothing[0] > 0 && nothing[0] < 1)
    let own = try #require(try example.distributions(replacing: [.uniform, .permuted(seed: 1)]))
    #expect(own.count == 3 && own.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-4 })
    #expect(
      try classifier.attention(of: classifier.prepare(document, sentences: sentences), .sentence)[boat] > 0.25
    )
  }

  @Test("Where documents may have several labels, each is decided for itself")
  func several() throws {
    let scratch = try Scratch()
    let lines = texts(400, seed: 5).map {
      #"{"text": "\#($0.text)", "labels": [\#($0.topics.map { "\"\($0)\"" }.joined(separator: ", "))]}"#
    }
    let folder = try train(
      scratch, scratch.write("data.jsonl", lines.joined(separator: "\n")),
      ["classifier.labels": .string("several")], steps: 120)
    let classifier = try DocumentClassifier(modelAt: folder, workers: 1, encoderAt: { "" })
    let both = try classify("A boat is new. The old was warm. A cake is old.", classifier)
    #expect(Set(both.labels.filter(\.isChosen).map(\.name)) == ["kitchen", "water"])
    let one = try classify("The old was warm. A cake is old. The old was cold.", classifier)
    #expect(one.labels.filter(\.isChosen).map(\.name) == ["kitchen"])
  }

  @Test("Labels are read from folders and from XML, and records that have none are named")
  func sources() throws {
    let scratch = try Scratch()
    for (place, entry) in texts(6, seed: 9).enumerated() where entry.topics.count == 1 {
      let folder = "\(scratch.path)/docs/\(entry.topics[0])"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try scratch.write("docs/\(entry.topics[0])/\(place).md", "# \(place)\n\n\(entry.text)\n")
    }
    try scratch.write("docs/stray.txt", "Nothing.")
    let folders = try LabelledDataset(contentsOf: scratch.path + "/docs")
    #expect(Set(folders.items.flatMap(\.labels)).isSubset(of: ["water", "kitchen"]))
    #expect(folders.faults.map(\.id).contains { $0.hasSuffix("stray.txt") })
    #expect(try folders.document(0).source.format == .markdown)

    let xml = try scratch.write(
      "news.xml",
      """
      <news><item><topic>water</topic><topic>boats</topic><p>A boat is new.</p></item>
      <item><p>A cake is old.</p></item><item><topic> kitchen </topic><p>A cake is old.</p></item></news>
      """)
    var options = IngestionOptions()
    options.recordPath = "/news/item"
    let records = try LabelledDataset(
      contentsOf: xml, reading: .init(options: options, labelPath: "//topic"))
    #expect(records.items.map(\.labels) == [["water", "boats"], ["kitchen"]])
    #expect(records.faults.count == 1)
    #expect(try records.document(1).text.contains("A cake is old."))

    let lines = try scratch.write("bad.jsonl", "{\"text\": \"x\"}\n{\"label\": \"a\"}\nnonsense\n")
    let error = #expect(throws: EvaluationError.self) { try LabelledDataset(contentsOf: lines) }
    #expect(error?.reason.contains("no document with a label") == true)
  }

  @Test("Folders that are no classifier are refused in words")
  func refused() throws {
    let scratch = try Scratch()
    try writeVectors(to: scratch.path + "/vectors")
    #expect(throws: (any Error).self) {
      try DocumentClassifier(modelAt: scratch.path + "/vectors", encoderAt: { "" })
    }
    let one = try scratch.write("one.jsonl", "{\"text\": \"a boat\", \"label\": \"water\"}\n")
    let error = #expect(throws: TrainingError.self) { try train(scratch, one) }
    #expect(error?.reason.contains("one label only") == true)
  }
}
