extension Variable {
  /// Rows of the first dimension, in the order of `indices`: embedding lookup, and any other choice or
  /// repetition.
  ///
  /// self [n, ...] gives [indices.count, ...]; an index of −1 gives a row of zeros. The gradient adds rows;
  /// for a parameter whose storage is by rows, only the rows that were looked up are kept.
  public func gathered(_ indices: [Int]) -> Variable {
    let n = shape.first ?? 1, width = n == 0 ? 0 : count / n, dx = slot
    let result = tape.buffer(indices.count * width)
    for (i, index) in indices.enumerated() {
      precondition(index >= -1 && index < n, "row \(index) is not among the \(n) rows of \(shape)")
      if index < 0 {
        (result.pointer + i * width).zero(width)
      } else {
        (result.pointer + i * width).update(from: pointer + index * width, count: width)
      }
    }
    return tape.record([indices.count] + shape.dropFirst(), result, from: [dx]) { dy in
      guard let dx else { return }
      for (i, index) in indices.enumerated() where index >= 0 {
        dx.add(row: index, dy.pointer + i * width, width: width)
      }
    }
  }

  /// One element of each row: self [..., columns] gives [...], `columnIndices` has one entry for each row.
  public func picked(_ columnIndices: [Int]) -> Variable {
    let columns = columns, dx = slot
    precondition(columnIndices.count == rows, "\(columnIndices.count) columns were named for \(rows) rows")
    let result = tape.buffer(rows)
    for (row, column) in columnIndices.enumerated() {
      precondition(
        column >= 0 && column < columns, "column \(column) is not among the \(columns) of \(shape)")
      result.pointer[row] = pointer[row * columns + column]
    }
    return tape.record(Array(shape.dropLast()), result, from: [dx]) { dy in
      guard let sum = dx?.sum() else { return }
      for (row, column) in columnIndices.enumerated() { sum[row * columns + column] += dy.pointer[row] }
    }
  }

  /// The part `range` of dimension `axis` (negative counts from the end).
  public func slice(_ range: Range<Int>, axis: Int = 0) -> Variable {
    let axis = axis < 0 ? axis + rank : axis
    precondition(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "\(range) reaches outside axis \(axis) of \(shape)")
    let outer = shape[..<axis].reduce(1, *), inner = shape[(axis + 1)...].reduce(1, *)
    let whole = shape[axis] * inner, part = range.count * inner, offset = range.lowerBound * inner
    let kernels = tape.kernels, dx = slot
    let result = tape.buffer(outer * part)
    for i in 0..<outer { (result.pointer + i * part).update(from: pointer + i * whole + offset, count: part) }
    var shape = shape
    shape[axis] = range.count
    return tape.record(shape, result, from: [dx]) { dy in
      guard let sum = dx?.sum() else { return }
      for i in 0..<outer { kernels.addScaled(1, dy.pointer + i * part, sum + i * whole + offset, part) }
    }
  }

  /// Tensors one after the other along `axis`; their other dimensions are equal.
  public static func concatenated(_ parts: [Variable], axis: Int = 0) -> Variable {
    precondition(!parts.isEmpty, "there is nothing to concatenate")
    let first = parts[0], axis = axis < 0 ? axis + first.rank : axis
    var shape = first.shape
    shape[axis] = 0
    for part in parts {
      var other = part.shape
      shape[axis] += other[axis]
      other[axis] = first.shape[axis]
      precondition(other == first.shape, "\(part.shape) cannot follow \(first.shape) along axis \(axis)")
    }
    let outer = shape[..<axis].reduce(1, *), inner = shape[(axis + 1)...].reduce(1, *),
      whole = shape[axis] * inner
    let result = first.tape.buffer(outer * whole)
    var offset = 0
    var places: [(slot: GradientSlot<Scalar>?, offset: Int, width: Int)] = []
    for part in parts {
      let width = part.shape[axis] * inner
      for i in 0..<outer {
        (result.pointer + i * whole + offset).update(from: part.pointer + i * width, count: width)
      }
      places.append((part.slot, offset, width))
      offset += width
    }
    let kernels = first.tape.kernels
    return first.tape.record(shape, result, from: parts.map(\.slot)) { [places] dy in
      for place in places {
        guard let sum = place.slot?.sum() else { continue }
        for i in 0..<outer {
          kernels.addScaled(1, dy.pointer + i * whole + place.offset, sum + i * place.width, place.width)
        }
      }
    }
  }

  /// Exchanges two neighbouring dimensions: `axis` and `axis + 1`; by default the last two, a matrix's
  /// transpose.
  public func transposed(_ axis: Int = -2) -> Variable {
    let axis = axis < 0 ? axis + rank : axis
    precondition(
      axis >= 0 && axis + 1 < rank, "\(shape) has no dimensions \(axis) and \(axis + 1) to exchange")
    let outer = shape[..<axis].reduce(1, *), width = shape[(axis + 2)...].reduce(1, *)
    let (a, b) = (shape[axis], shape[axis + 1]), size = a * b * width
    let kernels = tape.kernels, dx = slot
    let result = tape.buffer(count)
    for i in 0..<outer { kernels.transpose(pointer + i * size, result.pointer + i * size, a, b, width) }
    var shape = shape
    shape.swapAt(axis, axis + 1)
    return tape.record(shape, result, from: [dx]) { dy in
      guard let dx else { return }
      let back = dy.sibling(dy.count, of: Scalar.self)
      for i in 0..<outer { kernels.transpose(dy.pointer + i * size, back.pointer + i * size, b, a, width) }
      dx.absorb(back)
    }
  }
}
