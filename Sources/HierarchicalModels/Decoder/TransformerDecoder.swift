import AttentionCore
import Tensors

/// A Transformer decoder (Vaswani et al. 2017), norm first (Xiong et al. 2020): each layer attends to the
/// words before by causal self-attention, and to the source by any attention.
///
///     x = W vector + b + position
///     x = x + self(norm x);  x = x + W cross(norm x, states);  x = x + outer(gelu(inner(norm x)))
///
/// Words are chosen, and copied, by the norm of the last layer's output and the last layer's weights on the
/// source. Parameters `NAME.input`, `NAME.layer.N.self.…`, `.cross.…` as the caller's mechanism names them,
/// `.context`, `.inner`, `.outer`, `.norm1` to `.norm3`, `NAME.norm`, and those of ``WordOutput``.
public struct TransformerDecoder<Mechanism: Attention>: SequenceDecoder {
  /// What it computes in.
  public typealias Scalar = Mechanism.Scalar

  private struct Layer {
    let own: MultiHeadAttention<Scalar>
    let cross: Mechanism
    let context, inner, outer: LinearLayer<Scalar>
    let norms: [NormLayer<Scalar>]
  }

  /// Where it stands.
  public struct State: DecoderState {
    /// What is attended to.
    public var source: DecoderSource<Scalar>
    /// Keys and values of the source, layer by layer.
    var memories: [AttentionMemory<Scalar>]
    /// Keys and values of the words before, layer by layer; empty before the first.
    var past: [AttentionMemory<Scalar>] = []
    var position = 0

    /// The state of those sequences.
    public func selecting(_ rows: [Int]) -> State {
      State(
        source: source.selecting(rows), memories: memories.map { $0.selecting(rows) },
        past: past.map { $0.selecting(rows) }, position: position)
    }
  }

  /// What makes probabilities of words.
  public let output: WordOutput<Scalar>
  private let input: LinearLayer<Scalar>
  private let layers: [Layer]
  private let norm: NormLayer<Scalar>
  private let hidden: Int
  private let dropout: Double
  private let precision: Precision

  /// Adds the decoder's parameters to a set.
  ///
  /// - Parameters:
  ///   - layers: at least 1.
  ///   - contextWidth: width of what the attention on the source gives.
  ///   - inner: width inside each layer's feed-forward part.
  ///   - dropout: rate at which what each part adds is dropped while the tape is training.
  ///   - precision: how layers multiply; that of the attention on the source is its own.
  ///   - cross: makes a layer's attention on the source, under the name that it is given, for queries of
  ///     `hidden`.
  public init(
    _ name: String, layers: Int, heads: Int, contextWidth: Int, vocabulary: Int, wordWidth: Int, hidden: Int,
    inner: Int, copies: Bool = true, isTied: Bool = true, dropout: Double = 0,
    precision: Precision = .full, in parameters: ParameterSet<Scalar>, cross: (_ name: String) -> Mechanism
  ) {
    precondition(layers > 0, "a decoder needs a layer")
    self.hidden = hidden
    self.dropout = dropout
    self.precision = precision
    output = WordOutput(
      name, vocabulary: vocabulary, wordWidth: wordWidth, hidden: hidden,
      gateWidth: copies ? 3 * hidden : nil, isTied: isTied, precision: precision, in: parameters)
    input = LinearLayer("\(name).input", inputs: wordWidth, outputs: hidden, in: parameters)
    self.layers = (0..<layers).map { number in
      let layer = "\(name).layer.\(number)"
      var own = MultiHeadAttention<Scalar>(
        .init("\(layer).self"), width: hidden, heads: heads, in: parameters)
      own.precision = precision
      return Layer(
        own: own,
        cross: cross("\(layer).cross"),
        context: LinearLayer("\(layer).context", inputs: contextWidth, outputs: hidden, in: parameters),
        inner: LinearLayer("\(layer).inner", inputs: hidden, outputs: inner, in: parameters),
        outer: LinearLayer("\(layer).outer", inputs: inner, outputs: hidden, in: parameters),
        norms: (1...3).map { NormLayer("\(layer).norm\($0)", hidden, in: parameters) })
    }
    norm = NormLayer("\(name).norm", hidden, in: parameters)
  }

  /// The source's keys and values, layer by layer.
  public func start(_ source: DecoderSource<Scalar>) -> State {
    State(
      source: source,
      memories: layers.map { $0.cross.memory(keys: source.states, values: source.states) })
  }

  /// One word for each sequence; keys and values of the words before are in the state.
  public func step(_ words: [Int], _ state: inout State) -> DecoderOutput<Scalar> {
    let before = state.past
    var past: [AttentionMemory<Scalar>] = []
    let result = run(
      words.map { [$0] }, state.source, &state.memories, position: state.position
    ) { number, x in
      let own = layers[number].own, new = own.memory(keys: x, values: x)
      let all = before.isEmpty ? new : before[number].appending(new)
      past.append(all)
      return own.attend(query: x, memory: all, mask: .none, scoreTerm: nil).context
    }
    state.past = past
    state.position += 1
    return result
  }

  /// All words at once. Nothing is sampled here, since no step waits for the one before.
  public func teach(
    _ words: [[Int]], from source: DecoderSource<Scalar>, sampling: Double
  ) -> DecoderOutput<Scalar> {
    precondition(sampling == 0, "scheduled sampling needs a decoder that goes step by step")
    var memories = start(source).memories
    return run(words, source, &memories, position: 0) { number, x in
      layers[number].own.context(query: x, keys: x, values: x, mask: .causal)
    }
  }

  private func run(
    _ words: [[Int]], _ source: DecoderSource<Scalar>, _ memories: inout [AttentionMemory<Scalar>],
    position: Int, own: (_ layer: Int, _ x: Variable<Scalar>) -> Variable<Scalar>
  ) -> DecoderOutput<Scalar> {
    let tape = source.states.tape, steps = words.first?.count ?? 0
    let vectors = output.vectors(words.flatMap { $0 }, on: tape)
    let places = tape.constant(
      SinusoidalPosition.table(position..<position + steps, width: hidden, as: Scalar.self),
      shape: [1, steps, hidden])
    let first = (input(vectors).reshaped([words.count, steps, hidden]) + places).dropout(dropout)
    var x = first, context = first, weights = first
    for (number, layer) in layers.enumerated() {
      x = x + own(number, layer.norms[0](x)).dropout(dropout)
      let attended = layer.cross.attend(
        query: layer.norms[1](x), memory: memories[number], mask: source.mask, scoreTerm: nil)
      memories[number] = layer.cross.advanced(memories[number], past: attended)
      weights = attended.weightsByKey(source.places)
      context = layer.context(attended.context)
      x = x + context.dropout(dropout)
      x = x + layer.inner.feedForward(layer.norms[2](x), layer.outer, precision: precision).dropout(dropout)
    }
    let last = norm(x)
    let gate = output.gate.map { $0(Variable.concatenated([context, last, first], axis: 2)) }
    return DecoderOutput(hidden: last, weights: weights, gate: gate)
  }
}
