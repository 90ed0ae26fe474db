/// What trigrams weigh in each of several languages, found with one look for all of them.
struct TrigramTable: Sendable {
  /// Open addressing; 0 is free, since no trigram is made of three NULs.
  private var keys: [UInt64]
  /// Weights of each slot's trigram, language by language.
  private var weights: [Float]
  /// Weights of what is not in the table.
  private let unknown: [Float]
  private let mask: Int

  /// - Parameter languages: what each knows, and what it gives for other trigrams.
  init(_ languages: [(shares: [UInt64: Float], unknown: Float)]) {
    unknown = languages.map(\.unknown)
    let all = Set(languages.flatMap(\.shares.keys))
    var size = 16
    while size < 2 * all.count { size *= 2 }
    mask = size - 1
    keys = [UInt64](repeating: 0, count: size)
    weights = [Float](repeating: 0, count: size * unknown.count)
    for trigram in all.sorted() {
      let slot = slot(of: trigram)
      keys[slot] = trigram
      for (index, language) in languages.enumerated() {
        weights[slot * unknown.count + index] = language.shares[trigram] ?? language.unknown
      }
    }
  }

  /// The slot of a trigram, or the free one where it would stand.
  @inline(__always)
  private func slot(of trigram: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (trigram &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != trigram, keys[slot] != 0 { slot = (slot + 1) & mask }
    return slot
  }

  /// For each language what all trigrams weigh together, added in their order.
  func sums(_ trigrams: [UInt64]) -> [Float] {
    var sums = [Float](repeating: 0, count: unknown.count)
    for trigram in trigrams {
      let slot = slot(of: trigram)
      if keys[slot] == 0 {
        for index in sums.indices { sums[index] += unknown[index] }
      } else {
        let first = slot * unknown.count
        for index in sums.indices { sums[index] += weights[first + index] }
      }
    }
    return sums
  }
}
