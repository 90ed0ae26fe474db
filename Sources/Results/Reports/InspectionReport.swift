import Ingestion
import Tokenization

/// How Peruse reads a document: its blocks, and on request its sentences and word pieces.
public struct InspectionReport: Sendable, Codable, Hashable {
  /// One block.
  public struct BlockItem: Sendable, Codable, Hashable {
    /// What the block is.
    public var kind: Block.Kind
    /// What part it plays.
    public var role: Block.Role
    /// Depth of its section, 0 outside any.
    public var level: Int
    /// Heading of its section.
    public var section: String?
    /// Its text.
    public var text: String
    /// Its place.
    public var source: SourceReport?
  }

  /// One sentence.
  public struct SentenceItem: Sendable, Codable, Hashable {
    /// Index in the document.
    public var index: Int
    /// Index of its block.
    public var block: Int?
    /// Its text.
    public var text: String
    /// Its place.
    public var source: SourceReport?
  }

  /// One word piece.
  public struct TokenItem: Sendable, Codable, Hashable {
    /// Id in the vocabulary.
    public var id: Int32
    /// The piece, `##` in front where it continues a word.
    public var piece: String
    /// The text it stands for.
    public var text: String
    /// Its place.
    public var source: SourceReport?
  }

  /// The document.
  public var document: DocumentReport
  /// Character encoding of the source.
  public var encoding: String
  /// Declared language.
  public var language: String?
  /// Number of sections.
  public var sections: Int
  /// Blocks in order.
  public var blocks: [BlockItem]
  /// Sentences in order, if asked for.
  public var sentences: [SentenceItem]?
  /// Word pieces in order, if asked for.
  public var tokens: [TokenItem]?

  /// Inspects `document`.
  public init(_ document: Document, sentences: [Sentence]?, tokenizer: WordPieceTokenizer?) {
    self.document = DocumentReport(document)
    encoding = document.source.encoding
    language = document.language
    sections = document.sections.count
    func place(_ range: Range<Int>) -> SourceReport? {
      document.provenance(of: range).map(SourceReport.init)
    }
    blocks = document.blocks.map { block in
      let section = block.section.map { document.sections[$0] }
      return BlockItem(
        kind: block.kind, role: block.role, level: section?.level ?? 0, section: section?.heading,
        text: document.text(in: block.textRange), source: place(block.textRange))
    }
    self.sentences = sentences?.enumerated().map { index, sentence in
      SentenceItem(
        index: index, block: sentence.block, text: document.text(in: sentence.range),
        source: place(sentence.range))
    }
    tokens = tokenizer.map { tokenizer in
      let pieces = tokenizer.encode(document.text)
      return zip(pieces.ids, pieces.offsets).map { id, range in
        TokenItem(
          id: id, piece: tokenizer.piece(for: id), text: document.text(in: range), source: place(range))
      }
    }
  }
}
