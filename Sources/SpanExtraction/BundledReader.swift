import Foundation

/// The readers that ship with Peruse.
public enum BundledReader {
  /// Their names, the default one first; each is a folder among the resources of this module.
  public static let names = ["reader", "recurrent"]

  /// Folder of the default reader.
  ///
  /// - Throws: as ``folder(named:)``.
  public static func folder() throws -> String { try folder(named: names[0]) }

  /// Folder of a reader.
  ///
  /// - Throws: ``ReaderError/notAReader(folder:reason:)`` where the resources were not installed
  ///   beside the program.
  public static func folder(named name: String) throws -> String {
    guard let path = Bundle.module.resourceURL?.appendingPathComponent(name).path,
      FileManager.default.fileExists(atPath: path)
    else {
      throw ReaderError.notAReader(folder: name, reason: "the resources of Peruse are not installed")
    }
    return path
  }
}
