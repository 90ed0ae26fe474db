import Tensors

/// What a linear layer learns beside weights that stay as they are: Hu et al. 2021.
///
///     y = x · weightᵀ + bias + scale · (x · downᵀ) · upᵀ
///
/// Under the names `NAME.adapter_down` and `NAME.adapter_up` behind the layer's own. `up` starts at 0, so
/// that nothing is changed at first.
public struct LowRankAdapter<Scalar: TensorScalar> {
  /// [rank, inputs].
  public let down: Parameter<Scalar>
  /// [outputs, rank].
  public let up: Parameter<Scalar>
  /// What the product is multiplied by.
  public let scale: Scalar

  /// What follows a layer's name.
  public static var suffixes: (down: String, up: String) { ("adapter_down", "adapter_up") }

  /// Adds both parameters to a set.
  public init(
    _ name: String, inputs: Int, outputs: Int, rank: Int, scale: Double, in parameters: ParameterSet<Scalar>
  ) {
    down = parameters.add("\(name).\(Self.suffixes.down)", [rank, inputs], .fanIn)
    up = parameters.add("\(name).\(Self.suffixes.up)", [outputs, rank], .zeros)
    self.scale = Scalar(scale)
  }

  /// What is added to the layer's result; x [..., inputs] to [..., outputs].
  public func callAsFunction(_ x: Variable<Scalar>, precision: Precision = .full) -> Variable<Scalar> {
    let low = x.linear(x.variable(down), precision: precision) * scale  // (..., rank)
    return low.linear(x.variable(up), precision: precision)
  }
}

extension LinearLayer {
  /// Gives the layer an adapter, whose parameters may be of another set than its own.
  public mutating func adapt(rank: Int, scale: Double, in parameters: ParameterSet<Scalar>) {
    adapter = LowRankAdapter(
      String(weight.name.dropLast(".weight".count)), inputs: weight.shape[1], outputs: weight.shape[0],
      rank: rank, scale: scale, in: parameters)
  }
}

extension MultiHeadAttention {
  /// Gives each of the four layers an adapter.
  public mutating func adapt(rank: Int, scale: Double, in parameters: ParameterSet<Scalar>) {
    query.adapt(rank: rank, scale: scale, in: parameters)
    key.adapt(rank: rank, scale: scale, in: parameters)
    value.adapt(rank: rank, scale: scale, in: parameters)
    output.adapt(rank: rank, scale: scale, in: parameters)
  }
}
