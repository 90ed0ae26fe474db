/// Plain loops, kernel by kernel: the definition that every fast path is compared with.
struct Plain<Scalar: TensorScalar>: Sendable {
  typealias Input = UnsafePointer<Scalar>
  typealias Output = UnsafeMutablePointer<Scalar>

  let real: RealFunctions<Scalar>

  func multiply(_ p: Multiplication<Scalar>) {
    for i in 0..<p.m {
      let row = p.c + i * p.cStride
      if p.beta == 0 {
        for j in 0..<p.n { row[j] = 0 }
      } else if p.beta != 1 {
        for j in 0..<p.n { row[j] *= p.beta }
      }
      for l in 0..<p.k {
        let scaled = p.alpha * (p.aTransposed ? p.a[l * p.aStride + i] : p.a[i * p.aStride + l])
        if p.bTransposed {
          for j in 0..<p.n { row[j] += scaled * p.b[j * p.bStride + l] }
        } else {
          let other = p.b + l * p.bStride
          for j in 0..<p.n { row[j] += scaled * other[j] }
        }
      }
    }
  }

  func softplus(_ x: Scalar) -> Scalar { max(x, 0) + real.log1p(real.exp(-abs(x))) }
  func sigmoid(_ x: Scalar) -> Scalar { 1 / (1 + real.exp(-x)) }

  func activate(_ activation: Activation, _ x: Input, _ y: Output, _ count: Int) {
    switch activation {
    case .tanh: for i in 0..<count { y[i] = real.tanh(x[i]) }
    case .sigmoid: for i in 0..<count { y[i] = sigmoid(x[i]) }
    case .exp: for i in 0..<count { y[i] = real.exp(x[i]) }
    case .gelu: for i in 0..<count { y[i] = x[i] * normal(x[i]) }
    case .log: for i in 0..<count { y[i] = real.log(x[i]) }
    case .relu: for i in 0..<count { y[i] = max(x[i], 0) }
    case .softplus: for i in 0..<count { y[i] = softplus(x[i]) }
    }
  }

  func activateBackward(
    _ activation: Activation, _ v: Input, _ dy: Input, _ dx: Output, _ count: Int, _ adds: Bool
  ) {
    @inline(__always) func each(_ slope: (Scalar) -> Scalar) {
      for i in 0..<count { dx[i] = (adds ? dx[i] : 0) + slope(v[i]) * dy[i] }
    }
    switch activation {
    case .tanh: each { 1 - $0 * $0 }
    case .sigmoid: each { $0 * (1 - $0) }
    case .exp: each { $0 }
    case .gelu:
      let density = Scalar(0.398942280401432678)  // 1 / √(2π)
      each { normal($0) + $0 * density * real.exp(-$0 * $0 / 2) }
    case .log: each { 1 / $0 }
    case .relu: each { $0 > 0 ? 1 : 0 }
    case .softplus: each { sigmoid($0) }
    }
  }

  /// The normal distribution function Φ.
  func normal(_ x: Scalar) -> Scalar { (1 + real.erf(x * Scalar(0.5).squareRoot())) / 2 }

  static func combine(
    _ combination: Combination, _ a: Input, _ aStep: Int, _ b: Input, _ bStep: Int, _ y: Output, _ count: Int
  ) {
    @inline(__always) func each(_ f: (Scalar, Scalar) -> Scalar) {
      switch (aStep, bStep) {
      case (1, 1): for i in 0..<count { y[i] = f(a[i], b[i]) }
      case (1, 0):
        let right = b[0]
        for i in 0..<count { y[i] = f(a[i], right) }
      case (0, 1):
        let left = a[0]
        for i in 0..<count { y[i] = f(left, b[i]) }
      default: for i in 0..<count { y[i] = f(a[0], b[0]) }
      }
    }
    switch combination {
    case .sum: each { $0 + $1 }
    case .difference: each { $0 - $1 }
    case .product: each { $0 * $1 }
    }
  }

  static func dot(_ a: Input, _ b: Input, _ count: Int) -> Scalar {
    var lanes = SIMD16<Scalar>(repeating: 0)
    let whole = count & ~15
    let wideA = UnsafeRawPointer(a), wideB = UnsafeRawPointer(b)
    let stride = MemoryLayout<Scalar>.stride
    for i in Swift.stride(from: 0, to: whole, by: 16) {
      lanes +=
        wideA.loadUnaligned(fromByteOffset: i * stride, as: SIMD16<Scalar>.self)
        * wideB.loadUnaligned(fromByteOffset: i * stride, as: SIMD16<Scalar>.self)
    }
    var total = lanes.sum()
    for i in whole..<count { total += a[i] * b[i] }
    return total
  }

  static func addProduct(_ a: Input, _ b: Input, _ bStep: Int, _ y: Output, _ yStep: Int, _ count: Int) {
    switch (bStep, yStep) {
    case (1, 1): for i in 0..<count { y[i] += a[i] * b[i] }
    case (0, 1): addScaled(b[0], a, y, count)
    case (1, 0): y[0] += dot(a, b, count)
    default:
      var total: Scalar = 0
      for i in 0..<count { total += a[i] }
      y[0] += total * b[0]
    }
  }

  static func addScaled(_ scale: Scalar, _ x: Input, _ y: Output, _ count: Int) {
    for i in 0..<count { y[i] += scale * x[i] }
  }

  static func addColumnSums(_ x: Input, _ y: Output, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let from = x + row * columns
      for i in 0..<columns { y[i] += from[i] }
    }
  }

  static func addBias(_ x: Output, _ bias: Input, _ rows: Int, _ columns: Int) {
    for row in 0..<rows {
      let to = x + row * columns
      for i in 0..<columns { to[i] += bias[i] }
    }
  }

  static func transpose(_ x: Input, _ y: Output, _ rows: Int, _ columns: Int, _ width: Int) {
    for row in 0..<rows {
      for column in 0..<columns {
        let from = x + (row * columns + column) * width
        let to = y + (column * rows + row) * width
        if width == 1 { to[0] = from[0] } else { to.update(from: from, count: width) }
      }
    }
  }
}
