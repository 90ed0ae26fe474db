import HierarchicalModels
import Tensors

/// A pyramid of gated recurrent units in both directions: each layer reads the states below it two by two,
/// and so is half as long (Chan, Jaitly, Le and Vinyals 2016, section 3.1; theirs are LSTMs).
///
///     h^j_i = GRU([h^{j−1}_{2i}; h^{j−1}_{2i+1}])
///
/// Parameters `NAME.layer.N`, as ``BidirectionalGRU`` names them.
package struct PyramidEncoder<Scalar: TensorScalar> {
  private let layers: [BidirectionalGRU<Scalar>]
  private let dropout: Double

  /// Adds the pyramid's parameters to a set.
  ///
  /// - Parameters:
  ///   - inputs: width of frames.
  ///   - hidden: width of states, half of it in either direction.
  ///   - dropout: rate at which states of a layer are dropped while the tape is training.
  package init(
    _ name: String, layers: Int, inputs: Int, hidden: Int, dropout: Double = 0,
    in parameters: ParameterSet<Scalar>
  ) {
    self.dropout = dropout
    self.layers = (0..<layers).map { number in
      BidirectionalGRU(
        "\(name).layer.\(number)", inputs: 2 * (number == 0 ? inputs : hidden), hidden: hidden / 2,
        in: parameters)
    }
  }

  /// x [batch, frames, inputs] to states [batch, frames / 2^layers, hidden].
  ///
  /// - Parameters:
  ///   - x: 0 behind a sequence's end; as many frames as whole keys have.
  ///   - lengths: frames of each sequence.
  /// - Returns: states, and keys of each sequence, the last of which may stand for fewer frames.
  package func callAsFunction(
    _ x: Variable<Scalar>, lengths: [Int]
  ) -> (states: Variable<Scalar>, lengths: [Int]) {
    precondition(x.shape[1] % (1 << layers.count) == 0, "\(x.shape[1]) frames are no whole number of keys")
    var (x, lengths) = (x, lengths)
    for layer in layers {
      lengths = lengths.map { ($0 + 1) / 2 }
      let pairs = x.reshaped([x.shape[0], x.shape[1] / 2, 2 * x.columns])
      x = layer(pairs, lengths: lengths).dropout(dropout)
    }
    return (x, lengths)
  }
}
