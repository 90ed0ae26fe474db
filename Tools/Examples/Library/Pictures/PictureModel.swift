import AttentionCore
import HierarchicalModels
import Tensors

/// Answers a question about a picture by looking at its regions:
///
///     regions   r = layers of self-attention over the pixels of each region       [pictures, regions, hidden]
///     question  q = mean of GRU(words) in both directions                         [pictures, hidden]
///     look      c = additive attention of q on r: soft, the mean by weights, or hard, one region that is drawn
///     answer    softmax(W tanh(V [c; q]))
package struct PictureModel<Scalar: TensorScalar> {
  /// What comes out for each question.
  package struct Output {
    /// Logits of `Scene.answers`, [questions, answers].
    package var logits: Variable<Scalar>
    /// How much each region was looked at, [questions, 1, regions].
    package var weights: Variable<Scalar>
    /// What was drawn, with hard attention.
    package var choice: AttentionChoice<Scalar>?
  }

  package let configuration: PictureConfiguration
  private let regions: TransformerStack<Scalar>
  private let words: Parameter<Scalar>
  private let question: BidirectionalGRU<Scalar>
  private let attention: AdditiveAttention<Scalar>
  private let hard: HardAttention<AdditiveAttention<Scalar>>?
  private let inner, outer: LinearLayer<Scalar>

  package init(
    _ configuration: PictureConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    let hidden = configuration.hidden
    regions = TransformerStack(
      "regions", layers: configuration.layers, heads: configuration.heads, inputs: SceneDrawing.regionWidth,
      hidden: hidden, inner: configuration.inner, dropout: dropout, in: parameters)
    words = parameters.add("words.weight", [Scene.words.count, hidden / 2], .normal(0.3))
    question = BidirectionalGRU("question", inputs: hidden / 2, hidden: hidden / 2, in: parameters)
    attention = AdditiveAttention(
      "attention", queryWidth: hidden, keyWidth: hidden, hidden: hidden, in: parameters)
    hard =
      configuration.attention == "hard"
      ? HardAttention("hard", attention, queryWidth: hidden, in: parameters) : nil
    inner = LinearLayer("inner", inputs: 2 * hidden, outputs: hidden, in: parameters)
    outer = LinearLayer("outer", inputs: hidden, outputs: Scene.answers.count, in: parameters)
  }

  /// - Parameters:
  ///   - pictures: regions of each picture.
  ///   - questions: numbers of words for each picture, at least one.
  package func callAsFunction(
    _ pictures: [[Float]], _ questions: [[Int]], on tape: Tape<Scalar>
  ) -> Output {
    let (count, places, hidden) = (pictures.count, Scene.side * Scene.side, configuration.hidden)
    let pixels = tape.constant(
      pictures.flatMap { $0.map { Scalar($0) } }, shape: [count, places, SceneDrawing.regionWidth])
    let keys = regions(pixels, lengths: [Int](repeating: places, count: count))
    let lengths = questions.map(\.count), longest = lengths.max() ?? 1
    let padded = questions.flatMap { $0 + [Int](repeating: -1, count: longest - $0.count) }
    let vectors = tape.variable(words).gathered(padded).reshaped([count, longest, hidden / 2])
    let shares = tape.constant(
      lengths.flatMap { [Scalar](repeating: 1 / Scalar($0), count: longest) }, shape: [count, 1, longest])
    // States behind a question's end are 0.
    let query = shares.multiplied(by: question(vectors, lengths: lengths))  // (B, 1, H)
    let looked =
      hard?(query: query, keys: keys, values: keys) ?? attention(query: query, keys: keys, values: keys)
    let both = Variable.concatenated([looked.context, query], axis: 2)
    return Output(
      logits: outer(inner(both).tanh()).reshaped([count, Scene.answers.count]), weights: looked.weights,
      choice: looked.choice)
  }
}
