import AttentionCore
import Tensors
import Testing

@Suite("General attention")
struct GeneralAttentionTests {
  @Test("with the identity between query and key is dot-product attention")
  func identity() {
    let set = ParameterSet<Double>(), tape = Tape<Double>()
    let general = GeneralAttention("a", queryWidth: 3, keyWidth: 3, in: set)
    general.weight.set([1.0, 0, 0, 0, 1, 0, 0, 0, 1])
    let query = tape.numbers([2, 4, 3]), keys = tape.numbers([2, 5, 3], 2)
    let a = general(query: query, keys: keys, values: keys)
    let b = DotAttention<Double>()(query: query, keys: keys, values: keys)
    #expect(distance(a.context.values, b.context.values) < 1e-12)
    #expect(distance(a.weights.values, b.weights.values) < 1e-12)
  }
}
