import AttentionCore
import Tensors
import Testing

@Suite("Causal attention")
struct CausalAttentionTests {
  @Test("does not see the future: a change leaves everything before it as it was")
  func future() {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let attention = CausalAttention(MultiHeadAttention(.init("a"), width: 4, heads: 2, in: set))
    var x = numbers([1, 6, 4])
    let before = attention(tape.constant(x, shape: [1, 6, 4])).context.values
    for i in 16..<24 { x[i] += 1 }
    let after = attention(tape.constant(x, shape: [1, 6, 4])).context.values
    #expect(before[..<16] == after[..<16])
    #expect(before[16...] != after[16...])
  }
}
