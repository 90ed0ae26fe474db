extension Variable {
  /// log Σ eˣ over the last dimension, which disappears: the logarithm of a softmax's denominator, or of the
  /// mass of several classes.
  ///
  /// - Parameter mask: one byte for each element, 0 where it takes no part. A row that is masked throughout
  ///   gives 0 and gets no gradient.
  public func logSumExp(mask: [UInt8]? = nil) -> Variable {
    precondition(
      mask.map { $0.count == count } ?? true, "a mask needs one byte for each of \(count) elements")
    let kernels = tape.kernels, rows = rows, columns = columns, dx = slot
    let shares = tape.buffer(count), result = tape.buffer(rows)
    shares.pointer.update(from: pointer, count: count)
    if let mask {
      mask.withUnsafeBufferPointer { kernels.softmax(shares.pointer, $0.baseAddress, rows, columns) }
    } else {
      kernels.softmax(shares.pointer, nil, rows, columns)
    }
    // log Σ eˣ = x − log softmax(x), most exactly where x is largest.
    var largest = [Int](repeating: -1, count: rows)
    for row in 0..<rows {
      for place in row * columns..<(row + 1) * columns where mask.map({ $0[place] != 0 }) ?? true {
        if largest[row] < 0 || pointer[place] > pointer[largest[row]] { largest[row] = place }
      }
      result.pointer[row] = largest[row] < 0 ? 1 : shares.pointer[largest[row]]
    }
    kernels.activate(.log, result.pointer, result.pointer, rows)
    for row in 0..<rows {
      result.pointer[row] = largest[row] < 0 ? 0 : pointer[largest[row]] - result.pointer[row]
    }
    return tape.record(Array(shape.dropLast()), result, from: [dx]) { dy in
      guard let sum = dx?.sum() else { return }
      // dx = softmax(x) · dy
      for row in 0..<rows {
        kernels.addProduct(
          shares.pointer + row * columns, dy.pointer + row, 0, sum + row * columns, 1, columns)
      }
    }
  }
}
