import Tensors

/// y = x · weightᵀ + bias, with the names and layout of PyTorch's `nn.Linear`: `NAME.weight`
/// [outputs, inputs] and `NAME.bias` [outputs].
public struct LinearLayer<Scalar: TensorScalar> {
  /// [outputs, inputs].
  public let weight: Parameter<Scalar>
  /// [outputs]; nil for a layer without.
  public let bias: Parameter<Scalar>?
  /// What is learned beside the weights; nil where they are.
  public internal(set) var adapter: LowRankAdapter<Scalar>?

  /// Adds the layer's parameters to a set.
  public init(
    _ name: String, inputs: Int, outputs: Int, hasBias: Bool = true, initializer: Initializer = .glorot,
    in parameters: ParameterSet<Scalar>
  ) {
    weight = parameters.add("\(name).weight", [outputs, inputs], initializer)
    bias = hasBias ? parameters.add("\(name).bias", [outputs], .zeros) : nil
  }

  /// x [..., inputs] to [..., outputs].
  public func callAsFunction(_ x: Variable<Scalar>, precision: Precision = .full) -> Variable<Scalar> {
    let y = x.linear(x.variable(weight), bias: bias.map { x.variable($0) }, precision: precision)
    return adapter.map { y + $0(x, precision: precision) } ?? y
  }
}

extension LinearLayer {
  /// `outer` after GELU after this layer; x [..., inputs] to [..., outer's outputs].
  public func feedForward(
    _ x: Variable<Scalar>, _ outer: LinearLayer, precision: Precision = .full
  ) -> Variable<Scalar> {
    guard let bias, let outerBias = outer.bias, adapter == nil, outer.adapter == nil else {
      return outer(self(x, precision: precision).gelu(), precision: precision)
    }
    return x.feedForward(
      inner: x.variable(weight), innerBias: x.variable(bias), outer: x.variable(outer.weight),
      outerBias: x.variable(outerBias), precision: precision)
  }
}

extension Variable {
  /// A parameter on this variable's tape.
  package func variable(_ parameter: Parameter<Scalar>) -> Variable { tape.variable(parameter) }
}
