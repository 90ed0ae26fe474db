import AttentionCore
import Tensors
import Testing

@Suite("Cross-attention")
struct CrossAttentionTests {
  @Test("does not see what stands in the padding of the memory")
  func padding() {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let attention = CrossAttention(GeneralAttention("a", queryWidth: 3, keyWidth: 2, in: set))
    let x = tape.numbers([1, 4, 3])
    var memory = numbers([1, 5, 2], 2)
    let before = attention(x, over: tape.constant(memory, shape: [1, 5, 2]), mask: .padding([3]))
    for i in 6..<10 { memory[i] = 1e6 }
    let after = attention(x, over: tape.constant(memory, shape: [1, 5, 2]), mask: .padding([3]))
    #expect(before.context.values == after.context.values)
    #expect(after.weights.shape == [1, 4, 5])
  }
}
