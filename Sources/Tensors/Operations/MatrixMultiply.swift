/// How a matrix multiplication reads its operands.
public enum Precision: Sendable, Hashable {
  /// As they are.
  case full
  /// Rounded to bfloat16, with sums in f32; the operands and the gradients themselves stay f32. For `Float` on
  /// processors that have it, otherwise as ``full``.
  case bfloat16
}

extension Variable {
  /// op(self) · op(other) over the last two dimensions.
  ///
  /// self [..., m, k] times other [k, n] gives [..., m, n]; with other of the same rank and the same leading dimensions,
  /// each pair of matrices is multiplied. `transposed` reads self as [..., k, m], `otherTransposed` reads other as
  /// [..., n, k].
  public func multiplied(
    by other: Variable, transposed: Bool = false, otherTransposed: Bool = false, precision: Precision = .full
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
    let halves = precision == .bfloat16 && Scalar.tensorKernels.multiplyHalves != nil
    form.forward(buffer, other.buffer, result.pointer, batch: batch, halves: halves)
    let (a, b, da, db) = (buffer, other.buffer, slot, other.slot)
    let outer = shared ? Array(shape.dropLast()) : shape.dropLast(2) + [m]
    return tape.record(outer + [n], result, from: [da, db]) { dc in
      if let da { form.backwardA(dc, b, da.destination(), batch: batch, halves: halves) }
      if let db { form.backwardB(a, dc, db.destination(), batch: batch, halves: halves) }
    }
  }

  /// The linear layer y = x · weightᵀ + bias for x [..., inputs], weight [outputs, inputs] and bias [outputs].
  public func linear(_ weight: Variable, bias: Variable? = nil, precision: Precision = .full) -> Variable {
    let product = multiplied(by: weight, otherTransposed: true, precision: precision)
    guard let bias else { return product }
    precondition(
      bias.shape == [product.columns], "a bias of shape \(bias.shape) does not fit \(product.shape)")
    // The product is nobody else's yet: the bias goes into the same memory, and the gradient passes through.
    let kernels = tape.kernels, rows = product.rows, columns = product.columns
    kernels.addBias(product.pointer, bias.pointer, rows, columns)
    let (dProduct, dBias) = (product.slot, bias.slot)
    return tape.record(product.shape, product.buffer, from: [dProduct, dBias]) { dy in
      if let dBias { kernels.addColumnSums(dy.pointer, dBias.sum(), rows, columns) }
      dProduct?.absorb(dy)
    }
  }
}

/// C [m, n] = op(A) · op(B), and the two products of its backward pass.
private struct MatrixForm {
  let m, n, k: Int
  let aTransposed, bTransposed: Bool

  func forward<S: TensorScalar>(
    _ a: Buffer<S>, _ b: Buffer<S>, _ c: UnsafeMutablePointer<S>, batch: Int, halves: Bool
  ) {
    run(m, n, k, a, aTransposed, b, bTransposed, (c, 0), batch, halves)
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
    _ to: (pointer: UnsafeMutablePointer<S>, beta: S), _ batch: Int, _ halves: Bool
  ) {
    let kernels = S.tensorKernels
    for i in 0..<batch {
      let product = Multiplication(
        m: m, n: n, k: k, a: a.pointer + i * m * k, b: b.pointer + i * k * n, aStride: aTransposed ? m : k,
        bStride: bTransposed ? k : n, aTransposed: aTransposed, bTransposed: bTransposed, alpha: 1,
        beta: to.beta,
        c: to.pointer + i * m * n, cStride: n)
      if halves, let multiply = kernels.multiplyHalves, let halfA = a.halves(), let halfB = b.halves(),
        multiply(product, halfA.pointer + i * m * k, halfB.pointer + i * k * n)
      {
        continue
      }
      kernels.multiply(product)
    }
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
