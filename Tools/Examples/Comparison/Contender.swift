import AttentionCore
import Tensors

typealias Vector = Variable<Float>

/// What a mechanism did with a batch: contexts [batch, length, width], weights by key
/// [batch · length · length], and what its own training adds to the loss once it is known which outputs were
/// right.
struct Attempt {
  var context: Vector
  var weights: [Float]
  var extraLoss: (([Float]) -> Vector)?
}

/// A mechanism on the planted tasks: queries and keys [batch, length, width] in, an attempt out.
struct Contender {
  typealias Attend = (_ query: Vector, _ keys: Vector, _ values: Vector) -> Attempt

  let name: String
  /// Cases of the gradient and parity checks that belong to it.
  let cases: [String]
  let make: (ParameterSet<Float>) -> Attend

  static let width = 32

  init(_ name: String, cases: [String], make: @escaping (ParameterSet<Float>) -> Attend) {
    self.name = name
    self.cases = cases
    self.make = make
  }

  /// A mechanism that needs nothing but the protocol.
  init<Mechanism: Attention<Float>>(
    _ name: String, cases: [String], _ mechanism: @escaping (ParameterSet<Float>) -> Mechanism
  ) {
    self.init(name, cases: cases) { parameters in
      let mechanism = mechanism(parameters)
      return { query, keys, values in
        let output = mechanism(query: query, keys: keys, values: values)
        return Attempt(
          context: output.context,
          weights: meanOverHeads(output.denseWeights(keys: keys.shape[1]), output.weights))
      }
    }
  }
}

/// Weights by key [batch, queries, keys], averaged over heads where there are any.
private func meanOverHeads(_ dense: [Float], _ weights: Vector) -> [Float] {
  guard weights.rank == 4 else { return dense }
  let (heads, size) = (weights.shape[1], weights.shape[2] * weights.shape[3])
  return (0..<weights.shape[0]).flatMap { b in
    (0..<size).map { i in
      (0..<heads).reduce(Float(0)) { $0 + dense[(b * heads + $1) * size + i] } / Float(heads)
    }
  }
}

extension Contender {
  private static func additive(
    _ p: ParameterSet<Float>, _ normalizer: Normalizer = .softmax
  ) -> AdditiveAttention<Float> {
    AdditiveAttention(
      "attention", queryWidth: width, keyWidth: width, hidden: width, normalizer: normalizer, in: p)
  }

  private static func general(
    _ p: ParameterSet<Float>, _ normalizer: Normalizer = .softmax
  ) -> GeneralAttention<Float> {
    GeneralAttention("attention", queryWidth: width, keyWidth: width, normalizer: normalizer, in: p)
  }

  private static func multiHead(_ p: ParameterSet<Float>) -> MultiHeadAttention<Float> {
    MultiHeadAttention(.init("attention"), width: width, heads: 4, in: p)
  }

  static var all: [Contender] {
    [
      Contender("additive", cases: ["additive", "additive-padded", "additive-one"]) { additive($0) },
      Contender("dot", cases: ["dot", "dot-padded"]) { _ in DotAttention<Float>() },
      Contender("general", cases: ["general", "general-padded"]) { general($0) },
      Contender("concat", cases: ["concat", "concat-one"]) {
        ConcatAttention("attention", queryWidth: width, keyWidth: width, hidden: width, in: $0)
      },
      Contender(
        "scaled dot-product",
        cases: ["scaled-dot-product", "scaled-dot-product-padded", "scaled-dot-product-fused"]
      ) { _ in ScaledDotProductAttention<Float>() },
      Contender("multi-head (4)", cases: ["multi-head", "multi-head-padded", "multi-head-fused"]) {
        multiHead($0)
      },
      Contender("self-", cases: ["self", "windowed-self"]) { p in
        let mechanism = SelfAttention(multiHead(p))
        return { query, keys, _ in joined(query, keys) { mechanism($0, mask: prefixMask) } }
      },
      Contender("cross-", cases: ["cross"]) { p in
        let mechanism = CrossAttention(multiHead(p))
        return { query, keys, values in
          let output = mechanism(query, over: keys + values)
          return Attempt(
            context: output.context, weights: meanOverHeads(output.weights.values, output.weights))
        }
      },
      Contender("causal", cases: ["causal"]) { p in
        let mechanism = CausalAttention(multiHead(p))
        return { query, keys, _ in joined(query, keys) { mechanism($0) } }
      },
      Contender("global (general)", cases: ["global"]) {
        GlobalAttention("global", general($0), valueWidth: width, queryWidth: width, outputs: width, in: $0)
      },
      Contender("local monotonic (D = 2)", cases: ["local-monotonic"]) {
        LocalMonotonicAttention(general($0), radius: 2)
      },
      Contender("local predictive (D = 2)", cases: ["local-predictive"]) {
        LocalPredictiveAttention("local", general($0), radius: 2, queryWidth: width, hidden: width, in: $0)
      },
      Contender("soft, gated", cases: ["soft", "soft-doubly-stochastic"]) {
        SoftAttention("soft", additive($0), queryWidth: width, in: $0)
      },
      Contender("hard", cases: ["hard"]) { p in
        let mechanism = HardAttention("hard", additive(p), queryWidth: width, in: p)
        return { query, keys, values in
          let choice = mechanism.choose(query: query, keys: keys, values: values)
          return Attempt(context: choice.output.context, weights: choice.output.weights.values) {
            mechanism.loss(choice, rewards: $0, entropyBonus: 0.02)
          }
        }
      },
      Contender("additive with coverage", cases: ["coverage"]) { p in
        let mechanism = additive(p), coverage = Coverage("coverage", in: p)
        return { query, keys, values in
          var seen: Vector?, contexts: [Vector] = [], weights: [Vector] = []
          for i in 0..<query.shape[1] {
            let output = mechanism(
              query: query.slice(i..<(i + 1), axis: 1), keys: keys, values: values,
              scoreTerm: seen.map { coverage.term($0) })
            seen = coverage.updated(seen, with: output.weights)
            contexts.append(output.context)
            weights.append(output.weights)
          }
          return Attempt(
            context: .concatenated(contexts, axis: 1), weights: Vector.concatenated(weights, axis: 1).values)
        }
      },
      Contender(
        "general, sparsemax",
        cases: ["normalizer-sparsemax", "normalizer-sparsemax-masked", "normalizer-sparsemax-one"]
      ) {
        general($0, .sparsemax)
      },
      Contender(
        "general, entmax 1.5",
        cases: ["normalizer-entmax15", "normalizer-entmax15-masked", "normalizer-entmax15-one"]
      ) {
        general($0, .entmax15)
      },
      Contender(
        "general, sigmoid",
        cases: ["normalizer-sigmoid", "normalizer-sigmoid-masked", "normalizer-sigmoid-one"]
      ) {
        general($0, .sigmoid)
      },
    ]
  }

  /// Source and outputs as one sequence, as a decoder without an encoder sees them.
  private static func joined(
    _ query: Vector, _ keys: Vector, _ attend: (Vector) -> AttentionOutput<Float>
  ) -> Attempt {
    let n = keys.shape[1], output = attend(.concatenated([keys, query], axis: 1))
    let own = output.weights.slice(n..<(2 * n), axis: 2).slice(0..<n, axis: 3)
    return Attempt(
      context: output.context.slice(n..<(2 * n), axis: 1), weights: meanOverHeads(own.values, own))
  }

  /// The source is seen by everyone, outputs by themselves and later outputs.
  private static let prefixMask: AttentionMask = {
    let n = PlantedTask.length
    let bytes = (0..<(2 * n)).flatMap { row in (0..<(2 * n)).map { UInt8($0 < n || $0 <= row ? 1 : 0) } }
    return .custom(bytes, queries: 2 * n, keys: 2 * n)
  }()
}
