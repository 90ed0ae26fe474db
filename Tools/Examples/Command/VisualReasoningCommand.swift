import ArgumentParser
import AttentionExamples
import Foundation
import Platform
import Training

struct VisualReasoningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nlvr",
    abstract: "Train a model to tell whether sentences about pictures are true, and try it.",
    discussion: """
      The folder is that of Natural Language for Visual Reasoning: NAME.json, and NAME/images with PNG files. \
      dev is trained on beside made pictures; every fifth of its sentences is kept apart to choose by. What --test \
      names is only tried.
      """)

  @Option(help: ArgumentHelp("Folder with dev.json and dev/images.", valueName: "folder"))
  var data: String

  @Option(help: "soft or hard.")
  var attention = PictureConfiguration.Mechanism.soft

  @OptionGroup var example: ExampleRun

  @Option(help: ArgumentHelp("Try it on this part in the end.", valueName: "name"))
  var test: String?

  @Option(help: ArgumentHelp("Try this model of an earlier run, and train nothing.", valueName: "folder"))
  var model: String?

  func run() throws {
    let model = try model ?? example.train(VisualReasoningTask.self, settings, defaults: defaults)
    let reader = try VisualReasoningReader(modelAt: model)
    var report = ["attention: \(attention.rawValue)"]
    // Made ones that nothing was trained on, by how much they say.
    let plain = BoxGenerator.plain
    for (name, first) in [("what is there", 0), ("how many", plain.present), ("everything", plain.counted)] {
      let trial = VisualReasoningTrial(reader, BoxGenerator(seed: 1 << 40), first..<first + 1000)
      report.append(
        String(
          format: "made sentences, %@: accuracy %.3f, majority %.3f", name, trial.accuracy, trial.majority))
    }
    if let test {
      let trial = try VisualReasoningTrial(reader, VisualReasoningFile.read(test, in: data))
      report.append(
        String(
          format: "%@: %d sentences, accuracy %.3f, majority %.3f", test, trial.count, trial.accuracy,
          trial.majority))
    }
    let shown = try VisualReasoningFile.read("dev", in: data).prefix(3)
    let panels = zip(shown, try reader.judge(Array(shown))).map {
      VisualReasoningPicture.Panel(record: $0, judgement: $1)
    }
    try example.write(VisualReasoningPicture(panels).svg, as: "attention.svg")
    try example.write(report.joined(separator: "\n") + "\n", as: "report.txt")
    print(report.joined(separator: "\n"))
  }

  private var settings: [(String, JSONValue)] {
    [
      ("data", .array([.object(["file": .string(data + "/dev.json"), "weight": .number(2)])])),
      ("nlvr.attention", .string(attention.rawValue)),
    ]
  }

  private var defaults: [(String, JSONValue)] {
    [
      ("epochs", .number(9)), ("batchTokens", .integer(2048)), ("passTokens", .integer(2048)),
      ("learningRate", .number(0.002)), ("warmUp", .number(0.05)), ("schedule", .string("cosine")),
      ("weightDecay", .number(0.05)), ("evaluateEvery", .integer(800)), ("checkpointEvery", .integer(400)),
      ("logEvery", .integer(50)), ("precision", .string("float32")), ("nlvr.dropout", .number(0.05)),
    ]
  }
}
