import Foundation
import HierarchicalModels
import Ingestion
import Tokenization

/// A reader's answer, or its word that there is none, that can be asked for again with words of the text or
/// of the question masked.
public struct ErasableReading: Sendable {
  /// What can be masked.
  public enum Units: Sendable, Hashable {
    /// Words of the text, those of the answer left alone: without it nothing is left to be scored.
    case text
    /// Words of the question.
    case question
  }

  /// A word that can be masked.
  public struct Word: Sendable, Hashable {
    /// The word.
    public var text: String
    /// UTF-8 range in the document's text; empty for a word of the question.
    public var range: Range<Int>
    /// Its word pieces, as places in the sequence that the encoder reads.
    package var pieces: Range<Int>
  }

  /// The answer; nil where the reader says that there is none.
  public let answer: String?
  /// Words that can be masked, in order.
  public let words: [Word]
  let scorer: TransformerScorer
  let calibration: ReaderCalibration
  let input: WindowInput
  let window: ReadingWindow
  let reading: SpanSearch
  /// The best span, as places in the window's text.
  let span: ClosedRange<Int>

  private var skipped: Int { input.question.count + 2 }

  /// Probability of the answer, or that there is none, with each of these sets of words masked.
  public func probabilities(erasing sets: [Set<Int>]) throws -> [Double] {
    var found: [Double] = []
    for start in stride(from: 0, to: sets.count, by: 32) {
      let part = sets[start..<min(start + 32, sets.count)].map(masked)
      found += try scorer.scores(of: part).map(probability)
    }
    return found
  }

  private func masked(_ words: Set<Int>) -> WindowInput {
    var copy = input
    let mask = scorer.pieces.maskID
    for word in words {
      for place in self.words[word].pieces {
        if place < skipped { copy.question[place - 1] = mask } else { copy.text[place - skipped] = mask }
      }
    }
    return copy
  }

  private func probability(_ scores: WindowScores) -> Double {
    var whole = reading
    whole.add(scores, of: window, calibration)
    let null = whole.null.map { Double($0) }
    let highest = max(whole.logSpans, null ?? -.infinity)
    let total = highest + log(exp(whole.logSpans - highest) + exp((null ?? -.infinity) - highest))
    guard answer != nil else { return null.map { exp($0 - total) } ?? 0 }
    var score = scores.start[span.lowerBound] + scores.end[span.upperBound]
    if let pairs = scores.pairs {
      score += pairs.scores(first: span.lowerBound, last: span.upperBound..<span.upperBound + 1)[0]
    }
    if let bias = calibration.nullBias, let raw = scores.null { score -= raw + bias }
    return min(1, exp(Double(score / calibration.temperature) - total))
  }

  /// How much each word is attended to: by the question where words are the text's, by `[CLS]`, from which
  /// the null answer is scored, where they are the question's.
  ///
  /// - Throws: `ModelError` for a layer or head that the model does not have.
  public func attention(_ view: AnswerExplanation.View) throws -> [Double] {
    let flow = AttentionFlow(sequence: scorer.input(input), encoder: scorer.encoder)
    let isOfText = words.first.map { $0.pieces.lowerBound >= skipped } ?? true
    let row = try flow.rows(from: [isOfText ? 1..<skipped - 1 : 0..<1], view)[0]
    return words.map { word in word.pieces.reduce(0) { $0 + row[$1] } }
  }

  private var sentencePlaces: [Range<Int>] {
    input.sentences.map { $0.lowerBound + skipped..<$0.upperBound + skipped }
  }

  /// Each word's part in the answer by gradient × input; in the null answer, where there is none.
  public func gradientTimesInput(_ gradient: ReaderGradient) throws -> [Double] {
    let products = try gradient.gradientTimesInput(
      of: scorer.input(input), question: 1..<skipped - 1, sentences: sentencePlaces,
      span: span.lowerBound + skipped...span.upperBound + skipped)
    let sign: Double = answer == nil ? -1 : 1
    return words.map { word in sign * word.pieces.reduce(0) { $0 + products[$1] } }
  }

  /// Where the answer starts, with attention as it is (nil) or replaced.
  public func starts(
    _ gradient: ReaderGradient, replacing replacement: AttentionReplacement?, in view: AnswerExplanation.View
  ) throws -> [Double] {
    try gradient.starts(
      of: scorer.input(input), question: 1..<skipped - 1, sentences: sentencePlaces,
      text: skipped..<skipped + input.text.count, replacing: replacement, in: view)
  }
}

extension SpanReader {
  /// What this reader says to `question`, to be asked for again with words masked; nil where there is nothing
  /// to mask, or where no single window decides.
  ///
  /// - Throws: ``ReaderError/invalidOption(_:)`` for a reader that is no transformer, encoder errors.
  public func erasable(
    _ question: String, in document: ReadableDocument, units: ErasableReading.Units = .text
  ) throws -> ErasableReading? {
    guard let scorer = scorer as? TransformerScorer else {
      throw ReaderError.invalidOption("\(identity.name) has no attention between question and text")
    }
    var options = ReaderOptions()
    (options.top, options.alwaysAnswers, options.givesEvidence) = (1, true, false)
    let request = ReaderRequest(question: question, document: document)
    let result = try results(of: [request], options: options)[0]
    let reading = try reading(of: request, options: options)
    // What is read may depend on the question.
    let document = reading.document
    guard let best = result.answers.first, let pieces = document.pieces(at: best.range) else { return nil }
    guard let window = reading.window(of: pieces) else { return nil }
    let isNull = (result.noAnswerProbability ?? 0) > 0.5
    // Whether a text of several windows holds an answer is decided by all of them.
    if isNull, result.windows > 1 { return nil }
    let input = reading.input(for: window)
    let skipped = input.question.count + 2
    let before = window.pieces.lowerBound
    let span = pieces.lowerBound - before...pieces.upperBound - before
    var words: [ErasableReading.Word]
    switch units {
    case .question:
      words = Self.words(of: question, scorer.pieces).map {
        ErasableReading.Word(text: $0.text, range: 0..<0, pieces: $0.pieces)
      }
    case .text:
      words = Self.words(document, window.pieces).map { word in
        let shift = skipped - window.pieces.lowerBound
        return ErasableReading.Word(
          text: word.text, range: word.range,
          pieces: word.pieces.lowerBound + shift..<word.pieces.upperBound + shift)
      }
      if !isNull {
        let own = span.lowerBound + skipped..<span.upperBound + skipped + 1
        words.removeAll { $0.pieces.overlaps(own) }
      }
    }
    guard !words.isEmpty else { return nil }
    return ErasableReading(
      answer: isNull ? nil : best.text, words: words, scorer: scorer, calibration: calibration, input: input,
      window: window, reading: reading, span: span)
  }
}
