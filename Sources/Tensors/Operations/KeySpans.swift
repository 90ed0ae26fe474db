/// Which keys each query sees, where that is one range of positions: padding, causal and window masks, and
/// any combination of them. The fused attention needs no more, and leaves out tiles that nobody sees.
public struct KeySpans: Sendable, Hashable {
  /// Keys of each sequence of the batch; nil where all are full.
  public var lengths: [Int]?
  /// Whether query i sees no key behind position i.
  public var isCausal: Bool
  /// How far from its own position a query sees, on either side; nil for everything.
  public var radius: Int?

  /// Everything, unless said otherwise.
  public init(lengths: [Int]? = nil, isCausal: Bool = false, radius: Int? = nil) {
    self.lengths = lengths
    self.isCausal = isCausal
    self.radius = radius
  }

  /// The keys that query `query` of sequence `batch` sees; empty where there are none.
  @inline(__always) package func keys(batch: Int, query: Int, of count: Int) -> Range<Int> {
    var upper = min(count, lengths?[batch] ?? count), lower = 0
    if isCausal { upper = min(upper, query + 1) }
    if let radius {
      lower = max(0, query - radius)
      upper = min(upper, query + radius + 1)
    }
    return lower < upper ? lower..<upper : 0..<0
  }
}
