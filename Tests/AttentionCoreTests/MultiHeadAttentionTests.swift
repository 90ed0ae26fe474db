import AttentionCore
import Tensors
import Testing

@Suite("Multi-head attention")
struct MultiHeadAttentionTests {
  @Test("gives the same context fused as with its weights", arguments: ScaledDotProductAttentionTests.masks)
  func fused(mask: AttentionMask) {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let attention = MultiHeadAttention(.init("a"), width: 6, heads: 3, in: set)
    let x = tape.numbers([2, 9, 6])
    let plain = attention(query: x, keys: x, values: x, mask: mask)
    #expect(plain.weights.shape == [2, 3, 9, 9])
    #expect(
      distance(plain.context.values, attention.context(query: x, keys: x, values: x, mask: mask).values)
        < 1e-12)
  }

  @Test("calls its parameters as BERT's checkpoints do")
  func names() {
    let set = ParameterSet<Float>()
    _ = MultiHeadAttention(.bert("encoder.layer.0.attention"), width: 4, heads: 2, in: set)
    #expect(set["encoder.layer.0.attention.self.query.weight"]?.shape == [4, 4])
    #expect(set["encoder.layer.0.attention.self.value.bias"]?.shape == [4])
    #expect(set["encoder.layer.0.attention.output.dense.weight"]?.shape == [4, 4])
    #expect(set.parameters.count == 8)
  }

  @Test("drops weights only while the tape is training")
  func dropout() {
    let set = ParameterSet<Float>(seed: 2)
    var attention = MultiHeadAttention(.init("a"), width: 4, heads: 2, in: set)
    attention.dropout = 0.5
    func context(_ isTraining: Bool, _ seed: UInt64) -> [Float] {
      let tape = Tape<Float>(isTraining: isTraining)
      tape.seed = seed
      let x = tape.constant(numbers([1, 8, 4]).map { Float($0) }, shape: [1, 8, 4])
      return attention.context(query: x, keys: x, values: x).values
    }
    #expect(context(false, 1) == context(false, 2))
    #expect(context(true, 1) == context(true, 1))
    #expect(context(true, 1) != context(true, 2))
  }

  @Test("multiplies in bfloat16 on request, close to f32")
  func halves() {
    let set = ParameterSet<Float>(seed: 2), tape = Tape<Float>.inference()
    var attention = MultiHeadAttention(.init("a"), width: 32, heads: 4, in: set)
    let x = tape.constant(numbers([2, 16, 32]).map { Float($0) }, shape: [2, 16, 32])
    let full = attention.context(query: x, keys: x, values: x).values
    attention.precision = .bfloat16
    let half = attention.context(query: x, keys: x, values: x).values
    let largest = full.map(abs).max() ?? 0
    #expect(zip(full, half).allSatisfy { abs($0 - $1) < 0.03 * largest })
  }
}
