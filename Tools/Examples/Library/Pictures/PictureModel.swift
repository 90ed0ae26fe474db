import AttentionCore
import HierarchicalModels
import Tensors

/// Answers a question about a picture by looking at its regions:
///
///     regions   k, v = RegionEncoder(pixels): keys, and tone, form and place of each region
///     question  q = mean of GRU(words) in both directions                     [questions, hidden]
///     look      c = additive attention of q on k, of v: soft (mean by weights) or hard (one region drawn)
///     answer    softmax(Σ_i g_i W_i c_i),  g = softmax(V q) over tone, form and place
///
/// The question reaches the answer only through g: read beside c, its words would say what is likely (no red
/// thing in training was a triangle) where the picture should say what is so. For the same reason each way of
/// reading sees one part of a region: what a form is called may not depend on its colour.
package struct PictureModel<Scalar: TensorScalar> {
  /// What comes out for each question.
  package struct Output {
    /// Logits of `Scene.answers`, [questions, answers].
    package var logits: Variable<Scalar>
    /// The same, read from states: what teaches where to look.
    package var guide: Variable<Scalar>
    /// The same, read from tone, form and place alone, [questions, 3, answers].
    package var readings: Variable<Scalar>
    /// How much each region was looked at, [questions, 1, regions].
    package var weights: Variable<Scalar>
    /// What was drawn, with hard attention.
    package var choice: AttentionChoice<Scalar>?
  }

  package let configuration: PictureConfiguration
  private let regions: RegionEncoder<Scalar>
  private let words: Parameter<Scalar>
  private let question: BidirectionalGRU<Scalar>
  private let attention: AdditiveAttention<Scalar>
  private let hard: HardAttention<AdditiveAttention<Scalar>>?
  private let kind, whole, part: LinearLayer<Scalar>
  private let parts: [LinearLayer<Scalar>]

  package init(
    _ configuration: PictureConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    let hidden = configuration.hidden
    let regions = RegionEncoder(configuration, dropout: dropout, in: parameters)
    self.regions = regions
    words = parameters.add("words.weight", [Scene.words.count, hidden / 2], .normal(0.3))
    question = BidirectionalGRU("question", inputs: hidden / 2, hidden: hidden / 2, in: parameters)
    attention = AdditiveAttention(
      "attention", queryWidth: hidden, keyWidth: hidden, hidden: hidden, in: parameters)
    hard =
      configuration.attention == .hard
      ? HardAttention("hard", attention, queryWidth: hidden, in: parameters) : nil
    let ways = ["tone", "form", "place"]
    kind = LinearLayer("kind", inputs: hidden, outputs: ways.count, in: parameters)
    part = LinearLayer("part", inputs: hidden, outputs: ways.count, in: parameters)
    let width = regions.width
    parts = ways.map {
      LinearLayer("answer.\($0)", inputs: width, outputs: Scene.answers.count, in: parameters)
    }
    whole = LinearLayer(
      "answer.whole", inputs: hidden, outputs: ways.count * Scene.answers.count, in: parameters)
  }

  /// - Parameters:
  ///   - pictures: regions of each picture.
  ///   - questions: about each picture, any number of them: numbers of words, at least one each.
  ///   - isExpected: whether hard attention takes the mean by its weights instead of drawing.
  package func callAsFunction(
    _ pictures: [[Float]], _ questions: [[[Int]]], isExpected: Bool = false, on tape: Tape<Scalar>
  ) -> Output {
    let rows = questions.indices.flatMap { [Int](repeating: $0, count: questions[$0].count) }
    let questions = questions.flatMap { $0 }
    let (count, hidden) = (questions.count, configuration.hidden)
    // A picture is looked at once, however much is asked about it.
    let seen = regions(pictures, on: tape).selecting(rows)
    let lengths = questions.map(\.count), longest = lengths.max() ?? 1
    let padded = questions.flatMap { $0 + [Int](repeating: -1, count: longest - $0.count) }
    let vectors = tape.variable(words).gathered(padded).reshaped([count, longest, hidden / 2])
    let shares = tape.constant(
      lengths.flatMap { [Scalar](repeating: 1 / Scalar($0), count: longest) }, shape: [count, 1, longest])
    // States behind a question's end are 0.
    let query = shares.multiplied(by: question(vectors, lengths: lengths))  // (Q, 1, H)
    let values = Variable.concatenated([seen.states, seen.parts], axis: 2)
    let drawn = isExpected ? nil : hard?(query: query, keys: seen.states, values: values)
    let looked = drawn ?? attention(query: query, keys: seen.states, values: values)
    let answers = Scene.answers.count
    // (Q, 1, ways), (Q, ways, A) to (Q, A)
    func answer(_ ways: Variable<Scalar>, _ readings: Variable<Scalar>) -> Variable<Scalar> {
      ways.softmax().multiplied(by: readings).reshaped([count, answers])
    }
    let whole = whole(looked.context.slice(0..<hidden, axis: 2)).reshaped([count, parts.count, answers])
    // What is read of parts leaves alone where to look.
    let context =
      looked.choice == nil
      ? looked.weights.detached().multiplied(by: seen.parts)
      : looked.context.slice(hidden..<hidden + seen.parts.columns, axis: 2)
    let readings = parts.enumerated().map { way, part in
      part(context.slice(way * regions.width..<(way + 1) * regions.width, axis: 2))
    }
    let alone = Variable.concatenated(readings, axis: 1)
    return Output(
      logits: answer(part(query), alone), guide: answer(kind(query), whole), readings: alone,
      weights: looked.weights, choice: looked.choice)
  }
}
