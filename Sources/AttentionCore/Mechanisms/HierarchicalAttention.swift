import Tensors

/// Hierarchical attention: words are pooled into sentences, and sentences into documents, each level with a
/// learned query of its own. Yang et al. 2016.
///
/// Parameters of two ``AttentionPooling``s, `NAME.word` and `NAME.sentence`.
public struct HierarchicalAttention<Scalar: TensorScalar> {
  /// Words into sentences.
  public let word: AttentionPooling<Scalar>
  /// Sentences into documents.
  public let sentence: AttentionPooling<Scalar>

  /// Adds both levels' parameters to a set.
  ///
  /// - Parameters:
  ///   - name: what the names of the parameters begin with.
  ///   - width: of words.
  ///   - sentenceWidth: of sentence vectors after the sentence encoder; the words' width where nil.
  ///   - hidden: width in which each level compares with its learned query.
  ///   - normalizer: what makes weights of scores, on both levels.
  ///   - parameters: the set that they are added to.
  public init(
    _ name: String, width: Int, sentenceWidth: Int? = nil, hidden: Int, normalizer: Normalizer = .softmax,
    in parameters: ParameterSet<Scalar>
  ) {
    word = AttentionPooling(
      "\(name).word", width: width, hidden: hidden, normalizer: normalizer, in: parameters)
    sentence = AttentionPooling(
      "\(name).sentence", width: sentenceWidth ?? width, hidden: hidden, normalizer: normalizer,
      in: parameters)
  }

  /// Both levels' results.
  public struct Output {
    /// [documents, width].
    public var documents: Variable<Scalar>
    /// Sentence vectors as they were pooled from words, [sentences, width].
    public var sentences: Variable<Scalar>
    /// [sentences, words].
    public var wordWeights: Variable<Scalar>
    /// [documents, most sentences]; 0 behind a document's last sentence.
    public var sentenceWeights: Variable<Scalar>
  }

  /// Pools words [sentences, words, width], the sentences of all documents one after the other.
  ///
  /// - Parameters:
  ///   - words: their vectors.
  ///   - wordLengths: of each sentence.
  ///   - sentenceCounts: of each document; they sum to the number of sentences.
  ///   - encoder: between the levels, from [documents, most sentences, width] with the counts; by default
  ///     nothing.
  public func callAsFunction(
    _ words: Variable<Scalar>, wordLengths: [Int], sentenceCounts: [Int],
    encoder: (Variable<Scalar>, [Int]) -> Variable<Scalar> = { x, _ in x }
  ) -> Output {
    precondition(
      sentenceCounts.reduce(0, +) == words.shape[0],
      "\(sentenceCounts) do not sum to \(words.shape[0]) sentences")
    let pooled = word(words, lengths: wordLengths)
    let most = sentenceCounts.max() ?? 0
    var rows: [Int] = [], first = 0
    for count in sentenceCounts {
      rows += (0..<most).map { $0 < count ? first + $0 : -1 }
      first += count
    }
    let padded = pooled.context.gathered(rows).reshaped([sentenceCounts.count, most, words.columns])
    let documents = sentence(encoder(padded, sentenceCounts), lengths: sentenceCounts)
    return Output(
      documents: documents.context, sentences: pooled.context, wordWeights: pooled.weights,
      sentenceWeights: documents.weights)
  }
}
