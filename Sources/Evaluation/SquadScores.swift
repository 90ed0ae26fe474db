/// Scores over a data set, in percent, under the names of the official scripts.
public struct SquadScores: Sendable, Hashable {
  /// Averages over a set of questions.
  public struct Average: Sendable, Hashable {
    /// Exact match in percent.
    public var exact: Double
    /// F1 in percent.
    public var f1: Double
    /// Number of questions.
    public var total: Int

    init(_ questions: [SquadScorer.QuestionScore]) {
      total = questions.count
      let count = Double(max(questions.count, 1))
      exact = 100 * questions.reduce(0) { $0 + $1.exact } / count
      f1 = 100 * questions.reduce(0) { $0 + $1.f1 } / count
    }
  }

  /// The best value that any threshold on the no-answer probability gives.
  public struct Best: Sendable, Hashable {
    /// In percent.
    public var value: Double
    /// The probability above which a prediction counts as no answer.
    public var threshold: Double
  }

  /// Whose arithmetic made the scores.
  public var version: SquadScorer.Version
  /// Over all questions.
  public var all: Average
  /// v2.0: over the questions that have an answer, if there are any.
  public var hasAnswer: Average?
  /// v2.0: over the questions that have none, if there are any.
  public var noAnswer: Average?
  /// v2.0 with no-answer probabilities: the best exact match.
  public var bestExact: Best?
  /// v2.0 with no-answer probabilities: the best F1.
  public var bestF1: Best?
  /// Expected calibration error, 0…1, of the confidences that ``addCalibration(_:)`` was given.
  public private(set) var calibrationError: Double?
  /// Questions without a prediction.
  public var missing: Int
  /// Every question in the data set's order.
  public var questions: [SquadScorer.QuestionScore]

  init(version: SquadScorer.Version, questions: [SquadScorer.QuestionScore]) {
    self.version = version
    self.questions = questions
    all = Average(questions)
    missing = questions.count(where: \.isMissing)
    guard version == .v2 else { return }
    let answerable = questions.filter(\.isAnswerable)
    let unanswerable = questions.filter { !$0.isAnswerable }
    if !answerable.isEmpty { hasAnswer = Average(answerable) }
    if !unanswerable.isEmpty { noAnswer = Average(unanswerable) }
  }
}

extension SquadScores {
  /// Compares how sure a reader was of each prediction, by question id, with exact match.
  public mutating func addCalibration(_ confidences: [String: Double]) {
    let known = questions.filter { confidences[$0.id] != nil }
    calibrationError =
      Calibration(
        probabilities: known.map { confidences[$0.id] ?? 0 }, outcomes: known.map(\.exact)
      ).expectedError
  }
}

extension SquadScores: Encodable {
  /// A value under one of the official keys.
  public enum Value: Sendable, Hashable {
    /// A percentage or a threshold.
    case number(Double)
    /// A number of questions.
    case count(Int)
  }

  /// Keys and values as the official scripts print them: `exact_match`, `f1`; for v2.0 `exact`, `f1`,
  /// `total`, `HasAns_…`, `NoAns_…`, `best_…`. `exact_match` and `total` are there for both versions, and
  /// `expected_calibration_error`, which is not the scripts', where confidences are known.
  public var official: [(key: String, value: Value)] {
    var pairs: [(key: String, value: Value)] = [("exact_match", .number(all.exact))]
    if version == .v2 { pairs.append(("exact", .number(all.exact))) }
    pairs += [("f1", .number(all.f1)), ("total", .count(all.total))]
    for (prefix, part) in [("HasAns", hasAnswer), ("NoAns", noAnswer)] {
      guard let part else { continue }
      pairs += [
        ("\(prefix)_exact", .number(part.exact)), ("\(prefix)_f1", .number(part.f1)),
        ("\(prefix)_total", .count(part.total)),
      ]
    }
    for (name, best) in [("best_exact", bestExact), ("best_f1", bestF1)] {
      guard let best else { continue }
      pairs += [(name, .number(best.value)), ("\(name)_thresh", .number(best.threshold))]
    }
    if let calibrationError { pairs.append(("expected_calibration_error", .number(calibrationError))) }
    return pairs
  }

  /// Encodes the pairs of ``official`` as one object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (key, value) in official {
      switch value {
      case .number(let number): try container.encode(number, forKey: Key(stringValue: key))
      case .count(let count): try container.encode(count, forKey: Key(stringValue: key))
      }
    }
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
      self.stringValue = stringValue
    }

    init?(intValue: Int) {
      nil
    }
  }
}
