import Evaluation

/// A document as the summarizer learns from it.
public struct SummarizerExample: Sendable {
  /// The document's sentences, and what the encoder says of their words.
  package var document: PreparedDocument
  /// Features of all sentences, row by row, with this example's wanted length among them.
  package var features: [Float]
  /// How much each sentence is wanted; sums to 1.
  package var targets: [Float]
  /// How long the summary may be.
  package var length: SummaryLength.Resolved
  /// What selections are judged against, one for each reference; none where there are no references.
  package var references: [WordOverlap]
  /// The record that it comes from.
  package var record: Int
}

/// What of a document does not change from epoch to epoch.
package final class PreparedDocument: Sendable, Weighed {
  /// Hidden states of all word pieces, [pieces, width], each row as bytes with one scale.
  let states: [Int8]
  let scales: [Float]
  let width: Int
  /// Word pieces of each sentence.
  package let lengths: [Int]
  /// Words of each sentence, as budgets count them.
  package let words: [Int]
  /// Features, row by row, for a summary of the whole length.
  package let features: [Float]
  /// ROUGE's tokens of each sentence, and of each reference.
  package let tokens, references: [[Int32]]
  /// Words of each sentence that carry meaning, as they stand.
  package let terms: [[Int32]]
  /// Length of the references: mean number of sentences, and of words.
  package let referenceSentences, referenceWords: Int

  package init(
    states: [Int8], scales: [Float], width: Int, lengths: [Int], words: [Int], features: [Float],
    tokens: [[Int32]], references: [[Int32]], terms: [[Int32]],
    referenceSentences: Int = 1, referenceWords: Int = 1
  ) {
    (self.terms, self.referenceSentences, self.referenceWords) = (terms, referenceSentences, referenceWords)
    (self.states, self.scales, self.width) = (states, scales, width)
    (self.lengths, self.words, self.features) = (lengths, words, features)
    (self.tokens, self.references) = (tokens, references)
  }

  /// Number of sentences.
  package var count: Int { lengths.count }
  /// Whether a summary is one sentence.
  var isOneSentence: Bool { referenceSentences == 1 }
  /// Number of word pieces.
  package var pieces: Int { scales.count }
  /// Memory, about.
  package var bytes: Int { states.count + 4 * scales.count + 4 * features.count + 1024 }

  /// Appends the hidden states as numbers.
  package func append(to floats: inout [Float]) {
    for row in scales.indices {
      let scale = scales[row]
      for place in row * width..<(row + 1) * width { floats.append(Float(states[place]) * scale) }
    }
  }
}
