import Tensors

/// What makes weights of scores, row by row. Rows that are masked throughout become 0, forward and backward.
public enum Normalizer: String, Sendable, Hashable, CaseIterable {
  /// exp(z) / Σ exp(z): every key that is seen gets some weight.
  case softmax
  /// The point of the simplex nearest to the scores, with exact zeros: Martins and Astudillo 2016.
  case sparsemax
  /// Tsallis entmax with α = 1.5, between softmax and sparsemax: Peters, Niculae and Martins 2019.
  case entmax15
  /// Each key for itself, 1 / (1 + exp(−z)); weights need not sum to 1.
  case sigmoid

  /// Weights from scores [..., keys].
  ///
  /// - Parameter mask: a byte for each score, 0 where the key takes no part.
  public func callAsFunction<Scalar>(_ scores: Variable<Scalar>, mask: [UInt8]? = nil) -> Variable<Scalar> {
    switch self {
    case .softmax: return scores.softmax(mask: mask)
    case .sparsemax: return scores.sparsemax(mask: mask)
    case .entmax15: return scores.entmax15(mask: mask)
    case .sigmoid:
      let weights = scores.sigmoid()
      guard let mask else { return weights }
      return weights * scores.tape.constant(mask.map { $0 == 0 ? 0 : 1 }, shape: scores.shape)
    }
  }
}

/// A function of the rows of a matrix that sorts: forward from scores to weights, backward from the weights.
///
/// Generic code that is called from another module is not compiled for its scalar; naming the two scalars here has
/// the loops compiled for both.
protocol RowFunction {
  /// Weights of the scores `kept`, which is not empty and may be reordered, as max(z · scale − threshold, 0) to some power:
  /// returns the threshold.
  static func threshold<Scalar: TensorScalar>(_ kept: inout [Scalar]) -> Scalar
  static func weight<Scalar: TensorScalar>(_ score: Scalar, _ threshold: Scalar) -> Scalar
  /// s in the Jacobian diag(s) − s sᵀ / Σ s, from the weight.
  static func curvature<Scalar: TensorScalar>(_ weight: Scalar) -> Scalar
}

extension RowFunction {
  static func apply<Scalar>(_ scores: Variable<Scalar>, mask: [UInt8]?) -> Variable<Scalar> {
    precondition(
      mask.map { $0.count == scores.count } ?? true,
      "a mask needs one byte for each of \(scores.count) scores")
    let rows = scores.rows, columns = scores.columns, tape = scores.tape, dx = scores.slot
    let result = tape.buffer(scores.count)
    switch (scores.pointer, result.pointer) {
    case (let x as UnsafeMutablePointer<Float>, let y as UnsafeMutablePointer<Float>):
      forward(x, mask, y, rows, columns)
    case (let x as UnsafeMutablePointer<Double>, let y as UnsafeMutablePointer<Double>):
      forward(x, mask, y, rows, columns)
    default: forward(scores.pointer, mask, result.pointer, rows, columns)
    }
    return tape.record(scores.shape, result, from: [dx]) { dy in
      guard let sum = dx?.sum() else { return }
      switch (result.pointer, dy.pointer, sum) {
      case (
        let y as UnsafeMutablePointer<Float>, let dy as UnsafeMutablePointer<Float>,
        let dx as UnsafeMutablePointer<Float>
      ):
        backward(y, dy, dx, rows, columns)
      case (
        let y as UnsafeMutablePointer<Double>, let dy as UnsafeMutablePointer<Double>,
        let dx as UnsafeMutablePointer<Double>
      ):
        backward(y, dy, dx, rows, columns)
      default: backward(result.pointer, dy.pointer, sum, rows, columns)
      }
    }
  }

  private static func forward<Scalar: TensorScalar>(
    _ x: UnsafeMutablePointer<Scalar>, _ mask: [UInt8]?, _ y: UnsafeMutablePointer<Scalar>, _ rows: Int,
    _ columns: Int
  ) {
    var kept: [Scalar] = []
    for row in 0..<rows {
      let range = (row * columns)..<((row + 1) * columns)
      kept.removeAll(keepingCapacity: true)
      for i in range where mask.map({ $0[i] != 0 }) ?? true { kept.append(x[i]) }
      guard let most = kept.max() else {
        for i in range { y[i] = 0 }
        continue
      }
      // Neither function changes when all scores are moved together, and differences to the largest are exact enough.
      for i in kept.indices { kept[i] -= most }
      let threshold = threshold(&kept)
      for i in range { y[i] = mask.map({ $0[i] != 0 }) ?? true ? weight(x[i] - most, threshold) : 0 }
    }
  }

  /// dx += s ∘ (dy − s · dy / Σ s)
  private static func backward<Scalar: TensorScalar>(
    _ y: UnsafeMutablePointer<Scalar>, _ dy: UnsafeMutablePointer<Scalar>, _ dx: UnsafeMutablePointer<Scalar>,
    _ rows: Int,
    _ columns: Int
  ) {
    for row in 0..<rows {
      let range = (row * columns)..<((row + 1) * columns)
      var total: Scalar = 0, product: Scalar = 0
      for i in range where y[i] > 0 {
        let s = curvature(y[i])
        total += s
        product += s * dy[i]
      }
      guard total > 0 else { continue }
      let shared = product / total
      for i in range where y[i] > 0 { dx[i] += curvature(y[i]) * (dy[i] - shared) }
    }
  }
}
