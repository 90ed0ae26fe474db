import HierarchicalModels

/// The two linear scores of a span reader: one for "the answer starts here", one for "it ends here".
///
/// `logits = hidden · Wᵀ + b` with `W` of shape 2 × width (row 0: start, row 1: end), as in
/// Devlin et al. 2018, section 4.2.
struct SpanHead: Sendable {
  private let start: [Float]
  private let end: [Float]
  private let bias: (start: Float, end: Float)

  /// - Parameters:
  ///   - weight: 2 × width values, row-major.
  ///   - bias: two values.
  init?(weight: [Float], bias: [Float], width: Int) {
    guard weight.count == 2 * width, bias.count == 2 else { return nil }
    start = Array(weight[..<width])
    end = Array(weight[width...])
    self.bias = (bias[0], bias[1])
  }

  /// Start and end logits of every position of `output`.
  func logits(_ output: EncoderOutput) -> (start: [Float], end: [Float]) {
    var starts = [Float](repeating: 0, count: output.length)
    var ends = starts
    output.hidden.withUnsafeBufferPointer { hidden in
      for position in 0..<output.length {
        let row = UnsafeBufferPointer(rebasing: hidden[position * output.width..<(position + 1) * output.width])
        starts[position] = dot(row, start) + bias.start
        ends[position] = dot(row, end) + bias.end
      }
    }
    return (starts, ends)
  }

  /// Eight partial sums, so that the compiler can keep them in one vector register.
  private func dot(_ row: UnsafeBufferPointer<Float>, _ weights: [Float]) -> Float {
    weights.withUnsafeBufferPointer { weights in
      var sums = SIMD8<Float>(repeating: 0)
      let whole = row.count & ~7
      var index = 0
      while index < whole {
        let x = UnsafeRawPointer(row.baseAddress! + index).loadUnaligned(as: SIMD8<Float>.self)
        let w = UnsafeRawPointer(weights.baseAddress! + index).loadUnaligned(as: SIMD8<Float>.self)
        sums += x * w
        index += 8
      }
      var total = sums.sum()
      while index < row.count {
        total += row[index] * weights[index]
        index += 1
      }
      return total
    }
  }
}
