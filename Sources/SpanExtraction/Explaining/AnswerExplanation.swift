import Foundation
import HierarchicalModels
import Ingestion
import Tokenization

/// How an answer came about: where the words of the question looked in the text around it, the scores of
/// starts and ends, what the sentence level weighs, and how much the answer's score falls without a word or a
/// sentence.
///
/// Attention says where information could flow from, not what the answer depended on; erasure changes the
/// input and measures what happens. Where the two disagree, believe erasure.
public struct AnswerExplanation: Sendable {
  /// A word of the question.
  public struct QuestionWord: Sendable, Hashable {
    /// The word.
    public var text: String
    /// Its word pieces, as places in the sequence that the encoder read.
    package var pieces: Range<Int>
  }

  /// A word of the text: what stands between white space.
  public struct TextWord: Sendable, Hashable {
    /// The word.
    public var text: String
    /// UTF-8 range in the document's text.
    public var range: Range<Int>
    /// Place in the source.
    public var provenance: Provenance?
    /// Index of its sentence.
    public var sentence: Int
    /// Highest start score of its word pieces.
    public var start: Double
    /// Highest end score of its word pieces.
    public var end: Double
    /// How much the answer's score falls when the word is masked; nil where that was not tried.
    public var erasure: Double?
    package var pieces: Range<Int>
  }

  /// A sentence of the window.
  public struct SentenceWeight: Sendable, Hashable {
    /// Index in the document.
    public var index: Int
    /// Share that the reader's sentence level gives it, among the sentences of the window and the null
    /// answer; nil where the reader has no such level.
    public var weight: Double?
    /// How much the answer's score falls when the sentence is masked.
    public var erasure: Double
  }

  /// Which weights are shown.
  public enum View: Sendable, Hashable {
    /// One head of one layer, both counted from 0.
    case head(layer: Int, head: Int)
    /// Mean of all heads of a layer.
    case layer(Int)
    /// Mean of all heads of all layers.
    case mean
    /// Attention rollout (Abnar and Zuidema 2020): heads averaged, half of each layer's input passed on as it
    /// is, multiplied through all layers.
    case rollout
  }

  /// The question's words.
  public var question: [QuestionWord]
  /// The window's words, in order.
  public var words: [TextWord]
  /// The window's sentences, in order.
  public var sentences: [SentenceWeight]
  /// Layers of the encoder.
  public var layers: Int
  /// Heads of each layer.
  public var heads: Int
  /// Score of the answer: start, end and pair together.
  public var score: Double
  let sequence: EncoderInput
  let encoder: WordEncoder
}

extension SpanReader {
  /// Words that are erased one by one, those nearest to the answer first.
  private static let mostErasures = 64

  /// Explains `answer`, which this reader has found to `question` in `document`.
  ///
  /// - Throws: ``ReaderError/invalidOption(_:)`` for a reader that is no transformer or an answer that is not
  ///   in the document, encoder errors.
  public func explanation(
    of answer: Answer, to question: String, in document: ReadableDocument,
    options: ReaderOptions = ReaderOptions()
  ) throws -> AnswerExplanation {
    guard let scorer = scorer as? TransformerScorer else {
      throw ReaderError.invalidOption("\(identity.name) has no attention between question and text to show")
    }
    let reading = try reading(of: ReaderRequest(question: question, document: document), options: options)
    // What is read may depend on the question.
    let document = reading.document
    guard let pieces = document.pieces(at: answer.range), let window = reading.window(of: pieces)
    else { throw ReaderError.invalidOption("the answer stands in no window of the document") }
    let input = reading.input(for: window)
    let skipped = 1 + input.question.count + scorer.pieces.betweenIDs.count
    let sequence = scorer.input(input)
    let before = window.pieces.lowerBound
    let span = pieces.lowerBound - before...pieces.upperBound - before
    let scores = try scorer.scores(of: [input])[0]

    var words = Self.words(document, window.pieces)
    for index in words.indices {
      let places = words[index].pieces.lowerBound - window.pieces.lowerBound
      let range = places..<places + words[index].pieces.count
      words[index].start = Double(scores.start[range].max() ?? 0)
      words[index].end = Double(scores.end[range].max() ?? 0)
      words[index].pieces = range.lowerBound + skipped..<range.upperBound + skipped
    }
    let base = Self.score(scores, span)
    let sentences = Self.sentencePieces(document, window.pieces, words, skipped: skipped)
    // The answer itself cannot be erased: without it nothing is left to be scored.
    let own = span.lowerBound + skipped...span.upperBound + skipped
    let middle = (own.lowerBound + own.upperBound) / 2
    let erasable = words.indices.filter { !words[$0].pieces.overlaps(own.lowerBound..<own.upperBound + 1) }
      .sorted { abs(words[$0].pieces.lowerBound - middle) < abs(words[$1].pieces.lowerBound - middle) }
      .prefix(Self.mostErasures)
    let erased = erasable.map { words[$0].pieces } + sentences.map(\.pieces)
    let mask = scorer.pieces.maskID
    let changed = erased.map { pieces in
      var copy = input
      for place in pieces where !own.contains(place) { copy.text[place - skipped] = mask }
      return copy
    }
    var falls: [Double] = []
    for start in stride(from: 0, to: changed.count, by: 32) {
      let part = Array(changed[start..<min(start + 32, changed.count)])
      falls += try scorer.scores(of: part).map { base - Self.score($0, span) }
    }
    for (place, index) in erasable.enumerated() { words[index].erasure = falls[place] }
    let weights = try sentenceWeights(
      scorer, sequence, sentences.map(\.pieces), question: 1..<1 + input.question.count)
    return AnswerExplanation(
      question: Self.words(of: question, scorer.pieces), words: words,
      sentences: sentences.enumerated().map { place, sentence in
        AnswerExplanation.SentenceWeight(
          index: sentence.index, weight: weights?[place], erasure: falls[erasable.count + place])
      }, layers: scorer.encoder.configuration.layers, heads: scorer.encoder.configuration.heads, score: base,
      sequence: sequence, encoder: scorer.encoder)
  }

  /// Start, end and pair, less the null answer's where there is one.
  private static func score(_ scores: WindowScores, _ span: ClosedRange<Int>) -> Double {
    var score = scores.start[span.lowerBound] + scores.end[span.upperBound]
    if let pairs = scores.pairs {
      score += pairs.scores(first: span.lowerBound, last: span.upperBound..<span.upperBound + 1)[0]
    }
    return Double(score - (scores.null ?? 0))
  }

  private func sentenceWeights(
    _ scorer: TransformerScorer, _ sequence: EncoderInput, _ sentences: [Range<Int>], question: Range<Int>
  ) throws -> [Double]? {
    guard let level = try SentenceScorer(scorer.encoder) else { return nil }
    let output = try scorer.encoder.encode([sequence])[0]
    let scores = try level.scores(output, question: question, sentences: sentences)
    let highest = max(scores.sentences.max() ?? scores.null, scores.null)
    let masses = scores.sentences.map { exp(Double($0 - highest)) }
    let total = masses.reduce(exp(Double(scores.null - highest)), +)
    return masses.map { $0 / total }
  }

  /// Words of the window, made of the pieces that no white space parts.
  static func words(
    _ document: ReadableDocument, _ pieces: Range<Int>
  ) -> [AnswerExplanation.TextWord] {
    var words: [AnswerExplanation.TextWord] = []
    for piece in pieces {
      let range = document.offsets[piece]
      if let last = words.last, last.range.upperBound == range.lowerBound, last.pieces.upperBound == piece {
        words[words.count - 1].range = last.range.lowerBound..<range.upperBound
        words[words.count - 1].pieces = last.pieces.lowerBound..<piece + 1
      } else {
        words.append(
          AnswerExplanation.TextWord(
            text: "", range: range, provenance: nil, sentence: document.sentence(at: range.lowerBound),
            start: 0,
            end: 0, erasure: nil, pieces: piece..<piece + 1))
      }
    }
    for index in words.indices {
      words[index].text = document.document.text(in: words[index].range)
      words[index].provenance = document.document.provenance(of: words[index].range)
    }
    return words
  }

  /// Sentences of the window with their pieces as places in the sequence.
  static func sentencePieces(
    _ document: ReadableDocument, _ pieces: Range<Int>, _ words: [AnswerExplanation.TextWord], skipped: Int
  ) -> [(index: Int, pieces: Range<Int>)] {
    var sentences: [(index: Int, pieces: Range<Int>)] = []
    for word in words {
      if sentences.last?.index == word.sentence {
        sentences[sentences.count - 1].pieces =
          sentences[sentences.count - 1].pieces.lowerBound..<word.pieces.upperBound
      } else {
        sentences.append((word.sentence, word.pieces))
      }
    }
    return sentences
  }

  static func words(
    of question: String, _ tokenizer: WordPieceTokenizer
  ) -> [AnswerExplanation.QuestionWord] {
    let encoded = tokenizer.encode(question)
    var words: [AnswerExplanation.QuestionWord] = []
    var end = -1
    for (index, range) in encoded.offsets.enumerated() {
      let text = String(decoding: Array(question.utf8)[range], as: UTF8.self)
      if range.lowerBound == end, let last = words.last {
        words[words.count - 1].text += text
        words[words.count - 1].pieces = last.pieces.lowerBound..<index + 2
      } else {
        words.append(AnswerExplanation.QuestionWord(text: text, pieces: index + 1..<index + 2))
      }
      end = range.upperBound
    }
    return words
  }
}
