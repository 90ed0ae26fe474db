/// How well labels were given: accuracy, F1 over all decisions and over labels, and which labels are taken
/// for which.
public struct ClassificationScores: Sendable, Hashable, Codable {
  /// One document: its labels, those that it was given, and how likely the likeliest was said to be.
  public struct Decision: Sendable, Hashable {
    /// Labels that the document has.
    public var gold: Set<String>
    /// Labels that it was given.
    public var given: Set<String>
    /// Probability of the likeliest label, and its name.
    public var best: (name: String, probability: Double) { (bestName, bestProbability) }
    private var bestName: String
    private var bestProbability: Double

    /// Creates a decision.
    public init(gold: Set<String>, given: Set<String>, best: String, probability: Double) {
      (self.gold, self.given, bestName, bestProbability) = (gold, given, best, probability)
    }
  }

  /// One label's figures.
  public struct LabelScores: Sendable, Hashable, Codable {
    /// Its name.
    public var label: String
    /// Documents that have it.
    public var support: Int
    /// Of the documents that were given it, the share that has it.
    public var precision: Double
    /// Of the documents that have it, the share that was given it.
    public var recall: Double
    /// Their harmonic mean; 0 where either is 0.
    public var f1: Double
  }

  /// Documents.
  public var total: Int
  /// Share of the documents that were given exactly their labels.
  public var accuracy: Double
  /// F1 over all decisions about a label.
  public var microF1: Double
  /// Mean F1 of the labels that some document has.
  public var macroF1: Double
  /// Expected calibration error of the likeliest label's probability.
  public var calibrationError: Double
  /// Figures of each label, most frequent first.
  public var labels: [LabelScores]
  /// Where each document has one label and is given one: how often each label (outer key) was taken for each
  /// (inner).
  public var confusion: [String: [String: Int]]?

  /// Counts decisions.
  public init(_ decisions: [Decision]) {
    total = decisions.count
    var names: Set<String> = []
    for decision in decisions { names.formUnion(decision.gold.union(decision.given)) }
    var right: [String: Int] = [:], gold: [String: Int] = [:], given: [String: Int] = [:]
    var exact = 0
    for decision in decisions {
      if decision.gold == decision.given { exact += 1 }
      for name in decision.gold { gold[name, default: 0] += 1 }
      for name in decision.given { given[name, default: 0] += 1 }
      for name in decision.gold.intersection(decision.given) { right[name, default: 0] += 1 }
    }
    func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
    accuracy = share(exact, of: decisions.count)
    let hits = right.values.reduce(0, +)
    microF1 = share(2 * hits, of: gold.values.reduce(0, +) + given.values.reduce(0, +))
    labels = names.map { name in
      let (hits, has, got) = (right[name] ?? 0, gold[name] ?? 0, given[name] ?? 0)
      return LabelScores(
        label: name, support: has, precision: share(hits, of: got), recall: share(hits, of: has),
        f1: share(2 * hits, of: has + got))
    }.sorted { ($1.support, $0.label) < ($0.support, $1.label) }
    let present = labels.filter { $0.support > 0 }
    macroF1 = present.isEmpty ? 0 : present.reduce(0) { $0 + $1.f1 } / Double(present.count)
    calibrationError =
      Calibration(
        probabilities: decisions.map(\.best.probability),
        outcomes: decisions.map { $0.gold.contains($0.best.name) ? 1 : 0 }
      ).expectedError
    guard !decisions.isEmpty, decisions.allSatisfy({ $0.gold.count == 1 && $0.given.count == 1 }) else {
      return
    }
    var confusion: [String: [String: Int]] = [:]
    for decision in decisions {
      for (gold, given) in zip(decision.gold, decision.given) {
        confusion[gold, default: [:]][given, default: 0] += 1
      }
    }
    self.confusion = confusion
  }
}
