import Foundation
import HierarchicalModels
import Ingestion
import SpanExtraction
import Tensors
import TestSupport
import Testing
import Tokenization
import Training

@Suite("With and without scores of sentences")
struct SentenceSettingsTests {
  private static let levels = "sentence_level."

  /// Trains a few steps and gives the folder of the model.
  private func train(_ scratch: Scratch, _ more: [String: JSONValue]) throws -> String {
    if !FileManager.default.fileExists(atPath: scratch.path + "/model") {
      try TinyReader.write(to: scratch.path + "/model")
    }
    let data = try scratch.write("data.json", TinyReader.squad(60))
    let run = scratch.path + "/run-\(UUID().uuidString)"
    let all: [String: JSONValue] = [
      "reader.sentenceLevel": .bool(true), "reader.sentenceWidth": .integer(16), "clip": .integer(0),
      "reader.unanswerable": .string("classification"), "reader.negatives": .number(0.3),
      "steps": .integer(4),
    ]
    let settings = try TinyReader.settings(
      start: scratch.path + "/model", data: [data], all.merging(more, uniquingKeysWith: { $1 }))
    let trainer = try Trainer<ReaderTask>(settings, RunFolder(at: run), version: "test") { _ in }
    #expect(try trainer.run { false } == .finished(model: run + "/model", step: 4))
    return run + "/model"
  }

  private func weights(_ folder: String, ofLevel: Bool) throws -> [String: [Float]] {
    let file = try SafeTensors(path: folder + "/model.safetensors")
    var found: [String: [Float]] = [:]
    for name in file.entries.keys
    where name.hasPrefix(Self.levels) == ofLevel && !name.hasPrefix("calibration") {
      found[name] = try file.floats(name).array
    }
    return found
  }

  @Test(
    "Of sentences that are scored apart the encoder learns nothing, of others it does",
    arguments: [true, false])
  func gradients(apart: Bool) throws {
    let scratch = try Scratch()
    let folders = try [0.3, 3].map {
      try train(scratch, ["reader.sentencesApart": .bool(apart), "reader.sentenceLoss": .number($0)])
    }
    let (little, much) = (folders[0], folders[1])
    #expect(try (weights(little, ofLevel: false) == weights(much, ofLevel: false)) == apart)
    let level = try weights(little, ofLevel: true)
    #expect((level["\(Self.levels)apart"] == [1]) == apart)
    #expect(level.count > 10)
    // The level itself learns in either case.
    let still = try train(
      scratch,
      [
        "reader.sentencesApart": .bool(apart), "freeze": .array([.string("\(Self.levels)*")]),
      ])
    let name = "\(Self.levels)match.weight"
    #expect(try weights(still, ofLevel: true)[name] != level[name])
  }

  @Test("A reader whose sentences are scored apart answers as it would without them")
  func scores() throws {
    let scratch = try Scratch()
    let apart = try train(scratch, ["reader.sentencesApart": .bool(true)])
    let part = try train(scratch, [:])
    func answers(_ folder: String) throws -> [[Double]] {
      let reader = try SpanReader(modelAt: folder, precision: .float32, workers: 1)
      return try ["key ball hugo coin lamp . anna has the drum .", "rope flag . book key bob"].map { text in
        let document = Document(text: text)
        let readable = reader.prepare(document, sentences: SentenceSplitter().sentences(in: document))
        var options = ReaderOptions()
        options.alwaysAnswers = true
        return try reader.answers(to: "who has the coin ?", in: readable, options: options).map(\.probability)
      }
    }
    for (folder, isApart) in [(apart, true), (part, false)] {
      let before = try answers(folder)
      let file = try SafeTensors(path: folder + "/model.safetensors")
      let bare = folder + "-bare"
      try FileManager.default.copyItem(atPath: folder, toPath: bare)
      try FileManager.default.removeItem(atPath: bare + "/manifest.json")
      var writer = SafeTensorsWriter(metadata: file.metadata)
      for entry in file.entries.values.sorted(by: { $0.name < $1.name })
      where !entry.name.hasPrefix(Self.levels) {
        writer.add(entry, of: file)
      }
      try writer.write(to: bare + "/model.safetensors")
      #expect(try (answers(bare) == before) == isApart)
    }
  }

  @Test("A run without the level starts from a model that has it, and leaves it out")
  func leftOut() throws {
    let scratch = try Scratch()
    let with = try train(scratch, [:])
    let without = try train(scratch, ["start": .string(with), "reader.sentenceLevel": .bool(false)])
    #expect(try weights(without, ofLevel: true).isEmpty)
    // One that stands apart is trained further.
    let apart = try train(scratch, ["start": .string(with), "reader.sentencesApart": .bool(true)])
    _ = try train(scratch, ["start": .string(apart), "reader.sentencesApart": .bool(true)])
  }

  @Test("Settings that contradict each other are refused")
  func refusals() throws {
    let scratch = try Scratch()
    for (more, subject) in [
      (
        ["reader.sentencesApart": JSONValue.bool(true), "reader.sentenceLevel": .bool(false)],
        "sentencesApart"
      ),
      (["reader.sentencesApart": .bool(true), "reader.sentenceLoss": .integer(0)], "sentenceLoss"),
      (["reader.calibration": .array([.string("squat*")])], "calibration"),
      (["reader.firstOccurrence": .array([.string("data.json"), .string("?")])], "firstOccurrence"),
    ] {
      let error = #expect(throws: TrainingError.self) { try train(scratch, more) }
      #expect(error?.subject == "reader.\(subject)")
    }
  }
}
