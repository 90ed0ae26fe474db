import AttentionCore
import Tensors
import Testing

@Suite("Scaled dot-product attention")
struct ScaledDotProductAttentionTests {
  static let masks: [AttentionMask] = [
    .none, .padding([9, 4]), .padding([0, 9]), .causal, .window(radius: 2),
    .padding([7, 1]) & .causal & .window(radius: 3),
  ]

  @Test("gives the same context tile by tile as with its weights, under every mask", arguments: masks)
  func fused(mask: AttentionMask) {
    let tape = Tape<Double>(), attention = ScaledDotProductAttention<Double>()
    let query = tape.numbers([2, 9, 5]), keys = tape.numbers([2, 9, 5], 2),
      values = tape.numbers([2, 9, 3], 3)
    let plain = attention(query: query, keys: keys, values: values, mask: mask).context
    let fused = attention.context(query: query, keys: keys, values: values, mask: mask)
    #expect(distance(plain.values, fused.values) < 1e-12)
  }

  @Test("takes the plain path for what the tiles cannot do")
  func fallsBack() {
    let tape = Tape<Double>(), attention = ScaledDotProductAttention<Double>(normalizer: .sparsemax)
    let x = tape.numbers([1, 3, 2])
    let mask = AttentionMask.custom([1, 0, 1, 0, 0, 0, 1, 1, 1], queries: 3, keys: 3)
    let context = attention.context(query: x, keys: x, values: x, mask: mask)
    #expect(context.values == attention(query: x, keys: x, values: x, mask: mask).context.values)
    #expect(Array(context.values[2..<4]) == [0, 0])
  }
}
