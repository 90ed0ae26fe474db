import Foundation
import Generation
import Ingestion
import Results
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("The writer's training")
struct WriterTaskTests {
  private static let names = ["anna", "bob", "carla", "dan", "emma", "finn"]
  private static let things = ["key", "ball", "lamp", "book", "rope", "coin", "drum", "flag"]
  /// The first five can be written; all others have to be copied.
  private static let words = ["who", "has", "the", "?", "."] + names + things

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

  /// Sentences of which the thing has to be copied into the question, and the answer must not be.
  private func squad(_ count: Int) -> String {
    var random = CounterRandom(seed: 9)
    func pick(_ list: [String]) -> String { list[Int(random.nextWord() % UInt32(list.count))] }
    let paragraphs = (0..<count).map { index in
      let (name, thing) = (pick(Self.names), pick(Self.things))
      return """
        {"context": "\(name) has the \(thing) .", "qas": [{"id": "q\(index)", "question": "who has the \(thing) ?",
         "answers": [{"text": "\(name)", "answer_start": 0}]}]}
        """
    }
    return "{\"data\": [{\"title\": \"t\", \"paragraphs\": [\(paragraphs.joined(separator: ",\n"))]}]}"
  }

  private func settings(
    _ scratch: Scratch, steps: Int, _ more: [String: JSONValue] = [:]
  ) throws -> ConfigurationReader {
    try writeVectors(to: scratch.path + "/vectors")
    let data = try scratch.write("data.json", squad(48))
    var settings = ConfigurationReader(for: WriterTask.self)
    let all: [String: JSONValue] = [
      "start": .string(scratch.path + "/vectors"), "data": .array([.string(data)]), "workers": .integer(2),
      "batchTokens": .integer(256), "steps": .integer(steps), "evaluateEvery": .integer(0),
      "checkpointEvery": .integer(5), "learningRate": .number(0.02), "heldOutShare": .number(0.2),
      "poolRecords": .integer(32), "precision": .string("float32"), "writer.outputWords": .integer(5),
      "writer.encoderHidden": .integer(8), "writer.decoderHidden": .integer(12),
      "writer.attentionWidth": .integer(8), "writer.inner": .integer(16), "writer.layers": .integer(1),
      "writer.heads": .integer(2), "writer.dropout": .number(0), "writer.sourceWords": .integer(16),
      "writer.targetWords": .integer(8),
    ]
    for (key, value) in all.merging(more, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      try settings.set(key, to: value)
    }
    return settings
  }

  private func run(
    _ scratch: Scratch, _ settings: ConfigurationReader, stopAfter: Int? = nil
  ) throws -> String? {
    var done = 0
    let trainer = try Trainer<WriterTask>(settings, RunFolder(at: scratch.path + "/run"), version: "test") {
      if case .stepped = $0 { done += 1 }
    }
    guard
      case .finished(let folder, _) = try trainer.run(isInterrupted: { stopAfter.map { done >= $0 } ?? false }
      )
    else { return nil }
    return folder
  }

  @Test(
    "It learns to ask for what is marked, with words that can only be copied, and says where they stand",
    arguments: ["recurrent", "transformer"])
  func learns(decoder: String) throws {
    let scratch = try Scratch()
    let folder = try #require(
      try run(scratch, settings(scratch, steps: 150, ["writer.decoder": .string(decoder)])))
    let writer = try SequenceWriter(modelAt: folder, workers: 1)
    let text = "Dan has the Drum ."
    let written = writer.write(
      about: [.init(range: 0..<text.utf8.count, answer: 0..<3)], in: text, search: writer.search)
    let best = try #require(written.first?.first)
    #expect(best.text == "Who has the Drum?")
    let copied = try #require(best.words.first { $0.text == "Drum" })
    #expect(copied.isInSource && copied.place == 12..<16)
    #expect(best.words.first?.isInSource == false)
    #expect(best.words.allSatisfy { abs($0.weights.reduce(0, +) - 1) < 1e-4 })
    #expect(try scratch.text("run/model/manifest.json").contains("Writer of questions"))
    #expect(writer.write(about: [.init(range: 0..<0, answer: nil)], in: text, search: writer.search) == [[]])
  }

  @Test("What it asks about a document is shown where the reader finds the answer again, in every form")
  func asks() throws {
    let scratch = try Scratch()
    let folder = try #require(try run(scratch, settings(scratch, steps: 150)))
    let writer = try SequenceWriter(modelAt: folder, workers: 1)
    let reader = try SpanReader(modelAt: BundledReader.folder(), precision: .int8, workers: 1)
    let bytes = Array("Anna has the lamp .\n\nBob has the drum .\n\nIt is 1902 now here.\n".utf8)
    let document = try DocumentReader().document(bytes: bytes, name: "things.txt")
    let readable = reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
    let asker = QuestionAsker(writer: writer, reader: reader)
    let found = try asker.questions(about: readable, count: 5)
    #expect(!found.isEmpty)
    for question in found {
      let answer = document.text(in: question.range)
      #expect(answer.hasPrefix("Anna") || answer.hasPrefix("Bob"))
      #expect(question.question.text.hasPrefix("Who has the ") && question.question.text.hasSuffix("?"))
      let place = try #require(document.provenance(of: question.range)?.bytes)
      #expect(String(decoding: bytes[place.byteStart..<place.byteEnd], as: UTF8.self) == answer)
    }
    #expect(try asker.questions(about: readable, count: 1).count == 1)
    let model = ModelReport(name: "toy", version: "1", sha256: nil)
    let report = QuestionsReport(found, in: readable, writer: model, reader: model, explains: true)
    #expect(report.questions.allSatisfy { $0.words?.isEmpty == false })
    let result = TaskResult(report, found, in: readable)
    for form in ResultForm.forms(of: .questions) {
      let text = try form.file(of: result)
      #expect(text.contains("Who has the"), "\(form)")
      #expect(form == .plain || form == .bullets || text.contains(report.questions[0].answer), "\(form)")
    }
    func members(_ text: String) throws -> [String: Any] {
      try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
    let schema = try members(ResultSchema.text(of: .questions))
    let json = try members(ResultForm.json.file(of: result))
    let properties = try #require(schema["properties"] as? [String: Any])
    #expect(Set(json.keys).isSubset(of: properties.keys))
    #expect(Set(try #require(schema["required"] as? [String])).isSubset(of: json.keys))
    let cards = try ResultForm.anki.file(of: result).split(separator: "\n")
    #expect(cards.filter { $0.hasPrefix("#") }.count == 3 && cards.count == 3 + found.count)
    #expect(cards.dropFirst(3).allSatisfy { $0.split(separator: "\t").count == 3 })
  }

  @Test("Stopped and resumed, it ends with the bits of a run that never was, sampling its own words too")
  func resumes() throws {
    let more: [String: JSONValue] = [
      "writer.sampling": .number(0.3), "writer.coverageWeight": .number(0.5), "writer.dropout": .number(0.2),
      "labelSmoothing": .number(0.1),
    ]
    let whole = try Scratch(), parts = try Scratch()
    _ = try run(whole, settings(whole, steps: 14, more))
    let cut = try settings(parts, steps: 14, more)
    #expect(try run(parts, cut, stopAfter: 8) == nil)
    _ = try run(parts, cut)
    #expect(try whole.read("run/model/model.safetensors") == parts.read("run/model/model.safetensors"))
  }

  @Test("Settings that no writer has are refused in words")
  func refused() throws {
    let scratch = try Scratch()
    for (key, value, part) in [
      ("writer.decoder", JSONValue.string("lstm"), "recurrent or transformer"),
      ("writer.heads", .integer(5), "divide"), ("writer.sourceWords", .integer(2), "between 8 and 4096"),
    ] {
      let error = #expect(throws: TrainingError.self) {
        try run(scratch, settings(scratch, steps: 1, [key: value]))
      }
      #expect(error?.description.contains(part) == true, "\(key)")
    }
    let both = try settings(
      scratch, steps: 1, ["writer.decoder": .string("transformer"), "writer.sampling": .number(0.5)])
    let error = #expect(throws: TrainingError.self) { try run(scratch, both) }
    #expect(error?.description.contains("sampling") == true)
    #expect(throws: (any Error).self) { try SequenceWriter(modelAt: scratch.path + "/vectors") }
  }
}
