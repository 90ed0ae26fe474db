import Tensors

/// A normalizer of the form max(scale · z − τ, 0) to some power, with τ found by sorting: sparsemax and
/// entmax.
protocol RowFunction {
  /// τ for scores whose largest is 0; they are not empty, and may be reordered.
  static func threshold<Scalar: TensorScalar>(_ scores: inout [Scalar]) -> Scalar
  /// The weight of a score.
  static func weight<Scalar: TensorScalar>(_ score: Scalar, _ threshold: Scalar) -> Scalar
  /// s in the Jacobian diag(s) − s sᵀ / Σ s, from a weight that is not 0.
  static func curvature<Scalar: TensorScalar>(_ weight: Scalar) -> Scalar
}

/// A row function's loops over the rows of a matrix.
struct RowLoops<Function: RowFunction, Scalar: TensorScalar> {
  typealias Numbers = UnsafeMutablePointer<Scalar>

  static func forward(_ x: Numbers, _ mask: [UInt8]?, _ y: Numbers, _ rows: Int, _ columns: Int) {
    var seen: [Scalar] = []
    for row in 0..<rows {
      let range = (row * columns)..<((row + 1) * columns)
      seen.removeAll(keepingCapacity: true)
      for i in range where mask.map({ $0[i] != 0 }) ?? true { seen.append(x[i]) }
      guard let most = seen.max() else {
        for i in range { y[i] = 0 }
        continue
      }
      // Nothing changes when all scores are moved together, and differences to the largest lose no digits.
      for i in seen.indices { seen[i] -= most }
      let threshold = Function.threshold(&seen)
      for i in range { y[i] = mask.map({ $0[i] != 0 }) ?? true ? Function.weight(x[i] - most, threshold) : 0 }
    }
  }

  /// dx += s ∘ (dy − s · dy / Σ s)
  static func backward(_ y: Numbers, _ dy: Numbers, _ dx: Numbers, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let range = (row * columns)..<((row + 1) * columns)
      var total: Scalar = 0, product: Scalar = 0
      for i in range where y[i] > 0 {
        let s = Function.curvature(y[i])
        total += s
        product += s * dy[i]
      }
      guard total > 0 else { continue }
      let shared = product / total
      for i in range where y[i] > 0 { dx[i] += Function.curvature(y[i]) * (dy[i] - shared) }
    }
  }
}

/// The loops of one row function for both scalars. Naming the scalars where the function is named has the
/// loops compiled for them; a call from generic code of another module would not.
struct RowKernel {
  typealias Loops<Scalar> = (
    forward: (UnsafeMutablePointer<Scalar>, [UInt8]?, UnsafeMutablePointer<Scalar>, Int, Int) -> Void,
    backward: (
      UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>, Int, Int
    ) -> Void
  )
  let float: Loops<Float>
  let double: Loops<Double>

  func apply<Scalar>(_ scores: Variable<Scalar>, mask: [UInt8]?) -> Variable<Scalar> {
    precondition(
      mask.map { $0.count == scores.count } ?? true,
      "a mask needs one byte for each of \(scores.count) scores")
    let rows = scores.rows, columns = scores.columns, dx = scores.slot
    let result = scores.tape.buffer(scores.count)
    if Scalar.self == Float.self {
      float.forward(cast(scores.pointer), mask, cast(result.pointer), rows, columns)
    } else {
      double.forward(cast(scores.pointer), mask, cast(result.pointer), rows, columns)
    }
    return scores.tape.record(scores.shape, result, from: [dx]) { dy in
      guard let sum = dx?.sum() else { return }
      if Scalar.self == Float.self {
        float.backward(cast(result.pointer), cast(dy.pointer), cast(sum), rows, columns)
      } else {
        double.backward(cast(result.pointer), cast(dy.pointer), cast(sum), rows, columns)
      }
    }
  }

  private func cast<From, To>(_ pointer: UnsafeMutablePointer<From>) -> UnsafeMutablePointer<To> {
    precondition(From.self == To.self, "there are kernels for Float and Double, not for \(From.self)")
    return UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: To.self)
  }
}
