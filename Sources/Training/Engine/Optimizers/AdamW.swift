import CKernels

/// Adam with weight decay beside the gradient and not in it: Loshchilov and Hutter 2019. Formulas and order
/// as in PyTorch's `AdamW`.
///
///     w ← (1 − rate · decay) · w
///     m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²
///     w ← w − rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
public struct AdamW: Optimizer {
  /// Share of the old mean that stays.
  public var beta1: Float
  /// Share of the old mean square that stays.
  public var beta2: Float
  /// Added to the root.
  public var epsilon: Float

  /// The paper's numbers, unless said otherwise.
  public init(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8) {
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
  }

  /// What is remembered for each weight.
  public var memoryNames: [String] { Adam.memory }

  /// Updates one stretch in place.
  public func update(_ stretch: UpdateStretch) {
    Adam.update(stretch, beta1, beta2, epsilon, isDecoupled: true)
  }
}
