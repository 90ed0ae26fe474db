import AttentionCore
import Tensors

/// A recurrent decoder with input feeding (Luong, Pham and Manning 2015) over any attention, with coverage
/// (See et al. 2017).
///
///     x_t = [vector of the word before; h̃_{t−1}]
///     s_t = GRU(x_t, s_{t−1}),                    s_0 = tanh(W mean of states + b)
///     c_t = attention(s_t, states),               with the term w · coverage in its scores
///     h̃_t = tanh(W [c_t; s_t] + b)                what words are chosen by
///
/// Parameters `NAME.cell.weight_ih`, `weight_hh`, `bias_ih`, `bias_hh` as PyTorch's `GRUCell`, `NAME.start`,
/// `NAME.combine`, `NAME.coverage` where there is coverage, those of ``WordOutput`` and of the attention.
public struct RecurrentDecoder<Mechanism: Attention>: SequenceDecoder {
  /// What it computes in.
  public typealias Scalar = Mechanism.Scalar

  /// Where it stands.
  public struct State: DecoderState {
    /// What is attended to.
    public var source: DecoderSource<Scalar>
    var memory: AttentionMemory<Scalar>
    /// s and h̃, [sequences, hidden].
    var hidden, fed: Variable<Scalar>
    /// [sequences, places]; nil before the first word.
    var coverage: Variable<Scalar>?

    /// The state of those sequences.
    public func selecting(_ rows: [Int]) -> State {
      State(
        source: source.selecting(rows), memory: memory.selecting(rows), hidden: hidden.gathered(rows),
        fed: fed.gathered(rows), coverage: coverage?.gathered(rows))
    }
  }

  /// What makes probabilities of words.
  public let output: WordOutput<Scalar>
  /// How places are looked at.
  public let attention: Mechanism
  private let input, recurrent, inputBias, recurrentBias: Parameter<Scalar>
  private let start, combine: LinearLayer<Scalar>
  private let coverage: Coverage<Scalar>?
  private let hidden: Int
  private let dropout: Double

  /// Adds the decoder's parameters to a set.
  ///
  /// - Parameters:
  ///   - attention: for queries of `hidden` and keys of the source's states.
  ///   - contextWidth: width of what the attention gives.
  ///   - stateWidth: width of the source's states.
  ///   - dropout: rate at which word vectors and h̃ are dropped while the tape is training.
  ///   - precision: how words are scored, which is the one large product.
  public init(
    _ name: String, attention: Mechanism, stateWidth: Int, contextWidth: Int, vocabulary: Int,
    wordWidth: Int, hidden: Int,
    copies: Bool = true, hasCoverage: Bool = false, isTied: Bool = true, dropout: Double = 0,
    precision: Precision = .full, in parameters: ParameterSet<Scalar>
  ) {
    self.attention = attention
    self.hidden = hidden
    self.dropout = dropout
    output = WordOutput(
      name, vocabulary: vocabulary, wordWidth: wordWidth, hidden: hidden,
      gateWidth: copies ? contextWidth + 2 * hidden + wordWidth : nil, isTied: isTied, precision: precision,
      in: parameters)
    let bound = Initializer.uniform(1 / Double(hidden).squareRoot())
    input = parameters.add("\(name).cell.weight_ih", [3 * hidden, wordWidth + hidden], bound)
    recurrent = parameters.add("\(name).cell.weight_hh", [3 * hidden, hidden], bound)
    inputBias = parameters.add("\(name).cell.bias_ih", [3 * hidden], bound)
    recurrentBias = parameters.add("\(name).cell.bias_hh", [3 * hidden], bound)
    start = LinearLayer("\(name).start", inputs: stateWidth, outputs: hidden, in: parameters)
    combine = LinearLayer("\(name).combine", inputs: contextWidth + hidden, outputs: hidden, in: parameters)
    coverage = hasCoverage ? Coverage("\(name).coverage", in: parameters) : nil
  }

  /// s_0, and nothing attended to.
  public func start(_ source: DecoderSource<Scalar>) -> State {
    let first = start(source.mean).tanh()
    let zeros = first.tape.constant([Scalar](repeating: 0, count: first.count), shape: first.shape)
    return State(
      source: source, memory: attention.memory(keys: source.states, values: source.states), hidden: first,
      fed: zeros)
  }

  /// One word for each sequence.
  public func step(_ words: [Int], _ state: inout State) -> DecoderOutput<Scalar> {
    let tape = state.hidden.tape, rows = words.count, places = state.source.places
    let x = Variable.concatenated([output.vectors(words, on: tape).dropout(dropout), state.fed], axis: 1)
    let s = cell(x, state.hidden)
    let attended = attention.attend(
      query: s.reshaped([rows, 1, hidden]), memory: state.memory, mask: state.source.mask,
      scoreTerm: state.coverage.flatMap { seen in coverage.map { $0.term(seen) } })
    state.memory = attention.advanced(state.memory, past: attended)
    let context = attended.context.reshaped([rows, attended.context.columns])
    let weights = attended.weightsByKey(places)  // (B, 1, K)
    let h = combine(Variable.concatenated([context, s], axis: 1)).tanh()
    if let coverage { state.coverage = coverage.updated(state.coverage, with: weights) }
    (state.hidden, state.fed) = (s, h)
    let gate = output.gate.map {
      $0(Variable.concatenated([context, s, x], axis: 1)).reshaped([rows, 1, 1])
    }
    return DecoderOutput(
      hidden: h.dropout(dropout).reshaped([rows, 1, hidden]), weights: weights, gate: gate,
      choice: attended.choice)
  }

  /// One step after the other.
  public func teach(
    _ words: [[Int]], from source: DecoderSource<Scalar>, sampling: Double
  ) -> DecoderOutput<Scalar> {
    let tape = source.states.tape
    var random = CounterRandom(seed: sampling > 0 ? tape.nextStream() : 0)
    var state = start(source)
    var outputs: [DecoderOutput<Scalar>] = []
    for step in 0..<(words.first?.count ?? 0) {
      var read = words.map { $0[step] }
      if sampling > 0, let last = outputs.last {
        let draws = read.map { _ in Double(random.uniform()) < sampling }
        if draws.contains(true) {
          let own = output.probabilities(last, source: source)
          for row in read.indices where draws[row] {
            read[row] = own[row].indices.max { own[row][$0] < own[row][$1] } ?? read[row]
          }
        }
      }
      outputs.append(self.step(read, &state))
    }
    func joined(_ part: (DecoderOutput<Scalar>) -> Variable<Scalar>) -> Variable<Scalar> {
      Variable.concatenated(outputs.map(part), axis: 1)
    }
    return DecoderOutput(
      hidden: joined(\.hidden), weights: joined(\.weights),
      gate: output.gate == nil ? nil : joined { $0.gate ?? $0.hidden },
      choice: .joined(outputs.compactMap(\.choice)))
  }

  /// A gated recurrent unit (Cho et al. 2014), one step.
  private func cell(_ x: Variable<Scalar>, _ s: Variable<Scalar>) -> Variable<Scalar> {
    let gx = x.linear(x.variable(input), bias: x.variable(inputBias))
    let gh = s.linear(s.variable(recurrent), bias: s.variable(recurrentBias))
    func part(_ g: Variable<Scalar>, _ index: Int) -> Variable<Scalar> {
      g.slice(index * hidden..<(index + 1) * hidden, axis: 1)
    }
    let reset = (part(gx, 0) + part(gh, 0)).sigmoid()
    let update = (part(gx, 1) + part(gh, 1)).sigmoid()
    let new = (part(gx, 2) + reset * part(gh, 2)).tanh()
    return new + update * (s - new)
  }
}
