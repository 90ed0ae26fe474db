import AttentionCore
import Tensors
import Testing

@Suite("Global attention")
struct GlobalAttentionTests {
  @Test("joins context and query, and keeps the weights of the mechanism that scores")
  func attentionalVector() {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let general = GeneralAttention("a", queryWidth: 3, keyWidth: 2, in: set)
    let global = GlobalAttention("g", general, valueWidth: 2, queryWidth: 3, outputs: 3, in: set)
    // W = [0 | I]: the attentional vector is tanh of the query.
    global.combine.weight.set([0.0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1])
    let query = tape.numbers([1, 4, 3]), keys = tape.numbers([1, 5, 2], 2)
    let output = global(query: query, keys: keys, values: keys)
    #expect(output.context.values == query.tanh().values)
    #expect(output.weights.values == general(query: query, keys: keys, values: keys).weights.values)
  }
}
