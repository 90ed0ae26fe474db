import AttentionCore
import Tensors

/// A span reader from word pieces to scores, as it is trained.
///
///     pieces      h = encoder(question, text)                              [sequences, length, width]
///     spans       start, end = W h + b                                     [sequences, length, 2]
///     sentences   s: a score for each sentence, added to both of its places   SentenceLevel
///     pairs       b(start, end) = h Uᵀ V h                                 SpanPairs
///
/// The last two are parts that a reader may lack. `SpanReader` infers with the fast forms of these parts:
/// `WordEncoder`, `SpanHead`, `SentenceScorer` and `SpanPairScorer`, each of which a test holds to its
/// definition here.
public struct ReaderModel<Scalar: TensorScalar> {
  /// What the names of the two scores' parameters begin with, as in the ecosystem's checkpoints.
  public static var headName: String { "qa_outputs" }

  /// Which parts a reader has.
  public struct Parts: Sendable, Hashable {
    /// Width of sentence vectors; nil for a reader that scores no sentences.
    public var sentenceWidth: Int?
    /// Whether sentences' scores stand apart: they are no part of the spans', and the encoder learns nothing
    /// from them.
    public var scoresSentencesApart = false
    /// Whether an end's score depends on the start.
    public var hasPairs = false

    /// An encoder with two scores.
    public init() {}

    /// The parts that weights hold.
    public init(of weights: SafeTensors) {
      sentenceWidth = weights.entries["\(SentenceLevel<Scalar>.prefix).match.weight"]?.shape.first
      scoresSentencesApart = weights.entries[SentenceLevel<Scalar>.apartName] != nil
      hasPairs = weights.entries["\(SpanPairs<Scalar>.names[0]).weight"] != nil
    }
  }

  /// Reads question and text.
  public let encoder: TransformerEncoder<Scalar>
  /// Start and end scores.
  public let head: LinearLayer<Scalar>
  /// Scores of sentences.
  public let level: SentenceLevel<Scalar>?
  /// Scores of starts and ends together.
  public let pairs: SpanPairs<Scalar>?
  /// Parameters above the encoder: of the head, of the sentences and of the pairs. A group is in a checkpoint
  /// as a whole or not at all.
  public let groups: [[Parameter<Scalar>]]
  private let scoresSentencesApart: Bool

  /// Adds the parts above `encoder` to a set.
  public init(on encoder: TransformerEncoder<Scalar>, _ parts: Parts, in parameters: ParameterSet<Scalar>) {
    let width = encoder.configuration.width
    self.encoder = encoder
    scoresSentencesApart = parts.scoresSentencesApart
    let first = parameters.parameters.count
    head = LinearLayer(
      Self.headName, inputs: width, outputs: 2, initializer: .normal(0.02), in: parameters)
    let ofHead = parameters.parameters.count
    level = parts.sentenceWidth.map { SentenceLevel(inputs: width, width: $0, in: parameters) }
    let ofLevel = parameters.parameters.count
    pairs = parts.hasPairs ? SpanPairs(inputs: width, in: parameters) : nil
    let all = parameters.parameters
    groups = [first..<ofHead, ofHead..<ofLevel, ofLevel..<all.count].map { Array(all[$0]) }
  }

  /// What the model says of a batch.
  public struct Output {
    /// Start and end scores of each place, [sequences, length, 2], without those of sentences.
    public var logits: Variable<Scalar>
    /// Scores of sentences.
    public var sentences: SentenceLevel<Scalar>.Output?
    /// What is added to both scores of a place, [sequences, length].
    public var places: Variable<Scalar>?
    /// Scores of pairs, [sequences, length of starts, length of ends].
    public var pairs: Variable<Scalar>?
  }

  /// Scores hidden states [sequences, length, width] of the encoder.
  public func callAsFunction(
    _ hidden: Variable<Scalar>, _ layout: SentenceLayout, precision: Precision = .full
  ) -> Output {
    let sentences = level.map {
      $0(scoresSentencesApart ? hidden.detached() : hidden, layout, precision: precision)
    }
    return Output(
      logits: head(hidden), sentences: sentences, places: scoresSentencesApart ? nil : sentences?.places,
      pairs: pairs.map { $0(hidden, precision: precision) })
  }
}
