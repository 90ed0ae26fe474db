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
  /// - Parameters:
  ///   - scores: of any rank; each row is normalized for itself.
  ///   - mask: a byte for each score, 0 where the key takes no part.
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
