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
  public func apply(_ x: [Float], rows: Int) throws(ModelError) -> [Float] {
    precondition(x.count == rows * inputs, "\(x.count) components are not \(rows) rows of \(inputs)")
    guard rows > 0 else { return [] }
    var y = bias.withUnsafeElements { bias in (0..<rows * outputs).map { bias[$0 % outputs] } }
    let product = MatrixProduct(m: rows, n: outputs, k: inputs, transposesB: true, accumulates: true)
    do throws(MatrixProductError) {
      try weight.withUnsafeElements { (weight) throws(MatrixProductError) in
        guard let base = weight.baseAddress else { return }
        try product.multiply(x, base, into: &y)
      }
    } catch { throw ModelError(error) }
    return y
  }
}
