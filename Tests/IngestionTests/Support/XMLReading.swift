import Ingestion
import Testing

/// Shorthands for tests that read small documents.
enum XMLReading {
  static func document(
    _ text: String, name: String = "test.xml", _ change: (inout IngestionOptions) -> Void = { _ in }
  ) throws(IngestionError) -> Document {
    var options = IngestionOptions()
    change(&options)
    return try DocumentReader(options: options).document(bytes: Array(text.utf8), name: name)
  }

  /// The error that reading gives; `nil` and an issue where it gives none.
  static func failure(
    _ bytes: [UInt8], _ change: (inout IngestionOptions) -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> IngestionError? {
    var options = IngestionOptions()
    change(&options)
    do {
      let document = try DocumentReader(options: options).document(bytes: bytes, name: "bad.xml")
      Issue.record("read as '\(document.text.prefix(80))'", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }

  static func failure(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> IngestionError? {
    failure(Array(text.utf8), sourceLocation: sourceLocation)
  }

  /// All records, and what could not be read.
  static func records(
    _ bytes: [UInt8], _ change: (inout IngestionOptions) -> Void = { _ in }
  ) throws -> [Result<Document, IngestionError>] {
    var options = IngestionOptions()
    change(&options)
    var results: [Result<Document, IngestionError>] = []
    try DocumentReader(options: options).records(bytes: bytes, name: "many.xml") {
      results.append($0)
      return true
    }
    return results
  }

  /// Blocks as `kind/role: text`, for comparison.
  static func outline(_ document: Document) -> [String] {
    document.blocks.map { "\($0.kind)/\($0.role): \(document.text(in: $0.textRange))" }
  }

  /// The block whose text begins with `start`.
  static func block(_ document: Document, _ start: String) throws -> Block {
    try #require(document.blocks.first { document.text(in: $0.textRange).hasPrefix(start) })
  }
}
