import ArgumentParser
import AttentionExamples
import Foundation

/// The folder with scenes, which are made where it is missing.
struct SceneFolder: ParsableArguments {
  @Option(help: ArgumentHelp("Folder of the scenes; made where it is missing.", valueName: "folder"))
  var data: String

  @Option(help: "What made scenes come from.")
  var scenesSeed: UInt64 = 1

  /// Makes scenes where the folder has none to train on.
  func make() throws {
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
}
