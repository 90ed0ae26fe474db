import Tensors

/// Which keys a query may see. Masks compose: `.padding([7, 3]) & .causal & .window(radius: 128)` sees what
/// all three allow.
public struct AttentionMask: Sendable, Hashable {
  /// Keys of each sequence of the batch; the rest is padding. Nil where all are full.
  public var lengths: [Int]?
  /// Whether a query sees no key behind its own position.
  public var isCausal = false
  /// How far a query sees to either side of its own position; nil for any distance.
  public var radius: Int?
  /// A byte for each query and key, 0 where not seen.
  public var custom: Custom?

  /// A mask of one's own.
  public struct Custom: Sendable, Hashable {
    /// Queries and keys; the same for all sequences where `bytes` has queries · keys elements, otherwise one
    /// such matrix for each.
    public var queries, keys: Int
    /// Row-major, 0 where not seen.
    public var bytes: [UInt8]

    func allows(_ batch: Int, _ query: Int, _ key: Int) -> Bool {
      let size = queries * keys, start = bytes.count == size ? 0 : batch * size
      return bytes[start + query * keys + key] != 0
    }
  }

  /// Everything is seen.
  public static let none = AttentionMask()
  /// A query sees no key behind its own position.
  public static let causal: AttentionMask = {
    var mask = AttentionMask()
    mask.isCausal = true
    return mask
  }()

  /// Only the first `lengths[b]` keys of sequence b are there.
  public static func padding(_ lengths: [Int]) -> AttentionMask {
    var mask = AttentionMask()
    mask.lengths = lengths
    return mask
  }

  /// A query sees the keys at most `radius` away from its own position.
  public static func window(radius: Int) -> AttentionMask {
    var mask = AttentionMask()
    mask.radius = radius
    return mask
  }

  /// A byte for each query and key, row-major, 0 where not seen: one matrix for all sequences, or one for
  /// each.
  public static func custom(_ bytes: [UInt8], queries: Int, keys: Int) -> AttentionMask {
    precondition(
      queries > 0 && keys > 0 && bytes.count % (queries * keys) == 0,
      "\(bytes.count) bytes are not a mask of \(queries) queries by \(keys) keys")
    var mask = AttentionMask()
    mask.custom = Custom(queries: queries, keys: keys, bytes: bytes)
    return mask
  }

  /// What both masks allow.
  public static func & (a: AttentionMask, b: AttentionMask) -> AttentionMask {
    var both = a
    both.isCausal = a.isCausal || b.isCausal
    if let other = b.radius { both.radius = min(a.radius ?? other, other) }
    if let other = b.lengths { both.lengths = a.lengths.map { zip($0, other).map { min($0, $1) } } ?? other }
    if let other = b.custom {
      guard let mine = a.custom else {
        both.custom = other
        return both
      }
      precondition(
        mine.queries == other.queries && mine.keys == other.keys, "two custom masks differ in shape")
      let count = max(mine.bytes.count, other.bytes.count)
      both.custom?.bytes = (0..<count).map { i in
        mine.bytes[i % mine.bytes.count] != 0 && other.bytes[i % other.bytes.count] != 0 ? 1 : 0
      }
    }
    return both
  }

  /// The same as ranges, for the fused attention; nil where a custom mask has its own idea.
  public var spans: KeySpans? {
    custom == nil ? KeySpans(lengths: lengths, isCausal: isCausal, radius: radius) : nil
  }

  /// Whether a query sees a key.
  public func allows(batch: Int, query: Int, key: Int, keys: Int) -> Bool {
    KeySpans(lengths: lengths, isCausal: isCausal, radius: radius).keys(batch: batch, query: query, of: keys)
      .contains(key)
      && custom?.allows(batch, query, key) ?? true
  }

  /// A byte for each element of scores [batch, queries, keys] or [batch, heads, queries, keys]; nil where all
  /// are seen.
  public func bytes(for shape: [Int]) -> [UInt8]? {
    if self == .none { return nil }
    let (batch, queries, keys) = (shape[0], shape[shape.count - 2], shape[shape.count - 1])
    let heads = shape.count == 4 ? shape[1] : 1
    precondition(
      lengths.map { $0.count == batch } ?? true, "\(lengths ?? []) are not the lengths of a batch of \(batch)"
    )
    precondition(
      custom.map {
        $0.queries == queries && $0.keys == keys && [1, batch].contains($0.bytes.count / (queries * keys))
      } ?? true,
      "the custom mask does not fit scores of shape \(shape)")
    let spans = KeySpans(lengths: lengths, isCausal: isCausal, radius: radius)
    var bytes = [UInt8](repeating: 0, count: batch * heads * queries * keys)
    for b in 0..<batch {
      for query in 0..<queries {
        let seen = spans.keys(batch: b, query: query, of: keys)
        for head in 0..<heads {
          let row = ((b * heads + head) * queries + query) * keys
          for key in seen where custom?.allows(b, query, key) ?? true { bytes[row + key] = 1 }
        }
      }
    }
    return bytes
  }
}
