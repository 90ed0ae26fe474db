import Platform

/// A document as the rest of Peruse sees it: plain text in blocks, every byte of it traceable to the file.
///
/// All offsets are UTF-8 offsets into ``text``; ``map`` leads from there to the bytes of the source.
public struct Document: Sendable {
  /// Where the document came from.
  public var source: SourceDescription
  /// The title, where one is declared or can be inferred.
  public var title: String?
  /// Declared language as a BCP 47 tag (`xml:lang`, `lang`), if any.
  public var language: String?
  /// Text of all blocks in source order, separated by a blank line.
  public var text: String
  /// Blocks in source order. Their ranges don't overlap; only separators lie between them.
  public var blocks: [Block]
  /// Sections in source order; a section's blocks are contiguous, subsections included.
  public var sections: [Section]
  /// From UTF-8 offsets in ``text`` to byte offsets in the source; empty where ``space`` is pages.
  public var map: SourceMap
  /// What the numbers of ``map`` count: bytes of the file, of members of a container, or places on pages.
  public var space: SourceSpace
  /// What the reader should know about how the document was read.
  public var warnings: [IngestionWarning]

  /// Creates a document from its parts.
  public init(
    source: SourceDescription, title: String? = nil, language: String? = nil, text: String = "",
    blocks: [Block] = [], sections: [Section] = [], map: SourceMap = SourceMap(), space: SourceSpace = .file,
    warnings: [IngestionWarning] = []
  ) {
    self.source = source
    self.title = title
    self.language = language
    self.text = text
    self.blocks = blocks
    self.sections = sections
    self.map = map
    self.space = space
    self.warnings = warnings
  }

  /// The block whose text holds the UTF-8 offset `offset`, or `nil` between blocks.
  public func block(at offset: Int) -> Block? {
    let low = blocks.sortedIndex(pastAllThat: { $0.textRange.upperBound <= offset })
    guard low < blocks.count, blocks[low].textRange.contains(offset) else { return nil }
    return blocks[low]
  }

  /// Where the text range `range` stands in the source: bytes or page, element path, and what was left out.
  ///
  /// `nil` when no byte of the range comes from the source.
  public func provenance(of range: Range<Int>) -> Provenance? {
    space.provenance(of: range, map: map, path: block(at: range.lowerBound)?.elementPath ?? "/")
  }

  /// The member of a container that the text at `offset` comes from; `nil` where the file is no container.
  package func member(at offset: Int) -> SourceMember? {
    guard case .members = space else { return nil }
    return map.source(of: offset..<offset + 1).flatMap { space.member(at: $0.byteStart) }
  }

  /// The text of `range`, a range of UTF-8 offsets on character boundaries.
  public func text(in range: Range<Int>) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let end = utf8.index(start, offsetBy: range.count)
    return String(text[start..<end])
  }
}

/// Where a document came from.
public struct SourceDescription: Sendable, Hashable {
  /// Path as given by the caller, or `-` for standard input.
  public var path: String
  /// Format that was detected or asked for.
  public var format: DocumentFormat
  /// IANA name of the character encoding that the bytes were read in.
  public var encoding: String
  /// Size of the file, or of the record where the document is one of many in a file.
  public var byteCount: Int
  /// SHA-256 of those bytes, 64 lower-case hexadecimal digits.
  public var sha256: String
  /// Position of the record in its file, counted from 0, where the file holds many.
  public var recordIndex: Int?
  /// The record's own identifier (`PMID`, `xml:id`, page title …), where it has one.
  public var recordID: String?

  /// Creates a description.
  public init(
    path: String, format: DocumentFormat, encoding: String, byteCount: Int, sha256: String,
    recordIndex: Int? = nil, recordID: String? = nil
  ) {
    self.path = path
    self.format = format
    self.encoding = encoding
    self.byteCount = byteCount
    self.sha256 = sha256
    self.recordIndex = recordIndex
    self.recordID = recordID
  }
}
