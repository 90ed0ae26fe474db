extension Variable {
  /// The sum of all elements, as a single number.
  public func sum() -> Variable { reshaped([1, count]).sum(axis: 1).reshaped([]) }
  /// The mean of all elements, as a single number.
  public func mean() -> Variable { sum() * (1 / Scalar(Swift.max(1, count))) }

  /// The sum over one dimension, which disappears.
  public func sum(axis: Int) -> Variable {
    let axis = axis < 0 ? axis + rank : axis
    precondition(axis >= 0 && axis < rank, "\(shape) has no dimension \(axis)")
    let outer = shape[..<axis].reduce(1, *), length = shape[axis], inner = shape[(axis + 1)...].reduce(1, *)
    let kernels = tape.kernels, dx = slot
    let result = tape.buffer(outer * inner)
    result.pointer.zero(outer * inner)
    var one: Scalar = 1
    for i in 0..<outer {
      let from = pointer + i * length * inner
      if inner == 1 {
        kernels.addProduct(from, &one, 0, result.pointer + i, 0, length)
      } else {
        kernels.addColumnSums(from, result.pointer + i * inner, length, inner)
      }
    }
    var shape = shape
    shape.remove(at: axis)
    return tape.record(shape, result, from: [dx]) { dy in
      guard let sum = dx?.sum() else { return }
      for i in 0..<outer {
        for j in 0..<(inner == 1 ? 1 : length) {
          let to = sum + (i * length + j) * inner
          if inner == 1 {
            kernels.combine(.sum, to, 1, dy.pointer + i, 0, to, length)
          } else {
            kernels.addScaled(1, dy.pointer + i * inner, to, inner)
          }
        }
      }
    }
  }

  /// The mean over one dimension, which disappears.
  public func mean(axis: Int) -> Variable {
    sum(axis: axis) * (1 / Scalar(Swift.max(1, shape[axis < 0 ? axis + rank : axis])))
  }
}
