/// How much each feature counts in the attention method, in standard deviations of the graded features.
///
/// The defaults were fitted to ROUGE-1 + ROUGE-2 on training documents of six kinds (news, web news, many
/// genres, computer science, biomedicine, general science), each kind counting the same; see
/// `Tools/summaries`.
package struct AttentionWeights: Sendable, Hashable {
  /// Weights by feature; a feature that is not listed does not count.
  package var values: [SentenceFeatures.Name: Double] = [
    .words: 0.6, .overlap: 0.7, .terms: 0.6, .meaning: 0.1, .position: 0.5, .paragraph: 0.1, .title: 0.6,
    .sectionEnd: 0.6, .abstract: 2, .introduction: 0.8, .conclusion: 3, .results: -1, .cue: 1.2,
    .quotation: -1.5,
    .question: 0,
  ]
  /// What ``SummaryOptions/redundancyPenalty`` is unless a caller sets it.
  package var redundancyPenalty = 0.6
  /// What ``SummaryOptions/anaphoraPenalty`` is unless a caller sets it.
  package var anaphoraPenalty = 0.5
  /// Share of the cosine of sentence vectors in redundancy; the rest is the idf-modified cosine of words.
  package var vectorShare = 0.25

  package init() {}

  /// Name under which a feature's part of the score is reported: parts of one kind are added up.
  package static func component(of name: SentenceFeatures.Name) -> String {
    switch name {
    case .words, .overlap, .terms, .meaning: "salience"
    case .position, .paragraph: "position"
    case .sectionEnd, .abstract, .introduction, .conclusion, .results: "section"
    case .title: "title"
    case .cue, .quotation, .question: "style"
    }
  }
}
