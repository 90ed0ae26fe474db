import AttentionCore
import HierarchicalModels
import Tensors

/// Translates sentences: an encoder over subword units, and a decoder that attends to its states.
///
///     recurrent     h = GRU(x) in both directions;  RecurrentDecoder over the attention that is chosen
///     transformer   h = layers of self-attention;   TransformerDecoder
///
/// Both languages share units, and both sides and the choice of words share their vectors (Press and Wolf
/// 2017).
package struct TranslationModel<Scalar: TensorScalar> {
  package let configuration: TranslationConfiguration
  package let decoder: any SequenceDecoder<Scalar>
  private let encoder: Encoder
  private let dropout: Double

  private enum Encoder {
    case recurrent(BidirectionalGRU<Scalar>)
    case transformer(TransformerStack<Scalar>)
  }

  /// - Parameter dropout: rate at which inputs of levels are dropped while the tape is training.
  package init(
    _ configuration: TranslationConfiguration, dropout: Double = 0, precision: Precision = .full,
    in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    self.dropout = dropout
    let c = configuration, vocabulary = c.units + DecoderWord.first

    if c.attention == .transformer {
      decoder = TransformerDecoder(
        "decoder", layers: c.layers, heads: c.heads, contextWidth: c.hidden, vocabulary: vocabulary,
        wordWidth: c.unit_width, hidden: c.hidden, inner: c.inner, copies: false, dropout: dropout,
        precision: precision, in: parameters
      ) { name in
        var cross = MultiHeadAttention<Scalar>(.init(name), width: c.hidden, heads: c.heads, in: parameters)
        cross.precision = precision
        return cross
      }
      encoder = .transformer(
        TransformerStack(
          "encoder", layers: c.layers, heads: c.heads, inputs: c.unit_width, hidden: c.hidden, inner: c.inner,
          dropout: dropout, precision: precision, in: parameters))
      return
    }

    func recurrent<Mechanism: Attention<Scalar>>(_ attention: Mechanism) -> any SequenceDecoder<Scalar> {
      RecurrentDecoder(
        "decoder", attention: attention, stateWidth: c.hidden, contextWidth: c.hidden, vocabulary: vocabulary,
        wordWidth: c.unit_width, hidden: c.hidden, copies: false, dropout: dropout, precision: precision,
        in: parameters)
    }
    let name = "decoder.attention"
    func additive() -> AdditiveAttention<Scalar> {
      AdditiveAttention(
        name, queryWidth: c.hidden, keyWidth: c.hidden, hidden: c.attention_width, in: parameters)
    }
    func general() -> GeneralAttention<Scalar> {
      GeneralAttention(name, queryWidth: c.hidden, keyWidth: c.hidden, in: parameters)
    }
    switch c.attention {
    case .dot: decoder = recurrent(DotAttention<Scalar>())
    case .general: decoder = recurrent(general())
    case .concat:
      decoder = recurrent(
        ConcatAttention<Scalar>(
          name, queryWidth: c.hidden, keyWidth: c.hidden, hidden: c.attention_width, in: parameters))
    case .local:
      decoder = recurrent(
        LocalPredictiveAttention(
          name, general(), radius: c.radius, queryWidth: c.hidden, hidden: c.attention_width, in: parameters))
    case .hard: decoder = recurrent(HardAttention(name, additive(), queryWidth: c.hidden, in: parameters))
    case .additive, .transformer: decoder = recurrent(additive())
    }
    encoder = .recurrent(
      BidirectionalGRU("encoder", inputs: c.unit_width, hidden: c.hidden / 2, in: parameters))
  }

  /// The states of a batch's sources.
  package func source(_ batch: TranslationBatch, on tape: Tape<Scalar>) -> DecoderSource<Scalar> {
    let vectors = decoder.output.vectors(batch.source, on: tape)
      .reshaped([batch.count, batch.places, configuration.unit_width])
    let states =
      switch encoder {
      case .recurrent(let encoder):
        encoder(vectors.dropout(dropout), lengths: batch.lengths).dropout(dropout)
      case .transformer(let encoder): encoder(vectors, lengths: batch.lengths)
      }
    return DecoderSource(states: states, lengths: batch.lengths)
  }

  /// How far the batch's targets are from what would have been written: the mean over units.
  package func loss(
    _ batch: TranslationBatch, on tape: Tape<Scalar>, labelSmoothing: Scalar = 0
  ) -> Variable<Scalar> {
    let source = source(batch, on: tape)
    return decoder.output.loss(
      decoder.teach(batch.read, from: source, sampling: 0), targets: batch.targets, source: source,
      labelSmoothing: labelSmoothing)
  }

  /// The most probable translations of each source.
  package func translate(_ sources: [[Int]], search: BeamSearch) -> [[BeamSearch.Hypothesis]] {
    let tape = Tape<Scalar>.inference()
    let source = source(TranslationBatch(sources), on: tape)
    // Variables do not keep their tape alive.
    return withExtendedLifetime(tape) { search.run(decoder, from: source) }
  }

  /// How much each unit of given translations attends to each unit of its source,
  /// [pairs][units][source units]; the ends of both are left out.
  package func align(_ sources: [[Int]], _ targets: [[Int]]) -> [[[Scalar]]] {
    let tape = Tape<Scalar>.inference()
    let batch = TranslationBatch(sources, targets: targets)
    let source = source(batch, on: tape)
    return withExtendedLifetime(tape) {
      let weights = decoder.teach(batch.read, from: source, sampling: 0).weights
      let (steps, places, values) = (weights.shape[1], weights.shape[2], weights.values)
      return sources.indices.map { row in
        targets[row].indices.map { step in
          let first = (row * steps + step) * places
          return Array(values[first..<first + sources[row].count])
        }
      }
    }
  }
}
