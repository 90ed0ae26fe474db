import Foundation
import Training

/// Scenes as JSON lines.
public enum SceneFile {
  /// Reads scenes whose things stand in cells of the picture.
  ///
  /// - Throws: `TrainingError`, naming the file and line.
  public static func read(_ path: String) throws(TrainingError) -> [Scene] {
    let file = try JSONLinesFile(path: path)
    var scenes: [Scene] = []
    for index in 0..<file.count {
      let scene = try file.decode(index, as: Scene.self)
      let cells = 0..<Scene.side * Scene.side
      guard
        scene.items.allSatisfy({
          cells.contains($0.cell) && (0...Scene.cellPixels).contains($0.radius)
            && abs($0.dx) <= Scene.cellPixels && abs($0.dy) <= Scene.cellPixels
        }), scene.questions.allSatisfy({ cells.contains($0.cell) })
      else {
        throw TrainingError(
          .data, path, place: "line \(file.number(of: index))", "a thing lies outside of the picture")
      }
      scenes.append(scene)
    }
    return scenes
  }

  /// Makes scenes and writes them.
  public static func write(_ generator: SceneGenerator, count: Int, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var bytes: [UInt8] = []
    for number in 0..<count { bytes += Array(try encoder.encode(generator.scene(number))) + [0x0A] }
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
