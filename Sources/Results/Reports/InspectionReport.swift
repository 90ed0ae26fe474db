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
  /// Declared language, or the one that its words tell.
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
    self.init(Inspection(document, sentences: sentences, tokenizer: tokenizer))
  }

  /// Makes every item of `inspection`.
  public init(_ inspection: Inspection) {
    document = inspection.facts
    encoding = inspection.document.source.encoding
    language = inspection.language
    sections = inspection.document.sections.count
    blocks = inspection.document.blocks.indices.map(inspection.block)
    sentences = inspection.sentences?.enumerated().map(inspection.sentence)
    tokens = inspection.pieces.map { zip($0.ids, $0.offsets).map(inspection.token) }
  }
}
