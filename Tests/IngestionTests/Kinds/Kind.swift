import Ingestion
import Testing

/// Reads small documents and holds each to its places.
enum Kind {
  /// The document, with an issue for whatever of it cannot be found again in `text`.
  static func read(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout IngestionOptions) -> Void = { _ in }
  ) throws -> Document {
    let document = try XMLReading.document(text, change)
    let bytes = Array(text.utf8)
    let problems = ProvenanceChecker(
      document: document, bytes: bytes, undo: XMLUndo(document, file: bytes), samples: 20
    ).problems()
    for problem in problems { Issue.record("\(problem)", sourceLocation: sourceLocation) }
    return document
  }

  /// The texts of the blocks that are neither titles nor metadata.
  static func texts(_ document: Document) -> [String] {
    document.blocks.filter { $0.role != .metadata && $0.kind != .title }.map {
      document.text(in: $0.textRange)
    }
  }

  static func jats(_ body: String) -> String {
    "<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front>"
      + "<body>\(body)</body></article>"
  }

  static func tei(_ body: String) -> String {
    "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body>\(body)</body></text></TEI>"
  }

  static func docbook(_ body: String) -> String {
    "<article xmlns=\"http://docbook.org/ns/docbook\"><title>T</title>\(body)</article>"
  }

  static func wiki(_ text: String, site: String = "") -> String {
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return
      "<mediawiki>\(site)<page><title>Tarn</title><ns>0</ns><revision><text>\(escaped)</text></revision></page></mediawiki>"
  }
}
