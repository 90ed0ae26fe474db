import AttentionCore
import Foundation
import Tensors
import Testing

@Suite("Additive attention")
struct AdditiveAttentionTests {
  @Test("scores as the paper's formula says")
  func formula() throws {
    let set = ParameterSet<Double>(seed: 1)
    let attention = AdditiveAttention("a", queryWidth: 2, keyWidth: 3, hidden: 4, in: set)
    attention.key.bias?.set([0.1, -0.2, 0.3, 0.4])
    let tape = Tape<Double>(), q = numbers([1, 2, 2]), k = numbers([1, 3, 3], 2)
    let scores = attention.score(
      query: tape.constant(q, shape: [1, 2, 2]), keys: tape.constant(k, shape: [1, 3, 3])
    ).values
    let w = attention.query.weight.values, u = attention.key.weight.values, v = attention.score.weight.values
    let b = try #require(attention.key.bias).values
    for i in 0..<2 {
      for j in 0..<3 {
        var expected = 0.0
        for h in 0..<4 {
          var hidden = b[h]
          for d in 0..<2 { hidden += w[h * 2 + d] * q[i * 2 + d] }
          for d in 0..<3 { hidden += u[h * 3 + d] * k[j * 3 + d] }
          expected += v[h] * tanh(hidden)
        }
        #expect(abs(scores[i * 3 + j] - expected) < 1e-12)
      }
    }
  }

  @Test("names its parameters after itself")
  func names() {
    let set = ParameterSet<Float>()
    _ = AdditiveAttention("decoder.attention", queryWidth: 2, keyWidth: 3, hidden: 4, in: set)
    #expect(
      set.parameters.map(\.name) == [
        "decoder.attention.query.weight", "decoder.attention.key.weight", "decoder.attention.key.bias",
        "decoder.attention.score.weight",
      ])
    #expect(set.parameters.map(\.shape) == [[4, 2], [4, 3], [4], [1, 4]])
  }
}
