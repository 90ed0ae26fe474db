extension Variable {
  /// Mean negative log-likelihood of one class for each row of logits [..., classes].
  ///
  /// - Parameters:
  ///   - targets: one class for each row; rows with −1 are left out of the mean.
  ///   - labelSmoothing: the share of probability that is spread over all classes: Szegedy et al. 2016.
  public func crossEntropy(_ targets: [Int], labelSmoothing: Scalar = 0) -> Variable {
    precondition(targets.count == rows, "\(targets.count) targets were given for \(rows) rows")
    let classes = columns
    let kept = targets.indices.filter { targets[$0] >= 0 }
    guard !kept.isEmpty else { return tape.constant([0], shape: []) }
    let flat = reshaped([rows, classes])
    let logits = kept.count == targets.count ? flat : flat.gathered(kept)
    let likelihood = logits.logSoftmax()
    let hard = -likelihood.picked(kept.map { targets[$0] }).mean()
    guard labelSmoothing > 0 else { return hard }
    return hard * (1 - labelSmoothing) - likelihood.mean() * labelSmoothing
  }

  /// Mean cross-entropy between distributions [..., classes] and the softmax of logits of the same shape.
  public func crossEntropy(distributions: Variable) -> Variable {
    -(logSoftmax() * distributions).sum() * (1 / Scalar(Swift.max(1, rows)))
  }

  /// Cross-entropy of independent yes-or-no targets in 0...1 from logits of the same shape: mean over all
  /// elements, or Σ weight · loss / Σ weight where weights are given.
  public func binaryCrossEntropy(_ targets: [Scalar], weights: [Scalar]? = nil) -> Variable {
    precondition(targets.count == count, "\(targets.count) targets were given for \(count) logits")
    // −t log σ(x) − (1 − t) log(1 − σ(x)) = softplus(x) − t · x
    let loss = softplus() - self * tape.constant(targets, shape: shape)
    guard let weights else { return loss.mean() }
    precondition(weights.count == count, "\(weights.count) weights were given for \(count) logits")
    let total = weights.reduce(0, +)
    return (loss * tape.constant(weights, shape: shape)).sum() * (total > 0 ? 1 / total : 0)
  }
}
