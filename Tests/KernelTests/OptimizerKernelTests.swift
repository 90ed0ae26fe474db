import CKernels
import Foundation
import Testing

@Suite("Optimizer kernels")
struct OptimizerKernelTests {
  private static let levels: [(name: String, table: ck_optimizer_table)] = KernelLevel.all.compactMap {
    level in
    ck_optimizer_table_at(level.table.level).map { (level.testDescription, $0.pointee) }
  }

  /// Updates two memories and weights of every length, with and without gradients, and compares the three
  /// with what `exact` makes of each (weight, gradient, first, second).
  private func check(
    _ kernel: (
      UnsafeMutablePointer<Float>, UnsafePointer<Float>?, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Float>, Int
    ) -> Void,
    _ exact: (Double, Double, Double, Double) -> (Double, Double, Double)
  ) {
    for length in lengths {
      for hasGradient in [true, false] {
        let gradient = randomFloats(length, seed: 2)
        let before = [1, 3, 4].map { randomFloats(length, seed: $0).map { abs($0) } }
        var after = before.map { $0 + [Float.nan] }
        let (head, rest) = (after[0], after[1...])
        var (w, a, b) = (head, rest[1], rest[2])
        gradient.withUnsafeBufferPointer { kernel(&w, hasGradient ? $0.baseAddress : nil, &a, &b, length) }
        after = [w, a, b]
        #expect(after.allSatisfy { $0[length].isNaN }, "wrote past \(length)")
        let expected = (0..<length).map { i in
          exact(
            Double(before[0][i]), hasGradient ? Double(gradient[i]) : 0, Double(before[1][i]),
            Double(before[2][i]))
        }
        #expect(largestDifference(w.dropLast(), expected.map(\.0)) < 1e-6)
        #expect(largestDifference(a.dropLast(), expected.map(\.1)) < 1e-6)
        #expect(largestDifference(b.dropLast(), expected.map(\.2)) < 1e-6)
      }
    }
  }

  @Test("agree with double precision at every level", arguments: levels.map(\.name))
  func agree(name: String) throws {
    let table = try #require(Self.levels.first { $0.name == name }).table
    for decoupled in [true, false] {
      var call = ck_adam(
        scale: 0.5, rate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, decay: 0.1, correction1: 0.19,
        correction2: 0.14, decoupled: decoupled)
      check({ table.adam(&call, $0, $1, $2, $3, $4) }) { w, g, m, v in
        let g = 0.5 * g + (decoupled ? 0 : 0.1 * w), m = 0.9 * m + 0.1 * g, v = 0.99 * v + 0.01 * g * g
        return ((decoupled ? 1 - 0.01 * 0.1 : 1) * w - 0.01 / 0.19 * m / (v.squareRoot() / 0.14 + 1e-6), m, v)
      }
    }
    var adadelta = ck_adadelta(scale: 0.5, rate: 0.3, rho: 0.9, epsilon: 1e-4, decay: 0.1)
    check({ table.adadelta(&adadelta, $0, $1, $2, $3, $4) }) { w, g, v, u in
      let g = 0.5 * g + 0.1 * w, v = 0.9 * v + 0.1 * g * g
      let d = ((u + 1e-4) / (v + 1e-4)).squareRoot() * g
      return (w - 0.3 * d, v, 0.9 * u + 0.1 * d * d)
    }
    for (nesterov, isFirst) in [(false, false), (true, false), (false, true)] {
      var sgd = ck_sgd(
        scale: 0.5, rate: 0.3, momentum: 0.9, decay: 0.1, nesterov: nesterov, is_first: isFirst)
      check({ w, g, v, _, n in table.sgd(&sgd, w, g, v, n) }) { w, g, v, unused in
        let g = 0.5 * g + 0.1 * w, v = (isFirst ? 0 : 0.9 * v) + g
        return (w - 0.3 * (nesterov ? g + 0.9 * v : v), v, unused)
      }
    }
    for length in lengths {
      let x = randomFloats(length, seed: 8)
      var average = randomFloats(length, seed: 9)
      let expected = zip(x, average).map { Double($1) + 0.25 * (Double($0) - Double($1)) }
      table.approach(0.25, x, &average, length)
      #expect(largestDifference(average, expected) < 1e-6)
    }
  }

  @Test("find one number that is not finite among many", arguments: levels.map(\.name))
  func finite(name: String) throws {
    let table = try #require(Self.levels.first { $0.name == name }).table
    for length in lengths {
      var x = randomFloats(length, seed: 3, scale: 1e38)
      for i in x.indices where !x[i].isFinite { x[i] = .greatestFiniteMagnitude }
      #expect(table.all_finite(x, length))
      for value in [Float.nan, .infinity, -.infinity, .signalingNaN] {
        let place = length * 2 / 3, kept = x[place]
        x[place] = value
        #expect(!table.all_finite(x, length))
        x[place] = kept
      }
    }
  }
}
