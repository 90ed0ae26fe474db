import Glibc

#if canImport(FoundationEssentials)
  import FoundationEssentials
#endif

/// Buckets of distances between two positions: Raffel et al. 2020, section 2.1, for both directions, as MPNet
/// has them.
///
/// Half of the buckets are for keys behind the query. Of each half, one half is for the smallest distances,
/// each by itself; the others are wider by a constant factor each, and the last is for everything from
/// ``farthest`` on.
public struct RelativePositions: Sendable, Hashable {
  /// Number of buckets; 32 in MPNet.
  public let buckets: Int
  /// From here on all distances are one.
  public static let farthest = 128

  /// An even number of buckets, at least 4.
  public init(buckets: Int) { self.buckets = buckets }

  /// The bucket of a key that stands `distance` behind the query; before it where that is negative.
  public func bucket(_ distance: Int) -> Int {
    let half = buckets / 2, exact = half / 2, magnitude = abs(distance)
    let first = distance > 0 ? half : 0
    guard magnitude >= exact else { return first + magnitude }
    // In f32, as the published model was trained.
    let share = logf(Float(magnitude) / Float(exact)) / logf(Float(Self.farthest) / Float(exact))
    return first + min(half - 1, exact + Int(share * Float(half - exact)))
  }

  /// Buckets of the distances 1 − `length` … `length` − 1.
  public func all(length: Int) -> [Int] { (1 - length..<max(length, 1)).map(bucket) }
}
