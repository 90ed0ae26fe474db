import CKernels

/// Gradient descent with momentum (Polyak 1964) or Nesterov's momentum (Sutskever et al. 2013). Formulas as
/// in PyTorch's `SGD` without dampening.
///
///     v ← momentum · v + g,  w ← w − rate · v    (Nesterov: w ← w − rate · (g + momentum · v))
public struct SGD: Optimizer {
  /// Share of the old velocity that stays.
  public var momentum: Float
  /// Whether the gradient is looked at from where the velocity leads.
  public var isNesterov: Bool

  /// Momentum 0.9, unless said otherwise.
  public init(momentum: Float = 0.9, isNesterov: Bool = false) {
    (self.momentum, self.isNesterov) = (momentum, isNesterov)
  }

  /// What is remembered for each weight.
  public var memoryNames: [String] { ["velocity"] }

  /// Updates one stretch in place.
  public func update(_ s: UpdateStretch) {
    var call = ck_sgd(
      scale: s.scale, rate: s.rate, momentum: momentum, decay: s.decay, nesterov: isNesterov,
      is_first: s.step == 1)
    optimizerKernels.sgd(&call, s.weights, s.gradient, s.first, s.count)
  }
}
