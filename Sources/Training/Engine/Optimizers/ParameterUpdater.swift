import Tensors

/// Applies an optimizer to all parameters of a set, several stretches at a time. The result does not depend
/// on the number of workers: no number depends on another's place.
public final class ParameterUpdater {
  /// The rule.
  public let optimizer: any Optimizer
  /// Factors and decay of each parameter.
  public let plan: ParameterPlan
  /// What the optimizer remembers.
  public let memories: [ParameterMemory]
  private let parameters: ParameterSet<Float>
  private let stretches: [ParameterStretches.Stretch]

  /// Memory of zeros for every weight.
  public init(_ optimizer: any Optimizer, _ plan: ParameterPlan, for parameters: ParameterSet<Float>) {
    self.optimizer = optimizer
    self.plan = plan
    self.parameters = parameters
    memories = optimizer.memoryNames.map { ParameterMemory($0, for: parameters) }
    stretches = ParameterStretches(parameters).all.filter { plan.rates[$0.parameter] > 0 }
  }

  /// One update.
  ///
  /// - Parameters:
  ///   - scale: what the gradients are multiplied by.
  ///   - step: number of the update; the first is 1.
  public func update(
    _ gradients: Gradients<Float>, rate: Float, scale: Float, step: Int, on pool: WorkerPool
  ) {
    // Rows that this step looked up, by table; −1 for the others.
    var places: [Int: [Int32]] = [:]
    for parameter in parameters.parameters where plan.rates[parameter.index] > 0 {
      guard let rows = gradients.rows(parameter) else { continue }
      var place = [Int32](repeating: -1, count: parameter.count / max(1, rows.width))
      for (index, row) in rows.indices.enumerated() { place[row] = Int32(index) }
      places[parameter.index] = place
    }
    pool.run(stretches.count) { piece in
      let stretch = stretches[piece], parameter = parameters.parameters[stretch.parameter]
      let first = memories[0].elements(parameter), second = memories[memories.count - 1].elements(parameter)
      guard let weights = parameter.elements.baseAddress, let one = first.baseAddress,
        let two = second.baseAddress
      else { return }
      func apply(_ range: Range<Int>, _ gradient: UnsafePointer<Float>?) {
        let start = range.lowerBound
        optimizer.update(
          UpdateStretch(
            weights: weights + start, gradient: gradient, first: one + start, second: two + start,
            count: range.count, rate: rate * plan.rates[stretch.parameter],
            decay: plan.decays[stretch.parameter],
            scale: scale, step: step))
      }
      if let place = places[stretch.parameter], let rows = gradients.rows(parameter) {
        byRows(stretch.range, rows, place, apply)
      } else if let gradient = gradients.dense(parameter).baseAddress {
        apply(stretch.range, UnsafePointer(gradient + stretch.range.lowerBound))
      }
    }
  }

  /// Rows without a gradient are taken together; what is remembered of them fades as if their gradient
  /// were 0.
  private func byRows(
    _ range: Range<Int>, _ rows: RowGradient<Float>, _ place: [Int32],
    _ apply: (Range<Int>, UnsafePointer<Float>?) -> Void
  ) {
    let width = max(1, rows.width)
    rows.withValues { values in
      var quiet = range.lowerBound
      for row in range.lowerBound / width..<range.upperBound / width where place[row] >= 0 {
        if quiet < row * width { apply(quiet..<row * width, nil) }
        apply(row * width..<(row + 1) * width, values.baseAddress.map { $0 + Int(place[row]) * width })
        quiet = (row + 1) * width
      }
      if quiet < range.upperBound { apply(quiet..<range.upperBound, nil) }
    }
  }
}
