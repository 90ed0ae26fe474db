import Foundation
import Peruse
import Platform

/// Pieces of text that several commands print alike.
enum Text {
  /// On one line, without tabs.
  static func line(_ text: String) -> String { text.onOneLine }

  static func probability(_ value: Double) -> String { String(format: "%.4f", value) }

  static func percent(_ value: Double) -> String { String(format: "%.0f %%", value * 100) }

  /// `file:start-end`, bytes in the original file; `file!member:start-end` in a container, `file:p12` on pages.
  static func place(_ source: SourceReport?, in document: DocumentReport) -> String {
    guard let source else { return document.path }
    return source.place.citation(in: document.path)
  }

  /// `file, bytes 10–20, /TEI[1]/text[1]/p[3]`.
  static func citation(_ source: SourceReport?, in document: DocumentReport) -> String {
    guard let source else { return document.path }
    return "\(document.path), \(source.place.words), \(source.path)"
  }

  /// Path, and the record.
  static func source(_ document: DocumentReport) -> String {
    document.id.map { "\(document.path) [\($0)]" } ?? document.path
  }

  /// Title, or path where there is none, and the record.
  static func name(_ document: DocumentReport) -> String {
    let title = document.title.map(line) ?? document.path
    return document.id.map { "\(title) [\($0)]" } ?? title
  }
}
