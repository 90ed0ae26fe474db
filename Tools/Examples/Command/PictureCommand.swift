import ArgumentParser
import AttentionExamples
import Foundation
import Platform
import Training

struct PictureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pictures",
    abstract: "Train a model to answer questions about drawn scenes, and draw what it looked at.",
    discussion: """
      Where the folder has no train.jsonl, scenes are made: 4000 to train on, 400 to measure on, 400 of known \
      combinations of colour and shape to test on, and 400 whose questions are about combinations that no scene to \
      train on has.
      """)

  @Option(help: ArgumentHelp("Folder of the scenes; made where it is missing.", valueName: "folder"))
  var data: String

  @Option(help: "soft or hard.")
  var attention = PictureConfiguration.Mechanism.soft

  @OptionGroup var example: ExampleRun

  @Option(help: "What made scenes come from.")
  var scenesSeed: UInt64 = 1

  func run() throws {
    try makeScenes()
    let model = try example.train(PictureTask.self, settings, defaults: defaults)
    let reader = try PictureReader(modelAt: model)
    var report = ["attention: \(attention.rawValue)"]
    for (name, words) in [("test", "combinations seen in training"), ("unseen", "unseen combinations")] {
      let trial = PictureTrial(reader, try SceneFile.read("\(data)/\(name).jsonl"))
      report.append(
        String(
          format:
            "%@: %d questions, accuracy %.3f (colour %.3f, shape %.3f, place %.3f), "
            + "weight on what was asked for %.3f, heaviest there %.3f", words, trial.count, trial.accuracy,
          trial.colors, trial.shapes, trial.places, trial.weightOnThing, trial.looked))
    }
    let shown = try SceneFile.read("\(data)/unseen.jsonl").prefix(2).flatMap { scene in
      scene.questions.map { (scene: scene, question: $0.text) }
    }.prefix(4)
    let panels = zip(shown, reader.answer(Array(shown))).compactMap { asked, answer in
      answer.map { ScenePicture.Panel(scene: asked.scene, question: asked.question, answer: $0) }
    }
    try example.write(ScenePicture(panels).svg, as: "attention.svg")
    try example.write(report.joined(separator: "\n") + "\n", as: "report.txt")
    print(report.joined(separator: "\n"))
  }

  private func makeScenes() throws {
    guard !FileManager.default.fileExists(atPath: data + "/train.jsonl") else { return }
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    let parts: [(String, SceneGenerator.Combinations, Int)] = [
      ("val", .seen, 400), ("test", .seen, 400), ("unseen", .unseen, 400), ("train", .seen, 4000),
    ]
    for (number, part) in parts.enumerated() {
      try SceneFile.write(
        SceneGenerator(seed: scenesSeed << 8 | UInt64(number), part.1), count: part.2,
        to: "\(data)/\(part.0).jsonl")
    }
    for (number, scene) in try SceneFile.read(data + "/unseen.jsonl").prefix(4).enumerated() {
      try Data(SceneDrawing(scene).png).write(
        to: URL(fileURLWithPath: "\(data)/unseen-\(number + 1).png"), options: .atomic)
    }
  }

  private var settings: [(String, JSONValue)] {
    [
      ("data", .array([.string(data + "/train.jsonl")])),
      ("heldOut", .array([.string(data + "/val.jsonl")])),
      ("pictures.attention", .string(attention.rawValue)),
    ]
  }

  private var defaults: [(String, JSONValue)] {
    [
      ("epochs", .number(45)), ("weightDecay", .number(0.1)), ("batchTokens", .integer(1024)),
      ("learningRate", .number(0.002)),
      ("warmUp", .number(0.05)), ("schedule", .string("cosine")), ("evaluateEvery", .integer(500)),
      ("checkpointEvery", .integer(500)), ("logEvery", .integer(50)), ("precision", .string("float32")),
    ]
  }
}

extension PictureConfiguration.Mechanism: ExpressibleByArgument {}
