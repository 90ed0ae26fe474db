import AttentionCore
import Tensors
import Testing

@Suite("Dot-product attention")
struct DotAttentionTests {
  @Test("weighs a key by the exponential of its product with the query")
  func weights() {
    let tape = Tape<Double>()
    let query = tape.constant([1, 0], shape: [1, 1, 2]),
      keys = tape.constant([2, 5, 1, 7], shape: [1, 2, 2])
    let output = DotAttention<Double>()(query: query, keys: keys, values: keys)
    // exp(2) : exp(1) = e : 1
    #expect(distance(output.weights.values, [0.731058578630005, 0.268941421369995]) < 1e-12)
    #expect(distance(output.context.values, [1.731058578630005, 5.53788284273999]) < 1e-12)
  }
}
