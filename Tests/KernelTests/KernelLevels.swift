import CKernels
import Tensors
import Testing

/// One build of the kernels that this processor can run.
struct KernelLevel: Sendable, CustomTestStringConvertible {
  let table: ck_table
  var testDescription: String { String(cString: table.name) }

  static let all: [KernelLevel] = [CK_BASE, CK_V3, CK_V4, CK_VNNI, CK_BF16, CK_AMX].compactMap { level in
    ck_table_at(level).map { KernelLevel(table: $0.pointee) }
  }
}

/// Lengths around the width of a vector, and one that is many.
let lengths = [1, 2, 15, 16, 17, 31, 33, 100, 384]

func randomFloats(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
  var random = CounterRandom(seed: seed)
  return (0..<count).map { _ in random.normal() * scale }
}

/// The largest |a − b| / max(1, |b|).
func largestDifference(_ a: some Collection<Float>, _ b: some Collection<Double>) -> Double {
  zip(a, b).reduce(0) { largest, pair in
    if pair.0.isNaN != pair.1.isNaN { return .infinity }
    return max(largest, pair.0.isNaN ? 0 : abs(Double(pair.0) - pair.1) / max(1, abs(pair.1)))
  }
}
