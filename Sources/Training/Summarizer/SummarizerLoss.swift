import AttentionCore
import Evaluation
import Foundation
import HierarchicalModels
import Tensors

/// What the summarizer learns from: a listwise loss towards `SummaryTargets`, and a policy gradient on ROUGE.
enum SummarizerLoss {
  /// −Σ q log softmax(score) over each document's sentences, mean over documents.
  ///
  /// - Parameter scores: [documents, most sentences].
  static func listwise(
    _ scores: Variable<Float>, _ examples: [SummarizerExample], on tape: Tape<Float>
  ) -> Variable<Float> {
    let most = scores.columns
    var targets = [Float](repeating: 0, count: scores.count)
    for (row, example) in examples.enumerated() {
      for (place, target) in example.targets.enumerated() { targets[row * most + place] = target }
    }
    let all = scores.logSumExp(mask: mask(examples, most: most))  // [documents]
    let wanted = (scores * tape.constant(targets, shape: scores.shape)).sum(axis: 1)
    return (all - wanted).mean()
  }

  /// The self-critical policy gradient (Rennie et al. 2017; Narayan et al. 2018): a summary is drawn sentence
  /// by sentence, by hard attention over those not chosen yet (Plackett 1975), until the budget is full; its
  /// ROUGE less that of the summary which the model would give weighs the probability of the draw.
  ///
  /// Documents without references take no part; nil where none takes part.
  static func policy(
    _ scores: Variable<Float>, _ examples: [SummarizerExample], samples: Int, on tape: Tape<Float>
  ) -> Variable<Float>? {
    let most = scores.columns
    let values = scores.values
    var rows: [Int] = [], chosen: [Int] = [], masks: [UInt8] = [], advantages: [Float] = []
    var documents = 0
    for (row, example) in examples.enumerated() where !example.references.isEmpty {
      documents += 1
      let own = Array(values[row * most..<row * most + example.document.count])
      let expected = reward(order(own, noise: nil, example), example)
      var random = CounterRandom(seed: tape.nextStream())
      for _ in 0..<samples {
        let drawn = order(own, noise: { gumbel(&random) }, example)
        let advantage = Float(reward(drawn, example) - expected)
        guard advantage != 0 else { continue }
        var open = (0..<most).map { UInt8($0 < example.document.count ? 1 : 0) }
        for sentence in drawn {
          rows.append(row)
          chosen.append(sentence)
          masks += open
          advantages.append(advantage)
          open[sentence] = 0
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    let steps = scores.gathered(rows)  // [steps, most]
    let logProbability = steps.picked(chosen) - steps.logSumExp(mask: masks)
    let weighted = logProbability * tape.constant(advantages, shape: [rows.count])
    return weighted.sum() * (-1 / Float(documents * samples))
  }

  /// Sentences by falling score plus noise, as far as the budget goes. With Gumbel noise the order is one
  /// drawn without replacement (Yellott 1977).
  private static func order(
    _ scores: [Float], noise: (() -> Float)?, _ example: SummarizerExample
  ) -> [Int] {
    let keys = scores.map { score in score + (noise?() ?? 0) }
    var used = 0
    var chosen: [Int] = []
    for sentence in keys.indices.sorted(by: { (keys[$1], $0) < (keys[$0], $1) }) {
      let words = example.document.words[sentence]
      switch example.length {
      case .sentences(let count): if chosen.count >= count { return chosen }
      case .words(let count): if used + words > count { continue }
      }
      used += words
      chosen.append(sentence)
    }
    return chosen
  }

  private static func gumbel(_ random: inout CounterRandom) -> Float {
    let uniform = max(Double(random.uniform()), 0x1p-24)
    return Float(-log(-log(uniform)))
  }

  private static func reward(_ selection: [Int], _ example: SummarizerExample) -> Double {
    example.references.map { $0.value(of: selection) }.max() ?? 0
  }

  private static func mask(_ examples: [SummarizerExample], most: Int) -> [UInt8] {
    examples.flatMap { example in (0..<most).map { $0 < example.document.count ? 1 : 0 } }
  }
}
