/// Where the gradient of one variable gathers while the tape runs backward.
package class GradientSlot<Scalar: TensorScalar> {
  let count: Int
  private let pool: BufferPool
  fileprivate(set) var buffer: Buffer<Scalar>?

  init(count: Int, pool: BufferPool) {
    self.count = count
    self.pool = pool
  }

  /// A slot for a gradient that nobody asked for, of the length of `buffer`.
  convenience init(like buffer: Buffer<Scalar>) { self.init(count: buffer.count, pool: buffer.pool) }

  /// Memory to add to; zero where nothing was added before.
  package func sum() -> UnsafeMutablePointer<Scalar> {
    let (pointer, beta) = destination()
    if beta == 0 { pointer.zero(count) }
    return pointer
  }

  /// Memory to compute into, and what its present content counts: 0 where there is none yet, 1 afterwards.
  package func destination() -> (pointer: UnsafeMutablePointer<Scalar>, beta: Scalar) {
    if let buffer { return (buffer.pointer, 1) }
    let fresh = Buffer<Scalar>(count, from: pool)
    buffer = fresh
    return (fresh.pointer, 0)
  }

  /// Adds a gradient of the same length; where it is the first, keeps a copy of it.
  package func add(_ gradient: Buffer<Scalar>) {
    let (pointer, beta) = destination()
    if beta == 0 {
      pointer.update(from: gradient.pointer, count: count)
    } else {
      Scalar.tensorKernels.addScaled(1, gradient.pointer, pointer, count)
    }
  }

  /// Like `add(_:)`, but may keep the very buffer, which nobody else may read or change afterwards.
  package func absorb(_ gradient: Buffer<Scalar>) {
    if buffer == nil { buffer = gradient } else { add(gradient) }
  }

  /// Lets `make` compute a gradient of the same length as `other`, from which it is made element by element:
  /// in the memory of `other`, which nobody else may read afterwards, where it is the first; otherwise added
  /// to what is there.
  package func add(
    madeOf other: Buffer<Scalar>, by make: (_ to: UnsafeMutablePointer<Scalar>, _ adds: Bool) -> Void
  ) {
    if buffer == nil {
      make(other.pointer, false)
      other.forgetCopies()
      absorb(other)
    } else {
      make(sum(), true)
    }
  }

  /// Adds to row `row` of a gradient whose rows are `width` long.
  package func add(row: Int, _ gradient: UnsafePointer<Scalar>, width: Int) {
    Scalar.tensorKernels.addScaled(1, gradient, sum() + row * width, width)
  }

  /// The gradient, which the slot forgets.
  func take() -> Buffer<Scalar>? {
    defer { buffer = nil }
    return buffer
  }
}

/// The slot of a parameter: memory of the worker's ``Gradients``, which outlives the step.
final class ParameterSlot<Scalar: TensorScalar>: GradientSlot<Scalar> {
  init(_ memory: Buffer<Scalar>, pool: BufferPool) {
    super.init(count: memory.count, pool: pool)
    buffer = memory
  }
}

/// The slot of a table of which a step touches few rows: only those are kept.
final class RowSlot<Scalar: TensorScalar>: GradientSlot<Scalar> {
  private let rows: RowGradient<Scalar>

  init(_ rows: RowGradient<Scalar>, count: Int, pool: BufferPool) {
    self.rows = rows
    super.init(count: count, pool: pool)
  }

  override func destination() -> (pointer: UnsafeMutablePointer<Scalar>, beta: Scalar) {
    preconditionFailure(
      "a parameter whose gradient is kept by rows can only be looked up, not multiplied; declare it dense")
  }

  override func sum() -> UnsafeMutablePointer<Scalar> { destination().pointer }

  override func add(row: Int, _ gradient: UnsafePointer<Scalar>, width: Int) { rows.add(row, gradient) }
}
