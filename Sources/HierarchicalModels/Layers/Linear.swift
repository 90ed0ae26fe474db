import Tensors

/// A small linear map in f32, such as a head on top of an encoder: y = x · weightᵀ + bias.
public struct Linear: Sendable {
  /// [outputs, inputs], as PyTorch keeps it.
  public let weight: Tensor
  /// [outputs].
  public let bias: Tensor

  /// Components of an input row.
  public var inputs: Int { weight.shape[1] }
  /// Components of an output row.
  public var outputs: Int { weight.shape[0] }

  /// A map with the given weight [outputs, inputs] and bias [outputs].
  public init(weight: Tensor, bias: Tensor) {
    precondition(
      weight.rank == 2 && bias.shape == [weight.shape[0]], "a weight [outputs, inputs] and a bias [outputs]")
    (self.weight, self.bias) = (weight, bias)
  }

  /// Reads `<name>.weight` and `<name>.bias`, in any format that a ``WordEncoder`` reads.
  public init(_ file: SafeTensors, named name: String, inputs: Int, outputs: Int) throws(ModelError) {
    do throws(SafeTensorsError) {
      let source = try LinearSource(file, [name], inputs: inputs, outputs: outputs)
      self.init(
        weight: Tensor(adopting: source.floats(), shape: [outputs, inputs]),
        bias: Tensor(adopting: source.bias, shape: [outputs]))
    } catch { throw ModelError(error) }
  }

  /// Maps `rows` rows of `inputs` components, row by row, to `outputs` components each.
  ///
  /// Each component is one dot product: for the few outputs of a head that is as fast as a product of
  /// matrices, which would have to be compiled first.
  public func apply(_ x: [Float], rows: Int) -> [Float] {
    precondition(x.count == rows * inputs, "\(x.count) components are not \(rows) rows of \(inputs)")
    let (inputs, outputs) = (inputs, outputs)
    return [Float](unsafeUninitializedCapacity: rows * outputs) { y, count in
      x.withUnsafeBufferPointer { x in
        weight.withUnsafeElements { weight in
          bias.withUnsafeElements { bias in
            for row in 0..<rows {
              let values = UnsafeBufferPointer(rebasing: x[row * inputs..<(row + 1) * inputs])
              for output in 0..<outputs {
                let weights = UnsafeBufferPointer(rebasing: weight[output * inputs..<(output + 1) * inputs])
                y.initializeElement(at: row * outputs + output, to: bias[output] + Self.dot(values, weights))
              }
            }
          }
        }
      }
      count = rows * outputs
    }
  }

  static func dot(_ x: UnsafeBufferPointer<Float>, _ y: UnsafeBufferPointer<Float>) -> Float {
    var sums = SIMD16<Float>.zero
    let whole = x.count / 16 * 16
    let (left, right) = (UnsafeRawBufferPointer(x), UnsafeRawBufferPointer(y))
    for place in stride(from: 0, to: whole * 4, by: 64) {
      sums +=
        left.loadUnaligned(fromByteOffset: place, as: SIMD16<Float>.self)
        * right.loadUnaligned(fromByteOffset: place, as: SIMD16<Float>.self)
    }
    return (whole..<x.count).reduce(sums.sum()) { $0 + x[$1] * y[$1] }
  }
}
