import AttentionCore
import Tensors
import Testing

@Suite("Local attention with monotonic alignment")
struct LocalMonotonicAttentionTests {
  @Test("is its mechanism under a window mask, padding and custom masks included")
  func sameAsMasked() {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let general = GeneralAttention("a", queryWidth: 3, keyWidth: 2, in: set)
    let local = LocalMonotonicAttention(general, radius: 2)
    let query = tape.numbers([2, 8, 3]), keys = tape.numbers([2, 7, 2], 2)
    let custom = AttentionMask.custom((0..<56).map { $0 % 5 == 0 ? 0 : 1 }, queries: 8, keys: 7)
    for mask in [AttentionMask.padding([7, 3]), custom, custom & .causal] {
      let masked = general(query: query, keys: keys, values: keys, mask: mask & .window(radius: 2))
      let output = local(query: query, keys: keys, values: keys, mask: mask)
      #expect(distance(output.context.values, masked.context.values) < 1e-12)
      #expect(distance(output.denseWeights(keys: 7), masked.weights.values) < 1e-12)
    }
  }

  @Test("takes score terms along into the window")
  func scoreTerms() {
    let tape = Tape<Double>(), local = LocalMonotonicAttention(DotAttention<Double>(), radius: 1)
    let x = tape.numbers([1, 5, 2]), term = tape.numbers([1, 1, 5], 3)
    let masked = DotAttention<Double>()(
      query: x, keys: x, values: x, mask: .window(radius: 1), scoreTerm: term)
    let output = local(query: x, keys: x, values: x, scoreTerm: term)
    #expect(distance(output.context.values, masked.context.values) < 1e-12)
  }

  @Test("needs memory that grows with the length and not with its square")
  func memory() {
    func bytes(_ length: Int) -> Int {
      let tape = Tape<Float>.inference(), local = LocalMonotonicAttention(DotAttention<Float>(), radius: 2)
      let x = tape.constant([Float](repeating: 0.1, count: length * 4), shape: [1, length, 4])
      _ = local(query: x, keys: x, values: x)
      return tape.reservedBytes
    }
    #expect(bytes(4000) < 5 * bytes(1000))
  }
}
