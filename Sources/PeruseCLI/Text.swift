import Foundation
import Peruse
import Platform

/// Pieces of text that several commands print alike.
enum Text {
  /// On one line, without tabs.
  static func line(_ text: String) -> String { text.onOneLine }

  /// A cell of a table in plain text: as wide as `width`, or as the text where that is wider.
  static func cell(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func percent(_ value: Double) -> String { String(format: "%.0f %%", value * 100) }
}
