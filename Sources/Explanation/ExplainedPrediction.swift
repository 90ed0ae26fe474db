import HierarchicalModels

/// What a model says of one text, which can be asked for again with words erased or with other attention
/// weights: all that measures of explanations need to know of a model.
public protocol ExplainedPrediction {
  /// Names the example.
  var id: String { get }
  /// What the model says, in words.
  var prediction: String { get }
  /// Words that can be erased, in order.
  var words: [String] { get }
  /// Probability of ``prediction`` with each of these sets of words erased.
  func probabilities(erasing sets: [Set<Int>]) throws -> [Double]
  /// How much each word is attended to.
  func attention() throws -> [Double]
  /// Each word's part in the prediction by gradient × input; nil where a gradient can't be had.
  func gradientTimesInput() throws -> [Double]?
  /// The model's whole distribution with its own weights, and with each of these in their place; nil where
  /// they can't be replaced.
  func distributions(replacing replacements: [AttentionReplacement]) throws -> [[Double]]?
}

extension ExplainedPrediction {
  /// How much the prediction's probability falls without each of some words.
  public func erasures(of words: [Int]) throws -> [Double] {
    let found = try probabilities(erasing: [[]] + words.map { [$0] })
    return found.dropFirst().map { found[0] - $0 }
  }
}
