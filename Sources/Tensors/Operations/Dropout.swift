extension Variable {
  /// Drops each number with probability `rate` and scales the others by 1 / (1 − rate), while the tape is
  /// training: Srivastava et al. 2014. What is dropped depends on the tape's seed and on how many streams
  /// were drawn before, and is computed again for the backward pass.
  public func dropout(_ rate: Double) -> Variable {
    precondition(rate >= 0 && rate < 1, "a dropout rate lies in 0 ..< 1, and \(rate) does not")
    guard tape.isTraining, rate > 0 else { return self }
    let kernels = tape.kernels, count = count, dx = slot
    let bits = DropoutBits(key: tape.nextStream(), rate: rate)
    let result = tape.buffer(count)
    kernels.dropout(bits, pointer, result.pointer, count, false)
    return tape.record(shape, result, from: [dx]) { dy in
      dx?.add(madeOf: dy) { to, adds in kernels.dropout(bits, dy.pointer, to, count, adds) }
    }
  }
}
