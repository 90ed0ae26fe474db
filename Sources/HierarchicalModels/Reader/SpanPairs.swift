import AttentionCore
import Tensors

/// Scores of spans as pairs of places: how well an end goes with a start, bilinear in their hidden states
/// (Dozat and Manning 2017). Added to a start's and an end's own scores it makes the end depend on the start.
public struct SpanPairs<Scalar: TensorScalar> {
  /// What every parameter's name begins with.
  public static var prefix: String { "span_pairs" }
  /// Names of the two maps.
  public static var names: [String] { ["\(prefix).start", "\(prefix).end"] }
  /// Components in which starts and ends are compared.
  public static var width: Int { 64 }
  /// What products are multiplied by.
  public static var scale: Float { 1 / Float(width).squareRoot() }
  /// The longest span that is scored in training, in units, unless a gold answer is longer.
  public static var longest: Int { 64 }

  private let start, end: LinearLayer<Scalar>

  /// Adds the parameters to a set.
  ///
  /// - Parameter inputs: width of hidden states.
  public init(inputs: Int, in parameters: ParameterSet<Scalar>) {
    start = LinearLayer(Self.names[0], inputs: inputs, outputs: Self.width, in: parameters)
    end = LinearLayer(Self.names[1], inputs: inputs, outputs: Self.width, in: parameters)
  }

  /// Hidden states [sequences, length, inputs] to scores [sequences, length of starts, length of ends].
  public func callAsFunction(
    _ hidden: Variable<Scalar>, precision: Precision = .full
  ) -> Variable<Scalar> {
    let starts = start(hidden, precision: precision) * Scalar(Self.scale)
    return starts.multiplied(by: end(hidden, precision: precision), otherTransposed: true)
  }
}
