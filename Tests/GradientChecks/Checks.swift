import Tensors

/// How far two computations of the same numbers are apart.
package func worst(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count, "\(a.count) numbers cannot be compared with \(b.count)")
  var worst = 0.0
  for (x, y) in zip(a, b) {
    guard x.isFinite, y.isFinite else { return .infinity }
    worst = max(worst, abs(x - y) / max(1, abs(x), abs(y)))
  }
  return worst
}

/// The largest relative error of the tape's gradients against central differences in double precision, over every
/// element of every input and parameter.
///
/// The step balances the truncation error h² against rounding ε / h: both are near 1e-10 at 2e-5.
package func gradientError(_ checkCase: CheckCase<Double>) -> Double {
  let evaluator = Evaluator(checkCase)
  let exact = evaluator.evaluate(evaluator.sample())
  let h = 2e-5
  func slope(_ change: (inout Evaluation, Double) -> Void) -> Double {
    var up = exact, down = exact
    change(&up, h)
    change(&down, -h)
    return (evaluator.evaluate(up, backward: false).loss - evaluator.evaluate(down, backward: false).loss)
      / (2 * h)
  }
  var error = 0.0
  for (place, gradient) in exact.inputGradients.enumerated() {
    let numeric = gradient.indices.map { i in slope { $0.inputs[place][i] += $1 } }
    error = max(error, worst(gradient, numeric))
  }
  for (name, gradient) in exact.parameterGradients {
    let numeric = gradient.indices.map { i in slope { $0.parameters[name]?[i] += $1 } }
    error = max(error, worst(gradient, numeric))
  }
  return error
}

/// The largest difference between the same computation in `Float`, on the fast kernels, and in `Double`.
package func precisionError(_ fast: CheckCase<Float>, _ plain: CheckCase<Double>) -> Double {
  let reference = Evaluator(plain)
  let expected = reference.evaluate(reference.sample())
  return difference(Evaluator(fast).evaluate(expected), expected)
}

/// The largest difference of outputs and gradients.
package func difference(_ a: Evaluation, _ b: Evaluation) -> Double {
  var error = 0.0
  for (x, y) in zip(a.outputs, b.outputs) { error = max(error, worst(x, y)) }
  for (x, y) in zip(a.inputGradients, b.inputGradients) { error = max(error, worst(x, y)) }
  for (name, x) in a.parameterGradients {
    if let y = b.parameterGradients[name] { error = max(error, worst(x, y)) }
  }
  return error
}
