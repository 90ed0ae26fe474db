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

  @OptionGroup var scenes: SceneFolder

  @Option(help: "soft or hard.")
  var attention = PictureConfiguration.Mechanism.soft

  @OptionGroup var example: ExampleRun

  func run() throws {
    try scenes.make()
    let model = try example.train(PictureTask.self, settings, defaults: defaults)
    let reader = try PictureReader(modelAt: model)
    var report = ["attention: \(attention.rawValue)"]
    for (name, words) in [("test", "combinations seen in training"), ("unseen", "unseen combinations")] {
      let trial = PictureTrial(reader, try SceneFile.read("\(scenes.data)/\(name).jsonl"))
      report.append(
        String(
          format:
            "%@: %d questions, accuracy %.3f (colour %.3f, shape %.3f, place %.3f), "
            + "weight on what was asked for %.3f, heaviest there %.3f", words, trial.count, trial.accuracy,
          trial.colors, trial.shapes, trial.places, trial.weightOnThing, trial.looked))
    }
    let shown = try SceneFile.read("\(scenes.data)/unseen.jsonl").prefix(2).flatMap { scene in
      scene.questions.map { (scene: scene, question: $0.text) }
    }.prefix(4)
    let panels = zip(shown, reader.answer(Array(shown))).compactMap { asked, answer in
      answer.map { ScenePicture.Panel(scene: asked.scene, question: asked.question, answer: $0) }
    }
    try example.write(ScenePicture(panels).svg, as: "attention.svg")
    try example.write(report.joined(separator: "\n") + "\n", as: "report.txt")
    print(report.joined(separator: "\n"))
  }

  private var settings: [(String, JSONValue)] {
    [
      ("data", .array([.string(scenes.data + "/train.jsonl")])),
      ("heldOut", .array([.string(scenes.data + "/val.jsonl")])),
      ("pictures.attention", .string(attention.rawValue)),
    ]
  }

  private var defaults: [(String, JSONValue)] {
    [
      ("epochs", .number(16)), ("weightDecay", .number(0.1)), ("batchTokens", .integer(512)),
      ("learningRate", .number(0.002)),
      ("warmUp", .number(0.05)), ("schedule", .string("cosine")), ("evaluateEvery", .integer(500)),
      ("checkpointEvery", .integer(500)), ("logEvery", .integer(50)), ("precision", .string("float32")),
    ]
  }
}

extension PictureConfiguration.Mechanism: ExpressibleByArgument {}
