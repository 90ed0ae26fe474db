import Foundation

/// A model that came with Peruse.
public struct InstalledModel: Sendable, Codable, Hashable {
  /// Its name.
  public var name: String
  /// Its version.
  public var version: String
  /// What it does, where it comes from, and under which licence.
  public var about: String
  /// Its folder.
  public var folder: String
  /// Size of its weights in bytes.
  public var bytes: Int
  /// SHA-256 of the weights, as they are now; equal to the manifest's, or the model is not listed.
  public var sha256: String
}

/// The models that came with Peruse.
public enum InstalledModels {
  /// All of them; every file is compared with its checksum.
  ///
  /// - Throws: `ModelError` for a file that is missing or damaged, `ReaderError` where nothing is installed.
  public static func all() throws -> [InstalledModel] {
    let readers = try BundledReader.names.map { (name: $0, path: try BundledReader.folder(named: $0)) }
    let summarizer = (name: "summarizer", path: try BundledSummarizer.folder())
    return try (readers + [summarizer]).map { name, path in
      let folder = try ModelFolder(at: path)
      return InstalledModel(
        name: name, version: folder.manifest?.version ?? "", about: folder.manifest?.about ?? "",
        folder: path,
        bytes: folder.weights.file.bytes.count, sha256: folder.sha256)
    }
  }

  /// The folder of a model by its name; a path to a folder is returned as it is.
  ///
  /// - Throws: ``ReaderError/notAReader(folder:reason:)`` with the names there are.
  public static func folder(named name: String) throws -> String {
    if BundledReader.names.contains(name) { return try BundledReader.folder(named: name) }
    guard FileManager.default.fileExists(atPath: name) else {
      throw ReaderError.notAReader(
        folder: name,
        reason:
          "there is no such folder, and the models that came with Peruse are \(BundledReader.names.joined(separator: ", "))"
      )
    }
    return name
  }
}
