import Foundation

/// A model that came with Peruse or was installed.
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

/// The models that came with Peruse, and those that were installed since.
public enum InstalledModels {
  /// All of them; every file is compared with its checksum.
  ///
  /// - Throws: `ModelError` for a file that is missing or damaged, `ReaderError` where nothing is installed.
  public static func all() throws -> [InstalledModel] {
    let readers = try BundledReader.names.map { (name: $0, path: try BundledReader.folder(named: $0)) }
    let summarizer = (name: "summarizer", path: try BundledSummarizer.folder())
    return try (readers + [summarizer] + installed).map { name, path in
      let folder = try ModelFolder(at: path)
      return InstalledModel(
        name: name, version: folder.manifest?.version ?? "", about: folder.manifest?.about ?? "",
        folder: path,
        bytes: folder.weights.file.bytes.count, sha256: folder.sha256)
    }
  }

  /// Models in the user's data folder that were installed from ``InstallableModel/all``, by name.
  static var installed: [(name: String, path: String)] {
    guard let folder = ModelPlaces().userFolder else { return [] }
    return InstallableModel.all.flatMap { [$0.name, $0.base] }.compactMap { name in
      let path = "\(folder)/\(name)"
      return FileManager.default.fileExists(atPath: "\(path)/\(ModelFolder.weightsName)") ? (name, path) : nil
    }
  }

  /// Removes a model that was installed, or the base of one, and gives its folder.
  ///
  /// - Throws: ``InstallError``.
  @discardableResult
  public static func remove(_ name: String) throws(InstallError) -> String {
    let known = InstallableModel.all.flatMap { [$0.name, $0.base] }
    guard !(BundledReader.names + ["summarizer"]).contains(name) else {
      throw InstallError(name, .shipped)
    }
    guard known.contains(name) else { throw InstallError(name, .unknown(known)) }
    guard let found = installed.first(where: { $0.name == name }) else {
      throw InstallError(name, .notInstalled)
    }
    do { try FileManager.default.removeItem(atPath: found.path) } catch {
      throw InstallError(found.path, .io("it cannot be removed"))
    }
    return found.path
  }

  /// The folder of a model by its name; a path to a folder is returned as it is.
  ///
  /// - Throws: `ReaderError.notAReader(folder:reason:)` with the names there are; ``InstallError`` for a
  ///   model that could be installed and is not.
  public static func folder(named name: String) throws -> String {
    if BundledReader.names.contains(name) { return try BundledReader.folder(named: name) }
    if let found = installed.first(where: { $0.name == name }) { return found.path }
    guard FileManager.default.fileExists(atPath: name) else {
      if let model = InstallableModel.all.first(where: { $0.name == name }) {
        throw InstallError(
          name, model.adapters == nil ? .needsAdapters(base: model.base) : .notInstalled)
      }
      throw ReaderError.notAReader(
        folder: name,
        reason:
          "there is no such folder, and the models that came with Peruse are \(BundledReader.names.joined(separator: ", "))"
      )
    }
    return name
  }
}
