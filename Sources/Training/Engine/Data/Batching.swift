import Tensors

/// Cuts examples into batches whose padding is small and whose size is bounded.
public struct Batching: Sendable, Hashable {
  /// Most units of a batch: its examples times the longest of them.
  public var tokens: Int
  /// Lengths are rounded up to a multiple of this, as they will be padded.
  public var multiple = 16

  /// Batches of at most this many units.
  public init(tokens: Int) { self.tokens = tokens }

  /// A length with its padding.
  func padded(_ length: Int) -> Int { (max(1, length) + multiple - 1) / multiple * multiple }

  /// Batches as places among the examples: examples of similar length together, batches in random order. An
  /// example that is longer than a batch may be has one of its own.
  ///
  /// - Parameter lengths: of the examples.
  public func batches(_ lengths: [Int], _ random: inout CounterRandom) -> [[Int]] {
    let order = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
    var batches: [[Int]] = []
    var batch: [Int] = []
    var longest = 0
    for place in order {
      if batch.isEmpty { longest = padded(lengths[place]) }
      if !batch.isEmpty, (batch.count + 1) * longest > tokens {
        batches.append(batch)
        batch = []
        longest = padded(lengths[place])
      }
      batch.append(place)
    }
    if !batch.isEmpty { batches.append(batch) }
    DataOrder.shuffle(&batches, &random)
    return batches
  }

  /// Deals a batch out to workers, one example each in turn, so that all have about the same to do.
  static func shares(_ count: Int, workers: Int) -> [[Int]] {
    (0..<workers).map { Array(stride(from: $0, to: count, by: workers)) }
  }

  /// Cuts a worker's share into parts of at most `tokens` units, one example at least.
  func parts(_ share: [Int], lengths: [Int]) -> [[Int]] {
    var parts: [[Int]] = []
    var part: [Int] = []
    var longest = 0
    for place in share {
      let wanted = max(longest, padded(lengths[place]))
      if !part.isEmpty, (part.count + 1) * wanted > tokens {
        parts.append(part)
        part = []
        longest = 0
      }
      longest = max(longest, padded(lengths[place]))
      part.append(place)
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }
}
