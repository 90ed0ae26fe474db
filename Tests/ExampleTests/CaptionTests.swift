import AttentionExamples
import Foundation
import Platform
import TestSupport
import Testing
import Training

@Suite("Captions of pictures")
struct CaptionTests {
  @Test("A caption that was made is true, is read as what it says, and with its things changed is not")
  func truth() throws {
    for number in 0..<300 {
      let scene = SceneGenerator(seed: 6, .seen).scene(number)
      let caption = try #require(SceneCaption(of: scene, number: UInt64(number)))
      #expect(caption.isTrue(of: scene))
      #expect(SceneCaption(caption.text) == caption)
      #expect(Set(caption.text).isSubset(of: SceneCaption.words))
      // What stands left of a thing does not have it to its left.
      var turned = caption
      (turned.first, turned.second) = (caption.second, caption.first)
      #expect(!turned.isTrue(of: scene))
      var other = caption
      let absent = Scene.Color.allCases.first { color in
        !scene.items.contains { $0.color == color && $0.shape == caption.first.shape }
      }
      other.first.color = try #require(absent)
      #expect(!other.isTrue(of: scene))
    }
  }

  @Test(
    "Words that are no such sentence are none",
    arguments: [
      "", "a red circle", "a red circle left a blue square .", "a red circle above a blue square",
      "a circle red above a blue square .", "a red circle above a blue square . .",
      "red circle above square .",
    ])
  func none(text: String) { #expect(SceneCaption(text.split(separator: " ").map(String.init)) == nil) }

  @Test("Another number says something else, the same number the same")
  func repeatable() {
    let scene = SceneGenerator(seed: 6, .seen).scene(1)
    #expect(SceneCaption(of: scene, number: 3) == SceneCaption(of: scene, number: 3))
    #expect(Set((0..<40).map { SceneCaption(of: scene, number: $0) }).count > 3)
  }

  @Test("It learns to write sentences, and looks at regions as it writes them", arguments: [false, true])
  func learns(isHard: Bool) throws {
    let folder = try Scratch()
    try SceneFile.write(SceneGenerator(seed: 1, .seen), count: 400, to: folder.path + "/train.jsonl")
    var settings = ConfigurationReader(for: CaptionTask.self)
    let all: [(String, JSONValue)] = [
      ("data", .array([.string(folder.path + "/train.jsonl")])), ("workers", .integer(2)),
      ("batchTokens", .integer(256)), ("steps", .integer(120)), ("evaluateEvery", .integer(0)),
      ("learningRate", .number(0.006)), ("warmUp", .number(0.1)), ("precision", .string("float32")),
      ("captions.attention", .string(isHard ? "hard" : "soft")), ("captions.hidden", .integer(32)),
      ("captions.layers", .integer(1)), ("captions.inner", .integer(32)),
    ]
    for (key, value) in all { try settings.set(key, to: value) }
    let trainer = try Trainer<CaptionTask>(settings, RunFolder(at: folder.path + "/run"), version: "test") {
      _ in
    }
    guard case .finished(let model, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    let scenes = (0..<40).map { SceneGenerator(seed: 2, .seen).scene($0) }
    let writer = try CaptionWriter(modelAt: model, workers: 1)
    #expect(CaptionTrial(writer, scenes).sentences > 0.8)
    let caption = writer.write([scenes[0]])[0]
    #expect(caption.weights.count == caption.words.count)
    for weights in caption.weights {
      #expect(weights.count == Scene.side * Scene.side && abs(weights.reduce(0, +) - 1) < 1e-3)
    }
    // A model of captions answers no questions.
    #expect(throws: TrainingError.self) { _ = try PictureReader(modelAt: model) }
  }
}
