import Tensors

/// What a teacher says of a batch of windows, as a loss (Hinton et al. 2015): the cross-entropy of its shares
/// of spans with the pupil's, both at a temperature, times its square, so that gradients keep their size.
package struct ReaderLesson {
  /// For each window.
  package var targets: [ReaderTeacher.Target]
  /// How much the teacher counts beside the gold answers, 0 ... 1.
  package var share: Float
  package var temperature: Float

  package init(targets: [ReaderTeacher.Target], share: Float, temperature: Float) {
    (self.targets, self.share, self.temperature) = (targets, share, temperature)
  }

  /// - Parameters:
  ///   - rows: scores of all spans, [examples, length of starts · length of ends].
  ///   - mask: which of them are spans.
  package func loss(_ rows: Variable<Float>, mask: [UInt8], length: Int) -> Variable<Float> {
    let count = targets.count
    let most = max(1, targets.map(\.spans.count).max() ?? 1)
    var places = [Int](repeating: -1, count: count * most)
    var shares = [Float](repeating: 0, count: count * most)
    for (row, target) in targets.enumerated() {
      for (index, (span, share)) in zip(target.spans, target.shares).enumerated() {
        places[row * most + index] = row * length * length + span.lowerBound * length + span.upperBound
        shares[row * most + index] = share
      }
    }
    let soft = rows * (1 / temperature)
    let chosen = soft.reshaped([count * length * length]).gathered(places).reshaped([count, most])
    let expected = (chosen * rows.tape.constant(shares, shape: [count, most])).sum(axis: 1)
    return (soft.logSumExp(mask: mask) - expected).mean() * (temperature * temperature)
  }
}
