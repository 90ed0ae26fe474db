import Foundation
import Peruse

/// Pieces of text that several commands print alike.
enum Text {
  /// On one line, without tabs.
  static func line(_ text: String) -> String { text.onOneLine }

  static func percent(_ value: Double) -> String { String(format: "%.0f %%", value * 100) }
}
