import Tensors

/// How far two computations of the same numbers are apart: infinitely, where one has more of them than the
/// other.
package func worst(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  var worst = 0.0
  for (x, y) in zip(a, b) {
    guard x.isFinite, y.isFinite else { return .infinity }
    worst = max(worst, abs(x - y) / max(1, abs(x), abs(y)))
  }
  return worst
}

/// The largest relative error of the tape's gradients against central differences in double precision, over
/// every element of every input and parameter.
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
  // Where nothing would be compared, nothing has been found to be right.
  var error = (exact.inputGradients + exact.parameterGradients.values).allSatisfy(\.isEmpty) ? .infinity : 0.0
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

/// The largest difference of outputs and gradients; infinite where one of the two has something that the
/// other lacks, or nothing came out at all.
package func difference(_ a: Evaluation, _ b: Evaluation) -> Double {
  guard !a.outputs.isEmpty, !a.outputs.allSatisfy(\.isEmpty), a.outputs.count == b.outputs.count,
    a.inputGradients.count == b.inputGradients.count,
    Set(a.parameterGradients.keys) == Set(b.parameterGradients.keys)
  else { return .infinity }
  var error = 0.0
  for (x, y) in zip(a.outputs, b.outputs) { error = max(error, worst(x, y)) }
  for (x, y) in zip(a.inputGradients, b.inputGradients) { error = max(error, worst(x, y)) }
  for (name, x) in a.parameterGradients { error = max(error, worst(x, b.parameterGradients[name] ?? [])) }
  return error
}
