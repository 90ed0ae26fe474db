import HierarchicalModels
import Tensors

/// The negative log-likelihood of gold spans, in one window each.
///
/// With start logits s, end logits e and gold spans (aₖ, bₖ): log Σᵢ e^sᵢ + log Σⱼ e^eⱼ − log Σₖ e^(s_aₖ +
/// e_bₖ), which is −log Σₖ p(aₖ) p(bₖ): any gold answer may take the probability (Clark and Gardner 2018).
/// Sums run over the text and, where a null answer is trained, `[CLS]`.
package enum ReaderLoss {
  /// - Parameters:
  ///   - logits: [examples, length, 2].
  ///   - places: added to both logits of each place, [examples, length].
  ///   - smoothing: share of probability that is spread over all places.
  package static func loss(
    _ logits: Variable<Float>, places: Variable<Float>? = nil, _ examples: [ReaderExample], smoothing: Float,
    withNull: Bool, on tape: Tape<Float>
  ) -> Variable<Float> {
    let (count, length) = (examples.count, logits.shape[1])
    let (start, end) = sides(logits, places)
    var mask = [UInt8](repeating: 0, count: count * length)
    for (row, example) in examples.enumerated() {
      for place in example.text { mask[row * length + place] = 1 }
      if withNull { mask[row * length] = 1 }
    }
    let most = examples.map(\.spans.count).max() ?? 1
    var (first, last) = ([Int](repeating: -1, count: count * most), [Int](repeating: -1, count: count * most))
    var chosen = [UInt8](repeating: 0, count: count * most)
    for (row, example) in examples.enumerated() {
      for (place, span) in example.spans.enumerated() {
        first[row * most + place] = row * length + span.lowerBound
        last[row * most + place] = row * length + span.upperBound
        chosen[row * most + place] = 1
      }
    }
    let all = start.logSumExp(mask: mask) + end.logSumExp(mask: mask)  // [examples]
    let gold =
      start.reshaped([count * length]).gathered(first) + end.reshaped([count * length]).gathered(last)
    let loss = (all - gold.reshaped([count, most]).logSumExp(mask: chosen)).mean()
    guard smoothing > 0 else { return loss }
    // The cross-entropy with the uniform distribution over the same places.
    var shares = [Float](repeating: 0, count: count * length)
    for row in 0..<count {
      let places = row * length..<(row + 1) * length
      let share = 1 / Float(max(1, places.count { mask[$0] != 0 }))
      for place in places where mask[place] != 0 { shares[place] = share }
    }
    let mean = ((start + end) * tape.constant(shares, shape: [count, length])).sum(axis: 1)
    return loss * (1 - smoothing) + (all - mean).mean() * smoothing
  }

  /// The same where pairs of start and end have a score of their own: log Σ e^(sᵢ + eⱼ + bᵢⱼ) over all spans
  /// i ≤ j of some length, less that over the gold ones.
  ///
  /// - Parameters:
  ///   - logits: [examples, length, 2].
  ///   - places: added to both logits of each place, [examples, length].
  ///   - pairs: [examples, length of starts, length of ends].
  ///   - lesson: what a teacher says of the same windows, and how much that counts.
  package static func loss(
    _ logits: Variable<Float>, places: Variable<Float>? = nil, pairs: Variable<Float>,
    _ examples: [ReaderExample], withNull: Bool, lesson: ReaderLesson? = nil
  ) -> Variable<Float> {
    let (count, length) = (examples.count, logits.shape[1])
    let (start, end) = sides(logits, places)
    let spans = pairs + start.reshaped([count, length, 1]) + end.reshaped([count, 1, length])
    var all = [UInt8](repeating: 0, count: count * length * length)
    var gold = all
    for (row, example) in examples.enumerated() {
      let first = row * length * length
      for place in example.text {
        let last = min(example.text.upperBound, place + SpanPairs<Float>.longest)
        for end in place..<last { all[first + place * length + end] = 1 }
      }
      if withNull { all[first] = 1 }
      for span in example.spans {
        let place = first + span.lowerBound * length + span.upperBound
        (all[place], gold[place]) = (1, 1)
      }
    }
    let rows = spans.reshaped([count, length * length])
    let loss = (rows.logSumExp(mask: all) - rows.logSumExp(mask: gold)).mean()
    guard let lesson else { return loss }
    let taught = lesson.loss(rows, mask: all, length: length)
    return loss * (1 - lesson.share) + taught * lesson.share
  }

  /// Scores of starts and of ends, [examples, length] each.
  private static func sides(
    _ logits: Variable<Float>, _ places: Variable<Float>?
  ) -> (start: Variable<Float>, end: Variable<Float>) {
    let shape = Array(logits.shape.dropLast())
    let start = logits.slice(0..<1, axis: 2).reshaped(shape),
      end = logits.slice(1..<2, axis: 2).reshaped(shape)
    return places.map { (start + $0, end + $0) } ?? (start, end)
  }

  /// −log of the probability that one of the sentences with a gold answer has, or the null answer where there
  /// is none, among all sentences of a window.
  static func sentenceLoss(
    _ output: SentenceLevel<Float>.Output, _ examples: [ReaderExample], withNull: Bool
  ) -> Variable<Float> {
    let (count, most) = (examples.count, output.sentences.shape[1])
    let scores = Variable.concatenated([output.sentences, output.null.reshaped([count, 1])], axis: 1)
    var all = [UInt8](repeating: 0, count: count * (most + 1))
    var gold = all
    for (row, example) in examples.enumerated() {
      let first = row * (most + 1)
      for (place, sentence) in example.sentences.enumerated() {
        all[first + place] = 1
        if example.spans.contains(where: { sentence.contains($0.lowerBound) }) { gold[first + place] = 1 }
      }
      if withNull {
        all[first + most] = 1
        if example.spans.contains(0...0) { gold[first + most] = 1 }
      }
    }
    return (scores.logSumExp(mask: all) - scores.logSumExp(mask: gold)).mean()
  }
}
