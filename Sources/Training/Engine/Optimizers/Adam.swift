import CKernels

/// Adam: Kingma and Ba 2015. Weight decay, where there is any, is added to the gradient, as in PyTorch's
/// `Adam`.
public struct Adam: Optimizer {
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

  static let memory = ["mean", "square"]
  /// What is remembered for each weight.
  public var memoryNames: [String] { Self.memory }

  /// Updates one stretch in place.
  public func update(_ stretch: UpdateStretch) {
    Self.update(stretch, beta1, beta2, epsilon, isDecoupled: false)
  }

  static func update(
    _ s: UpdateStretch, _ beta1: Float, _ beta2: Float, _ epsilon: Float, isDecoupled: Bool
  ) {
    // The corrections in double precision: late in a run a power of 0.999 is far below what f32 resolves
    // beside 1.
    let one = 1 - power(Double(beta1), s.step), two = (1 - power(Double(beta2), s.step)).squareRoot()
    var call = ck_adam(
      scale: s.scale, rate: s.rate, beta1: beta1, beta2: beta2, epsilon: epsilon, decay: s.decay,
      correction1: Float(one), correction2: Float(two), decoupled: isDecoupled)
    optimizerKernels.adam(&call, s.weights, s.gradient, s.first, s.second, s.count)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}

/// The update kernels that this processor runs best.
let optimizerKernels = ck_best_optimizer_table().pointee
