/// Layer norm of each row: y = (x − mean) / √(variance + epsilon) · gain + shift; Ba et al. 2016.
package struct LayerNormForward<Scalar> {
  package var x, gain, shift: UnsafePointer<Scalar>
  package var y: UnsafeMutablePointer<Scalar>
  /// [rows] each: what the backward pass needs.
  package var mean, inverse: UnsafeMutablePointer<Scalar>
  package var rows, columns: Int
  package var epsilon: Scalar
}

/// Adds to `dGain` and `dShift` [columns] where present, and adds to or, without `adds`, writes `dx`
/// [rows, columns], which may be `dy`.
package struct LayerNormBackward<Scalar> {
  package var x, gain, mean, inverse, dy: UnsafePointer<Scalar>
  package var dx, dGain, dShift: UnsafeMutablePointer<Scalar>?
  package var rows, columns: Int
  package var adds: Bool
}

extension Plain {
  func softmax(_ x: Output, _ mask: UnsafePointer<UInt8>?, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let p = x + row * columns
      let keep = mask.map { $0 + row * columns }
      var most = -Scalar.infinity
      for i in 0..<columns where keep.map({ $0[i] != 0 }) ?? true { most = max(most, p[i]) }
      guard most > -.infinity else {
        for i in 0..<columns { p[i] = 0 }
        continue
      }
      var total: Scalar = 0
      for i in 0..<columns {
        p[i] = keep.map { $0[i] != 0 } ?? true ? real.exp(p[i] - most) : 0
        total += p[i]
      }
      for i in 0..<columns { p[i] /= total }
    }
  }

  static func softmaxBackward(_ y: Input, _ dy: Input, _ dx: Output, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let at = row * columns
      let shared = dot(y + at, dy + at, columns)
      for i in at..<(at + columns) { dx[i] += y[i] * (dy[i] - shared) }
    }
  }

  func logSoftmax(_ x: Input, _ y: Output, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let at = row * columns
      var most = -Scalar.infinity
      for i in at..<(at + columns) { most = max(most, x[i]) }
      var total: Scalar = 0
      for i in at..<(at + columns) { total += real.exp(x[i] - most) }
      let normalizer = most + real.log(total)
      for i in at..<(at + columns) { y[i] = x[i] - normalizer }
    }
  }

  func logSoftmaxBackward(_ y: Input, _ dy: Input, _ dx: Output, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let at = row * columns
      var total: Scalar = 0
      for i in at..<(at + columns) { total += dy[i] }
      for i in at..<(at + columns) { dx[i] += dy[i] - real.exp(y[i]) * total }
    }
  }

  static func layerNorm(_ c: LayerNormForward<Scalar>) {
    for row in 0..<c.rows {
      let x = c.x + row * c.columns, y = c.y + row * c.columns
      var sum: Scalar = 0, squares: Scalar = 0
      for i in 0..<c.columns { sum += x[i] }
      let mean = sum / Scalar(c.columns)
      for i in 0..<c.columns { squares += (x[i] - mean) * (x[i] - mean) }
      let inverse = 1 / (squares / Scalar(c.columns) + c.epsilon).squareRoot()
      for i in 0..<c.columns { y[i] = (x[i] - mean) * inverse * c.gain[i] + c.shift[i] }
      c.mean[row] = mean
      c.inverse[row] = inverse
    }
  }

  static func layerNormBackward(_ c: LayerNormBackward<Scalar>) {
    for row in 0..<c.rows {
      let x = c.x + row * c.columns, dy = c.dy + row * c.columns
      let mean = c.mean[row], inverse = c.inverse[row]
      // With h = (x − mean) · inverse and g = dy · gain: dx = inverse · (g − mean(g) − h · mean(g · h)).
      var sum: Scalar = 0, product: Scalar = 0
      for i in 0..<c.columns {
        let h = (x[i] - mean) * inverse, g = dy[i] * c.gain[i]
        sum += g
        product += g * h
      }
      sum /= Scalar(c.columns)
      product /= Scalar(c.columns)
      for i in 0..<c.columns {
        let h = (x[i] - mean) * inverse, d = dy[i]
        c.dGain?[i] += d * h
        c.dShift?[i] += d
        guard let dx = c.dx else { continue }
        let change = inverse * (d * c.gain[i] - sum - h * product), at = row * c.columns + i
        dx[at] = c.adds ? dx[at] + change : change
      }
    }
  }
}
