import AttentionCore
import Tensors
import Testing

@Suite("Coverage")
struct CoverageTests {
  @Test("turns the next query away from what was seen, in every mechanism, heads included")
  func turnsAway() {
    let set = ParameterSet<Double>(seed: 8), tape = Tape<Double>()
    let coverage = Coverage("c", in: set), heads = MultiHeadAttention(.init("a"), width: 4, heads: 2, in: set)
    let x = tape.numbers([1, 1, 4]), keys = tape.numbers([1, 5, 4], 2)
    let seen = tape.constant([3, 0, 0, 0, 0], shape: [1, 5])
    let plain = DotAttention<Double>()
    let before = plain(query: x, keys: keys, values: keys).weights.values
    let after = plain(query: x, keys: keys, values: keys, scoreTerm: coverage.term(seen)).weights.values
    #expect(after[0] < before[0] && after[1] > before[1])
    let many = heads(query: x, keys: keys, values: keys, scoreTerm: coverage.term(seen)).weights.values
    let few = heads(query: x, keys: keys, values: keys).weights.values
    #expect(many[0] < few[0] && many[5] < few[5])
  }

  @Test("adds up what was seen, and charges for looking twice")
  func loss() {
    let set = ParameterSet<Double>(), tape = Tape<Double>(), coverage = Coverage("c", in: set)
    let first = tape.constant([0.75, 0.25, 0], shape: [1, 1, 3]),
      second = tape.constant([0.5, 0, 0.5], shape: [1, 1, 3])
    let seen = coverage.updated(nil, with: first)
    #expect(coverage.loss(second, coverage: seen).scalar == 0.5)
    #expect(coverage.updated(seen, with: second).values == [1.25, 0.25, 0.5])
  }
}
