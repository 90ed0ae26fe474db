import Foundation
import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

/// A document as the trained summarizer's levels judge it, to be judged again without some words of a
/// sentence.
///
/// What is measured is the levels' own judgement: the probability of a sentence among all, the softmax of
/// their scores, as they were trained. What is counted about sentences (their place, their length) stays as
/// it was, and the ranking on top, which has no attention, is left out.
public struct ErasableSummary: Sendable {
  /// Words of a sentence.
  public struct Word: Sendable, Hashable {
    /// The word.
    public var text: String
    /// UTF-8 range in the document's text.
    public var range: Range<Int>
    /// Its word pieces, as places in the sentence.
    var pieces: Range<Int>
  }

  /// Sentences that may be chosen, as indices among the document's.
  public let sentences: [Int]
  /// The likeliest of ``sentences``, as a place in it.
  public let best: Int
  private let learned: LearnedSalience
  private let texts: [String]
  private let starts: [Int]
  /// Hidden states of each sentence's word pieces.
  private let states: [[Float]]
  /// What each sentence's words were pooled to, [sentences, width].
  private let vectors: [Float]
  private let weights: [[Float]]
  private let features: [Float]

  private var level: SummaryLevel<Float> { learned.level }
  private var inputs: Int { learned.configuration.inputs }

  init(_ learned: LearnedSalience, _ draft: Summarizer.Draft, options: SummaryOptions) throws {
    self.learned = learned
    sentences = draft.eligible
    texts = draft.texts.map { String($0) }
    starts = draft.eligible.map { draft.sentences[$0].range.lowerBound }
    features =
      SalienceFeatures(
        document: draft.document, sentences: draft.eligible.map { draft.sentences[$0] }, texts: draft.texts,
        weighted: WeightedTerms(SentenceTerms(draft.texts, language: draft.document.textLanguage)),
        summaryShare: options.budget.share(words: draft.texts.map(WordCount.words(in:)))
      ).rows
    let (level, inputs) = (learned.level, learned.configuration.inputs)
    var vectors: [Float] = [], weights: [[Float]] = [], states: [[Float]] = []
    let tape = Tape<Float>.inference()
    try learned.states.forEach(texts) { part, lengths in
      let pooled = level.pooled(
        tape.constant(part, shape: [part.count / inputs, inputs]), lengths: lengths)
      vectors += pooled.sentences.values
      weights += pooled.weights
      var first = 0
      for length in lengths {
        states.append(Array(part[first * inputs..<(first + length) * inputs]))
        first += length
      }
    }
    (self.vectors, self.weights, self.states) = (vectors, weights, states)
    let scores = Self.scores(level, vectors, features, copies: 1, count: draft.eligible.count, tape).values
    best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
  }

  /// Scores [copies, sentences] of the document with `copies` of its sentence vectors one after the other.
  private static func scores(
    _ level: SummaryLevel<Float>, _ vectors: [Float], _ features: [Float], copies: Int, count: Int,
    _ tape: Tape<Float>
  ) -> Variable<Float> {
    let rows = copies * count
    return level(
      tape.constant(vectors, shape: [rows, level.configuration.width]),
      features: tape.constant(
        (0..<copies).flatMap { _ in features }, shape: [rows, level.configuration.features.count]),
      counts: [Int](repeating: count, count: copies)
    ).scores
  }

  /// The words of a sentence, in order.
  ///
  /// - Parameter sentence: a place in ``sentences``.
  public func words(of sentence: Int) -> [Word] {
    let text = texts[sentence], bytes = Array(text.utf8)
    var words: [Word] = []
    for (piece, range) in learned.states.tokenizer.encode(text).offsets.enumerated() {
      if let last = words.last, last.range.upperBound >= range.lowerBound + starts[sentence] {
        let start = last.range.lowerBound
        let end = max(last.range.upperBound, range.upperBound + starts[sentence])
        words[words.count - 1].range = start..<end
        words[words.count - 1].pieces = last.pieces.lowerBound..<piece + 1
      } else {
        words.append(
          Word(
            text: "", range: range.lowerBound + starts[sentence]..<range.upperBound + starts[sentence],
            pieces: piece..<piece + 1))
      }
    }
    for index in words.indices {
      let range = words[index].range
      words[index].text = String(
        decoding: bytes[range.lowerBound - starts[sentence]..<range.upperBound - starts[sentence]],
        as: UTF8.self)
    }
    return words
  }

  /// The text of a sentence.
  public func text(of sentence: Int) -> String { texts[sentence] }

  /// Probability of a sentence among all, with each of these sets of its words left out of what its vector is
  /// pooled from.
  public func probabilities(of sentence: Int, erasing sets: [Set<Int>]) -> [Double] {
    let words = words(of: sentence)
    let (width, count) = (learned.configuration.width, sentences.count)
    var found: [Double] = []
    // Long documents are judged a few times at once, so that memory stays small.
    let most = max(1, 2048 / max(1, count))
    let tape = Tape<Float>.inference()
    for start in stride(from: 0, to: sets.count, by: most) {
      let part = sets[start..<min(start + most, sets.count)]
      var kept: [Float] = [], lengths: [Int] = []
      for set in part {
        let pieces = words.indices.filter { !set.contains($0) }.flatMap { Array(words[$0].pieces) }
        for piece in pieces { kept += states[sentence][piece * inputs..<(piece + 1) * inputs] }
        lengths.append(pieces.count)
      }
      // A row that no sentence has, so that there is a table where all words are erased.
      if kept.isEmpty { kept = [Float](repeating: 0, count: inputs) }
      let pooled = level.pooled(
        tape.constant(kept, shape: [kept.count / inputs, inputs]), lengths: lengths
      ).sentences.values
      var all: [Float] = []
      for place in 0..<part.count {
        var own = vectors
        own.replaceSubrange(
          sentence * width..<(sentence + 1) * width, with: pooled[place * width..<(place + 1) * width])
        all += own
      }
      let scores = Self.scores(level, all, features, copies: part.count, count: count, tape).values
      for copy in 0..<part.count {
        found.append(Self.softmax(Array(scores[copy * count..<(copy + 1) * count]))[sentence])
      }
    }
    return found
  }

  /// How much each word of a sentence is attended to.
  public func attention(of sentence: Int) -> [Double] {
    words(of: sentence).map { word in
      word.pieces.reduce(0) { $0 + Double(weights[sentence][$1]) }
    }
  }

  /// Each word's part in the probability of its sentence by gradient × input: the gradient of the
  /// log-probability times the hidden states of the word's pieces, summed over components.
  public func gradientTimesInput(of sentence: Int) -> [Double] {
    let tape = Tape<Float>()
    let (width, count) = (learned.configuration.width, sentences.count)
    let leaf = tape.input(states[sentence], shape: [states[sentence].count / inputs, inputs])
    let pooled = level.pooled(leaf, lengths: [leaf.shape[0]]).sentences
    let all = Variable.concatenated([tape.constant(vectors, shape: [count, width]), pooled])
    let scores = level(
      all.gathered((0..<count).map { $0 == sentence ? count : $0 }),
      features: tape.constant(features, shape: [count, learned.configuration.features.count]),
      counts: [count]
    ).scores
    tape.backward(from: -scores.reshaped([1, count]).crossEntropy([sentence]))
    guard let gradient = leaf.gradient else { return words(of: sentence).map { _ in 0 } }
    let own = states[sentence]
    return words(of: sentence).map { word in
      (word.pieces.lowerBound * inputs..<word.pieces.upperBound * inputs).reduce(0.0) {
        $0 + Double(gradient[$1]) * Double(own[$1])
      }
    }
  }

  /// Probabilities of all sentences, with the weights of all words as they are (nil) or replaced.
  public func distribution(replacing replacement: AttentionReplacement?) -> [Double] {
    let tape = Tape<Float>.inference()
    let count = sentences.count
    guard let replacement else {
      return Self.softmax(Self.scores(level, vectors, features, copies: 1, count: count, tape).values)
    }
    var made: [Float] = []
    for sentence in states.indices {
      let length = states[sentence].count / inputs
      guard length > 0 else {
        made += vectors[sentence * learned.configuration.width..<(sentence + 1) * learned.configuration.width]
        continue
      }
      let other = replacement.replaced(weights[sentence], lengths: [length], stride: length)
      let context = tape.constant(other, shape: [1, length]).multiplied(
        by: tape.constant(states[sentence], shape: [length, inputs]))
      made += level.sentenceProjection(context).values
    }
    return Self.softmax(Self.scores(level, made, features, copies: 1, count: count, tape).values)
  }

  private static func softmax(_ scores: [Float]) -> [Double] {
    let highest = scores.max() ?? 0
    let powers = scores.map { exp(Double($0 - highest)) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }
}

extension Summarizer {
  /// `document` as the trained summarizer judges it, to be judged again without words.
  ///
  /// - Throws: `SummarizationError` where no trained summarizer is loaded or there is nothing to choose;
  ///   `ModelError`.
  public func erasable(
    _ document: Document, sentences: [Sentence], options: SummaryOptions = SummaryOptions()
  ) throws -> ErasableSummary {
    guard let learned else { throw SummarizationError.noEncoder(.learned) }
    return try ErasableSummary(
      learned, prepare(document, sentences: sentences, options: options), options: options)
  }
}
