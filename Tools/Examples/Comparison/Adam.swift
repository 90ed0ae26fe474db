import Tensors

/// Adam (Kingma and Ba 2015) with the paper's settings, as small as it can be.
struct Adam {
  let rate: Float
  private var first: [[Float]], second: [[Float]]
  private var step = 0

  init(_ parameters: ParameterSet<Float>, rate: Float) {
    self.rate = rate
    first = parameters.parameters.map { [Float](repeating: 0, count: $0.count) }
    second = first
  }

  mutating func update(_ gradients: Gradients<Float>) {
    step += 1
    let rate = rate, correction = (1 - power(0.999, step)).squareRoot() / (1 - power(0.9, step))
    for (place, parameter) in gradients.parameters.parameters.enumerated() {
      let gradient = gradients.dense(parameter), values = parameter.elements
      for i in values.indices {
        first[place][i] = 0.9 * first[place][i] + 0.1 * gradient[i]
        second[place][i] = 0.999 * second[place][i] + 0.001 * gradient[i] * gradient[i]
        values[i] -= rate * correction * first[place][i] / (second[place][i].squareRoot() + 1e-8)
      }
    }
  }

  private func power(_ base: Float, _ exponent: Int) -> Float {
    (0..<exponent).reduce(1) { result, _ in result * base }
  }
}
