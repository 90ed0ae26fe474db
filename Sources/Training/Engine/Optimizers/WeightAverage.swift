import Tensors

/// The exponential moving average of weights, which often generalizes better than the last of them: Polyak
/// and Juditsky 1992; Tarvainen and Valpola 2017.
public final class WeightAverage {
  /// The averaged weights.
  public let memory: ParameterMemory
  /// Share of the old average that stays, once many steps have been averaged.
  public let decay: Double
  private let stretches: [ParameterStretches.Stretch]

  /// Starts at the weights as they are.
  public init(decay: Double, of parameters: ParameterSet<Float>) {
    self.decay = decay
    memory = ParameterMemory("average", for: parameters)
    memory.copyWeights()
    stretches = ParameterStretches(parameters).all.filter { !parameters.parameters[$0.parameter].isFrozen }
  }

  /// Takes in the weights after `step` updates. Early on less of the old average stays, (1 + step) / (10 +
  /// step) at most, so that the weights that training began with are soon forgotten.
  public func update(step: Int, on pool: WorkerPool) {
    let kept = min(decay, Double(1 + step) / Double(10 + step))
    pool.run(stretches.count) { piece in
      let stretch = stretches[piece], parameter = memory.parameters.parameters[stretch.parameter]
      guard let weights = parameter.elements.baseAddress,
        let average = memory.elements(parameter).baseAddress
      else { return }
      let start = stretch.range.lowerBound
      optimizerKernels.approach(Float(1 - kept), weights + start, average + start, stretch.range.count)
    }
  }
}
