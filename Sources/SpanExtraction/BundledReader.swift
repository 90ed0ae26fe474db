import HierarchicalModels

/// The readers that come with Peruse.
public enum BundledReader {
  /// Their names, the default one first; each is a folder among the resources of this module.
  public static let names = ["reader", "recurrent"]

  /// Folder of the default reader.
  ///
  /// - Throws: as ``folder(named:)``.
  public static func folder() throws -> String { try folder(named: names[0]) }

  /// Folder of a reader.
  ///
  /// - Throws: `ModelError` with the places that were tried, where it is not installed.
  public static func folder(named name: String) throws -> String {
    try ModelPlaces().folder(of: name, target: "SpanExtraction")
  }
}
