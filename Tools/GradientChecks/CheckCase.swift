import Tensors

/// A computation whose gradients are checked: an operation, or a mechanism with its parameters.
///
/// One definition serves three checks: central differences in double precision, the fast kernels against the
/// plain ones, and PyTorch's values where the fixture has an entry of the same name.
package struct CheckCase<Scalar: TensorScalar> {
  package typealias Run = (Tape<Scalar>, [Variable<Scalar>]) -> [Variable<Scalar>]

  package let name: String
  package let shapes: [[Int]]
  /// Whether inputs are in 0.5 ... 2 rather than in −2 ... 2.
  package let isPositive: Bool
  /// Makes the parameters and returns what computes the outputs.
  package let build: (ParameterSet<Scalar>) -> Run

  package init(
    _ name: String, _ shapes: [[Int]], isPositive: Bool = false,
    build: @escaping (ParameterSet<Scalar>) -> Run
  ) {
    self.name = name
    self.shapes = shapes
    self.isPositive = isPositive
    self.build = build
  }

  /// An operation without parameters and with one output.
  package init(
    _ name: String, _ shapes: [Int]..., isPositive: Bool = false,
    run: @escaping ([Variable<Scalar>]) -> Variable<Scalar>
  ) {
    self.init(name, shapes, isPositive: isPositive) { _ in { _, x in [run(x)] } }
  }
}

/// Values for inputs, parameters and outputs' weights, and what came of them.
package struct Evaluation {
  package var inputs: [[Double]]
  package var parameters: [String: [Double]]
  /// One weight for each element of each output; the loss is the weighted sum.
  package var weights: [[Double]] = []
  package var outputs: [[Double]] = []
  package var outputShapes: [[Int]] = []
  package var inputGradients: [[Double]] = []
  package var parameterGradients: [String: [Double]] = [:]
  package var loss = 0.0

  package init(inputs: [[Double]], parameters: [String: [Double]]) {
    self.inputs = inputs
    self.parameters = parameters
  }
}

/// A case with its parameters made, ready to be evaluated at any values.
package final class Evaluator<Scalar: TensorScalar> {
  package let checkCase: CheckCase<Scalar>
  package let parameters = ParameterSet<Scalar>(seed: 7)
  private let run: CheckCase<Scalar>.Run
  private let gradients: Gradients<Scalar>
  private let tape: Tape<Scalar>

  package init(_ checkCase: CheckCase<Scalar>) {
    self.checkCase = checkCase
    run = checkCase.build(parameters)
    gradients = Gradients(for: parameters)
    tape = Tape(gradients: gradients, isTraining: true)
  }

  /// Random values for everything.
  package func sample() -> Evaluation {
    let stream = checkCase.name.utf8.reduce(1) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    var random = CounterRandom(seed: 11, stream: stream)
    func values(_ count: Int, _ lower: Double, _ upper: Double) -> [Double] {
      // Sixteen bits, so that f32 holds the same numbers.
      (0..<count).map { _ in lower + (upper - lower) * Double(random.nextWord() >> 16) / 65536 }
    }
    let range = checkCase.isPositive ? (0.5, 2.0) : (-2.0, 2.0)
    let inputs = checkCase.shapes.map { values($0.reduce(1, *), range.0, range.1) }
    var named: [String: [Double]] = [:]
    for parameter in parameters.parameters { named[parameter.name] = values(parameter.count, -0.75, 0.75) }
    return Evaluation(inputs: inputs, parameters: named)
  }

  /// Forward, and backward if asked for. Missing weights are made up.
  package func evaluate(_ at: Evaluation, backward: Bool = true) -> Evaluation {
    var result = at
    for parameter in parameters.parameters {
      if let values = at.parameters[parameter.name] { parameter.set(values) }
    }
    gradients.clear()
    tape.seed = 5
    let inputs = zip(at.inputs, checkCase.shapes).map { tape.input($0.map { Scalar($0) }, shape: $1) }
    let outputs = run(tape, inputs)
    if result.weights.isEmpty {
      var random = CounterRandom(seed: 13, stream: 1)
      result.weights = outputs.map { output in
        (0..<output.count).map { _ in Double(random.nextWord() >> 16) / 32768 - 1 }
      }
    }
    result.outputs = outputs.map { $0.values.map { Double($0) } }
    result.outputShapes = outputs.map(\.shape)
    var total = tape.constant([0], shape: [])
    for (output, weights) in zip(outputs, result.weights) where output.count > 0 {
      total = total + (output * tape.constant(weights.map { Scalar($0) }, shape: output.shape)).sum()
    }
    result.loss = Double(total.scalar)
    guard backward else {
      tape.reset()
      return result
    }
    tape.backward(from: total)
    result.inputGradients = zip(inputs, at.inputs).map { input, values in
      input.gradient?.map { Double($0) } ?? [Double](repeating: 0, count: values.count)
    }
    for parameter in parameters.parameters {
      if let rows = gradients.rows(parameter) {
        var dense = [Double](repeating: 0, count: parameter.count)
        rows.withValues { values in
          for (place, row) in rows.indices.enumerated() {
            for i in 0..<rows.width { dense[row * rows.width + i] = Double(values[place * rows.width + i]) }
          }
        }
        result.parameterGradients[parameter.name] = dense
      } else {
        result.parameterGradients[parameter.name] = gradients.dense(parameter).map { Double($0) }
      }
    }
    return result
  }
}
