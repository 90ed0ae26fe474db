import PeruseCore

/// Systems for an evaluation of summaries that run Peruse's own methods.
extension SummarySystem {
  /// The system that chooses sentences with `method`.
  ///
  /// - Parameter summarizer: loaded for this method, or for one that needs more.
  public static func method(_ method: SummarizationMethod, _ summarizer: Summarizer) -> SummarySystem {
    Self.method(method, summarizer, without: nil)
  }

  /// A method of Peruse's, or what it is without one of its parts.
  package static func method(
    _ method: SummarizationMethod, _ summarizer: Summarizer, without part: SummaryPart?
  ) -> SummarySystem {
    SummarySystem(name: part.map { "- \($0.rawValue)" } ?? method.rawValue) { record, length in
      let budget: SummaryBudget =
        switch length {
        case .sentences(let count): .sentences(count)
        case .words(let count): .words(count)
        }
      var options = SummaryOptions(
        method: method, budget: budget, query: method == .lead ? nil : record.query)
      options.leftOut = Set([part].compactMap(\.self))
      return try summarizer.summarize(record.document, sentences: record.sentences, options: options)
        .sentences.map(\.text)
    }
  }
}
