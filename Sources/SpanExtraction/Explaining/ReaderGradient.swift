import AttentionCore
import Foundation
import HierarchicalModels
import Tensors

/// A reader as it is trained, in float32: what gradients can be taken of, and attention weights replaced in.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public final class ReaderGradient: @unchecked Sendable {
  private let parameters: ParameterSet<Float>
  private let model: ReaderModel<Float>
  private let hasNull: Bool

  /// Reads the reader of a folder once more.
  ///
  /// - Throws: `ModelError`, or ``ReaderError/notAReader(folder:reason:)``.
  public init(_ folder: ModelFolder) throws {
    let extents = try EncoderConfiguration(readingFrom: folder.configurationPath)
    let parameters = ParameterSet<Float>()
    self.parameters = parameters
    var parts = ReaderModel<Float>.Parts(of: folder.weights)
    // Scores that stand apart say nothing of spans.
    if parts.scoresSentencesApart { parts.sentenceWidth = nil }
    model = ReaderModel(on: TransformerEncoder(extents, in: parameters), parts, in: parameters)
    hasNull = folder.weights.entries[ReaderCalibration.nullBiasName] != nil
    try model.encoder.load(folder.weights)
    do throws(SafeTensorsError) {
      for parameter in model.groups.joined() {
        let entry = try folder.weights.entry(parameter.name, shape: parameter.shape)
        if let base = parameter.elements.baseAddress { try folder.weights.convert(entry, into: base) }
      }
    } catch { throw ReaderError.notAReader(folder: folder.path, reason: error.description) }
  }

  /// Gradient × input of each place of a sequence: the gradient of a span's score, less the null answer's
  /// where there is one, times the vector of the place's word piece, summed over its components.
  ///
  /// - Parameters:
  ///   - question: places of the question.
  ///   - sentences: places of each sentence.
  ///   - span: places of the first and the last word piece.
  package func gradientTimesInput(
    of sequence: EncoderInput, question: Range<Int>, sentences: [Range<Int>], span: ClosedRange<Int>
  ) throws -> [Double] {
    let batch = try EncoderBatch([sequence], for: model.encoder.configuration, multiple: 1)
    let tape = Tape<Float>()
    var leaf: Variable<Float>?
    let hidden = model.encoder(
      batch, on: tape,
      words: { rows in
        let made = tape.input(rows.values, shape: rows.shape)
        leaf = made
        return made
      })
    let (start, end, pairs) = spanScores(hidden, question: question, sentences: sentences)
    var score = pick(start, span.lowerBound) + pick(end, span.upperBound)
    if hasNull { score = score - pick(start, 0) - pick(end, 0) }
    if let pairs {
      let length = hidden.shape[1]
      let both = pairs.reshaped([length * length])
      score = score + pick(both, span.lowerBound * length + span.upperBound)
      if hasNull { score = score - pick(both, 0) }
    }
    tape.backward(from: score)
    guard let leaf, let gradient = leaf.gradient else {
      return [Double](repeating: 0, count: sequence.ids.count)
    }
    let width = leaf.columns
    return leaf.withValues { values in
      sequence.ids.indices.map { row in
        (row * width..<(row + 1) * width).reduce(0.0) { $0 + Double(gradient[$1]) * Double(values[$1]) }
      }
    }
  }

  /// Where the answer starts: probabilities of the null answer's place and of the places of the text, with
  /// attention as the model computes it, or with other weights.
  ///
  /// - Parameter layers: layers and heads whose weights are replaced; nil for all.
  package func starts(
    of sequence: EncoderInput, question: Range<Int>, sentences: [Range<Int>], text: Range<Int>,
    replacing replacement: AttentionReplacement?, in view: AnswerExplanation.View
  ) throws -> [Double] {
    let batch = try EncoderBatch([sequence], for: model.encoder.configuration, multiple: 1)
    let replace = replacement.map { other in
      { (layer: Int, weights: Variable<Float>) -> Variable<Float> in
        Self.replaced(weights, by: other, layer: layer, in: view)
      }
    }
    let tape = Tape<Float>.inference()
    // Variables do not keep their tape alive.
    let start = withExtendedLifetime(tape) {
      spanScores(
        model.encoder(batch, on: tape, words: { $0 }, weights: replace), question: question,
        sentences: sentences
      ).start.values
    }
    let scores = (hasNull ? [start[0]] : []) + text.map { start[$0] }
    let highest = scores.max() ?? 0
    let powers = scores.map { exp(Double($0 - highest)) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// Weights [1, heads, length, length] with those that the view names replaced.
  private static func replaced(
    _ weights: Variable<Float>, by other: AttentionReplacement, layer: Int, in view: AnswerExplanation.View
  ) -> Variable<Float> {
    switch view {
    case .mean, .rollout: return other(weights)
    case .layer(let named): return named == layer ? other(weights) : weights
    case .head(let named, let head):
      guard named == layer, head < weights.shape[1] else { return weights }
      let parts = (0..<weights.shape[1]).map { index in
        let own = weights.slice(index..<index + 1, axis: 1)
        return index == head ? other(own) : own
      }
      return Variable.concatenated(parts, axis: 1)
    }
  }

  /// Scores of places as starts and as ends, each [length], and of pairs of them.
  private func spanScores(
    _ hidden: Variable<Float>, question: Range<Int>, sentences: [Range<Int>]
  ) -> (start: Variable<Float>, end: Variable<Float>, pairs: Variable<Float>?) {
    let length = hidden.shape[1]
    let output = model(
      hidden,
      SentenceLayout([SentenceLayout.Sequence(question: question, sentences: sentences)], length: length))
    var start = output.logits.slice(0..<1, axis: 2).reshaped([length])
    var end = output.logits.slice(1..<2, axis: 2).reshaped([length])
    if let places = output.places?.reshaped([length]) {
      start = start + places
      end = end + places
    }
    return (start, end, output.pairs)
  }

  private func pick(_ scores: Variable<Float>, _ place: Int) -> Variable<Float> {
    scores.reshaped([scores.count, 1]).gathered([place]).reshaped([])
  }
}
