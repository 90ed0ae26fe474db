import HierarchicalModels
import Tokenization

/// Reads the sentences of a document with the lower layers of a word encoder, or its embeddings alone, and
/// hands on the hidden states of their word pieces, some whole sentences at a time, so that a book needs no
/// more memory than a page.
///
/// Sentences are read together in windows, as in ``WordPieceSentenceEncoder``; one that is longer than a
/// window is read in several, and nothing of it is cut.
package struct SentenceStates: Sendable {
  /// The model.
  package let encoder: WordEncoder
  /// Its word pieces.
  package let tokenizer: WordPieceTokenizer
  /// Layers that are used, from the lowest; 0 for the embeddings alone.
  package let layers: Int
  /// Word pieces in a window, `[CLS]` and `[SEP]` included.
  package let window: Int

  private static let batch = 16

  package init(encoder: WordEncoder, tokenizer: WordPieceTokenizer, layers: Int, window: Int) {
    (self.encoder, self.tokenizer) = (encoder, tokenizer)
    self.layers = min(layers, encoder.configuration.layers)
    self.window = max(8, min(window, encoder.configuration.positions))
  }

  /// Calls `body` with the states of consecutive sentences, [all their pieces, width], and the number of
  /// pieces of each.
  ///
  /// - Throws: `ModelError` where the model refuses its input, and what `body` throws.
  package func forEach(
    _ sentences: some Sequence<some StringProtocol>,
    _ body: (_ states: [Float], _ lengths: [Int]) throws -> Void
  ) throws {
    var packer = WindowPacker(capacity: window - 2)
    var expected: [Int] = []
    var pending = Pending(width: encoder.configuration.width)
    for sentence in sentences {
      let ids = tokenizer.encode(String(sentence)).ids
      packer.add(ids, of: expected.count)
      expected.append(ids.count)
      if packer.windows.count >= Self.batch {
        try encode(packer.take(), into: &pending)
        try pending.flush(expected, body)
      }
    }
    packer.close()
    try encode(packer.take(), into: &pending)
    try pending.flush(expected, body)
  }

  private func encode(_ windows: [WindowPacker.Window], into pending: inout Pending) throws {
    guard !windows.isEmpty else { return }
    let outputs = try encoder.encode(
      windows.map { EncoderInput(ids: [tokenizer.classificationID] + $0.ids + [tokenizer.separatorID]) },
      layers: layers)
    let width = encoder.configuration.width
    for (window, output) in zip(windows, outputs) where !window.ids.isEmpty {
      // [CLS] comes first, [SEP] last.
      pending.states.append(contentsOf: output.hidden[width..<(window.ids.count + 1) * width])
    }
  }

  /// States that belong to sentences which are not complete yet.
  private struct Pending {
    let width: Int
    var states: [Float] = []
    /// Sentences that were handed on.
    var done = 0

    init(width: Int) { self.width = width }

    mutating func flush(
      _ expected: [Int], _ body: ([Float], [Int]) throws -> Void
    ) rethrows {
      var used = 0
      var end = done
      while end < expected.count, used + expected[end] <= states.count / width {
        used += expected[end]
        end += 1
      }
      guard end > done else { return }
      try body(Array(states[..<(used * width)]), Array(expected[done..<end]))
      states.removeFirst(used * width)
      done = end
    }
  }
}
