/// What a reader makes of a question: whether the document answers it.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// The first span is the answer.
  case answer
  /// A span is shown, but it may well be wrong, or there may be no answer.
  case unsure
  /// The document holds no answer.
  case none
}

extension Verdict {
  /// An answer that is less likely than this is an unsure one. Chosen on held-out training questions, of
  /// which at most one in five that have an answer is to be unsure, whichever of the sets is left out.
  package static let sureFrom = 0.35

  /// The verdict over spans and none, of which the likeliest counts. Where a reader is sure of a place and
  /// not of its borders, none is likelier than each span there and less likely than all together: then the
  /// best of them is shown, as an unsure one.
  ///
  /// - Parameters:
  ///   - best: probability of the best span.
  ///   - around: of it together with those that it holds or that hold it; asked for where none is likelier
  ///     than the best span.
  ///   - absent: probability that there is no answer, from the same distribution.
  ///   - alwaysAnswers: the likeliest span counts even where none is likelier.
  package static func of(
    best: Double, around: @autoclosure () -> Double = 0, absent: Double, alwaysAnswers: Bool
  ) -> Verdict {
    if absent > best { return alwaysAnswers || absent <= around() ? .unsure : .none }
    return best < sureFrom ? .unsure : .answer
  }
}
