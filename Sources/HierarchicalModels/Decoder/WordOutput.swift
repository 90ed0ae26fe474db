import AttentionCore
import Tensors

/// Word vectors of a decoder and what makes probabilities of its states: the vocabulary's words by a linear
/// layer whose weights may be the word vectors themselves (Press and Wolf 2017), and the source's words by
/// copying (the pointer-generator of See, Liu and Manning 2017).
///
///     p(w) = g · softmax(E (P h) + b)[w] + (1 − g) · Σ α over places with the word w,     g = σ(gate)
///
/// Parameters `NAME.embedding.weight` [vocabulary, word width], `NAME.projection` from the hidden width to
/// the word width, `NAME.bias` [vocabulary], `NAME.output.weight` where not tied, `NAME.gate` where words are
/// copied.
public struct WordOutput<Scalar: TensorScalar> {
  /// Vectors of words as they are read.
  public let embedding: Parameter<Scalar>
  let projection: LinearLayer<Scalar>
  let weight: Parameter<Scalar>
  let bias: Parameter<Scalar>
  let gate: LinearLayer<Scalar>?
  private let precision: Precision

  /// Number of words, those of ``DecoderWord`` included.
  public var vocabulary: Int { embedding.shape[0] }
  var wordWidth: Int { embedding.shape[1] }

  /// Adds the parameters to a set.
  ///
  /// - Parameters:
  ///   - gateWidth: width of what decides about copying; nil where nothing is copied.
  ///   - isTied: whether words are chosen by the vectors that they are read by.
  init(
    _ name: String, vocabulary: Int, wordWidth: Int, hidden: Int, gateWidth: Int?, isTied: Bool,
    precision: Precision = .full, in parameters: ParameterSet<Scalar>
  ) {
    self.precision = precision
    embedding = parameters.add("\(name).embedding.weight", [vocabulary, wordWidth], .normal(0.1))
    projection = LinearLayer("\(name).projection", inputs: hidden, outputs: wordWidth, in: parameters)
    weight =
      isTied ? embedding : parameters.add("\(name).output.weight", [vocabulary, wordWidth], .normal(0.1))
    bias = parameters.add("\(name).bias", [vocabulary], .zeros)
    gate = gateWidth.map { LinearLayer("\(name).gate", inputs: $0, outputs: 1, in: parameters) }
  }

  /// Vectors of words [words.count, word width]; one that the vocabulary lacks is read as unknown.
  public func vectors(_ words: [Int], on tape: Tape<Scalar>) -> Variable<Scalar> {
    tape.variable(embedding).gathered(
      words.map { $0 >= 0 && $0 < vocabulary ? $0 : DecoderWord.unknown })
  }

  /// Scores of the vocabulary's words for states [rows, hidden].
  private func logits(_ hidden: Variable<Scalar>) -> Variable<Scalar> {
    projection(hidden, precision: precision).linear(
      hidden.variable(weight), bias: hidden.variable(bias), precision: precision)
  }

  /// How far what was to be written is from what would have been, as a mean over words: −log p, and
  /// `coverageWeight` times Σ min(α, what was attended to before), the coverage loss of See et al. 2017.
  /// Where the attention chooses, its choices learn from log p as their reward (Xu et al. 2015, section 4.1).
  ///
  /// - Parameters:
  ///   - targets: [sequences][steps] as the source numbers words; −1 for no word. One that is neither in the
  ///     vocabulary nor among the source's is ``DecoderWord/unknown``.
  ///   - labelSmoothing: the share of probability that is spread over the vocabulary.
  public func loss(
    _ output: DecoderOutput<Scalar>, targets: [[Int]], source: DecoderSource<Scalar>,
    labelSmoothing: Scalar = 0, coverageWeight: Scalar = 0
  ) -> Variable<Scalar> {
    let steps = output.hidden.shape[1], places = source.places, tape = output.hidden.tape
    let flat = targets.flatMap { $0 }
    precondition(
      flat.count == output.hidden.shape[0] * steps, "targets do not fit \(output.hidden.shape)")
    let kept = flat.indices.filter { flat[$0] >= 0 }
    guard !kept.isEmpty else { return tape.constant([0], shape: []) }
    func rows(_ x: Variable<Scalar>) -> Variable<Scalar> {
      x.reshaped([flat.count, x.columns]).gathered(kept)
    }
    let likelihood = logits(rows(output.hidden)).logSoftmax()  // (R, V)
    let own = likelihood.picked(kept.map { flat[$0] < vocabulary ? flat[$0] : DecoderWord.unknown })
    var loss: Variable<Scalar>
    if let gate = output.gate {
      let g = rows(gate).sigmoid().reshaped([kept.count])
      let isOwn = tape.constant(kept.map { flat[$0] < vocabulary ? 1 : 0 }, shape: [kept.count])
      var matches = [Scalar](repeating: 0, count: kept.count * places)
      for (row, index) in kept.enumerated() {
        for (place, word) in source.words[index / steps].enumerated() where word == flat[index] {
          matches[row * places + place] = 1
        }
      }
      let copied = (rows(output.weights) * tape.constant(matches, shape: [kept.count, places])).sum(axis: 1)
      // What stands behind the sum keeps the logarithm finite where a word has no probability at all.
      loss = -(own.exp() * g * isOwn + copied * (-g + 1) + 1e-10).log().mean()
    } else {
      loss = -own.mean()
    }
    if let choice = output.choice {
      // A choice is as good as the word is likely that it led to.
      let chosen = choice.map { $0.reshaped([flat.count, 1]).gathered(kept).reshaped([kept.count]) }
      loss = loss + chosen.loss(rewards: own.values)
    }
    if labelSmoothing > 0 { loss = loss * (1 - labelSmoothing) - likelihood.mean() * labelSmoothing }
    if coverageWeight > 0 {
      loss = loss + rows(Self.attendedAgain(output.weights)).sum() * (coverageWeight / Scalar(kept.count))
    }
    return loss
  }

  /// min(α, Σ α of the steps before), [sequences, steps, places].
  private static func attendedAgain(_ weights: Variable<Scalar>) -> Variable<Scalar> {
    let (batch, steps) = (weights.shape[0], weights.shape[1])
    var before = [Scalar](repeating: 0, count: steps * steps)
    for step in 0..<steps { for earlier in 0..<step { before[step * steps + earlier] = 1 } }
    let all = (0..<batch).flatMap { _ in before }
    let coverage = weights.tape.constant(all, shape: [batch, steps, steps]).multiplied(by: weights)
    // min(a, c) = a − max(a − c, 0)
    return weights - (weights - coverage).relu()
  }

  /// Probabilities of the next word for each sequence, of the output of one step: the vocabulary's words,
  /// then those that only the source has, as far as its numbers go.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public func probabilities(
    _ output: DecoderOutput<Scalar>, source: DecoderSource<Scalar>
  ) -> [[Scalar]] {
    let rows = output.hidden.shape[0], places = source.places, width = output.hidden.columns
    let own = logits(output.hidden.detached().reshaped([rows, width])).softmax().values
    let gates = output.gate?.detached().sigmoid().values
    let weights = output.weights.values
    return (0..<rows).map { row in
      var result = Array(own[row * vocabulary..<(row + 1) * vocabulary])
      guard let g = gates?[row] else { return result }
      let words = source.words[row]
      let size = max(vocabulary, (words.max() ?? 0) + 1)
      for word in result.indices { result[word] *= g }
      result += [Scalar](repeating: 0, count: size - vocabulary)
      for (place, word) in words.enumerated() where word >= 0 {
        result[word] += (1 - g) * weights[row * places + place]
      }
      return result
    }
  }
}
