import Foundation

/// Places that tests read from.
enum Repository {
  /// The package's own folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Documents written for Peruse.
  static let corpora = root.appending(path: "corpora")
  /// Real documents beside the repository, where there are any.
  static let sharedXML = root.deletingLastPathComponent().appending(path: "shared/data/xml")

  /// All files under `folder` with one of the extensions, in order of path.
  static func files(under folder: URL, extensions: Set<String>) -> [URL] {
    let keys: [URLResourceKey] = [.isRegularFileKey]
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys) else {
      return []
    }
    return walk.compactMap { $0 as? URL }.filter { extensions.contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }

  /// A new empty folder for one test.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "peruse-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Unpacks a `.tar.xz` into a new folder.
  static func unpack(_ archive: URL) throws -> URL {
    let folder = try temporaryFolder()
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar", "-xJf", archive.path, "-C", folder.path]
    try tar.run()
    tar.waitUntilExit()
    guard tar.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return folder
  }
}
