import AttentionCore
import Tensors

/// A hierarchical attention network (Yang et al. 2016): words are read by a bidirectional GRU and pooled into
/// sentences by attention, sentences are read by another and pooled into the document, and a linear layer
/// scores its labels.
///
///     word      x  = [vector; how it is written]                 [sentences, words, word width + 4]
///               vector: the word's own, or W e of a word encoder's hidden state e, which stays as it is
///               h  = GRU(x) in both directions                   [sentences, words, 2 · word hidden]
///     sentence  s  = Σ α h,  α = softmax(u_w · tanh(W h + b))    [sentences, 2 · word hidden]
///     document  v  = Σ β GRU(s),  β likewise                     [documents, 2 · sentence hidden]
///     labels    scores = W v + b                                 [documents, labels]
///
/// Training and inference both run this definition, inference on a tape that only computes.
public struct ClassifierModel<Scalar: TensorScalar> {
  /// Extents and labels.
  public let configuration: ClassifierConfiguration
  private let source: Source
  private let wordLayer, sentenceLayer: BidirectionalGRU<Scalar>
  private let attention: HierarchicalAttention<Scalar>
  private let scores: LinearLayer<Scalar>
  private let dropout: Double

  /// Name of the word vectors, which a folder to start training from must hold.
  public static var wordsName: String { WordTableNames.words }

  /// Adds the model's parameters to a set.
  ///
  /// - Parameter dropout: rate at which inputs of levels are dropped while the tape is training.
  public init(
    _ configuration: ClassifierConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    self.dropout = dropout
    let width = configuration.word_width
    if configuration.encoder_layers == nil {
      source = .vectors(
        words: parameters.add(
          Self.wordsName, [configuration.vocabulary_size, width], .zeros, storage: .rows),
        unknown: parameters.add(WordTableNames.unknown, [configuration.unknown_buckets, width], .normal(0.3)))
    } else {
      source = .states(
        LinearLayer("states", inputs: configuration.encoder_width ?? 0, outputs: width, in: parameters))
    }
    wordLayer = BidirectionalGRU(
      "word", inputs: width + ClassifierBatch.writings, hidden: configuration.word_hidden, in: parameters)
    sentenceLayer = BidirectionalGRU(
      "sentence", inputs: 2 * configuration.word_hidden, hidden: configuration.sentence_hidden,
      in: parameters)
    attention = HierarchicalAttention(
      "attention", width: 2 * configuration.word_hidden, sentenceWidth: 2 * configuration.sentence_hidden,
      hidden: configuration.attention_width, in: parameters)
    scores = LinearLayer(
      "labels", inputs: 2 * configuration.sentence_hidden, outputs: configuration.labels.count,
      in: parameters)
  }

  /// Where vectors of words come from.
  private enum Source {
    /// A table of known words, and one that unknown words share.
    case vectors(words: Parameter<Scalar>, unknown: Parameter<Scalar>)
    /// What a linear map makes of a word encoder's hidden states.
    case states(LinearLayer<Scalar>)
  }

  /// Vectors of known words, [vocabulary, word width]; nil on a word encoder.
  public var words: Parameter<Scalar>? {
    if case .vectors(let words, _) = source { words } else { nil }
  }

  /// What the model says of a batch.
  public struct Output {
    /// A score for each label, [documents, labels].
    public var scores: Variable<Scalar>
    /// How much each sentence counts in its document, [documents, most sentences]; 0 behind a document's
    /// last.
    public var sentenceWeights: Variable<Scalar>
    /// How much each word counts in its sentence, for each group of sentences [sentences, words].
    var wordWeights: [Variable<Scalar>]

    /// How much each word counts in its sentence: for each document, for each sentence, for each word.
    public func wordWeights(of batch: ClassifierBatch) -> [[[Scalar]]] {
      batch.words(of: wordWeights.map(\.values))
    }
  }

  /// What an explanation changes on the way from words to labels.
  public struct Intervention {
    /// Gets the words of a group of sentences [sentences, words, width], and gives what is read in their
    /// place.
    public var input: (Variable<Scalar>) -> Variable<Scalar> = { $0 }
    /// Gets a level's attention weights [sequences, places] with the sequences' lengths, and gives what is
    /// used in their place.
    public var weights: ((Variable<Scalar>, [Int]) -> Variable<Scalar>)?

    /// Changes nothing.
    public init() {}
  }

  /// Scores documents.
  public func callAsFunction(
    _ batch: ClassifierBatch, on tape: Tape<Scalar>, _ intervention: Intervention = Intervention()
  ) -> Output {
    var pooled: [Variable<Scalar>] = [], weights: [Variable<Scalar>] = []
    for group in batch.groups {
      let words = intervention.input(input(group, tape))
      let states = wordLayer(words.dropout(dropout), lengths: group.lengths)
      let sentences = pool(states, by: attention.word, lengths: group.lengths, intervention)
      pooled.append(sentences.context)
      weights.append(sentences.weights)
    }
    let width = 2 * configuration.word_hidden
    let all =
      pooled.isEmpty
      ? tape.constant([Scalar](repeating: 0, count: width), shape: [1, width])
      : Variable.concatenated(pooled, axis: 0)
    let padded = all.gathered(batch.rows).reshaped([batch.count, batch.most, width])
    let read = sentenceLayer(padded.dropout(dropout), lengths: batch.counts)
    let documents = pool(read, by: attention.sentence, lengths: batch.counts, intervention)
    return Output(
      scores: scores(documents.context.dropout(dropout)), sentenceWeights: documents.weights,
      wordWeights: weights)
  }

  private func pool(
    _ x: Variable<Scalar>, by pooling: AttentionPooling<Scalar>, lengths: [Int], _ intervention: Intervention
  ) -> AttentionOutput<Scalar> {
    let output = pooling(x, lengths: lengths)
    guard let replace = intervention.weights else { return output }
    let weights = replace(output.weights, lengths)
    let context = weights.reshaped([x.shape[0], 1, x.shape[1]]).multiplied(by: x)
    return AttentionOutput(context: context.reshaped([x.shape[0], x.columns]), weights: weights)
  }

  /// Vectors of a group's words, and how they are written: [sentences, words, word width + 4].
  private func input(_ group: ClassifierBatch.Group, _ tape: Tape<Scalar>) -> Variable<Scalar> {
    let shape = [group.lengths.count, group.length]
    let vectors = vectors(group, tape)
    let kinds = ClassifierBatch.writings
    var writing = [Scalar](repeating: 0, count: group.writing.count * kinds)
    for (place, kind) in group.writing.enumerated() where kind >= 0 { writing[place * kinds + kind] = 1 }
    return Variable.concatenated(
      [vectors.reshaped(shape + [vectors.columns]), tape.constant(writing, shape: shape + [kinds])], axis: 2)
  }

  /// The vector of each place, [sentences · words, word width].
  private func vectors(_ group: ClassifierBatch.Group, _ tape: Tape<Scalar>) -> Variable<Scalar> {
    switch source {
    case .vectors(let words, let unknown):
      return tape.variable(words).gathered(group.known) + tape.variable(unknown).gathered(group.unknown)
    case .states(let projection):
      let width = projection.weight.shape[1]
      return projection(
        tape.constant(group.states.map { Scalar($0) }, shape: [group.states.count / width, width]))
    }
  }
}
