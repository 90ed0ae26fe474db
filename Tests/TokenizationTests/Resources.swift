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

/// SplitMix64, so that random texts are the same in every run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
