import AttentionCore
import Tensors

/// The upper level of a hierarchical reader: how likely each sentence holds the answer.
///
/// Additive attention pools the words of each sentence and of the question (Yang et al. 2016), self-attention
/// relates the sentences of a window to each other (Vaswani et al. 2017), and bilinear attention from the
/// question scores them (Luong et al. 2015). Beside the sentences stands the null answer, scored from the
/// first hidden state.
public struct SentenceLevel<Scalar: TensorScalar> {
  /// What every parameter's name begins with.
  public static var prefix: String { "sentence_level" }
  /// A tensor of one element in models that score spans without the sentences' scores.
  public static var apartName: String { "\(prefix).apart" }
  /// Width of sentence vectors where the checkpoint does not say otherwise.
  public static var defaultWidth: Int { 128 }
  /// Heads of the self-attention.
  public static var heads: Int { 4 }
  /// Of layer normalization.
  public static var epsilon: Float { 1e-5 }

  /// Words into sentences, and the question's words into one vector.
  public let words, question: AttentionPooling<Scalar>
  /// From the words' width to the sentences'.
  public let sentenceProjection, questionProjection: LinearLayer<Scalar>
  /// Sentences look at each other.
  public let attention: MultiHeadAttention<Scalar>
  /// Over sentence + attention.
  public let norm: LayerNormalization<Scalar>
  /// The question looks at the sentences.
  public let match: GeneralAttention<Scalar>
  /// The null answer's score.
  public let null: LinearLayer<Scalar>

  /// Adds the level's parameters to a set.
  ///
  /// - Parameters:
  ///   - inputs: width of hidden states.
  ///   - width: of sentence vectors; a multiple of ``heads``.
  public init(inputs: Int, width: Int, in parameters: ParameterSet<Scalar>) {
    let name = Self.prefix
    words = AttentionPooling("\(name).words", width: inputs, hidden: width, in: parameters)
    question = AttentionPooling("\(name).question", width: inputs, hidden: width, in: parameters)
    sentenceProjection = LinearLayer(
      "\(name).sentence_projection", inputs: inputs, outputs: width, in: parameters)
    questionProjection = LinearLayer(
      "\(name).question_projection", inputs: inputs, outputs: width, in: parameters)
    attention = MultiHeadAttention(
      MultiHeadAttention.Names("\(name).attention"), width: width, heads: Self.heads, in: parameters)
    norm = LayerNormalization("\(name).norm", width: width, epsilon: Self.epsilon, in: parameters)
    match = GeneralAttention("\(name).match", queryWidth: width, keyWidth: width, in: parameters)
    null = LinearLayer("\(name).null", inputs: inputs, outputs: 1, in: parameters)
  }

  /// What the level says of a batch.
  public struct Output {
    /// Scores of sentences, [sequences, most sentences]; 0 behind a sequence's last.
    public var sentences: Variable<Scalar>
    /// Scores of the null answer, [sequences].
    public var null: Variable<Scalar>
    /// The score of its sentence for each hidden state, [sequences, length]; the null answer's for the first,
    /// 0 for the others outside of sentences.
    public var places: Variable<Scalar>
    /// How much each word counts in its sentence, [all sentences, longest].
    public var wordWeights: Variable<Scalar>
  }

  /// Scores the sentences of hidden states [sequences, length, width].
  public func callAsFunction(
    _ hidden: Variable<Scalar>, _ layout: SentenceLayout, precision: Precision = .full
  ) -> Output {
    let (count, length, inputs) = (hidden.shape[0], hidden.shape[1], hidden.columns)
    let rows = hidden.reshaped([count * length, inputs])
    func cut(_ indices: [Int], _ parts: Int) -> Variable<Scalar> {
      rows.gathered(indices).reshaped([parts, indices.count / max(1, parts), inputs])
    }
    let pooled = words(cut(layout.wordRows, layout.wordLengths.count), lengths: layout.wordLengths)
    let asked = question(cut(layout.questionRows, count), lengths: layout.questionLengths).context
    let vectors = sentenceProjection(pooled.context, precision: precision)  // (all sentences, width)
    let padded = vectors.gathered(layout.sentenceRows).reshaped([count, layout.most, vectors.columns])
    let related = norm(
      padded
        + attention.context(query: padded, keys: padded, values: padded, mask: .padding(layout.counts)))
    let query = questionProjection(asked, precision: precision).reshaped([count, 1, vectors.columns])
    let scores = match.score(query: query, keys: related).reshaped([count, layout.most])
    let absent = null(rows.gathered(layout.firstRows)).reshaped([count])
    let places = Variable.concatenated([scores.reshaped([count * layout.most]), absent])
      .gathered(layout.scoreOfRow)
    return Output(
      sentences: scores, null: absent, places: places.reshaped([count, length]), wordWeights: pooled.weights)
  }
}
