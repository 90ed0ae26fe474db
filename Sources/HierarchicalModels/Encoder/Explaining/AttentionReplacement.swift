import Platform
import Tensors

/// Other weights in place of those that attention computed: where the output stays the same, the weights did
/// not decide it (Jain and Wallace 2019).
public enum AttentionReplacement: Sendable, Hashable {
  /// Every place counts the same (Wiegreffe and Pinter 2019).
  case uniform
  /// The same weights at other places.
  case permuted(seed: UInt64)

  /// Replaces weights in rows of `stride` numbers, of which the first `lengths[row]` are a sequence's; the
  /// rest stays 0.
  public func replaced(_ weights: [Float], lengths: [Int], stride: Int) -> [Float] {
    var result = [Float](repeating: 0, count: weights.count)
    for (row, length) in lengths.enumerated() where length > 0 {
      let places = row * stride..<row * stride + length
      switch self {
      case .uniform: for place in places { result[place] = 1 / Float(length) }
      case .permuted(let seed):
        var random = SplitMix64(seed: seed &+ UInt64(row) &* 0x9E37_79B9_7F4A_7C15)
        var own = Array(weights[places])
        for last in Swift.stride(from: length - 1, to: 0, by: -1) {
          own.swapAt(last, Int(random.next().multipliedFullWidth(by: UInt64(last + 1)).high))
        }
        for (place, weight) in zip(places, own) { result[place] = weight }
      }
    }
    return result
  }

  /// Replaces weights [..., keys] of sequences that have `lengths` keys, or all; no gradient flows through
  /// the new ones.
  package func callAsFunction(_ weights: Variable<Float>, lengths: [Int]? = nil) -> Variable<Float> {
    let keys = weights.columns
    let values = replaced(
      weights.values, lengths: lengths ?? [Int](repeating: keys, count: weights.rows), stride: keys)
    return weights.tape.constant(values, shape: weights.shape)
  }
}
