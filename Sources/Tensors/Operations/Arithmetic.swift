extension Variable {
  /// Sum of tensors whose shapes line up: equal, or 1 where a dimension repeats.
  public static func + (a: Variable, b: Variable) -> Variable { combined(.sum, a, b) }
  /// Difference of tensors whose shapes line up.
  public static func - (a: Variable, b: Variable) -> Variable { combined(.difference, a, b) }
  /// Product, element by element, of tensors whose shapes line up.
  public static func * (a: Variable, b: Variable) -> Variable { combined(.product, a, b) }

  /// Every element times one number.
  public static func * (a: Variable, factor: Scalar) -> Variable {
    let kernels = a.tape.kernels, count = a.count, da = a.slot
    let result = a.tape.buffer(count)
    var factorCopy = factor
    kernels.combine(.product, a.pointer, 1, &factorCopy, 0, result.pointer, count)
    return a.tape.record(a.shape, result, from: [da]) { dy in
      if let da { kernels.addScaled(factor, dy.pointer, da.sum(), count) }
    }
  }

  /// Every element plus one number.
  public static func + (a: Variable, term: Scalar) -> Variable { a + a.tape.constant([term], shape: []) }
  /// Every element times −1.
  public static prefix func - (a: Variable) -> Variable { a * -1 }

  private static func combined(_ combination: Combination, _ a: Variable, _ b: Variable) -> Variable {
    let broadcast = Broadcast(a.shape, b.shape), (count, aStep, bStep) = broadcast.inner
    let kernels = a.tape.kernels, result = a.tape.buffer(broadcast.shape.elementCount)
    let (x, y, da, db) = (a.buffer, b.buffer, a.slot, b.slot)
    broadcast.forEach { i, j, l in
      kernels.combine(combination, x.pointer + j, aStep, y.pointer + l, bStep, result.pointer + i, count)
    }
    guard combination == .product else {
      // y = a ± b
      let sign: Scalar = combination == .sum ? 1 : -1
      let isWhole = (a: x.count == result.count, b: y.count == result.count)
      return a.tape.record(broadcast.shape, result, from: [da, db]) { dy in
        if let db { addReduced(dy, sign, to: db, broadcast, isWhole.b, \.b) }
        if let da {
          if isWhole.a { da.absorb(dy) } else { addReduced(dy, 1, to: da, broadcast, false, \.a) }
        }
      }
    }
    return a.tape.record(broadcast.shape, result, from: [da, db]) { dy in
      // y = a · b
      if let da {
        let sum = da.sum()
        broadcast.forEach { i, j, l in
          kernels.addProduct(dy.pointer + i, y.pointer + l, bStep, sum + j, aStep, count)
        }
      }
      if let db {
        let sum = db.sum()
        broadcast.forEach { i, j, l in
          kernels.addProduct(dy.pointer + i, x.pointer + j, aStep, sum + l, bStep, count)
        }
      }
    }
  }

  /// Adds sign · dy to a slot, summed over the dimensions that were repeated.
  private static func addReduced(
    _ dy: Buffer<Scalar>, _ sign: Scalar, to slot: GradientSlot<Scalar>, _ broadcast: Broadcast,
    _ isWhole: Bool,
    _ side: KeyPath<(a: Int, b: Int), Int>
  ) {
    let kernels = Scalar.tensorKernels, sum = slot.sum(), (count, aStep, bStep) = broadcast.inner
    if isWhole { return kernels.addScaled(sign, dy.pointer, sum, dy.count) }
    let step = (a: aStep, b: bStep)[keyPath: side]
    var sign = sign
    broadcast.forEach { i, a, b in
      kernels.addProduct(dy.pointer + i, &sign, 0, sum + (a: a, b: b)[keyPath: side], step, count)
    }
  }
}
