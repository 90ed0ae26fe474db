/// A rule that moves weights against their gradients. It is applied to one stretch of memory at a time, in
/// any order and on any thread: what it remembers lies beside the weights, and nothing else may be
/// remembered.
public protocol Optimizer: Sendable {
  /// Names of the numbers that are remembered for each weight, one or two; they start at 0.
  var memoryNames: [String] { get }
  /// Updates one stretch in place.
  func update(_ stretch: UpdateStretch)
}

/// Weights that lie side by side, with their gradients and what the optimizer remembers of them.
public struct UpdateStretch {
  /// The weights.
  public var weights: UnsafeMutablePointer<Float>
  /// Their gradients; nil where all are 0.
  public var gradient: UnsafePointer<Float>?
  /// The first remembered number of each weight.
  public var first: UnsafeMutablePointer<Float>
  /// The second; the same as `first` for optimizers that have one.
  public var second: UnsafeMutablePointer<Float>
  /// Number of weights.
  public var count: Int
  /// Learning rate of these weights in this step.
  public var rate: Float
  /// Weight decay of these weights.
  public var decay: Float
  /// What gradients are multiplied by first: clipping.
  public var scale: Float
  /// Number of this update; the first is 1.
  public var step: Int
}

extension OptimizerSettings {
  /// The optimizer, with its numbers.
  public var optimizer: any Optimizer {
    let (first, second) = (Float(beta1), Float(beta2))
    func epsilon(_ own: Float) -> Float { self.epsilon > 0 ? Float(self.epsilon) : own }
    return switch name {
    case .adamw: AdamW(beta1: first, beta2: second, epsilon: epsilon(1e-8))
    case .adam: Adam(beta1: first, beta2: second, epsilon: epsilon(1e-8))
    case .adadelta: Adadelta(rho: Float(rho), epsilon: epsilon(1e-6))
    case .sgd: SGD(momentum: Float(momentum), isNesterov: nesterov)
    }
  }
}
