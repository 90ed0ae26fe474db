import AttentionCore
import Tensors

/// Numbers that are the same in every run.
func numbers(_ shape: [Int], _ stream: UInt64 = 1) -> [Double] {
  var random = CounterRandom(seed: 4, stream: stream)
  return (0..<shape.reduce(1, *)).map { _ in Double(random.normal()) }
}

extension Tape<Double> {
  func numbers(_ shape: [Int], _ stream: UInt64 = 1) -> Variable<Double> {
    constant(AttentionCoreTests.numbers(shape, stream), shape: shape)
  }
}

/// The largest absolute difference.
func distance(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

/// Sums over rows of `columns` numbers.
func rowSums(_ values: [Double], _ columns: Int) -> [Double] {
  stride(from: 0, to: values.count, by: columns).map { values[$0..<($0 + columns)].reduce(0, +) }
}
