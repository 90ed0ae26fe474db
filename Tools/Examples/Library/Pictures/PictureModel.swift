import AttentionCore
import HierarchicalModels
import Tensors

/// Answers a question about a picture by looking at its regions:
///
///     regions   r = layers of self-attention over the pixels of each region   [pictures, regions, hidden]
///     question  q = mean of GRU(words) in both directions                     [pictures, hidden]
///     look      c = additive attention of q on r: soft (mean by weights) or hard (one region drawn)
///     answer    softmax(Σ_k g_k W_k c),  g = softmax(V q) over three ways of reading a region
///
/// The question reaches the answer only through g: read beside c, its words would say what is likely (no red
/// thing in training was a triangle) where the picture should say what is so.
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
  private let kind, answer: LinearLayer<Scalar>

  /// Ways of reading a region: its colour, its shape, its place.
  private static var kinds: Int { 3 }

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
      configuration.attention == .hard
      ? HardAttention("hard", attention, queryWidth: hidden, in: parameters) : nil
    kind = LinearLayer("kind", inputs: hidden, outputs: Self.kinds, in: parameters)
    answer = LinearLayer(
      "answer", inputs: hidden, outputs: Self.kinds * Scene.answers.count, in: parameters)
  }

  /// - Parameters:
  ///   - pictures: regions of each picture.
  ///   - questions: numbers of words for each picture, at least one.
  ///   - isExpected: whether hard attention takes the mean by its weights instead of drawing.
  package func callAsFunction(
    _ pictures: [[Float]], _ questions: [[Int]], isExpected: Bool = false, on tape: Tape<Scalar>
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
    let drawn =
      isExpected ? nil : hard?(query: query, keys: keys, values: keys)
    let looked = drawn ?? attention(query: query, keys: keys, values: keys)
    let readings = answer(looked.context).reshaped([count, Self.kinds, Scene.answers.count])
    let logits = kind(query).softmax().multiplied(by: readings)  // (B, 1, A)
    return Output(
      logits: logits.reshaped([count, Scene.answers.count]), weights: looked.weights,
      choice: looked.choice)
  }
}
