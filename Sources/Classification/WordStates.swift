import HierarchicalModels
import Tokenization

/// Reads the words of documents by the lower layers of a word encoder: a word's state is the mean of its
/// pieces', read in windows of whole sentences, so that each word is seen among its neighbours. No window
/// holds words of two documents.
public struct WordStates: Sendable {
  /// The model.
  public let encoder: WordEncoder
  /// How it spells words.
  public let words: PieceWords
  /// Layers that are used, from the lowest; 0 for the embeddings alone.
  public let layers: Int
  /// Word pieces in a window, `[CLS]` and `[SEP]` included.
  public let window: Int

  /// Windows that are encoded at once.
  private static let batch = 16

  /// Creates it from a loaded encoder; `layers` and `window` are cut to what the encoder has.
  public init(encoder: WordEncoder, tokenizer: WordPieceTokenizer, layers: Int, window: Int) {
    self.encoder = encoder
    words = PieceWords(tokenizer)
    self.layers = min(layers, encoder.configuration.layers)
    self.window = max(8, min(window, encoder.configuration.positions))
  }

  /// Components of a state.
  public var width: Int { encoder.configuration.width }

  /// States of each document's words, [words, width], in the order of its pieces.
  ///
  /// - Throws: `ModelError` where the model refuses its input.
  public func states(of documents: [[ClassifierText.Piece]]) throws(ModelError) -> [[Float]] {
    var packer = WindowPacker(capacity: window - 2)
    var states: [[Float]] = []
    var owners: [Owner] = []
    var sentence = 0
    for (document, sentences) in documents.enumerated() {
      var word = 0
      for piece in sentences {
        for pieces in piece.pieces {
          let owner = Owner(document: document, word: word, share: 1 / Float(pieces.count))
          owners += [Owner](repeating: owner, count: pieces.count)
          word += 1
        }
        packer.add(piece.pieces.flatMap(\.self), of: sentence)
        sentence += 1
      }
      packer.close()
      states.append([Float](repeating: 0, count: word * width))
    }
    let windows = packer.take()
    var read = 0
    for first in stride(from: 0, to: windows.count, by: Self.batch) {
      let part = windows[first..<min(windows.count, first + Self.batch)]
      let outputs = try encoder.encode(
        part.map {
          EncoderInput(ids: [words.tokenizer.classificationID] + $0.ids + [words.tokenizer.separatorID])
        }, layers: layers)
      for (window, output) in zip(part, outputs) {
        for place in window.ids.indices {
          add(output, place + 1, to: &states, owners[read])  // [CLS] comes first
          read += 1
        }
      }
    }
    return states
  }

  /// Which word a piece belongs to, and how much it counts in it.
  private struct Owner {
    var document: Int
    var word: Int
    var share: Float
  }

  private func add(_ output: EncoderOutput, _ row: Int, to states: inout [[Float]], _ owner: Owner) {
    let from = row * width, to = owner.word * width
    for component in 0..<width {
      states[owner.document][to + component] += owner.share * output.hidden[from + component]
    }
  }
}
