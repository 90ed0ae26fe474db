import AttentionCore
import Tensors
import Testing

@Suite("Soft attention")
struct SoftAttentionTests {
  @Test("sees nothing when its gate is closed, and what its mechanism sees when it is open")
  func gate() throws {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let soft = SoftAttention("s", DotAttention<Double>(), queryWidth: 2, in: set)
    soft.gate.weight.set([0.0, 0])
    let x = tape.numbers([1, 3, 2]),
      plain = DotAttention<Double>()(query: x, keys: x, values: x).context.values
    try #require(soft.gate.bias).set([-800.0])
    #expect(soft(query: x, keys: x, values: x).context.values.allSatisfy { abs($0) < 1e-300 })
    try #require(soft.gate.bias).set([50.0])
    #expect(distance(soft(query: x, keys: x, values: x).context.values, plain) < 1e-12)
  }

  @Test("penalizes keys that were not looked at once, padding apart")
  func penalty() {
    let set = ParameterSet<Double>(), tape = Tape<Double>()
    let soft = SoftAttention("s", DotAttention<Double>(), queryWidth: 2, in: set)
    let once = tape.constant([1, 0, 0, 0, 1, 0], shape: [1, 2, 3])
    #expect(soft.doublyStochasticPenalty(once, mask: .padding([2])).scalar == 0)
    #expect(soft.doublyStochasticPenalty(once).scalar == 1)
  }
}
