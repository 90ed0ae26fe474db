import HierarchicalModels

/// The trained summarizer that comes with Peruse.
public enum BundledSummarizer {
  /// Folder of the model.
  ///
  /// - Throws: `ModelError` with the places that were tried, where it is not installed.
  public static func folder() throws(ModelError) -> String {
    try ModelPlaces().folder(of: "summarizer", target: "Summarization")
  }
}
