import Tensors
import Testing

@Suite("Tensors")
struct TensorTests {
  @Test("a copy is not changed by writing to the original")
  func copyOnWrite() {
    var a = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let b = a
    a[1, 2] = 9
    #expect(a.elements == [1, 2, 3, 4, 5, 9])
    #expect(b[1, 2] == 6)
    #expect(a != b)
  }

  @Test("reshaping keeps the elements in order")
  func reshaped() {
    let a = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]).reshaped([3, 2])
    #expect(a[2, 0] == 5)
    #expect(a.shape == [3, 2] && a.rank == 2 && a.count == 6)
  }

  @Test("softmax works on the last dimension")
  func softmax() {
    let a = Tensor([0, 0, 0, 0, 1, 1], shape: [3, 1, 2]).softmax()
    #expect(a == Tensor(repeating: 0.5, shape: [3, 1, 2]))
  }

  @Test("memory is aligned to cache lines, even when empty")
  func alignment() {
    for count in [0, 1, 3, 1000] {
      let buffer = AlignedBuffer<Float>(repeating: 1, count: count)
      #expect(UInt(bitPattern: buffer.base) % 64 == 0)
      #expect(buffer.elements.allSatisfy { $0 == 1 })
    }
  }
}

@Suite("Random numbers by position")
struct CounterRandomTests {
  /// The known answers of the authors' own Random123 library for Philox 4×32-10.
  @Test("the generator gives the published values")
  func knownAnswers() {
    #expect(
      CounterRandom.block(seed: 0, stream: 0, index: 0)
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      CounterRandom.block(seed: .max, stream: .max, index: .max)
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      CounterRandom.block(
        seed: 0x299f_31d0_a409_3822, stream: 0x0370_7344_1319_8a2e, index: 0x85a3_08d3_243f_6a88)
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("a position can be returned to, and streams differ")
  func positions() {
    var random = CounterRandom(seed: 5, stream: 1)
    let first = (0..<10).map { _ in random.nextWord() }
    random.position = 4
    #expect((0..<6).map { _ in random.nextWord() } == Array(first[4...]))
    var other = CounterRandom(seed: 5, stream: 2)
    #expect((0..<10).map { _ in other.nextWord() } != first)
  }

  @Test("normal numbers have mean 0 and variance 1, uniform ones lie below 1")
  func moments() {
    var random = CounterRandom(seed: 6)
    let sample = (0..<20_000).map { _ in Double(random.normal()) }
    let mean = sample.reduce(0, +) / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000 - 1) < 0.05)
    #expect(CounterRandom.unit(.max) < 1 && CounterRandom.unit(0) == 0)
  }
}
