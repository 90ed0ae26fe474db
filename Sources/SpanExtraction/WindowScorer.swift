import HierarchicalModels

/// What gives each unit of a window its scores: a transformer or a recurrent network.
package protocol WindowScorer: Sendable {
  /// Cuts questions and texts.
  var tokenizer: any ReadingTokenizer { get }
  /// Most units of question, window and special tokens between them; nil where any number can be read.
  var positions: Int? { get }
  /// Marks around question and window: `[CLS]` and two `[SEP]`; 0 where there are none.
  var specialTokens: Int { get }

  /// Vectors of units by themselves, one after the other, each of length 1.
  func vectors(of ids: [Int32]) -> [Float]
  /// Raw scores of windows, each behind its question. The scores of one do not depend on the others.
  func scores(of inputs: [WindowInput]) throws -> [WindowScores]
}

/// A question and a window of a text.
package struct WindowInput: Sendable {
  /// Ids of the question's units.
  package var question: [Int32]
  /// Ids of the window's units.
  package var text: [Int32]
  /// Units of each sentence, as places in `text`.
  package var sentences: [Range<Int>]

  package init(question: [Int32], text: [Int32], sentences: [Range<Int>]) {
    (self.question, self.text, self.sentences) = (question, text, sentences)
  }
}

/// A model's scores of one window, before calibration.
package struct WindowScores: Sendable {
  /// Start score of each unit.
  package var start: [Float]
  /// End score of each unit.
  package var end: [Float]
  /// Score of the null answer; nil where the model has none.
  package var null: Float?
  /// What is added to a start's and an end's scores together; nil where the model scores them apart.
  package var pairs: PairScores?

  package init(start: [Float], end: [Float], null: Float?, pairs: PairScores? = nil) {
    (self.start, self.end, self.null, self.pairs) = (start, end, null, pairs)
  }
}

extension [Float] {
  /// Rows of `width` numbers, each divided by its length.
  func normalizedRows(_ width: Int) -> [Float] {
    var result = self
    for start in stride(from: 0, to: count - width + 1, by: Swift.max(1, width)) {
      let length = self[start..<start + width].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 0 else { continue }
      for index in start..<start + width { result[index] /= length }
    }
    return result
  }
}
