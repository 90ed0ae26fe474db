import AttentionCore
import HierarchicalModels
import Tensors

/// Whether a sentence is true of a picture of three boxes.
///
///     words   w = GRU(words) in both directions                              [sentences, words, hidden]
///     pieces  p = layers: self-attention within a box, attention to w, feed-forward
///     boxes   b = Σ over its pieces of gelu(A p); a layer among the three, likewise
///     look    c = additive attention of the sentence on all pieces: soft, or hard, which draws one
///     answer  logits of MLP([Σ over boxes of gelu(B b); c; mean of w])
///
/// Sums, and no means, stand over pieces and boxes: sentences count.
package struct VisualReasoningModel<Scalar: TensorScalar> {
  /// What is read.
  package struct Batch {
    /// Numbers of words, at least one a sentence.
    package var sentences: [[Int]]
    /// Pieces of three boxes for each.
    package var pictures: [[[[Float]]]]

    package init(sentences: [[Int]], pictures: [[[[Float]]]]) {
      (self.sentences, self.pictures) = (sentences, pictures)
    }

    /// Pieces of the fullest box, at least one.
    var pieces: Int { max(1, pictures.joined().map(\.count).max() ?? 1) }
  }

  /// What comes out for each sentence.
  package struct Output {
    /// Logits of false and true, [sentences, 2].
    package var logits: Variable<Scalar>
    /// How much each piece was looked at, box by box, [sentences, 1, 3 · pieces].
    package var weights: Variable<Scalar>
    /// What was drawn, with hard attention.
    package var choice: AttentionChoice<Scalar>?
  }

  package let configuration: VisualReasoningConfiguration
  private let words: Parameter<Scalar>
  private let sentence: BidirectionalGRU<Scalar>
  private let input, inputOuter, gather, sum, answer, answerOuter: LinearLayer<Scalar>
  private let pieces, boxes: [ConditionedLayer<Scalar>]
  private let attention: AdditiveAttention<Scalar>
  private let hard: HardAttention<AdditiveAttention<Scalar>>?
  private let dropout: Double

  package init(
    _ configuration: VisualReasoningConfiguration, dropout: Double = 0, in parameters: ParameterSet<Scalar>
  ) {
    self.configuration = configuration
    self.dropout = dropout
    let hidden = configuration.hidden
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> LinearLayer<Scalar> {
      LinearLayer(name, inputs: inputs, outputs: outputs, in: parameters)
    }
    func layers(_ name: String, _ count: Int) -> [ConditionedLayer<Scalar>] {
      (0..<count).map {
        ConditionedLayer(
          "\(name).layer.\($0)", width: hidden, heads: configuration.heads, inner: configuration.inner,
          dropout: dropout, in: parameters)
      }
    }
    words = parameters.add("words.weight", [configuration.words.count + 1, hidden], .normal(0.5))
    sentence = BidirectionalGRU("sentence", inputs: hidden, hidden: hidden / 2, in: parameters)
    input = linear("input", PictureSegments.width, hidden)
    inputOuter = linear("input.outer", hidden, hidden)
    pieces = layers("pieces", configuration.layers)
    gather = linear("gather", hidden, hidden)
    boxes = layers("boxes", 1)
    sum = linear("sum", hidden, hidden)
    attention = AdditiveAttention(
      "attention", queryWidth: hidden, keyWidth: hidden, hidden: hidden, in: parameters)
    hard =
      configuration.attention == .hard
      ? HardAttention("hard", attention, queryWidth: hidden, in: parameters) : nil
    answer = linear("answer", 3 * hidden, hidden)
    // Sums are large before anything is learnt, and what they said would be loud.
    answerOuter = LinearLayer(
      "answer.outer", inputs: hidden, outputs: 2, initializer: .zeros, in: parameters)
  }

  /// - Parameter isExpected: whether hard attention takes the mean by its weights instead of drawing.
  package func callAsFunction(_ batch: Batch, isExpected: Bool = false, on tape: Tape<Scalar>) -> Output {
    let (count, hidden, places) = (batch.sentences.count, configuration.hidden, batch.pieces)
    // 1. Words.
    let lengths = batch.sentences.map(\.count), longest = lengths.max() ?? 1
    let padded = batch.sentences.flatMap { $0 + [Int](repeating: -1, count: longest - $0.count) }
    let vectors = tape.variable(words).gathered(padded).reshaped([count, longest, hidden]).dropout(dropout)
    let states = sentence(vectors, lengths: lengths)  // 0 behind a sentence's end
    let shares = tape.constant(
      lengths.flatMap { [Scalar](repeating: 1 / Scalar($0), count: longest) }, shape: [count, 1, longest])
    let query = shares.multiplied(by: states)  // (B, 1, H)
    // 2. Pieces, with the sentence of their picture.
    let filled = batch.pictures.flatMap { $0 }, numbers = filled.map(\.count)
    let blank = [Float](repeating: 0, count: PictureSegments.width)
    let features = filled.flatMap { box in
      (box + [[Float]](repeating: blank, count: places - box.count)).flatMap(\.self)
    }
    var x = tape.constant(
      features.map { Scalar($0) }, shape: [3 * count, places, PictureSegments.width])
    x = input.feedForward(x, inputOuter)
    let owners = (0..<3 * count).map { $0 / 3 }
    let own = states.gathered(owners), ownLengths = owners.map { lengths[$0] }
    for layer in pieces { x = layer(x, numbers, own, ownLengths) }
    // 3. Boxes: padding has no part in sums.
    let isThere = tape.constant(
      numbers.flatMap { n in (0..<places).map { $0 < n ? Scalar(1) : 0 } }, shape: [3 * count, 1, places])
    var b = isThere.multiplied(by: gather(x).gelu()).reshaped([count, 3, hidden])
    for layer in boxes { b = layer(b, [Int](repeating: 3, count: count), states, lengths) }
    let all = sum(b).gelu().sum(axis: 1)  // (B, H)
    // 4. Where the sentence looks.
    let keys = x.reshaped([count, 3 * places, hidden])
    let mask = AttentionMask.custom(
      isThere.values.map { $0 > 0 ? 1 : 0 }, queries: 1, keys: 3 * places)
    let drawn =
      isExpected ? nil : hard?(query: query, keys: keys, values: keys, mask: mask)
    let looked = drawn ?? attention(query: query, keys: keys, values: keys, mask: mask)
    let joined = Variable.concatenated(
      [all, looked.context.reshaped([count, hidden]), query.reshaped([count, hidden])], axis: 1)
    return Output(
      logits: answer.feedForward(joined.dropout(dropout), answerOuter), weights: looked.weights,
      choice: looked.choice)
  }
}

/// x = x + self(norm x);  x = x + words(norm x);  x = x + outer(gelu(inner(norm x))): a layer of a
/// Transformer's decoder (Vaswani et al. 2017) that may look at all places.
private struct ConditionedLayer<Scalar: TensorScalar> {
  private let own, words: MultiHeadAttention<Scalar>
  private let inner, outer: LinearLayer<Scalar>
  private let norms: [(gain: Parameter<Scalar>, shift: Parameter<Scalar>)]
  private let dropout: Double

  init(
    _ name: String, width: Int, heads: Int, inner: Int, dropout: Double, in parameters: ParameterSet<Scalar>
  ) {
    self.dropout = dropout
    own = MultiHeadAttention(.init("\(name).self"), width: width, heads: heads, in: parameters)
    words = MultiHeadAttention(.init("\(name).words"), width: width, heads: heads, in: parameters)
    self.inner = LinearLayer("\(name).inner", inputs: width, outputs: inner, in: parameters)
    outer = LinearLayer("\(name).outer", inputs: inner, outputs: width, in: parameters)
    norms = (1...3).map {
      (
        parameters.add("\(name).norm\($0).weight", [width], .ones),
        parameters.add("\(name).norm\($0).bias", [width], .zeros)
      )
    }
  }

  func callAsFunction(
    _ x: Variable<Scalar>, _ lengths: [Int], _ sentence: Variable<Scalar>, _ wordLengths: [Int]
  ) -> Variable<Scalar> {
    func norm(_ x: Variable<Scalar>, _ number: Int) -> Variable<Scalar> {
      x.layerNorm(gain: x.tape.variable(norms[number].gain), shift: x.tape.variable(norms[number].shift))
    }
    var x = x
    let first = norm(x, 0)
    x = x + own.context(query: first, keys: first, values: first, mask: .padding(lengths)).dropout(dropout)
    x =
      x
      + words.context(query: norm(x, 1), keys: sentence, values: sentence, mask: .padding(wordLengths))
      .dropout(dropout)
    return x + inner.feedForward(norm(x, 2), outer).dropout(dropout)
  }
}
