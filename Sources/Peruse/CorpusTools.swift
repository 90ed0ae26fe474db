/// A corpus with what searching and asking it needs, loaded once.
public struct CorpusTools: Sendable {
  /// Reads passages.
  public let reader: SpanReader
  /// Makes vectors of sentences and queries, on the reader's encoder.
  public let encoder: WordPieceSentenceEncoder

  /// Loads the reader, and with it the encoder.
  ///
  /// - Throws: `ModelError`, `TokenizationError` or `ReaderError`, also for a reader without a word encoder.
  public init(
    modelAt folder: String? = nil, precision: WordEncoder.Precision = .int8,
    workers: Int = WorkerPool.activeCores
  ) throws {
    reader = try SpanReader(
      modelAt: folder ?? BundledReader.folder(), precision: precision, workers: workers)
    guard let words = reader.encoder else {
      throw ReaderError.notAReader(
        folder: folder ?? "",
        reason:
          "\(reader.identity.name) is recurrent and makes no vectors of sentences, which a corpus is searched with"
      )
    }
    // The layers of a reader are trained to find spans: above its embeddings similar sentences drift apart,
    // and an index takes ten times as long.
    encoder = WordPieceSentenceEncoder(
      encoder: words, tokenizer: try WordPieceTokenizer(vocabularyAt: words.folder.vocabularyPath), layers: 0)
  }
}
