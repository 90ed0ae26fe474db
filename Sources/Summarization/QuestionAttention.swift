import HierarchicalModels
import Tokenization

/// Question-aware attention over sentences: the sentence level of a reader that has one, which was trained to
/// find the sentence that answers a question. It reads question and sentences together, in windows of whole
/// sentences.
public struct QuestionAttention: Sendable {
  private let encoder: WordEncoder
  private let tokenizer: WordPieceTokenizer
  private let scorer: SentenceScorer

  private static let longestWindow = 384
  private static let batch = 16

  /// The attention of `encoder`'s model; nil where that has no sentence level.
  ///
  /// - Throws: `ModelError` where the level is damaged.
  public init?(encoder: WordEncoder, tokenizer: WordPieceTokenizer) throws(ModelError) {
    guard let scorer = try SentenceScorer(encoder) else { return nil }
    (self.encoder, self.tokenizer, self.scorer) = (encoder, tokenizer, scorer)
  }

  /// How much better each sentence answers `question` than no sentence of its window does.
  ///
  /// A sentence that is longer than a window is read in parts, and its best part counts. Of a question that
  /// leaves no room, the first half of a window is read.
  ///
  /// - Parameter progress: gets after each batch of windows how many sentences are read; what it throws ends
  ///   the work.
  /// - Throws: `ModelError` where the model refuses its input.
  package func scores(
    of question: String, in sentences: [Substring], following progress: (Int) throws -> Void = { _ in }
  ) throws -> [Double] {
    let window = min(Self.longestWindow, encoder.configuration.positions)
    let asked = Array(tokenizer.encode(question).ids.prefix(window / 2))
    guard !asked.isEmpty else { return [Double](repeating: 0, count: sentences.count) }
    let prefix = [tokenizer.classificationID] + asked + tokenizer.betweenIDs
    var packer = WindowPacker(capacity: window - prefix.count - 1)
    var scores = [Double](repeating: -.infinity, count: sentences.count)
    for (index, sentence) in sentences.enumerated() {
      packer.add(tokenizer.encode(String(sentence)).ids, of: index)
      if packer.windows.count >= Self.batch {
        try read(packer.take(), prefix, &scores)
        try progress(index)
      }
    }
    packer.close()
    try read(packer.take(), prefix, &scores)
    try progress(sentences.count)
    let lowest = scores.filter(\.isFinite).min() ?? 0
    return scores.map { $0.isFinite ? $0 : lowest }
  }

  private func read(
    _ windows: [WindowPacker.Window], _ prefix: [Int32], _ scores: inout [Double]
  ) throws {
    guard !windows.isEmpty else { return }
    let outputs = try encoder.encode(
      windows.map { window in
        let ids = prefix + window.ids + [tokenizer.separatorID]
        return EncoderInput(ids: ids, types: ids.indices.map { $0 < prefix.count ? 0 : 1 })
      })
    for (window, output) in zip(windows, outputs) {
      let found = try scorer.scores(
        output, question: 1..<prefix.count - tokenizer.betweenIDs.count,
        sentences: window.parts.map {
          $0.range.lowerBound + prefix.count..<$0.range.upperBound + prefix.count
        })
      for (part, score) in zip(window.parts, found.sentences) {
        scores[part.sentence] = max(scores[part.sentence], Double(score - found.null))
      }
    }
  }
}
