import AttentionCore
import HierarchicalModels
import Tensors

/// Answers a question about a picture by looking at its regions:
///
///     regions   t, f, p, k = RegionEncoder(pixels): tone, form, place, and what attention looks for
///     question  q = mean of GRU(words) in both directions               [questions, hidden]
///     say       s = softmax(T t), softmax(F f), softmax(P p): a colour, shape and place of each region
///     look      c = additive attention of q on k, of s: soft (mean by weights) or hard (one region drawn)
///     answer    c with the shares g = softmax(V q) of colours, shapes and places
///
/// Each word of an answer is read from the part of a region that it is about: what a form is called may not
/// depend on its colour. Where parts were free to answer anything, the first that guessed what is frequent
/// answered for good, and the one that could have known learnt nothing. For the same reason the question
/// reaches the answer only through weights and shares: its words would say what is likely (no red thing in
/// training was a triangle) where the picture should say what is so.
///
/// What is averaged are answers and no regions: the likelihood is that of an answer whose region is not known
/// (Deng et al. 2018).
package struct PictureModel<Scalar: TensorScalar> {
  /// What comes out for each question.
  package struct Output {
    /// Probabilities of `Scene.answers`, [questions, answers].
    package var answers: Variable<Scalar>
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
  private let part: LinearLayer<Scalar>
  private let parts: [LinearLayer<Scalar>]

  /// Colours, shapes and places.
  private static var sizes: [Int] { [Scene.Color.allCases.count, Scene.Shape.allCases.count, 4] }

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
      "attention", queryWidth: hidden, keyWidth: regions.stateWidth, hidden: hidden, in: parameters)
    hard =
      configuration.attention == .hard
      ? HardAttention("hard", attention, queryWidth: hidden, in: parameters) : nil
    part = LinearLayer("part", inputs: hidden, outputs: 3, in: parameters)
    parts = zip(["tone", "form", "place"], Self.sizes).map {
      LinearLayer("answer.\($0)", inputs: regions.width, outputs: $1, in: parameters)
    }
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
    let (count, hidden, answers) = (questions.count, configuration.hidden, Scene.answers.count)
    // 1. A picture is looked at once, however much is asked about it.
    let seen = regions(pictures, on: tape)
    let said = parts.enumerated().map { number, part in
      part(seen.parts.slice(number * regions.width..<(number + 1) * regions.width, axis: 2)).softmax()
    }
    let keys = seen.states.gathered(rows)
    let values = Variable.concatenated(said, axis: 2).gathered(rows)  // (Q, regions, A)
    // 2. Questions.
    let lengths = questions.map(\.count), longest = lengths.max() ?? 1
    let padded = questions.flatMap { $0 + [Int](repeating: -1, count: longest - $0.count) }
    let vectors = tape.variable(words).gathered(padded).reshaped([count, longest, hidden / 2])
    let shares = tape.constant(
      lengths.flatMap { [Scalar](repeating: 1 / Scalar($0), count: longest) }, shape: [count, 1, longest])
    // States behind a question's end are 0.
    let query = shares.multiplied(by: question(vectors, lengths: lengths))  // (Q, 1, H)
    // 3. Answers.
    let drawn = isExpected ? nil : hard?(query: query, keys: keys, values: values)
    let looked = drawn ?? attention(query: query, keys: keys, values: values)
    // A share for each answer: that of its part.
    let share = part(query).softmax().reshaped([count, 3]).transposed()
    let spread = share.gathered(Self.sizes.indices.flatMap { [Int](repeating: $0, count: Self.sizes[$0]) })
    return Output(
      answers: spread.transposed() * looked.context.reshaped([count, answers]), weights: looked.weights,
      choice: looked.choice)
  }
}
