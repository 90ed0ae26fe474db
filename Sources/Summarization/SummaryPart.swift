/// A part of the method `learned` that can be left out, to see what it is worth.
package enum SummaryPart: String, Sendable, Hashable, CaseIterable {
  // Groups of what the ranking weighs, by the names that its shares of a score have.
  case salience, centrality, position, section, title, length, style, wording

  /// Sentences that mean nothing alone come with what they need, or stay out.
  case bundles
  /// A stem that the summary has said counts no more.
  case coverage
  /// A part of the document that nothing was chosen from is heard.
  case spread
  /// Short summaries are improved by exchanging choices.
  case exchange
  /// Nothing is said twice.
  case repetition
}

extension ScoreTable {
  /// The table without the shares of `parts`.
  func without(_ parts: Set<SummaryPart>) -> ScoreTable {
    let names = Set(parts.map(\.rawValue))
    return ScoreTable(byName.filter { !names.contains($0.key) }, count: count)
  }
}
