/// Why a summary could not be made.
public enum SummarizationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A budget of nothing, or a ratio outside 0…1.
  case invalidBudget(SummaryBudget)
  /// A query without a letter or digit.
  case emptyQuery
  /// The method has no notion of a query.
  case queryNotSupported(SummarizationMethod)
  /// The method needs sentence vectors, and there is no encoder.
  case noEncoder(SummarizationMethod)
  /// The encoder failed; its own words.
  case encoder(String)
  /// A sentence whose range lies outside the document's text.
  case sentenceOutOfBounds(index: Int)
  /// No sentence of the document may be chosen.
  case nothingToChoose
  /// The similarity graph grew past a stated limit.
  case graphTooLarge(edges: Int)

  /// The reason, and what to do.
  public var description: String { described(naming: \.name) }

  /// The reason, and what to do, with what a budget limits as `name` calls it.
  public func described(naming name: (SummaryBudget) -> String) -> String {
    switch self {
    case .invalidBudget(let budget): budget.refusal(of: name(budget))
    case .emptyQuery: "the query is empty; give at least one word"
    case .queryNotSupported(let method):
      "the method '\(method.rawValue)' takes no query; use another method, such as textrank"
    case .noEncoder(let method):
      "the method '\(method.rawValue)' needs a model; load one, or use textrank, lexrank, lsa or lead"
    case .encoder(let reason): "sentences could not be encoded: \(reason)"
    case .sentenceOutOfBounds(let index): "sentence \(index) lies outside the document's text"
    case .nothingToChoose:
      "no sentence to choose from: the document holds only headings, captions, tables, notes or references"
    case .graphTooLarge(let edges):
      "more than \(edges) pairs of sentences are similar; use LexRank without a threshold, or textrank"
    }
  }
}
