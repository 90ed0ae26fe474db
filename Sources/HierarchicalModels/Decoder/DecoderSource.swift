import AttentionCore
import Tensors

/// What a decoder attends to: states that an encoder gave, one for each place of its input. Places are words
/// here and sentences there, frames of sound or regions of a picture; the decoder only knows their order.
public struct DecoderSource<Scalar: TensorScalar> {
  /// [sequences, places, width].
  public var states: Variable<Scalar>
  /// Places of each sequence; what stands behind them is padding.
  public var lengths: [Int]
  /// The word that can be copied from each place, as the decoder numbers words: below the vocabulary's size
  /// one of its words, from there on one that only this sequence has; −1 where there is none. Empty where
  /// nothing is copied.
  public var words: [[Int]]

  /// A source of its parts.
  public init(states: Variable<Scalar>, lengths: [Int], words: [[Int]] = []) {
    precondition(
      states.rank == 3 && lengths.count == states.shape[0] && (words.isEmpty || words.count == lengths.count),
      "\(lengths.count) lengths and \(words.count) lists of words do not fit states of shape \(states.shape)")
    (self.states, self.lengths, self.words) = (states, lengths, words)
  }

  /// Number of places, padding included.
  public var places: Int { states.shape[1] }
  /// Which places are there.
  var mask: AttentionMask { .padding(lengths) }

  /// Those sequences, in that order.
  package func selecting(_ rows: [Int]) -> DecoderSource {
    DecoderSource(
      states: states.gathered(rows), lengths: rows.map { lengths[$0] },
      words: words.isEmpty ? [] : rows.map { words[$0] })
  }

  /// The mean of each sequence's states, [sequences, width]; 0 for a sequence without places.
  var mean: Variable<Scalar> {
    var shares = [Scalar](repeating: 0, count: lengths.count * places)
    for (row, length) in lengths.enumerated() {
      for place in 0..<length { shares[row * places + place] = 1 / Scalar(length) }
    }
    return states.tape.constant(shares, shape: [lengths.count, 1, places]).multiplied(by: states)
      .reshaped([lengths.count, states.columns])
  }
}
