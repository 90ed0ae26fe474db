/// Cuts text into the word pieces of an uncased BERT (Devlin et al. 2019; Wu et al. 2016), with the place of
/// each piece in the text.
///
/// Identifiers and offsets equal those of the `tokenizers` package for BERT's normalizer, pre-tokenizer and
/// WordPiece model, with one difference on purpose: text cannot produce special pieces. `[SEP]` in a document
/// is three ordinary pieces here, where the package would take it for a separator.
public struct WordPieceTokenizer: Sendable {
  let vocabulary: Vocabulary
  /// Identifier of `[CLS]`, or `<s>`, which begins every input.
  public let classificationID: Int32
  /// Identifier of `[SEP]`, or `</s>`, which ends every part of an input.
  public let separatorID: Int32
  /// Identifiers between the two texts of a pair: `[SEP]`, or `</s></s>`.
  public let betweenIDs: [Int32]
  /// Identifier of `[PAD]`, or `<pad>`.
  public let paddingID: Int32
  /// Identifier of `[UNK]`, which stands for a word that the pieces can't spell, or that has over 100
  /// characters.
  public let unknownID: Int32
  /// Identifier of `[MASK]`, or `<mask>`.
  public let maskID: Int32

  /// Number of pieces in the vocabulary.
  public var vocabularyCount: Int { vocabulary.count }

  /// Reads a vocabulary file: UTF-8, one piece a line, identifiers counted from 0.
  ///
  /// A vocabulary that begins with `<s>` is MPNet's: BERT's behind special tokens of its own, which stand
  /// where BERT's would, and two of which part the texts of a pair.
  ///
  /// - Throws: ``TokenizationError`` when the file can't be read, is no text, has blank or repeated lines, or
  ///   lacks one of `[PAD]`, `[UNK]`, `[CLS]`, `[SEP]`, `[MASK]`, or of `<s>`, `<pad>`, `</s>`, `[UNK]`,
  ///   `<mask>`.
  public init(vocabularyAt path: String) throws {
    try self.init(vocabulary: FileBytes.read(path, limit: Vocabulary.limit), file: path)
  }

  /// Reads a vocabulary from memory; `file` names it in errors. Throws like ``init(vocabularyAt:)``.
  public init(vocabulary bytes: [UInt8], file: String) throws {
    let vocabulary = try Vocabulary(bytes: bytes, file: file)
    func special(_ piece: String) throws -> Int32 {
      guard let id = vocabulary.identifier(of: piece) else {
        throw TokenizationError(file: file, reason: .missingPiece(piece))
      }
      return id
    }
    let isMPNet = vocabulary.piece(0) == "<s>"
    self.vocabulary = vocabulary
    classificationID = try special(isMPNet ? "<s>" : "[CLS]")
    let separator = try special(isMPNet ? "</s>" : "[SEP]")
    separatorID = separator
    betweenIDs = isMPNet ? [separator, separator] : [separator]
    paddingID = try special(isMPNet ? "<pad>" : "[PAD]")
    unknownID = try special("[UNK]")
    maskID = try special(isMPNet ? "<mask>" : "[MASK]")
  }

  /// How many special pieces an input with two texts has.
  public var pairSpecialTokens: Int { 2 + betweenIDs.count }

  /// The pieces of a text, without `[CLS]` and `[SEP]`.
  public struct Pieces: Sendable, Hashable {
    /// Identifiers, counted from 0 by line of the vocabulary.
    public var ids: [Int32] = []
    /// Where each piece stands in the text that was given: UTF-8 offsets on character boundaries.
    ///
    /// Accents that were stripped belong to the range of their letter where the two are one character. Pieces
    /// of one character that decomposes (`각`) share its range.
    public var offsets: [Range<Int>] = []

    /// Number of pieces.
    public var count: Int { ids.count }

    /// Creates an empty list.
    public init() {}
  }

  /// The pieces of `text`.
  ///
  /// - Complexity: linear in the length of the text.
  public func encode(_ text: String) -> Pieces {
    var text = text
    return text.withUTF8 { encode(utf8: $0, base: 0) }
  }

  /// The pieces of a slice of a document, without copying it.
  ///
  /// - Parameters:
  ///   - utf8: UTF-8; a byte that is none is skipped as U+FFFD would be.
  ///   - base: Added to every offset.
  public func encode(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> Pieces {
    var pieces = Pieces()
    pieces.ids.reserveCapacity(utf8.count / 4 + 4)
    pieces.offsets.reserveCapacity(utf8.count / 4 + 4)
    encode(utf8: utf8, base: base, into: &pieces)
    return pieces
  }

  /// Appends the pieces of a slice to `pieces`; see ``encode(utf8:base:)``.
  public func encode(utf8: UnsafeBufferPointer<UInt8>, base: Int, into pieces: inout Pieces) {
    vocabulary.withTable { table in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * WordBuffer.capacity) { room in
        var encoder = WordPieceEncoder(
          text: ByteText(utf8), base: base, table: table, unknown: unknownID, room: room)
        encoder.encode(into: &pieces)
      }
    }
  }

  /// The piece with the identifier `id` as the vocabulary writes it, `##` included; an identifier outside the
  /// vocabulary reads as `[UNK]`.
  public func piece(for id: Int32) -> String {
    vocabulary.piece(id >= 0 && Int(id) < vocabulary.count ? Int(id) : Int(unknownID))
  }
}
