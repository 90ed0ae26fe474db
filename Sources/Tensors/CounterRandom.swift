import Platform

/// Random numbers by position: Philox 4×32 with ten rounds (Salmon, Moraes, Dror and Shaw 2011).
///
/// The nth block of a stream is a function of seed, stream and n alone, so that workers can draw their own
/// part of one sequence, and a run can continue where it stopped by saving one integer.
public struct CounterRandom: RandomNumberGenerator, Sendable, Hashable, Codable {
  /// The seed of the run.
  public let seed: UInt64
  /// Separates independent uses of one seed.
  public let stream: UInt64
  /// How many 32-bit words have been drawn. Setting it moves within the sequence.
  public var position: UInt64 = 0

  /// The start of a stream.
  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// Four random words: block `index` of the sequence.
  public static func block(seed: UInt64, stream: UInt64, index: UInt64) -> SIMD4<UInt32> {
    var counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
      UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
    var key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    for _ in 0..<10 {
      let first = UInt64(counter.x) * 0xD251_1F53
      let second = UInt64(counter.z) * 0xCD9E_8D57
      counter = SIMD4(
        UInt32(second >> 32) ^ counter.y ^ key.x, UInt32(truncatingIfNeeded: second),
        UInt32(first >> 32) ^ counter.w ^ key.y, UInt32(truncatingIfNeeded: first))
      key = SIMD2(key.x &+ 0x9E37_79B9, key.y &+ 0xBB67_AE85)
    }
    return counter
  }

  /// The next 32 random bits.
  public mutating func nextWord() -> UInt32 {
    let block = Self.block(seed: seed, stream: stream, index: position >> 2)
    defer { position &+= 1 }
    return block[Int(position & 3)]
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let low = UInt64(nextWord())
    return UInt64(nextWord()) << 32 | low
  }

  /// A number in 0 ..< 1, a multiple of 2⁻²⁴.
  public mutating func uniform() -> Float { Self.unit(nextWord()) }

  /// A number of the standard normal distribution (Box and Muller 1958).
  public mutating func normal() -> Float {
    let radius = (-2 * Mathematics.log(1 - Double(uniform()))).squareRoot()
    return Float(radius * Mathematics.cos(2 * .pi * Double(uniform())))
  }

  /// The number in 0 ..< 1 that a random word stands for.
  public static func unit(_ word: UInt32) -> Float { Float(word >> 8) * 0x1p-24 }
}
