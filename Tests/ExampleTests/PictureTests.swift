import AttentionExamples
import Foundation
import Platform
import Tensors
import TestSupport
import Testing
import Training

@Suite("Questions about pictures")
struct PictureTests {
  /// Scenes with one thing and one question, which take seconds to learn and not minutes.
  private static func scenes(_ seed: UInt64, _ count: Int) -> [Scene] {
    (0..<count).map { number in
      let scene = SceneGenerator(seed: seed, .seen).scene(number), item = scene.items[0]
      let questions = scene.questions.filter { $0.cell == item.cell }
      return Scene(items: [item], questions: [questions[number % questions.count]])
    }
  }

  private func train(
    _ attention: PictureConfiguration.Mechanism, in folder: Scratch, steps: Int
  ) throws -> PictureReader {
    let lines = try Self.scenes(1, 600).map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let data = try folder.write("train.jsonl", lines.joined(separator: "\n"))
    var settings = ConfigurationReader(for: PictureTask.self)
    let all: [(String, JSONValue)] = [
      ("data", .array([.string(data)])), ("workers", .integer(2)), ("batchTokens", .integer(512)),
      ("steps", .integer(steps)), ("evaluateEvery", .integer(0)), ("learningRate", .number(0.004)),
      ("warmUp", .number(0.1)), ("precision", .string("float32")),
      ("pictures.attention", .string(attention.rawValue)),
      ("pictures.hidden", .integer(32)), ("pictures.layers", .integer(1)), ("pictures.inner", .integer(64)),
    ]
    for (key, value) in all { try settings.set(key, to: value) }
    let trainer = try Trainer<PictureTask>(settings, RunFolder(at: folder.path + "/run"), version: "test") {
      _ in
    }
    guard case .finished(let model, _) = try trainer.run(isInterrupted: { false }) else {
      throw CancellationError()
    }
    return try PictureReader(modelAt: model, workers: 1)
  }

  @Test(
    "It learns to answer far more often than guessing would",
    arguments: PictureConfiguration.Mechanism.allCases)
  func learns(attention: PictureConfiguration.Mechanism) throws {
    let folder = try Scratch()
    let reader = try train(attention, in: folder, steps: 250)
    let scenes = Self.scenes(2, 60)
    let trial = PictureTrial(reader, scenes)
    // Who knows what kind of answer is wanted, and nothing more, is right about one time in four.
    #expect(trial.accuracy > 0.4, "\(trial)")
    let answer = try #require(
      reader.answer([(scenes[0], "where is the red circle ?"), (scenes[0], "who ?")]).first ?? nil)
    #expect(abs(answer.weights.reduce(0, +) - 1) < 1e-4)
    #expect(reader.answer([(scenes[0], "who ?")]) == [nil])
  }

  @Test("Every question has one thing that answers it, and what is unseen stands in no scene to train on")
  func scenes() {
    for number in 0..<200 {
      let seen = SceneGenerator(seed: 3, .seen).scene(number)
      #expect(!seen.items.contains { Scene.isUnseen($0.shape, $0.color) })
      let unseen = SceneGenerator(seed: 3, .unseen).scene(number)
      #expect(unseen.items.count { Scene.isUnseen($0.shape, $0.color) } == 1)
      for scene in [seen, unseen] {
        #expect(Set(scene.items.map(\.cell)).count == scene.items.count)
        #expect((3...6).contains(scene.items.count))
        for question in scene.questions {
          let words = question.text.split(separator: " ").map(String.init)
          #expect(Set(words).isSubset(of: Scene.words) && Scene.answers.contains(question.answer))
          // What the question says of the thing is true of that thing alone.
          let fits = scene.items.filter { item in
            Scene.Shape.allCases.allSatisfy { !words.contains($0.rawValue) || $0 == item.shape }
              && Scene.Color.allCases.allSatisfy { !words.contains($0.rawValue) || $0 == item.color }
          }
          #expect(fits.map(\.cell) == [question.cell])
        }
      }
    }
  }

  @Test("The same seed and number give the same scene, and other numbers others")
  func repeatable() {
    let generator = SceneGenerator(seed: 4, .seen)
    #expect(generator.scene(7) == SceneGenerator(seed: 4, .seen).scene(7))
    #expect(generator.scene(7) != generator.scene(8))
  }

  @Test("Each shape is drawn in its colour where it stands, and as a PNG that any viewer opens")
  func drawing() {
    for shape in Scene.Shape.allCases {
      let item = Scene.Item(shape: shape, color: .white, cell: 5, dx: 1, dy: -1, radius: 4)
      let drawing = SceneDrawing(Scene(items: [item], questions: []))
      let middle = ((12 + 6 - 1) * Scene.pixels + 12 + 6 + 1) * 3
      #expect(drawing.bytes[middle] == 245 && drawing.bytes[0] == 40)
      #expect(drawing.png.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
      // The end of every PNG: the chunk without data, whose checksum is known.
      #expect(drawing.png.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }
  }

  @Test("A scene whose thing lies outside of the picture is refused with its line")
  func refused() throws {
    let folder = try Scratch()
    let item = "{\"cell\":16,\"color\":\"red\",\"dx\":0,\"dy\":0,\"radius\":3,\"shape\":\"circle\"}"
    let path = try folder.write(
      "a.jsonl", "{\"items\":[],\"questions\":[]}\n{\"items\":[\(item)],\"questions\":[]}\n")
    let error = #expect(throws: TrainingError.self) { _ = try SceneFile.read(path) }
    #expect(error?.description.contains("line 2") == true)
  }
}
