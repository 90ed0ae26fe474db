import HierarchicalModels
import Tokenization

/// Scores of a transformer encoder that reads question and window together, `[CLS] question [SEP] text [SEP]`
/// (Devlin et al. 2018) with the model's own special tokens, and of the sentence level and the scores of
/// pairs above it where the model has them. A sentence level that stands apart (`SentenceLevel.apartName`) is
/// not asked.
struct TransformerScorer: WindowScorer {
  let encoder: WordEncoder
  let pieces: WordPieceTokenizer
  private let head: SpanHead
  private let sentenceLevel: SentenceScorer?
  private let pairs: SpanPairScorer?
  private let hasNull: Bool

  var tokenizer: any ReadingTokenizer { pieces }
  var positions: Int? { encoder.configuration.positions }
  var specialTokens: Int { pieces.pairSpecialTokens }

  /// - Throws: `ModelError`, `TokenizationError` or ``ReaderError``.
  init(modelAt folder: String, precision: WordEncoder.Precision, workers: Int) throws {
    encoder = try WordEncoder(modelAt: folder, precision: precision, workers: workers)
    pieces = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    do throws(ModelError) {
      head = try SpanHead(encoder.folder, width: encoder.configuration.width)
    } catch { throw ReaderError.notAReader(folder: encoder.folder.path, reason: error.description) }
    let isApart = encoder.folder.weights.entries[SentenceLevel<Float>.apartName] != nil
    sentenceLevel = isApart ? nil : try SentenceScorer(encoder)
    pairs = try SpanPairScorer(encoder)
    hasNull = encoder.folder.weights.entries[ReaderCalibration.nullBiasName] != nil
  }

  func vectors(of ids: [Int32]) -> [Float] {
    encoder.wordVectors(of: ids).normalizedRows(encoder.configuration.width)
  }

  func scores(of inputs: [WindowInput]) throws -> [WindowScores] {
    let outputs = try encoder.encode(inputs.map(input))
    return try zip(inputs, outputs).map { try scores(of: $0, $1) }
  }

  /// `[CLS] question [SEP] window [SEP]`, or `<s> question </s></s> window </s>`.
  func input(_ window: WindowInput) -> EncoderInput {
    let prefix = [pieces.classificationID] + window.question + pieces.betweenIDs
    let ids = prefix + window.text + [pieces.separatorID]
    var types = [UInt8](repeating: 1, count: ids.count)
    for index in prefix.indices { types[index] = 0 }
    return EncoderInput(ids: ids, types: types)
  }

  private func scores(of window: WindowInput, _ output: EncoderOutput) throws -> WindowScores {
    let skipped = 1 + window.question.count + pieces.betweenIDs.count
    var logits = head.logits(output, at: skipped..<(skipped + window.text.count))
    var null: Float?
    if hasNull {
      let first = head.logits(output, at: 0..<1)
      null = first.start[0] + first.end[0]
      if let pairs { null? += try pairs.scores(output, at: 0..<1).scores(first: 0, last: 0..<1)[0] }
    }
    if let sentenceLevel {
      let places = window.sentences.map { $0.lowerBound + skipped..<$0.upperBound + skipped }
      let scores = try sentenceLevel.scores(
        output, question: 1..<1 + window.question.count, sentences: places)
      for (sentence, score) in zip(window.sentences, scores.sentences) {
        for place in sentence {
          logits.start[place] += score
          logits.end[place] += score
        }
      }
      null = null.map { $0 + 2 * scores.null }
    }
    return WindowScores(
      start: logits.start, end: logits.end, null: null,
      pairs: try pairs?.scores(output, at: skipped..<(skipped + window.text.count)))
  }
}
