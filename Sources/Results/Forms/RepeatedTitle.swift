import Ingestion
import Platform

/// The title, where a document says it once in its head and again above its text: who reads the text needs it
/// once.
enum RepeatedTitle {
  /// Blocks above the text that are looked at.
  private static let most = 12

  /// The heading that says again what the title above it says, before any paragraph of the text.
  ///
  /// - Parameter isShown: whether the title is shown already, so that the first heading may repeat it.
  static func index(in document: Document, isShown: Bool) -> Int? {
    guard let title = document.title?.onOneLine else { return nil }
    var isShown = isShown
    var seen = 0
    for (index, block) in document.blocks.enumerated() where block.role != .metadata {
      let isHeading = block.kind == .title || block.kind == .heading
      guard seen < most, isHeading || block.role == .front else { return nil }
      seen += 1
      guard isHeading, document.text(in: block.textRange).onOneLine == title else { continue }
      if isShown { return index }
      isShown = true
    }
    return nil
  }
}
