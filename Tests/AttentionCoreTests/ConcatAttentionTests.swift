import AttentionCore
import Tensors
import Testing

@Suite("Concat attention")
struct ConcatAttentionTests {
  @Test("is additive attention with its two matrices side by side")
  func sameAsAdditive() {
    let set = ParameterSet<Double>(seed: 3), tape = Tape<Double>()
    let concat = ConcatAttention("c", queryWidth: 2, keyWidth: 3, hidden: 4, in: set)
    let additive = AdditiveAttention("a", queryWidth: 2, keyWidth: 3, hidden: 4, in: set)
    let whole = concat.weight.values
    additive.query.weight.set((0..<4).flatMap { whole[($0 * 5)..<($0 * 5 + 2)] })
    additive.key.weight.set((0..<4).flatMap { whole[($0 * 5 + 2)..<($0 * 5 + 5)] })
    additive.score.weight.set(concat.score.weight.values)
    let query = tape.numbers([2, 4, 2]), keys = tape.numbers([2, 5, 3], 2)
    let a = additive(query: query, keys: keys, values: keys, mask: .padding([5, 2]))
    let c = concat(query: query, keys: keys, values: keys, mask: .padding([5, 2]))
    #expect(distance(a.context.values, c.context.values) < 1e-12)
  }
}
