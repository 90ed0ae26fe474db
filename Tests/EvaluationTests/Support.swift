import Foundation

/// Places that the tests read from.
enum Place {
  /// Root of the repository.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Fixtures of this target.
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  /// The data folder from any worktree depth, or `nil` where it is absent.
  static func dataFile(_ path: String) -> String? {
    var folder = root
    for _ in 0..<3 {
      folder = folder.deletingLastPathComponent()
      let file = folder.appendingPathComponent("shared/data").appendingPathComponent(path).path
      if FileManager.default.fileExists(atPath: file) { return file }
    }
    return nil
  }

  static func fixture(_ name: String) throws -> Data {
    try Data(contentsOf: fixtures.appendingPathComponent(name))
  }

  /// Writes `text` to a file of its own and hands over its path.
  static func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "peruse-\(UUID().uuidString).json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }
}
