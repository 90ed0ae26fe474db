import AttentionCore
import Tensors
import Testing

@Suite("Self-attention")
struct SelfAttentionTests {
  @Test("knows no order: exchanged positions exchange their contexts")
  func equivariance() {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let attention = SelfAttention(MultiHeadAttention(.init("a"), width: 4, heads: 2, in: set))
    let x = numbers([4, 4])
    let order = [2, 0, 3, 1]
    let straight = attention(tape.constant(x, shape: [1, 4, 4])).context.values
    let exchanged = attention(
      tape.constant(order.flatMap { x[($0 * 4)..<($0 * 4 + 4)] }, shape: [1, 4, 4])
    ).context.values
    #expect(distance(order.flatMap { straight[($0 * 4)..<($0 * 4 + 4)] }, exchanged) < 1e-12)
  }
}
