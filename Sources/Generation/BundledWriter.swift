import HierarchicalModels

/// The writer that comes with Peruse.
public enum BundledWriter {
  /// Folder of the writer of questions.
  ///
  /// - Throws: `ModelError` with the places that were tried, where it is not installed.
  public static func folder() throws -> String {
    try ModelPlaces().folder(of: "writer", target: "Generation")
  }
}
