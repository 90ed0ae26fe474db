/// Exact match and F1 of predictions, by the arithmetic of the official SQuAD scripts.
public struct SquadScorer: Sendable {
  /// Whose arithmetic.
  public enum Version: String, Sendable, Hashable, Codable {
    /// `evaluate-v1.1.py`: every question has an answer.
    case v1 = "1.1"
    /// `evaluate-v2.0.py`: questions without an answer are scored by abstention.
    case v2 = "2.0"
  }

  /// Scores of one question, each 0…1.
  public struct QuestionScore: Sendable, Hashable {
    /// The question's id.
    public var id: String
    /// 1 where the prediction equals a gold answer after normalization.
    public var exact: Double
    /// Best F1 of words over the gold answers.
    public var f1: Double
    /// Whether the question has an answer.
    public var isAnswerable: Bool
    /// Whether there was no prediction for it.
    public var isMissing: Bool
  }

  /// Whose arithmetic to use.
  public var version: Version
  /// v2.0: a prediction whose no-answer probability lies above this counts as no answer.
  public var threshold: Double

  /// Creates a scorer.
  public init(version: Version, threshold: Double = 1) {
    self.version = version
    self.threshold = threshold
  }

  /// A scorer with the arithmetic that fits `dataset`.
  public init(for dataset: SquadDataset, threshold: Double = 1) {
    self.init(version: dataset.mayBeUnanswerable ? .v2 : .v1, threshold: threshold)
  }

  /// Scores `predictions` on every question of `dataset`.
  ///
  /// A question without a prediction scores 0 and is counted in ``SquadScores/missing`` (the v1.1 script does
  /// the same, the v2.0 script stops).
  ///
  /// - Parameter noAnswerProbabilities: v2.0 only: probability that there is no answer, by question id.
  ///   With it the best thresholds are searched; where one is missing, 0 is taken.
  public func score(
    _ predictions: SquadPredictions, on dataset: SquadDataset, noAnswerProbabilities: [String: Double]? = nil
  ) -> SquadScores {
    let raw = dataset.questions.map { question in
      rawScore(of: predictions.answers[question.id], for: question)
    }
    guard version == .v2 else { return SquadScores(version: .v1, questions: raw) }
    let probabilities = raw.map { noAnswerProbabilities?[$0.id] ?? 0 }
    var final = raw
    for index in final.indices where probabilities[index] > threshold {
      final[index].exact = final[index].isAnswerable ? 0 : 1
      final[index].f1 = final[index].exact
    }
    var scores = SquadScores(version: .v2, questions: final)
    if noAnswerProbabilities != nil {
      let abstains = raw.map { predictions.answers[$0.id]?.isEmpty ?? true }
      scores.bestExact = Self.best(raw, \.exact, probabilities: probabilities, abstains: abstains)
      scores.bestF1 = Self.best(raw, \.f1, probabilities: probabilities, abstains: abstains)
    }
    return scores
  }

  /// Exact match (0 or 1) and F1 (0…1) of one answer against several gold answers.
  public func score(_ answer: String, against gold: [String]) -> (exact: Double, f1: Double) {
    let predicted = AnswerNormalization.words(of: answer)
    var exact = 0.0
    var f1 = 0.0
    for gold in gold {
      let words = AnswerNormalization.words(of: gold)
      if predicted == words { exact = 1 }
      f1 = max(f1, self.f1(predicted, words))
    }
    return (exact, f1)
  }

  private func rawScore(of prediction: String?, for question: SquadDataset.Question) -> QuestionScore {
    let isAnswerable = !question.answers.isEmpty
    guard let prediction else {
      return QuestionScore(id: question.id, exact: 0, f1: 0, isAnswerable: isAnswerable, isMissing: true)
    }
    var gold = question.answers.map(\.text)
    if version == .v2 {
      gold.removeAll { AnswerNormalization.words(of: $0).isEmpty }
      if gold.isEmpty { gold = [""] }
    }
    let (exact, f1) = score(prediction, against: gold)
    return QuestionScore(id: question.id, exact: exact, f1: f1, isAnswerable: isAnswerable, isMissing: false)
  }

  private func f1(_ predicted: [String], _ gold: [String]) -> Double {
    if version == .v2, predicted.isEmpty || gold.isEmpty { return predicted == gold ? 1 : 0 }
    var counts: [String: Int] = [:]
    for word in gold { counts[word, default: 0] += 1 }
    var common = 0
    for word in predicted {
      guard let left = counts[word], left > 0 else { continue }
      counts[word] = left - 1
      common += 1
    }
    guard common > 0 else { return 0 }
    let precision = Double(common) / Double(predicted.count)
    let recall = Double(common) / Double(gold.count)
    return 2 * precision * recall / (precision + recall)
  }

  /// The threshold that gives the best sum; `find_best_thresh` of the official script. Questions of equal
  /// probability are taken in the data set's order.
  private static func best(
    _ scores: [QuestionScore], _ value: KeyPath<QuestionScore, Double>, probabilities: [Double],
    abstains: [Bool]
  ) -> SquadScores.Best {
    let order = scores.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var current = Double(scores.count { !$0.isAnswerable })
    var best = SquadScores.Best(value: current, threshold: 0)
    for index in order where !scores[index].isMissing {
      if scores[index].isAnswerable {
        current += scores[index][keyPath: value]
      } else if !abstains[index] {
        current -= 1
      }
      if current > best.value { best = SquadScores.Best(value: current, threshold: probabilities[index]) }
    }
    best.value = 100 * best.value / Double(max(scores.count, 1))
    return best
  }
}
