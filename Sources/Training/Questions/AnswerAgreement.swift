import Evaluation

/// How often an answer that one person's answer does not confirm is right by another's.
///
/// Where a question has one gold answer, a reader is told that it is wrong although others would have agreed
/// with it: with other boundaries, or about another part of the text. Questions that several people answered
/// show how often that is so, by how many words the answer shares with the one at hand. With it, questions of
/// both kinds say the same about a reader's probabilities.
package struct AnswerAgreement: Sendable {
  /// Shares in 0…1 of answers that are right by somebody else: those that share no word with the one at hand,
  /// some, and most.
  package private(set) var shares: [Double]

  /// Nothing is known: an answer is right where it is confirmed.
  package init() { shares = [0, 0, 0] }

  /// Counts on questions of files with the answers of several people: each of a question's answers stands for
  /// the one that might have been the only one.
  ///
  /// - Parameter questions: the reader's answer, and the gold answers.
  package init(_ questions: [(answer: String, gold: [String])]) {
    let scorer = SquadScorer(version: .v1)
    var (unconfirmed, right) = ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
    for question in questions where !question.gold.isEmpty {
      let exact = scorer.score(question.answer, against: question.gold).exact
      for one in question.gold {
        let score = scorer.score(question.answer, against: [one])
        guard score.exact == 0 else { continue }
        let place = Self.place(score.f1)
        unconfirmed[place] += 1 / Double(question.gold.count)
        right[place] += exact / Double(question.gold.count)
      }
    }
    shares = zip(right, unconfirmed).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// How likely an answer is right, by the only gold answer that there is.
  package func outcome(exact: Double, f1: Double) -> Double {
    exact > 0 ? exact : shares[Self.place(f1)]
  }

  private static func place(_ f1: Double) -> Int { f1 == 0 ? 0 : f1 < 0.6 ? 1 : 2 }
}
