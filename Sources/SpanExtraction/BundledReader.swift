import Foundation

/// The reader that ships with Peruse.
public enum BundledReader {
  /// Folder of the model, among the resources of this module.
  ///
  /// - Throws: ``ReaderError/notAReader(folder:reason:)`` where the resources were not installed
  ///   beside the program.
  public static func folder() throws -> String {
    let folder = "reader-pilot"
    guard let path = Bundle.module.resourceURL?.appendingPathComponent(folder).path,
      FileManager.default.fileExists(atPath: path)
    else {
      throw ReaderError.notAReader(folder: folder, reason: "the resources of Peruse are not installed")
    }
    return path
  }
}
