import Foundation
import HierarchicalModels

/// The trained summarizer that ships with Peruse.
public enum BundledSummarizer {
  /// Folder of the model, among the resources of this module.
  ///
  /// - Throws: `ModelError` where the resources were not installed beside the program.
  public static func folder() throws(ModelError) -> String {
    guard let path = Bundle.module.resourceURL?.appendingPathComponent("summarizer").path,
      FileManager.default.fileExists(atPath: path)
    else { throw ModelError("summarizer", .io("the resources of Peruse are not installed")) }
    return path
  }
}
