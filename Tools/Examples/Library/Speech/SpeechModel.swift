import AttentionCore
import HierarchicalModels
import Tensors

/// Frames of recordings, and the digits that are said in them, laid out for a ``SpeechModel``.
package struct SpeechBatch {
  /// [recordings · frames · bands], 0 behind a recording's end.
  private(set) var frames: [Float] = []
  /// Frames of each recording.
  let lengths: [Int]
  /// Frames of all, a whole number of keys.
  let longest: Int
  /// What the decoder reads, [recordings][steps].
  private(set) var read: [[Int]] = []
  /// What it is to write, [recordings][steps]; −1 behind the end.
  private(set) var targets: [[Int]] = []

  /// - Parameter digits: empty where nothing is learnt.
  package init(_ recordings: [[Float]], digits: [[Int]] = [], _ configuration: SpeechConfiguration) {
    let bands = configuration.bands, key = configuration.framesOfKey
    lengths = recordings.map { $0.count / bands }
    longest = max(1, ((lengths.max() ?? 1) + key - 1) / key) * key
    for recording in recordings {
      frames += recording + [Float](repeating: 0, count: longest * bands - recording.count)
    }
    let steps = (digits.map(\.count).max() ?? 0) + 1
    for string in digits {
      let words = string.map { $0 + DecoderWord.first }, rest = steps - 1 - words.count
      read.append([DecoderWord.start] + words + [Int](repeating: DecoderWord.end, count: rest))
      targets.append(words + [DecoderWord.end] + [Int](repeating: -1, count: rest))
    }
  }
}

/// Hears digits: a pyramid of recurrent units over frames of sound, and a recurrent decoder that attends to
/// its states and writes a digit at each step until the string ends: listen, attend and spell (Chan et al.
/// 2016).
package struct SpeechModel<Scalar: TensorScalar> {
  package let configuration: SpeechConfiguration
  private let encoder: PyramidEncoder<Scalar>
  private let decoder: any SequenceDecoder<Scalar>
  private let dropout: Double

  /// - Parameter dropout: rate at which inputs of levels are dropped while the tape is training.
  package init(_ configuration: SpeechConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>)
  {
    self.configuration = configuration
    self.dropout = dropout
    let c = configuration
    encoder = PyramidEncoder(
      "encoder", layers: c.layers, inputs: c.bands, hidden: c.hidden, dropout: dropout, in: parameters)
    func recurrent<Mechanism: Attention<Scalar>>(_ attention: Mechanism) -> any SequenceDecoder<Scalar> {
      RecurrentDecoder(
        "decoder", attention: attention, stateWidth: c.hidden, contextWidth: c.hidden,
        vocabulary: 10 + DecoderWord.first, wordWidth: c.word_width, hidden: c.hidden, copies: false,
        hasCoverage: c.coverage, dropout: dropout, in: parameters)
    }
    let name = "decoder.attention"
    let additive = AdditiveAttention(
      name, queryWidth: c.hidden, keyWidth: c.hidden, hidden: c.attention_width, in: parameters)
    switch c.attention {
    case .additive: decoder = recurrent(additive)
    case .localMonotonic:
      decoder = recurrent(
        LocalMonotonicAttention(additive, radius: c.radius, advance: .steady(pace: c.pace)))
    case .localFollowing:
      decoder = recurrent(LocalMonotonicAttention(additive, radius: c.radius, advance: .following))
    case .localPredictive:
      decoder = recurrent(
        LocalPredictiveAttention(
          name, additive, radius: c.radius, queryWidth: c.hidden, hidden: c.attention_width, in: parameters))
    case .hard: decoder = recurrent(HardAttention(name, additive, queryWidth: c.hidden, in: parameters))
    }
  }

  private func source(_ batch: SpeechBatch, on tape: Tape<Scalar>) -> DecoderSource<Scalar> {
    let x = tape.constant(
      batch.frames.map { Scalar($0) }, shape: [batch.lengths.count, batch.longest, configuration.bands])
    let (states, lengths) = encoder(x, lengths: batch.lengths)
    return DecoderSource(states: states, lengths: lengths)
  }

  /// How far the digits are from what would have been written: the mean over digits and ends.
  package func loss(
    _ batch: SpeechBatch, on tape: Tape<Scalar>, labelSmoothing: Scalar = 0
  ) -> Variable<Scalar> {
    let source = source(batch, on: tape)
    return decoder.output.loss(
      decoder.teach(batch.read, from: source, sampling: 0), targets: batch.targets, source: source,
      labelSmoothing: labelSmoothing)
  }

  /// What is most probably said in each recording.
  package func recognize(_ recordings: [[Float]], search: BeamSearch) -> [[BeamSearch.Hypothesis]] {
    let tape = Tape<Scalar>.inference()
    let source = source(SpeechBatch(recordings, configuration), on: tape)
    // Variables do not keep their tape alive.
    return withExtendedLifetime(tape) { search.run(decoder, from: source) }
  }

  /// How much each of given digits attends to each key of its recording, [recordings][digits][keys].
  package func align(_ recordings: [[Float]], _ digits: [[Int]]) -> [[[Scalar]]] {
    let tape = Tape<Scalar>.inference()
    let batch = SpeechBatch(recordings, digits: digits, configuration)
    let source = source(batch, on: tape)
    return withExtendedLifetime(tape) {
      let weights = decoder.teach(batch.read, from: source, sampling: 0).weights
      let (steps, places, values) = (weights.shape[1], weights.shape[2], weights.values)
      return recordings.indices.map { row in
        digits[row].indices.map { step in
          let first = (row * steps + step) * places
          return Array(values[first..<first + source.lengths[row]])
        }
      }
    }
  }
}
