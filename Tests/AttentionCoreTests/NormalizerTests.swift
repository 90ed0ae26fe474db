import AttentionCore
import Tensors
import Testing

@Suite("Normalizers")
struct NormalizerTests {
  @Test(
    "but for sigmoid make rows that sum to 1, move with no shift of the scores, and stay finite when scores are huge",
    arguments: [Normalizer.softmax, .sparsemax, .entmax15], [0.0, 1e4, -1e4])
  func simplex(normalizer: Normalizer, shift: Double) {
    let tape = Tape<Double>(), scores = numbers([6, 9])
    let weights = normalizer(tape.constant(scores, shape: [6, 9]))
    #expect(distance(rowSums(weights.values, 9), [Double](repeating: 1, count: 6)) < 1e-12)
    let moved = normalizer(tape.constant(scores.map { $0 + shift }, shape: [6, 9]))
    #expect(distance(weights.values, moved.values) < 1e-9)
    let huge = normalizer(tape.constant(scores.map { $0 * 1e6 }, shape: [6, 9])).values
    #expect(huge.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test(
    "give 0 to what is masked and to rows masked throughout, and no gradient", arguments: Normalizer.allCases)
  func masked(normalizer: Normalizer) {
    let tape = Tape<Double>(), scores = tape.input([2.3, 1, 2, 5, 4, 6], shape: [2, 3])
    let weights = normalizer(scores, mask: [1, 0, 1, 0, 0, 0])
    tape.backward(from: (weights * tape.constant([1, 2, 4, 1, 2, 4], shape: [2, 3])).sum())
    #expect(weights.values[1] == 0 && Array(weights.values[3...]) == [0, 0, 0])
    let gradient = scores.gradient ?? []
    #expect(gradient[1] == 0 && gradient[3...].allSatisfy { $0 == 0 } && gradient[0] != 0)
  }

  @Test("find the values worked out by hand")
  func byHand() {
    let tape = Tape<Double>()
    // Sparsemax of (1, 0.5, −1): support of two, τ = 0.25.
    #expect(
      distance(tape.constant([1, 0.5, -1], shape: [1, 3]).sparsemax().values, [0.75, 0.25, 0]) < 1e-12)
    // Entmax of equal scores is uniform; of (z, 0) with z ≥ 2 it is (1, 0).
    #expect(
      distance(tape.constant([2, 2, 2, 2], shape: [1, 4]).entmax15().values, [0.25, 0.25, 0.25, 0.25]) < 1e-12
    )
    #expect(distance(tape.constant([2, 0], shape: [1, 2]).entmax15().values, [1, 0]) < 1e-12)
  }

  @Test("give entmax a sparsity between softmax and sparsemax")
  func sparsity() {
    let tape = Tape<Double>(), scores = tape.numbers([20, 12])
    func zeros(_ normalizer: Normalizer) -> Int { normalizer(scores).values.count { $0 == 0 } }
    #expect(zeros(.softmax) == 0)
    #expect(zeros(.entmax15) > 0 && zeros(.entmax15) < zeros(.sparsemax))
  }
}
