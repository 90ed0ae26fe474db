extension Variable {
  /// Softmax over the last dimension.
  ///
  /// - Parameter mask: one byte for each element, 0 where it takes no part; masked places are 0, and so are
  ///   rows that are masked throughout, forward and backward.
  public func softmax(mask: [UInt8]? = nil) -> Variable {
    precondition(
      mask.map { $0.count == count } ?? true, "a mask needs one byte for each of \(count) elements")
    let kernels = tape.kernels, rows = rows, columns = columns, dx = slot
    let result = tape.buffer(count)
    result.pointer.update(from: pointer, count: count)
    if let mask {
      mask.withUnsafeBufferPointer { kernels.softmax(result.pointer, $0.baseAddress, rows, columns) }
    } else {
      kernels.softmax(result.pointer, nil, rows, columns)
    }
    return tape.record(shape, result, from: [dx]) { dy in
      // dx = y ∘ (dy − y · dy); y is 0 where the mask is.
      if let dx { kernels.softmaxBackward(result.pointer, dy.pointer, dx.sum(), rows, columns) }
    }
  }

  /// x − log Σ eˣ over the last dimension.
  public func logSoftmax() -> Variable {
    let kernels = tape.kernels, rows = rows, columns = columns, dx = slot
    let result = tape.buffer(count)
    kernels.logSoftmax(pointer, result.pointer, rows, columns)
    return tape.record(shape, result, from: [dx]) { dy in
      if let dx { kernels.logSoftmaxBackward(result.pointer, dy.pointer, dx.sum(), rows, columns) }
    }
  }
}
