import Tensors

/// A gated recurrent unit in both directions (Cho et al. 2014, Schuster and Paliwal 1997), under PyTorch's
/// names: `NAME.weight_ih_l0`, `NAME.weight_hh_l0`, their biases, and the same with `_reverse`.
public struct BidirectionalGRU<Scalar: TensorScalar> {
  private struct Direction {
    let input, recurrent, inputBias, recurrentBias: Parameter<Scalar>

    init(
      _ name: String, _ suffix: String, inputs: Int, hidden: Int, in parameters: ParameterSet<Scalar>
    ) {
      let start = Initializer.uniform(1 / Double(hidden).squareRoot())
      input = parameters.add("\(name).weight_ih_l0\(suffix)", [3 * hidden, inputs], start)
      recurrent = parameters.add("\(name).weight_hh_l0\(suffix)", [3 * hidden, hidden], start)
      inputBias = parameters.add("\(name).bias_ih_l0\(suffix)", [3 * hidden], start)
      recurrentBias = parameters.add("\(name).bias_hh_l0\(suffix)", [3 * hidden], start)
    }

    func weights(_ x: Variable<Scalar>) -> GRUWeights<Scalar> {
      GRUWeights(
        input: x.variable(input), recurrent: x.variable(recurrent), inputBias: x.variable(inputBias),
        recurrentBias: x.variable(recurrentBias))
    }
  }

  private let forward, backward: Direction

  /// Adds the unit's parameters to a set.
  public init(_ name: String, inputs: Int, hidden: Int, in parameters: ParameterSet<Scalar>) {
    forward = Direction(name, "", inputs: inputs, hidden: hidden, in: parameters)
    backward = Direction(name, "_reverse", inputs: inputs, hidden: hidden, in: parameters)
  }

  /// x [batch, time, inputs] to [batch, time, 2 · hidden]; 0 behind a sequence's end.
  public func callAsFunction(_ x: Variable<Scalar>, lengths: [Int]) -> Variable<Scalar> {
    x.gatedRecurrentUnit(lengths: lengths, forward: forward.weights(x), backward: backward.weights(x))
  }
}
