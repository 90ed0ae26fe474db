import Tensors

/// AdamW (Loshchilov and Hutter 2019) over all parameters, a table whose gradient is kept by rows included: rows without
/// a gradient fade as if it were 0, as in PyTorch.
final class AdamWUpdate {
  private let parameters: ParameterSet<Float>
  private let means: [AlignedBuffer<Float>], squares: [AlignedBuffer<Float>]

  init(for parameters: ParameterSet<Float>) {
    self.parameters = parameters
    means = parameters.parameters.map { AlignedBuffer(repeating: 0, count: $0.count) }
    squares = parameters.parameters.map { AlignedBuffer(repeating: 0, count: $0.count) }
  }

  func update(_ gradients: Gradients<Float>, rate: Float, step: Int, on pool: WorkerPool) {
    var powers: (Float, Float) = (1, 1)
    for _ in 0..<step { powers = (powers.0 * 0.9, powers.1 * 0.999) }
    let rule = Rule(
      rate: rate, correction: 1 / (1 - powers.0), squareCorrection: 1 / (1 - powers.1).squareRoot())
    // Half a megabyte of weights at a time; the matrices are multiples of 16 long, and what is left over goes alone.
    let pieces = parameters.parameters.flatMap { parameter in
      stride(from: 0, to: parameter.count, by: 98304).map {
        (parameter, $0..<min(parameter.count, $0 + 98304))
      }
    }
    pool.run(pieces.count) { index in
      let (parameter, range) = pieces[index]
      let (mean, square) = (means[parameter.index].base, squares[parameter.index].base)
      guard let weights = parameter.elements.baseAddress else { return }
      guard let rows = gradients.rows(parameter) else {
        let gradient = gradients.dense(parameter).baseAddress
        return rule.apply(weights, mean, square, range) {
          gradient.map { UnsafePointer($0 + range.lowerBound) }
        }
      }
      rows.withValues { values in
        var places = [Int](repeating: -1, count: range.count / rows.width)
        for (place, row) in rows.indices.enumerated() where range.contains(row * rows.width) {
          places[row - range.lowerBound / rows.width] = place
        }
        for (index, place) in places.enumerated() {
          let first = range.lowerBound + index * rows.width
          rule.apply(weights, mean, square, first..<first + rows.width) {
            place < 0 ? nil : values.baseAddress.map { $0 + place * rows.width }
          }
        }
      }
    }
  }

  private struct Rule {
    let rate, correction, squareCorrection: Float

    @inline(__always) func apply(
      _ weights: UnsafeMutablePointer<Float>, _ mean: UnsafeMutablePointer<Float>,
      _ square: UnsafeMutablePointer<Float>, _ range: Range<Int>, _ gradient: () -> UnsafePointer<Float>?
    ) {
      typealias Lanes = SIMD16<Float>
      let gradient = gradient(), count = range.count
      let (w, m, v) = (weights + range.lowerBound, mean + range.lowerBound, square + range.lowerBound)
      func one(_ i: Int) {
        let g = gradient?[i] ?? 0
        m[i] = 0.9 * m[i] + 0.1 * g
        v[i] = 0.999 * v[i] + 0.001 * g * g
        w[i] -= rate * (0.01 * w[i] + correction * m[i] / (v[i].squareRoot() * squareCorrection + 1e-8))
      }
      var i = 0
      while i + 16 <= count {
        func lanes(_ p: UnsafePointer<Float>) -> Lanes {
          UnsafeRawPointer(p + i).loadUnaligned(as: Lanes.self)
        }
        let g = gradient.map { lanes($0) } ?? .zero, x = lanes(w)
        let newMean = 0.9 * lanes(m) + 0.1 * g, newSquare = 0.999 * lanes(v) + 0.001 * g * g
        let step = correction * newMean / (newSquare.squareRoot() * squareCorrection + 1e-8)
        UnsafeMutableRawPointer(m + i).storeBytes(of: newMean, as: Lanes.self)
        UnsafeMutableRawPointer(v + i).storeBytes(of: newSquare, as: Lanes.self)
        UnsafeMutableRawPointer(w + i).storeBytes(of: x - rate * (0.01 * x + step), as: Lanes.self)
        i += 16
      }
      while i < count {
        one(i)
        i += 1
      }
    }
  }
}
