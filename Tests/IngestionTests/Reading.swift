import Foundation
import Ingestion
import Testing

/// Shorthand for reading and checking test documents.
enum Reading {
  static func read(
    _ bytes: [UInt8], as format: DocumentFormat?, encoding: String? = nil
  ) throws(IngestionError) -> Document {
    var options = IngestionOptions()
    options.format = format
    options.encoding = encoding
    return try DocumentReader(options: options).document(bytes: bytes, name: "test")
  }

  static func html(_ text: String) throws(IngestionError) -> Document {
    try read(Array(text.utf8), as: .html)
  }
  static func markdown(_ text: String) throws(IngestionError) -> Document {
    try read(Array(text.utf8), as: .markdown)
  }
  static func text(_ text: String) throws(IngestionError) -> Document {
    try read(Array(text.utf8), as: .text)
  }

  /// Reads `bytes` and records an issue where the document can't be found again in them.
  static func checked(
    _ bytes: [UInt8], as format: DocumentFormat?, encoding: String? = nil, samples: Int = 20,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    let document = try read(bytes, as: format, encoding: encoding)
    for problem in problems(document, bytes, samples: samples) {
      Issue.record("\(problem)", sourceLocation: sourceLocation)
    }
    return document
  }

  /// What is wrong with the places of `document`.
  static func problems(
    _ document: Document, _ bytes: [UInt8], samples: Int = 20, seed: UInt64 = 1
  ) -> [String] {
    ProvenanceChecker(
      document: document, bytes: bytes, undo: StringUndo(document), samples: samples, seed: seed
    ).problems()
  }

  /// The blocks as `kind/role path: text`, for tests that look at a whole document.
  static func outline(_ document: Document) -> [String] {
    document.blocks.map { block in
      let role = block.role == .body ? "" : "/\(block.role.rawValue)"
      return "\(block.kind.rawValue)\(role) \(block.elementPath): \(document.text(in: block.textRange))"
    }
  }

  static func texts(_ document: Document) -> [String] {
    document.blocks.map { document.text(in: $0.textRange) }
  }
}

/// Undoes HTML, Markdown or plain text in a decoded piece of a file.
struct StringUndo: MarkupUndo {
  let encoding: String
  let undo: (String) -> String

  init(_ document: Document) {
    // Read as browsers read it, with a backslash at 0x5C where the C library has a yen sign.
    encoding = document.source.encoding == "Shift_JIS" ? "CP932" : document.source.encoding
    switch document.source.format {
    case .html: undo = UndoHTML.text
    case .markdown: undo = UndoMarkdown.text
    default: undo = UndoText.text
    }
  }

  func text(of place: Provenance, in file: [UInt8]) -> [UInt8] {
    let decoded = place.remainingPieces().flatMap { Iconv.utf8(file[$0], from: encoding) }
    return Array(undo(String(decoding: decoded, as: UTF8.self)).utf8)
  }
}
