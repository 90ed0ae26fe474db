import AttentionCore
import Tensors

/// Writes a sequence of words about a sequence of words: a question about a sentence and an answer in it.
///
///     word      x = [vector; writing; whether it is the answer]   [sources, places, word width + 6]
///     places    h = GRU(x) in both directions                     [sources, places, 2 · encoder hidden]
///     words     a decoder over h, recurrent or a Transformer, that may copy
///
/// Marks of the answer as in Zhou et al. 2017 (NQG++). Training and inference both run this definition,
/// inference on a tape that only computes, with the encoder's states and all projections of them made once.
public struct WriterModel<Scalar: TensorScalar> {
  /// Extents.
  public let configuration: WriterConfiguration
  /// Vectors of known words, [vocabulary, word width].
  public let words: Parameter<Scalar>
  private let unknown: Parameter<Scalar>
  private let encoder: BidirectionalGRU<Scalar>
  private let decoder: Kind
  private let dropout: Double

  private enum Kind {
    case recurrent(RecurrentDecoder<AdditiveAttention<Scalar>>)
    case transformer(TransformerDecoder<MultiHeadAttention<Scalar>>)
  }

  /// Name of the word vectors, which a folder to start training from must hold.
  public static var wordsName: String { WordTableNames.words }

  /// Adds the model's parameters to a set.
  ///
  /// - Parameter dropout: rate at which inputs of levels are dropped while the tape is training.
  public init(
    _ configuration: WriterConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    self.dropout = dropout
    let c = configuration, states = 2 * c.encoder_hidden
    words = parameters.add(Self.wordsName, [c.vocabulary_size, c.word_width], .zeros, storage: .rows)
    unknown = parameters.add(WordTableNames.unknown, [c.unknown_buckets, c.word_width], .normal(0.3))
    encoder = BidirectionalGRU(
      "encoder", inputs: c.word_width + WriterBatch.writings + WriterBatch.tags, hidden: c.encoder_hidden,
      in: parameters)
    if c.decoder == .transformer {
      decoder = .transformer(
        TransformerDecoder(
          "decoder", layers: c.layers, heads: c.heads, contextWidth: c.decoder_hidden, vocabulary: c.outputs,
          wordWidth: c.word_width, hidden: c.decoder_hidden, inner: c.inner, copies: c.copies,
          isTied: c.is_tied, dropout: dropout, in: parameters
        ) {
          MultiHeadAttention(
            .init($0), width: c.decoder_hidden, keyWidth: states, heads: c.heads, in: parameters)
        })
    } else {
      let attention = AdditiveAttention<Scalar>(
        "decoder.attention", queryWidth: c.decoder_hidden, keyWidth: states, hidden: c.attention_width,
        in: parameters)
      decoder = .recurrent(
        RecurrentDecoder(
          "decoder", attention: attention, stateWidth: states, contextWidth: states, vocabulary: c.outputs,
          wordWidth: c.word_width, hidden: c.decoder_hidden, copies: c.copies, hasCoverage: c.has_coverage,
          isTied: c.is_tied, dropout: dropout, in: parameters))
    }
  }

  /// Gives the decoder the encoder's vectors of the words that it writes, as a start.
  public func shareVectors() {
    let width = configuration.word_width
    let target = output.embedding.elements, source = words.elements
    for i in 0..<configuration.output_words * width { target[DecoderWord.first * width + i] = source[i] }
  }

  private var output: WordOutput<Scalar> {
    switch decoder {
    case .recurrent(let decoder): decoder.output
    case .transformer(let decoder): decoder.output
    }
  }

  /// The states of a batch's sources.
  public func source(_ batch: WriterBatch, on tape: Tape<Scalar>) -> DecoderSource<Scalar> {
    let shape = [batch.count, batch.length]
    let vectors = tape.variable(words).gathered(batch.known) + tape.variable(unknown).gathered(batch.unknown)
    let kinds = WriterBatch.writings + WriterBatch.tags
    let features = tape.constant(batch.features.map { Scalar($0) }, shape: shape + [kinds])
    let x = Variable.concatenated(
      [vectors.reshaped(shape + [vectors.columns]).dropout(dropout), features], axis: 2)
    return DecoderSource(
      states: encoder(x, lengths: batch.lengths).dropout(dropout), lengths: batch.lengths,
      words: configuration.copies ? batch.numbers.map(\.words) : [])
  }

  /// How far the batch's targets are from what would have been written; see
  /// ``WordOutput/loss(_:targets:source:labelSmoothing:coverageWeight:)``.
  public func loss(
    _ batch: WriterBatch, on tape: Tape<Scalar>, sampling: Double = 0, labelSmoothing: Scalar = 0,
    coverageWeight: Scalar = 0
  ) -> Variable<Scalar> {
    let source = source(batch, on: tape)
    func loss(_ decoder: some SequenceDecoder<Scalar>) -> Variable<Scalar> {
      decoder.output.loss(
        decoder.teach(batch.read, from: source, sampling: sampling), targets: batch.targets, source: source,
        labelSmoothing: labelSmoothing, coverageWeight: coverageWeight)
    }
    switch decoder {
    case .recurrent(let decoder): return loss(decoder)
    case .transformer(let decoder): return loss(decoder)
    }
  }

  /// What it writes about each source, best first.
  public func write(_ batch: WriterBatch, search: BeamSearch) -> [[BeamSearch.Hypothesis]] {
    let tape = Tape<Scalar>.inference()
    let source = source(batch, on: tape)
    // Variables do not keep their tape alive.
    return withExtendedLifetime(tape) {
      switch decoder {
      case .recurrent(let decoder): search.run(decoder, from: source)
      case .transformer(let decoder): search.run(decoder, from: source)
      }
    }
  }
}
