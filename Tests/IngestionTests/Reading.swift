import Foundation
import Ingestion
import Testing

/// Shorthand for reading test documents.
enum Reading {
  static func description(_ format: DocumentFormat, _ count: Int) -> SourceDescription {
    SourceDescription(path: "test", format: format, encoding: "UTF-8", byteCount: count, sha256: "")
  }

  static func read(
    _ bytes: [UInt8], as format: DocumentFormat, encoding: String? = nil,
    options: IngestionOptions = IngestionOptions()
  ) throws(IngestionError) -> Document {
    let source = try SourceDecoder.decode(bytes, file: "test", declared: encoding)
    let description = description(format, bytes.count)
    return switch format {
    case .html: try HTMLDocumentParser.parse(source, description: description, options: options)
    case .markdown: try MarkdownParser.parse(source, description: description, options: options)
    case .text: try PlainTextParser.parse(source, description: description, options: options)
    default: throw IngestionError(file: "test", reason: .invalidOption("no such parser"))
    }
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
