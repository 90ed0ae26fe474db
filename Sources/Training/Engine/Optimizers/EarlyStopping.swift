/// Watches a held-out measure, of which more is better, and says when it has stopped rising.
public struct EarlyStopping: Sendable, Hashable, Codable {
  /// Measurements without a new best after which training stops; 0 for never.
  public var patience: Int
  /// The best measurement so far.
  public private(set) var best: Double?
  /// The step after which it was taken.
  public private(set) var bestStep: Int?
  /// Measurements since the best one.
  public private(set) var worse = 0

  /// Nothing measured yet.
  public init(patience: Int) { self.patience = patience }

  /// Whether it is time to stop.
  public var isOver: Bool { patience > 0 && worse >= patience }

  /// Takes in a measurement; true where it is the best so far.
  public mutating func observe(_ measure: Double, step: Int) -> Bool {
    if let best, !(measure > best) {
      worse += 1
      return false
    }
    (best, bestStep, worse) = (measure, step, 0)
    return true
  }
}
