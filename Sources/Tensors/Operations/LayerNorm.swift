extension Variable {
  /// Layer norm over the last dimension, times `gain`, plus `shift`, both [columns]: Ba et al. 2016.
  ///
  /// - Parameter epsilon: added to the variance; 1e-12 in BERT, 1e-5 in PyTorch.
  public func layerNorm(gain: Variable, shift: Variable, epsilon: Scalar = 1e-5) -> Variable {
    precondition(
      gain.shape == [columns] && shift.shape == [columns],
      "gain \(gain.shape) and shift \(shift.shape) do not fit the columns of \(shape)")
    let kernels = tape.kernels, rows = rows, columns = columns
    let (x, g, result) = (buffer, gain.buffer, tape.buffer(count))
    let mean = tape.buffer(rows), inverse = tape.buffer(rows)
    kernels.layerNorm(
      LayerNormForward(
        x: x.pointer, gain: g.pointer, shift: shift.pointer, y: result.pointer, mean: mean.pointer,
        inverse: inverse.pointer, rows: rows, columns: columns, epsilon: epsilon))
    let (dx, dGain, dShift) = (slot, gain.slot, shift.slot)
    return tape.record(shape, result, from: [dx, dGain, dShift]) { dy in
      func backward(_ to: UnsafeMutablePointer<Scalar>?, _ adds: Bool) {
        kernels.layerNormBackward(
          LayerNormBackward(
            x: x.pointer, gain: g.pointer, mean: mean.pointer, inverse: inverse.pointer, dy: dy.pointer,
            dx: to,
            dGain: dGain?.sum(), dShift: dShift?.sum(), rows: rows, columns: columns, adds: adds))
      }
      if let dx { dx.add(madeOf: dy, by: backward) } else { backward(nil, false) }
    }
  }
}
