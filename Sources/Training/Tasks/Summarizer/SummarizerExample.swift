import Evaluation
import Synchronization

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
package final class PreparedDocument: Sendable {
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
  var bytes: Int { states.count + 4 * scales.count + 4 * features.count + 1024 }

  /// Appends the hidden states as numbers.
  package func append(to floats: inout [Float]) {
    for row in scales.indices {
      let scale = scales[row]
      for place in row * width..<(row + 1) * width { floats.append(Float(states[place]) * scale) }
    }
  }
}

/// Rows of numbers as bytes: the largest of a row is 127.
package struct ByteRows {
  package private(set) var bytes: [Int8] = []
  package private(set) var scales: [Float] = []
  private let width: Int

  package init(width: Int) { self.width = width }

  package mutating func append(_ values: [Float]) {
    bytes.reserveCapacity(bytes.count + values.count)
    for start in stride(from: 0, to: values.count, by: width) {
      var largest: Float = 0
      for place in start..<start + width { largest = max(largest, abs(values[place])) }
      let scale = largest > 0 ? largest / 127 : 1
      scales.append(scale)
      for place in start..<start + width { bytes.append(Int8((values[place] / scale).rounded())) }
    }
  }
}

/// Keeps prepared documents as far as there is room. What is not kept is prepared again, to the same bits.
final class DocumentCache: Sendable {
  private let state: Mutex<(documents: [Int: PreparedDocument], bytes: Int)> = Mutex(([:], 0))
  private let limit: Int

  init(megabytes: Int) { limit = megabytes << 20 }

  func document(_ record: Int, _ make: () throws -> PreparedDocument) rethrows -> PreparedDocument {
    if let known = state.withLock({ $0.documents[record] }) { return known }
    let made = try make()
    state.withLock { state in
      if state.bytes + made.bytes <= limit {
        state.documents[record] = made
        state.bytes += made.bytes
      }
    }
    return made
  }
}
