import ArgumentParser
import AttentionExamples
import Foundation
import Platform
import Training

struct CaptionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "captions",
    abstract: "Train a model to write captions of drawn scenes, and draw what it looked at.",
    discussion: "Where the folder has no train.jsonl, scenes are made as `pictures` makes them.")

  @OptionGroup var scenes: SceneFolder

  @Option(help: "soft or hard.")
  var attention = PictureConfiguration.Mechanism.soft

  @OptionGroup var example: ExampleRun

  func run() throws {
    try scenes.make()
    let model = try example.train(CaptionTask.self, settings, defaults: defaults)
    let writer = try CaptionWriter(modelAt: model)
    var report = ["attention: \(attention.rawValue)"]
    for (name, words) in [("test", "combinations seen in training"), ("unseen", "with an unseen one")] {
      let trial = CaptionTrial(writer, try SceneFile.read("\(scenes.data)/\(name).jsonl"))
      report.append(
        String(
          format: "%@: %d captions, true %.3f, sentences %.3f, weight on what a word names %.3f", words,
          trial.count, trial.truth, trial.sentences, trial.weightOnThing))
    }
    let shown = Array(try SceneFile.read("\(scenes.data)/test.jsonl").prefix(1))
    let panels = zip(shown, writer.write(shown)).flatMap(Self.panels)
    try example.write(ScenePicture(panels).svg, as: "attention.svg")
    try example.write(report.joined(separator: "\n") + "\n", as: "report.txt")
    print(report.joined(separator: "\n"))
  }

  /// The picture at each word of its caption that says something.
  private static func panels(_ scene: Scene, _ caption: CaptionWriter.Caption) -> [ScenePicture.Panel] {
    let text = caption.words.joined(separator: " ")
    var panels: [ScenePicture.Panel] = []
    for (word, weights) in zip(caption.words, caption.weights) where !["a", "of", "."].contains(word) {
      let answer = PictureReader.Answer(text: word, weights: weights)
      panels.append(ScenePicture.Panel(scene: scene, question: panels.isEmpty ? text : "", answer: answer))
    }
    return panels
  }

  private var settings: [(String, JSONValue)] {
    [
      ("data", .array([.string(scenes.data + "/train.jsonl")])),
      ("heldOut", .array([.string(scenes.data + "/val.jsonl")])),
      ("captions.attention", .string(attention.rawValue)),
    ]
  }

  private var defaults: [(String, JSONValue)] {
    [
      ("epochs", .number(30)), ("weightDecay", .number(0.1)), ("batchTokens", .integer(512)),
      ("learningRate", .number(0.002)), ("warmUp", .number(0.05)), ("schedule", .string("cosine")),
      ("evaluateEvery", .integer(1000)), ("checkpointEvery", .integer(1000)), ("logEvery", .integer(50)),
      ("precision", .string("float32")),
    ]
  }
}
