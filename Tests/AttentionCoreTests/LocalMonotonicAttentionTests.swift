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

  @Test("one query after the other, as a decoder asks, looks through the same windows as all at once")
  func stepwise() {
    let set = ParameterSet<Double>(seed: 2), tape = Tape<Double>()
    let local = LocalMonotonicAttention(
      GeneralAttention("a", queryWidth: 3, keyWidth: 2, in: set), radius: 1, advance: .steady(pace: 1.5))
    let query = tape.numbers([2, 4, 3]), keys = tape.numbers([2, 7, 2], 2)
    let mask = AttentionMask.padding([7, 3])
    let whole = local(query: query, keys: keys, values: keys, mask: mask).denseWeights(keys: 7)
    var memory = local.memory(keys: keys, values: keys)
    for step in 0..<4 {
      let output = local.attend(
        query: query.slice(step..<step + 1, axis: 1), memory: memory, mask: mask, scoreTerm: nil)
      memory = local.advanced(memory, past: output)
      let weights = output.denseWeights(keys: 7)
      for row in 0..<2 {
        let (first, own) = ((row * 4 + step) * 7, row * 7)
        #expect(distance(Array(weights[own..<own + 7]), Array(whole[first..<first + 7])) < 1e-12)
      }
    }
    #expect(memory.selecting([1, 1, 0]).centres == [6, 6, 6])
  }

  @Test("a window that follows begins at the median of what was looked at before, and never goes back")
  func following() {
    let tape = Tape<Double>()
    let local = LocalMonotonicAttention(DotAttention<Double>(), radius: 1, advance: .following)
    // Large products: all of the weight is on one key.
    let keys = tape.constant([0, 50, 0, 90, 0, 0, 99, 0], shape: [1, 8, 1])
    let query = tape.constant([1.0], shape: [1, 1, 1])
    var memory = local.memory(keys: keys, values: keys)
    var peaks: [Int] = [], first: [Int] = []
    for _ in 0..<6 {
      let output = local.attend(query: query, memory: memory, mask: .padding([7]), scoreTerm: nil)
      first.append(output.positions?.first ?? -2)
      let weights = output.denseWeights(keys: 8)
      peaks.append(weights.indices.max { weights[$0] < weights[$1] } ?? -1)
      memory = local.advanced(memory, past: output)
    }
    // Keys 0 ... 2, 1 ... 3, 3 ... 5, where it stays: what lies behind is out of its reach.
    #expect(peaks == [1, 3, 3, 3, 3, 3] && first == [0, 1, 3, 3, 3, 3])
    // Weights that are shared by three keys have their median in the middle.
    let even = tape.constant([Double](repeating: 0, count: 8), shape: [1, 8, 1])
    var flat = local.memory(keys: even, values: even)
    flat = local.advanced(flat, past: local.attend(query: query, memory: flat, mask: .none, scoreTerm: nil))
    #expect(flat.centres == [2])
    // At the end of a sequence the window is what is left of it, and where nothing is left, it stays.
    flat.centres = [9]
    let beyond = local.attend(query: query, memory: flat, mask: .padding([7]), scoreTerm: nil)
    #expect(beyond.weights.values == [0, 0, 0] && local.advanced(flat, past: beyond).centres == [9])
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
