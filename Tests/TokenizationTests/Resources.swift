import Foundation

/// Files beside the tests.
enum Resources {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Resources")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Calls `body` with the path of a file that holds `bytes` and is gone afterwards.
  static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "peruse-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }
}

extension String {
  /// The text of a range of UTF-8 offsets.
  func utf8(_ range: Range<Int>) -> String { String(decoding: Array(utf8)[range], as: UTF8.self) }
}
