/// What trigrams weigh in each of several languages, found with one look for all of them.
struct TrigramTable: Sendable {
  /// Languages are added eight at a time; the last eight may be partly empty.
  private typealias Eight = SIMD8<Float>

  /// Open addressing; 0 is free, since no trigram is made of three NULs.
  private var keys: [UInt64]
  /// Weights of each slot's trigram, language by language.
  private var weights: [Eight]
  /// Weights of what is not in the table.
  private let unknown: [Eight]
  private let languages: Int
  private let mask: Int

  /// - Parameter languages: what each knows, and what it gives for other trigrams.
  init(_ languages: [(shares: [UInt64: Float], unknown: Float)]) {
    self.languages = languages.count
    unknown = Self.eights(languages.map(\.unknown))
    let all = Set(languages.flatMap(\.shares.keys))
    var size = 16
    while size < 2 * all.count { size *= 2 }
    mask = size - 1
    keys = [UInt64](repeating: 0, count: size)
    weights = [Eight](repeating: .zero, count: size * unknown.count)
    for trigram in all.sorted() {
      let slot = keys.withUnsafeBufferPointer { Self.slot(of: trigram, in: $0, mask) }
      keys[slot] = trigram
      let row = Self.eights(languages.map { $0.shares[trigram] ?? $0.unknown })
      weights.replaceSubrange(slot * row.count..<(slot + 1) * row.count, with: row)
    }
  }

  private static func eights(_ values: [Float]) -> [Eight] {
    stride(from: 0, to: values.count, by: 8).map { first in
      var eight = Eight.zero
      for index in first..<min(first + 8, values.count) { eight[index - first] = values[index] }
      return eight
    }
  }

  /// The slot of a trigram, or the free one where it would stand.
  @inline(__always)
  private static func slot(of trigram: UInt64, in keys: UnsafeBufferPointer<UInt64>, _ mask: Int) -> Int {
    var slot = Int(truncatingIfNeeded: (trigram &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != trigram, keys[slot] != 0 { slot = (slot + 1) & mask }
    return slot
  }

  /// For each language what all trigrams weigh together, added in their order.
  func sums(_ trigrams: [UInt64]) -> [Float] {
    var sums = [Eight](repeating: .zero, count: unknown.count)
    keys.withUnsafeBufferPointer { keys in
      weights.withUnsafeBufferPointer { weights in
        for trigram in trigrams {
          let slot = Self.slot(of: trigram, in: keys, mask)
          if keys[slot] == 0 {
            for index in sums.indices { sums[index] += unknown[index] }
          } else {
            let first = slot * sums.count
            for index in sums.indices { sums[index] += weights[first + index] }
          }
        }
      }
    }
    return (0..<languages).map { sums[$0 / 8][$0 % 8] }
  }
}
