import HierarchicalModels

/// The trained ranking on top of the levels: how much each of `RankingFeatures` counts. Linear, so that every
/// choice can be explained by its largest parts.
package struct SentenceRanking: Sendable {
  /// Weights by feature.
  package var weights: [RankingFeatures.Name: Double]

  /// - Throws: `ModelError` for a feature that this version does not know, or a weight that is none.
  package init(_ weights: [String: Double], file: String) throws(ModelError) {
    self.weights = [:]
    for (name, weight) in weights {
      guard let known = RankingFeatures.Name(rawValue: name), weight.isFinite else {
        throw ModelError(
          file, .unsupported("the ranking feature '\(name)'; train the summarizer again with this version"))
      }
      self.weights[known] = weight
    }
  }

  /// The weights before any training: what is known of summaries of all kinds, which few data stay close to.
  package static let prior: [String: Double] = [
    "learned": 0.2, "learnedScholarly": 0.8, "common": 1, "commonScholarly": -0.9, "beginning": 1.2,
    "beginningScholarly": -1.2, "opening": 0.7, "openingScholarly": -0.7, "short": -0.5, "resolution": 1.5,
    "request": 1, "housekeeping": -1.5,
  ]

  /// Parts of the score by name, for each sentence.
  package func parts(_ features: RankingFeatures) -> ScoreTable {
    var parts = ScoreColumns(count: features.count)
    for name in RankingFeatures.Name.allCases {
      guard let weight = weights[name], weight != 0 else { continue }
      parts.add(features[name], times: weight, to: name.component)
    }
    return parts.table
  }
}

extension RankingFeatures.Name {
  /// Name under which the feature's share of the score is reported.
  package var component: String {
    switch self {
    case .learned, .learnedScholarly: "salience"
    case .common, .commonScholarly: "centrality"
    case .beginning, .beginningScholarly, .opening, .openingScholarly, .paragraphStart, .tail: "position"
    case .sectionStart: "section"
    case .title, .heading: "title"
    case .length, .short, .long: "length"
    case .quotation, .anaphoric, .connective, .digits, .brackets: "style"
    case .definition, .finding, .contribution, .decision, .resolution, .request, .housekeeping: "wording"
    }
  }
}
