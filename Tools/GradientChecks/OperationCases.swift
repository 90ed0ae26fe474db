import Tensors

/// Every operation of the tape, at shapes that trip kernels up: length 1, nothing that is a multiple of 16,
/// rows masked throughout, a batch of one.
package func operationCases<S: TensorScalar>(_: S.Type = S.self) -> [CheckCase<S>] {
  matrixCases() + elementCases() + shapeCases() + lossCases() + recurrentCases() + attentionCases()
}

private func matrixCases<S: TensorScalar>() -> [CheckCase<S>] {
  [
    CheckCase("matmul", [3, 5], [5, 4]) { $0[0].multiplied(by: $0[1]) },
    CheckCase("matmul-one", [1, 1], [1, 1]) { $0[0].multiplied(by: $0[1]) },
    CheckCase("matmul-wide", [7, 33], [33, 19]) { $0[0].multiplied(by: $0[1]) },
    CheckCase("matmul-first-transposed", [5, 3], [5, 4]) { $0[0].multiplied(by: $0[1], transposed: true) },
    CheckCase("matmul-second-transposed", [3, 5], [4, 5]) {
      $0[0].multiplied(by: $0[1], otherTransposed: true)
    },
    CheckCase("matmul-both-transposed", [5, 3], [4, 5]) {
      $0[0].multiplied(by: $0[1], transposed: true, otherTransposed: true)
    },
    CheckCase("matmul-rows-of-batch", [2, 3, 5], [5, 4]) { $0[0].multiplied(by: $0[1]) },
    CheckCase("matmul-batched", [2, 3, 5], [2, 5, 4]) { $0[0].multiplied(by: $0[1]) },
    CheckCase("matmul-batched-transposed", [2, 2, 5, 3], [2, 2, 4, 5]) {
      $0[0].multiplied(by: $0[1], transposed: true, otherTransposed: true)
    },
    CheckCase("linear", [2, 3, 5], [4, 5], [4]) { $0[0].linear($0[1], bias: $0[2]) },
    CheckCase("feed-forward", [2, 3, 5], [7, 5], [7], [4, 7], [4]) {
      $0[0].feedForward(inner: $0[1], innerBias: $0[2], outer: $0[3], outerBias: $0[4])
    },
    CheckCase("same-operand-twice", [4, 4]) { $0[0].multiplied(by: $0[0]) + $0[0] },
  ]
}

private func elementCases<S: TensorScalar>() -> [CheckCase<S>] {
  [
    CheckCase("add", [3, 5], [3, 5]) { $0[0] + $0[1] },
    CheckCase("add-row", [2, 3, 5], [5]) { $0[0] + $0[1] },
    CheckCase("add-column", [3, 5], [3, 1]) { $0[0] + $0[1] },
    CheckCase("add-outer", [2, 3, 1, 4], [2, 1, 5, 4]) { $0[0] + $0[1] },
    CheckCase("subtract", [3, 1], [2, 3, 5]) { $0[0] - $0[1] },
    CheckCase("multiply", [3, 5], [3, 5]) { $0[0] * $0[1] },
    CheckCase("multiply-row", [2, 3, 17], [17]) { $0[0] * $0[1] },
    CheckCase("multiply-column", [2, 3, 17], [2, 3, 1]) { $0[0] * $0[1] },
    CheckCase("multiply-self", [3, 5]) { $0[0] * $0[0] },
    CheckCase("multiply-number", [3, 5]) { $0[0] * 2.5 },
    CheckCase("tanh", [3, 7]) { $0[0].tanh() },
    CheckCase("tanh-one", [1]) { $0[0].tanh() },
    CheckCase("sigmoid", [3, 7]) { $0[0].sigmoid() },
    CheckCase("gelu", [3, 7]) { $0[0].gelu() },
    CheckCase("gelu-wide", [3, 37]) { ($0[0] * 2).gelu() },
    CheckCase("exp", [3, 7]) { $0[0].exp() },
    CheckCase("log", [3, 7], isPositive: true) { $0[0].log() },
    CheckCase("relu", [3, 7]) { $0[0].relu() },
    CheckCase("softplus", [3, 7]) { ($0[0] * 3).softplus() },
    CheckCase("softmax", [3, 7]) { $0[0].softmax() },
    CheckCase("softmax-one", [3, 1]) { $0[0].softmax() },
    CheckCase("softmax-wide", [2, 35]) { $0[0].softmax() },
    CheckCase("softmax-masked", [3, 5]) {
      $0[0].softmax(mask: [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    },
    CheckCase("softmax-masked-wide", [2, 35]) { $0[0].softmax(mask: (0..<70).map { $0 % 3 == 0 ? 0 : 1 }) },
    CheckCase("log-softmax", [3, 7]) { $0[0].logSoftmax() },
    CheckCase("log-softmax-wide", [2, 35]) { $0[0].logSoftmax() },
    CheckCase("layer-norm", [3, 7], [7], [7]) { $0[0].layerNorm(gain: $0[1], shift: $0[2]) },
    CheckCase("layer-norm-wide", [2, 3, 37], [37], [37]) {
      $0[0].layerNorm(gain: $0[1], shift: $0[2], epsilon: 1e-12)
    },
    CheckCase("dropout", [5, 7]) { $0[0].dropout(0.4) },
    CheckCase("dropout-wide", [5, 37]) { $0[0].dropout(0.1) },
  ]
}

private func shapeCases<S: TensorScalar>() -> [CheckCase<S>] {
  [
    CheckCase("embedding", [6, 4]) { $0[0].gathered([5, 0, 2, 2, -1, 5]) },
    CheckCase("embedding-rows", []) { parameters in
      let table = parameters.add("table", [6, 4], .normal(1), storage: .rows)
      return { tape, _ in [tape.variable(table).gathered([5, 0, 2, 2, 5])] }
    },
    CheckCase("pick", [3, 5]) { $0[0].picked([4, 0, 4]) },
    CheckCase("slice-first", [5, 3]) { $0[0].slice(1..<4) },
    CheckCase("slice-last", [2, 3, 5]) { $0[0].slice(2..<4, axis: -1) },
    CheckCase("concatenate-first", [2, 3], [1, 3]) { .concatenated($0) },
    CheckCase("concatenate-last", [2, 3, 1], [2, 3, 4], [2, 3, 2]) { .concatenated($0, axis: -1) },
    CheckCase("concatenate-with-itself", [2, 3]) { .concatenated([$0[0], $0[0]], axis: 1) },
    CheckCase("transpose", [3, 5]) { $0[0].transposed() },
    CheckCase("transpose-heads", [2, 3, 4, 5]) { $0[0].transposed(1) },
    CheckCase("reshape", [3, 4]) { $0[0].reshaped([2, 6]).tanh() },
    CheckCase("sum", [3, 5]) { $0[0].sum() },
    CheckCase("sum-first", [3, 5]) { $0[0].sum(axis: 0) },
    CheckCase("sum-middle", [2, 3, 5]) { $0[0].sum(axis: 1) },
    CheckCase("mean", [3, 5]) { $0[0].mean() },
    CheckCase("mean-last", [2, 3, 17]) { $0[0].mean(axis: -1) },
  ]
}

private func lossCases<S: TensorScalar>() -> [CheckCase<S>] {
  [
    CheckCase("cross-entropy", [4, 5]) { $0[0].crossEntropy([1, 4, 0, 2]) },
    CheckCase("cross-entropy-one", [1, 1]) { $0[0].crossEntropy([0]) },
    CheckCase("cross-entropy-left-out", [4, 5]) { $0[0].crossEntropy([1, -1, 0, -1]) },
    CheckCase("cross-entropy-smoothed", [4, 5]) { $0[0].crossEntropy([1, 4, -1, 2], labelSmoothing: 0.1) },
    CheckCase("cross-entropy-distributions", [3, 4], [3, 4]) { $0[0].crossEntropy(distributions: $0[1]) },
    CheckCase("binary-cross-entropy", [2, 3]) { $0[0].binaryCrossEntropy([1, 0, 0.25, 1, 1, 0]) },
    CheckCase("binary-cross-entropy-weighted", [2, 3]) {
      $0[0].binaryCrossEntropy([1, 0, 0.25, 1, 1, 0], weights: [1, 2, 0, 1, 0.5, 1])
    },
    CheckCase("log-sum-exp", [2, 3, 5]) { $0[0].logSumExp() },
    CheckCase("log-sum-exp-masked", [3, 5]) {
      $0[0].logSumExp(mask: [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    },
  ]
}

private func gru<S: TensorScalar>(_ x: ArraySlice<Variable<S>>) -> GRUWeights<S> {
  let x = Array(x)
  return GRUWeights(input: x[0], recurrent: x[1], inputBias: x[2], recurrentBias: x[3])
}

private func recurrentCases<S: TensorScalar>() -> [CheckCase<S>] {
  func weights(_ inputs: Int, _ hidden: Int) -> [[Int]] {
    [[3 * hidden, inputs], [3 * hidden, hidden], [3 * hidden], [3 * hidden]]
  }
  return [
    CheckCase("gru", [[2, 4, 3]] + weights(3, 2)) { _ in
      { _, x in [x[0].gatedRecurrentUnit(forward: gru(x[1...]))] }
    },
    CheckCase("gru-one", [[1, 1, 1]] + weights(1, 1)) { _ in
      { _, x in [x[0].gatedRecurrentUnit(forward: gru(x[1...]))] }
    },
    CheckCase("gru-bidirectional", [[3, 4, 3]] + weights(3, 2) + weights(3, 2)) { _ in
      { _, x in [x[0].gatedRecurrentUnit(lengths: [4, 1, 3], forward: gru(x[1...4]), backward: gru(x[5...]))]
      }
    },
    CheckCase("gru-empty-sequence", [[2, 3, 3]] + weights(3, 17) + weights(3, 17)) { _ in
      { _, x in [x[0].gatedRecurrentUnit(lengths: [0, 2], forward: gru(x[1...4]), backward: gru(x[5...]))] }
    },
  ]
}

private func attentionCases<S: TensorScalar>() -> [CheckCase<S>] {
  func fused(_ heads: Int, _ spans: KeySpans, dropout: Double = 0) -> ([Variable<S>]) -> Variable<S> {
    { $0[0].fusedAttention(key: $0[1], value: $0[2], heads: heads, spans: spans, dropout: dropout) }
  }
  return [
    CheckCase("fused-attention", [2, 3, 4], [2, 5, 4], [2, 5, 6], run: fused(2, KeySpans())),
    CheckCase("fused-attention-one", [1, 1, 1], [1, 1, 1], [1, 1, 1], run: fused(1, KeySpans())),
    CheckCase(
      "fused-attention-padded", [3, 3, 4], [3, 5, 4], [3, 5, 4], run: fused(2, KeySpans(lengths: [5, 0, 2]))),
    CheckCase(
      "fused-attention-causal", [1, 5, 4], [1, 5, 4], [1, 5, 4], run: fused(2, KeySpans(isCausal: true))),
    CheckCase(
      "fused-attention-window", [2, 7, 4], [2, 7, 4], [2, 7, 4],
      run: fused(1, KeySpans(lengths: [7, 3], radius: 1))),
    CheckCase(
      "fused-attention-dropout", [1, 3, 4], [1, 5, 4], [1, 5, 4], run: fused(2, KeySpans(), dropout: 0.3)),
  ]
}
