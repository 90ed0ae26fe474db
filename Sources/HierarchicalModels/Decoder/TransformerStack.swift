import AttentionCore
import Tensors

/// Layers of self-attention over the places of a source (Vaswani et al. 2017), norm first (Xiong et al.
/// 2020): what a ``TransformerDecoder`` reads where no recurrent encoder goes before it.
///
///     x = W vector + b + position
///     x = x + self(norm x);  x = x + outer(gelu(inner(norm x)));  states = norm x
///
/// Parameters `NAME.input`, `NAME.layer.N.self.…`, `.inner`, `.outer`, `.norm1`, `.norm2` and `NAME.norm`.
public struct TransformerStack<Scalar: TensorScalar> {
  private struct Layer {
    let attention: MultiHeadAttention<Scalar>
    let inner, outer: LinearLayer<Scalar>
    let norms: [NormLayer<Scalar>]
  }

  private let input: LinearLayer<Scalar>
  private let layers: [Layer]
  private let norm: NormLayer<Scalar>
  private let dropout: Double
  private let precision: Precision

  /// Adds the stack's parameters to a set.
  ///
  /// - Parameters:
  ///   - inputs: width of what stands at each place.
  ///   - hidden: width of the layers and of the states.
  ///   - inner: width inside each layer's feed-forward part.
  ///   - dropout: rate at which what each part adds is dropped while the tape is training.
  public init(
    _ name: String, layers: Int, heads: Int, inputs: Int, hidden: Int, inner: Int, dropout: Double = 0,
    precision: Precision = .full, in parameters: ParameterSet<Scalar>
  ) {
    self.dropout = dropout
    self.precision = precision
    input = LinearLayer("\(name).input", inputs: inputs, outputs: hidden, in: parameters)
    self.layers = (0..<layers).map { number in
      let layer = "\(name).layer.\(number)"
      var attention = MultiHeadAttention<Scalar>(
        .init("\(layer).self"), width: hidden, heads: heads, in: parameters)
      attention.precision = precision
      return Layer(
        attention: attention,
        inner: LinearLayer("\(layer).inner", inputs: hidden, outputs: inner, in: parameters),
        outer: LinearLayer("\(layer).outer", inputs: inner, outputs: hidden, in: parameters),
        norms: (1...2).map { NormLayer("\(layer).norm\($0)", hidden, in: parameters) })
    }
    norm = NormLayer("\(name).norm", hidden, in: parameters)
  }

  /// x [sequences, places, inputs] to states [sequences, places, hidden].
  ///
  /// - Parameter lengths: places of each sequence; what stands behind them is seen by none of the others.
  public func callAsFunction(_ x: Variable<Scalar>, lengths: [Int]) -> Variable<Scalar> {
    let first = input(x, precision: precision)
    let places = SinusoidalPosition.table(
      0..<x.shape[1], width: first.columns, as: Scalar.self)
    var x = (first + first.tape.constant(places, shape: [1, x.shape[1], first.columns])).dropout(dropout)
    for layer in layers {
      let own = layer.norms[0](x)
      let context = layer.attention.context(query: own, keys: own, values: own, mask: .padding(lengths))
      x = x + context.dropout(dropout)
      x =
        x
        + layer.inner.feedForward(layer.norms[1](x), layer.outer, precision: precision).dropout(dropout)
    }
    return norm(x)
  }
}
