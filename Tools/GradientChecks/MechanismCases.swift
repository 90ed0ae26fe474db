import AttentionCore
import Tensors

/// One case for each mechanism, small and odd: a batch of two with one padded and, where masks apply, one
/// empty sequence.
package func mechanismCases<S: TensorScalar>(_: S.Type = S.self) -> [CheckCase<S>] {
  scoringCases() + headCases() + placedCases() + choosingCases() + poolingCases() + normalizerCases()
}

/// Attention over inputs query, keys, values.
private func attention<S: TensorScalar, Mechanism: Attention<S>>(
  _ name: String, _ shapes: [[Int]], mask: AttentionMask = .none,
  _ make: @escaping (ParameterSet<S>) -> Mechanism
) -> CheckCase<S> {
  CheckCase(name, shapes) { parameters in
    let mechanism = make(parameters)
    return { _, x in
      let output = mechanism(query: x[0], keys: x[1], values: x[2], mask: mask)
      return [output.context, output.weights]
    }
  }
}

private let shapes = [[2, 3, 4], [2, 5, 3], [2, 5, 6]]
private let alike = [[2, 3, 4], [2, 5, 4], [2, 5, 6]]
private let single = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]
private let padded = AttentionMask.padding([5, 0])

private func scoringCases<S: TensorScalar>() -> [CheckCase<S>] {
  func additive(_ p: ParameterSet<S>, _ q: Int, _ k: Int) -> AdditiveAttention<S> {
    AdditiveAttention("a", queryWidth: q, keyWidth: k, hidden: 5, in: p)
  }
  return [
    attention("additive", shapes) { additive($0, 4, 3) },
    attention("additive-padded", shapes, mask: padded) { additive($0, 4, 3) },
    attention("additive-one", single) { additive($0, 1, 1) },
    attention("dot", alike) { _ in DotAttention<S>() },
    attention("dot-padded", alike, mask: padded) { _ in DotAttention<S>() },
    attention("general", shapes) { GeneralAttention("a", queryWidth: 4, keyWidth: 3, in: $0) },
    attention("general-padded", shapes, mask: padded) {
      GeneralAttention("a", queryWidth: 4, keyWidth: 3, in: $0)
    },
    attention("concat", shapes) { ConcatAttention("a", queryWidth: 4, keyWidth: 3, hidden: 5, in: $0) },
    attention("concat-one", single) { ConcatAttention("a", queryWidth: 1, keyWidth: 1, hidden: 2, in: $0) },
    attention("scaled-dot-product", alike) { _ in ScaledDotProductAttention<S>() },
    attention("scaled-dot-product-padded", alike, mask: padded) { _ in ScaledDotProductAttention<S>() },
    CheckCase("scaled-dot-product-fused", alike) { _ in
      { _, x in [ScaledDotProductAttention<S>().context(query: x[0], keys: x[1], values: x[2], mask: padded)]
      }
    },
    attention("global", shapes) {
      GlobalAttention(
        "g", GeneralAttention("a", queryWidth: 4, keyWidth: 3, in: $0), valueWidth: 6, queryWidth: 4,
        outputs: 3, in: $0)
    },
  ]
}

private func headCases<S: TensorScalar>() -> [CheckCase<S>] {
  func multiHead(_ p: ParameterSet<S>, key: Int? = nil) -> MultiHeadAttention<S> {
    MultiHeadAttention(.init("a"), width: 4, keyWidth: key, heads: 2, in: p)
  }
  let sequences = [[2, 5, 4]]
  return [
    attention("multi-head", [[2, 3, 4], [2, 5, 3], [2, 5, 3]]) { multiHead($0, key: 3) },
    attention("multi-head-padded", [[2, 3, 4], [2, 5, 3], [2, 5, 3]], mask: .padding([3, 0])) {
      multiHead($0, key: 3)
    },
    CheckCase("multi-head-fused", [[2, 3, 4], [2, 5, 3], [2, 5, 3]]) { p in
      let mechanism = multiHead(p, key: 3)
      return { _, x in [mechanism.context(query: x[0], keys: x[1], values: x[2], mask: .padding([3, 0]))] }
    },
    CheckCase("self", sequences) { p in
      let mechanism = SelfAttention(multiHead(p))
      return { _, x in
        let output = mechanism(x[0], mask: .padding([5, 2]))
        return [output.context, output.weights]
      }
    },
    CheckCase("cross", [[2, 3, 4], [2, 5, 3]]) { p in
      let mechanism = CrossAttention(multiHead(p, key: 3))
      return { _, x in
        let output = mechanism(x[0], over: x[1], mask: .padding([5, 2]))
        return [output.context, output.weights]
      }
    },
    CheckCase("causal", sequences) { p in
      let mechanism = CausalAttention(multiHead(p))
      return { _, x in
        let output = mechanism(x[0])
        return [output.context, output.weights]
      }
    },
    CheckCase("windowed-self", [[1, 7, 4]]) { p in
      let mechanism = multiHead(p)
      return { _, x in
        [mechanism.context(query: x[0], keys: x[0], values: x[0], mask: .window(radius: 2) & .causal)]
      }
    },
  ]
}

private func placedCases<S: TensorScalar>() -> [CheckCase<S>] {
  [
    attention("local-monotonic", [[2, 6, 4], [2, 5, 3], [2, 5, 2]], mask: .padding([5, 3])) {
      LocalMonotonicAttention(GeneralAttention("a", queryWidth: 4, keyWidth: 3, in: $0), radius: 1)
    },
    attention("local-predictive", [[2, 3, 4], [2, 7, 3], [2, 7, 2]], mask: .padding([7, 4])) {
      LocalPredictiveAttention(
        "l", GeneralAttention("a", queryWidth: 4, keyWidth: 3, in: $0), radius: 2, queryWidth: 4, hidden: 3,
        in: $0)
    },
  ]
}

private func choosingCases<S: TensorScalar>() -> [CheckCase<S>] {
  func base(_ p: ParameterSet<S>) -> AdditiveAttention<S> {
    AdditiveAttention("a", queryWidth: 4, keyWidth: 3, hidden: 5, in: p)
  }
  return [
    attention("soft", shapes, mask: .padding([5, 3])) { SoftAttention("s", base($0), queryWidth: 4, in: $0) },
    CheckCase("soft-doubly-stochastic", shapes) { p in
      let mechanism = SoftAttention("s", base(p), queryWidth: 4, in: p)
      return { _, x in
        let mask = AttentionMask.padding([5, 3])
        let output = mechanism(query: x[0], keys: x[1], values: x[2], mask: mask)
        return [output.context, mechanism.doublyStochasticPenalty(output.weights, mask: mask)]
      }
    },
    CheckCase("hard", shapes) { p in
      let mechanism = HardAttention("h", base(p), queryWidth: 4, in: p)
      return { _, x in
        let choice = mechanism.choose(
          query: x[0], keys: x[1], values: x[2], mask: .padding([5, 0]), choices: [4, 0, 2, -1, -1, -1])
        // No gradient flows from the baseline to the query, so that central differences are not its measure.
        return [choice.output.context, choice.logProbability, choice.entropy]
      }
    },
    CheckCase("coverage", [[2, 1, 4], [2, 5, 3], [2, 5, 6]]) { p in
      let mechanism = base(p), coverage = Coverage("c", in: p)
      return { _, x in
        let first = mechanism(query: x[0], keys: x[1], values: x[2])
        let seen = coverage.updated(nil, with: first.weights)
        let second = mechanism(
          query: first.context.slice(0..<4, axis: 2), keys: x[1], values: x[2], scoreTerm: coverage.term(seen)
        )
        return [second.context, second.weights, coverage.loss(second.weights, coverage: seen)]
      }
    },
  ]
}

private func poolingCases<S: TensorScalar>() -> [CheckCase<S>] {
  [
    CheckCase("pooling", [[3, 4, 3]]) { p in
      let mechanism = AttentionPooling("p", width: 3, hidden: 5, in: p)
      return { _, x in
        let output = mechanism(x[0], lengths: [4, 1, 0])
        return [output.context, output.weights]
      }
    },
    CheckCase("hierarchical", [[5, 4, 3]]) { p in
      let mechanism = HierarchicalAttention("h", width: 3, hidden: 5, in: p)
      return { _, x in
        let output = mechanism(x[0], wordLengths: [4, 1, 2, 3, 4], sentenceCounts: [2, 3])
        return [output.documents, output.sentences, output.wordWeights, output.sentenceWeights]
      }
    },
  ]
}

private func normalizerCases<S: TensorScalar>() -> [CheckCase<S>] {
  let mask: [UInt8] = [1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 1]
  return Normalizer.allCases.flatMap { normalizer in
    [
      CheckCase<S>("normalizer-\(normalizer)", [4, 6]) { normalizer($0[0]) },
      CheckCase<S>("normalizer-\(normalizer)-masked", [3, 6]) { normalizer($0[0], mask: mask) },
      CheckCase<S>("normalizer-\(normalizer)-one", [2, 1]) { normalizer($0[0]) },
    ]
  }
}
