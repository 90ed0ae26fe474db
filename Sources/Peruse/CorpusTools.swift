/// A corpus with what searching and asking it needs, loaded once.
public struct CorpusTools: Sendable {
  /// Reads passages.
  public let reader: SpanReader
  /// Makes vectors of sentences and queries, on the reader's encoder.
  public let encoder: WordPieceSentenceEncoder

  /// Loads the reader, and with it the encoder.
  ///
  /// - Throws: `ModelError`, `TokenizationError` or ``ReaderError``.
  public init(
    modelAt folder: String? = nil, precision: WordEncoder.Precision = .int8,
    workers: Int = WorkerPool.activeCores
  ) throws {
    reader = try SpanReader(
      modelAt: folder ?? BundledReader.folder(), precision: precision, workers: workers)
    encoder = WordPieceSentenceEncoder(encoder: reader.encoder, tokenizer: reader.tokenizer)
  }
}
