import CKernels

/// Adadelta: Zeiler 2012. Steps are measured in the size of earlier steps, so that a learning rate of 1 suits
/// most models. Formulas as in PyTorch's `Adadelta`.
///
///     v ← ρ v + (1 − ρ) g²,  Δ = √(u + ε) / √(v + ε) · g
///     u ← ρ u + (1 − ρ) Δ²,  w ← w − rate · Δ
public struct Adadelta: Optimizer {
  /// Share of the old mean squares that stays.
  public var rho: Float
  /// Added under both roots.
  public var epsilon: Float

  /// PyTorch's numbers, unless said otherwise.
  public init(rho: Float = 0.9, epsilon: Float = 1e-6) { (self.rho, self.epsilon) = (rho, epsilon) }

  /// What is remembered for each weight.
  public var memoryNames: [String] { ["square", "change"] }

  /// Updates one stretch in place.
  public func update(_ s: UpdateStretch) {
    var call = ck_adadelta(scale: s.scale, rate: s.rate, rho: rho, epsilon: epsilon, decay: s.decay)
    optimizerKernels.adadelta(&call, s.weights, s.gradient, s.first, s.second, s.count)
  }
}
