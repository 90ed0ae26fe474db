import HierarchicalModels
import Tokenization

/// Sentence vectors from a word encoder: sentences are read together in windows, so that each word is seen in
/// the context of its neighbours, and a sentence's vector is the mean of its word pieces' hidden states.
///
/// Windows end at sentence ends. A sentence longer than a window is read in several, and all of them count:
/// nothing is cut.
public struct WordPieceSentenceEncoder: SentenceEncoding {
  /// The model.
  public let encoder: WordEncoder
  /// Its word pieces.
  public let tokenizer: WordPieceTokenizer
  /// Word pieces in a window, `[CLS]` and `[SEP]` included.
  public var window: Int
  /// Layers that are used, from the lowest; nil for all, 0 for the embeddings alone.
  public var layers: Int?

  /// Windows that are encoded at once; their hidden states are all that is kept of a long document's.
  private static let batch = 16

  /// Creates an encoder from a loaded model and its vocabulary.
  ///
  /// - Parameters:
  ///   - window: Word pieces in a window, at most as many as the model has positions.
  ///   - layers: How many layers to use, from the lowest; nil for all.
  public init(encoder: WordEncoder, tokenizer: WordPieceTokenizer, window: Int = 256, layers: Int? = nil) {
    self.encoder = encoder
    self.tokenizer = tokenizer
    self.layers = layers
    self.window = max(8, min(window, encoder.configuration.positions))
  }

  /// The model's name, version and precision, and how many layers are used where not all are.
  public var name: String {
    let used = layers.map { "layers \($0)" } ?? ""
    return [encoder.name, encoder.version, encoder.precision.rawValue, used].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// Components of a hidden state.
  public var width: Int { encoder.configuration.width }

  /// Means of hidden states, `sentences.count` × ``width``; zeros for a sentence without word pieces.
  ///
  /// - Throws: `ModelError` where the model refuses its input.
  public func vectors(for sentences: [String]) throws -> [Float] {
    try vectors(forEach: [sentences])[0]
  }

  /// The same, telling `progress` after each batch of windows how many sentences are read to their end.
  ///
  /// - Throws: `ModelError` where the model refuses its input; what `progress` throws.
  public func vectors(for sentences: [String], following progress: (Int) throws -> Void) throws -> [Float] {
    try vectors(forEach: [sentences], following: progress)[0]
  }

  /// Means of hidden states for the sentences of many documents. No window holds sentences of two documents,
  /// but windows of all of them are encoded together, so that short documents fill batches as well as long
  /// ones.
  ///
  /// - Throws: `ModelError` where the model refuses its input.
  public func vectors(forEach documents: [[String]]) throws -> [[Float]] {
    try vectors(forEach: documents, following: { _ in })
  }

  private func vectors(
    forEach documents: [[String]], following progress: (Int) throws -> Void
  ) throws -> [[Float]] {
    let sentences = documents.flatMap(\.self)
    var sums = [Float](repeating: 0, count: sentences.count * width)
    var pieces = [Int](repeating: 0, count: sentences.count)
    var packer = WindowPacker(capacity: window - 2)
    var index = 0
    for document in documents {
      for sentence in document {
        packer.add(tokenizer.encode(sentence).ids, of: index)
        index += 1
        if packer.windows.count >= Self.batch {
          try encode(packer.take(), sums: &sums, pieces: &pieces)
          try progress(index - 1)
        }
      }
      packer.close()
    }
    try encode(packer.take(), sums: &sums, pieces: &pieces)
    try progress(index)
    for index in sentences.indices where pieces[index] > 0 {
      let scale = 1 / Float(pieces[index])
      for place in index * width..<(index + 1) * width { sums[place] *= scale }
    }
    if documents.count == 1 { return [sums] }
    var start = 0
    return documents.map { document in
      defer { start += document.count * width }
      return Array(sums[start..<start + document.count * width])
    }
  }

  private func encode(_ windows: [WindowPacker.Window], sums: inout [Float], pieces: inout [Int]) throws {
    guard !windows.isEmpty else { return }
    let outputs = try encoder.encode(
      windows.map { EncoderInput(ids: [tokenizer.classificationID] + $0.ids + [tokenizer.separatorID]) },
      layers: layers)
    for (window, output) in zip(windows, outputs) {
      for part in window.parts {
        pieces[part.sentence] += part.range.count
        for piece in part.range {
          let source = (piece + 1) * width  // [CLS] comes first
          for component in 0..<width {
            sums[part.sentence * width + component] += output.hidden[source + component]
          }
        }
      }
    }
  }
}
