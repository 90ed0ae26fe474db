/// How a matrix multiplication reads its operands.
public enum Precision: Sendable, Hashable {
  /// As they are.
  case full
  /// Rounded to bfloat16, with sums in f32; the operands and the gradients themselves stay f32. For `Float`;
  /// for other scalars as ``full``.
  case bfloat16
}

extension Variable {
  /// op(self) · op(other) over the last two dimensions.
  ///
  /// self [..., m, k] times other [k, n] gives [..., m, n]; with other of the same rank and the same leading
  /// dimensions, each pair of matrices is multiplied. `transposed` reads self as [..., k, m],
  /// `otherTransposed` reads other as [..., n, k].
  public func multiplied(
    by other: Variable, transposed: Bool = false, otherTransposed: Bool = false, precision: Precision = .full
  ) -> Variable {
    multiplied(
      by: other, bias: nil, transposed: transposed, otherTransposed: otherTransposed, precision: precision)
  }

  private func multiplied(
    by other: Variable, bias: Variable?, transposed: Bool, otherTransposed: Bool, precision: Precision
  ) -> Variable {
    let shared = other.rank == 2 && (rank != 2 || !transposed)
    precondition(rank >= 2 && other.rank >= 2, "matrices have two dimensions: \(shape) · \(other.shape)")
    precondition(
      shared ? !transposed : rank == other.rank && shape.dropLast(2) == other.shape.dropLast(2),
      "cannot multiply \(shape) by \(other.shape)")
    let (p, q) = (shape[rank - 2], shape[rank - 1]),
      (r, s) = (other.shape[other.rank - 2], other.shape[other.rank - 1])
    let m = shared ? rows : (transposed ? q : p), k = transposed ? p : q
    let n = otherTransposed ? r : s
    precondition(
      k == (otherTransposed ? s : r), "cannot multiply \(shape) by \(other.shape): inner lengths differ")
    let form = MatrixForm(m: m, n: n, k: k, aTransposed: transposed, bTransposed: otherTransposed)
    let batch = shared ? 1 : shape.dropLast(2).reduce(1, *)
    let result = tape.buffer(batch * m * n)
    let halves = precision == .bfloat16
    form.forward(buffer, other.buffer, result.pointer, bias: bias?.pointer, batch: batch, halves: halves)
    let (a, b, da, db, dBias) = (buffer, other.buffer, slot, other.slot, bias?.slot)
    let outer = shared ? Array(shape.dropLast()) : shape.dropLast(2) + [m]
    return tape.record(outer + [n], result, from: [da, db, dBias]) { dc in
      if let dBias { Scalar.tensorKernels.addColumnSums(dc.pointer, dBias.sum(), m, n) }
      if let da { form.backwardA(dc, b, da.destination(), batch: batch, halves: halves) }
      if let db { form.backwardB(a, dc, db.destination(), batch: batch, halves: halves) }
    }
  }

  /// The linear layer y = x · weightᵀ + bias for x [..., inputs], weight [outputs, inputs] and bias
  /// [outputs].
  public func linear(_ weight: Variable, bias: Variable? = nil, precision: Precision = .full) -> Variable {
    precondition(
      weight.rank == 2 && bias.map { $0.shape == [weight.shape[0]] } ?? true,
      "a weight \(weight.shape) and a bias \(bias?.shape ?? []) are no linear layer's")
    return multiplied(by: weight, bias: bias, transposed: false, otherTransposed: true, precision: precision)
  }
}

/// C [m, n] = op(A) · op(B), and the two products of its backward pass.
private struct MatrixForm {
  let m, n, k: Int
  let aTransposed, bTransposed: Bool

  func forward<S: TensorScalar>(
    _ a: Buffer<S>, _ b: Buffer<S>, _ c: UnsafeMutablePointer<S>, bias: UnsafePointer<S>?, batch: Int,
    halves: Bool
  ) {
    run(m, n, k, a, aTransposed, b, bTransposed, (c, 0), batch, halves, bias: bias)
  }

  /// C = op(A) · op(B) gives dA = dC · op(B)ᵀ, and its transpose where A is stored transposed.
  func backwardA<S: TensorScalar>(
    _ dc: Buffer<S>, _ b: Buffer<S>, _ to: (pointer: UnsafeMutablePointer<S>, beta: S), batch: Int,
    halves: Bool
  ) {
    if aTransposed {
      run(k, m, n, b, bTransposed, dc, true, to, batch, halves)
    } else {
      run(m, k, n, dc, false, b, !bTransposed, to, batch, halves)
    }
  }

  /// ... and dB = op(A)ᵀ · dC.
  func backwardB<S: TensorScalar>(
    _ a: Buffer<S>, _ dc: Buffer<S>, _ to: (pointer: UnsafeMutablePointer<S>, beta: S), batch: Int,
    halves: Bool
  ) {
    if bTransposed {
      run(n, k, m, dc, true, a, aTransposed, to, batch, halves)
    } else {
      run(k, n, m, a, !aTransposed, dc, false, to, batch, halves)
    }
  }

  /// `to`[batch, m, n] = a · b + beta · `to`.
  private func run<S: TensorScalar>(
    _ m: Int, _ n: Int, _ k: Int, _ a: Buffer<S>, _ aTransposed: Bool, _ b: Buffer<S>, _ bTransposed: Bool,
    _ to: (pointer: UnsafeMutablePointer<S>, beta: S), _ batch: Int, _ halves: Bool,
    bias: UnsafePointer<S>? = nil
  ) {
    for i in 0..<batch {
      // Columns of the product are the right factor's outer places.
      let left = TileFactor(
        offset: i * m * k, outer: m, inner: k, stride: aTransposed ? m : k, isTransposed: aTransposed)
      let right = TileFactor(
        offset: i * k * n, outer: n, inner: k, stride: bTransposed ? k : n, isTransposed: !bTransposed)
      FactorProduct.multiply(
        (a, left), (b, right), beta: to.beta, to.pointer + i * m * n, n, bias: bias, halves: halves)
    }
  }
}

/// The product of two factors that lie in buffers, by the best means there are for it.
enum FactorProduct {
  /// c [left.outer, right.outer] = left · right + beta · c, plus the bias of each column where beta is 0; a c
  /// with a bias is dense.
  ///
  /// - Parameters:
  ///   - beta: 0 or 1.
  ///   - halves: whether to multiply in bfloat16, on tiles or else by oneDNN.
  static func multiply<S: TensorScalar>(
    _ a: (buffer: Buffer<S>, factor: TileFactor), _ b: (buffer: Buffer<S>, factor: TileFactor), beta: S,
    _ c: UnsafeMutablePointer<S>, _ cStride: Int, bias: UnsafePointer<S>? = nil, halves: Bool = false
  ) {
    let kernels = S.tensorKernels, (m, n, k) = (a.factor.outer, b.factor.outer, a.factor.inner)
    if halves, let tiles = kernels.tiles, tiles.pays(m, n, k) {
      var right = b.factor
      right.isRight = true
      return tiles.multiply(
        TileMultiplication(
          m: m, n: n, k: k, left: a.buffer.packed(a.factor, tiles).pointer,
          right: b.buffer.packed(right, tiles).pointer, bias: bias, c: c, cStride: cStride,
          accumulates: beta == 1))
    }
    var product = Multiplication(
      m: m, n: n, k: k, a: a.buffer.pointer + a.factor.offset, b: b.buffer.pointer + b.factor.offset,
      aStride: a.factor.stride, bStride: b.factor.stride, aTransposed: a.factor.isTransposed,
      bTransposed: !b.factor.isTransposed, alpha: 1, beta: beta, c: c, cStride: cStride)
    if !(halves && kernels.tiles == nil && multiplyHalves(product, a, b)) { multiply(&product) }
    if let bias, beta == 0 { kernels.addBias(c, bias, m, n) }
  }

  /// In the numbers' own precision. A transposed left factor is gone through in pieces of its inner places:
  /// oneDNN turns it over as it goes, and is half as fast again where a piece stays in the cache (measured at
  /// 384 · 384 · 1536).
  private static func multiply<S: TensorScalar>(_ product: inout Multiplication<S>) {
    let (k, piece) = (product.k, product.aTransposed && !product.bTransposed ? 384 : product.k)
    repeat {
      let done = k - product.k, rest = product.k
      product.k = Swift.min(piece, rest)
      S.tensorKernels.multiply(product)
      product.a += product.k * product.aStride
      product.b += product.k * product.bStride
      product.beta = 1
      product.k = k - done - product.k
    } while product.k > 0
  }

  /// Through oneDNN; false where this machine cannot.
  private static func multiplyHalves<S: TensorScalar>(
    _ product: Multiplication<S>, _ a: (buffer: Buffer<S>, factor: TileFactor),
    _ b: (buffer: Buffer<S>, factor: TileFactor)
  ) -> Bool {
    guard let multiply = S.tensorKernels.multiplyHalves, let x = a.buffer.halves(), let y = b.buffer.halves()
    else {
      return false
    }
    return multiply(product, x.pointer + a.factor.offset, y.pointer + b.factor.offset)
  }
}

extension Buffer where Element: TensorScalar {
  /// The values in bfloat16, made once.
  func halves() -> Buffer<UInt16>? {
    if let half { return half }
    guard let convert = Element.tensorKernels.toHalves else { return nil }
    let made = sibling(count, of: UInt16.self)
    convert(pointer, made.pointer, count)
    half = made
    return made
  }
}
