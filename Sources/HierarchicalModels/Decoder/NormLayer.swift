import AttentionCore
import Platform
import Tensors

/// Layer normalization with its gain and shift: parameters `NAME.weight` and `NAME.bias`.
struct NormLayer<Scalar: TensorScalar> {
  let gain, shift: Parameter<Scalar>

  init(_ name: String, _ width: Int, in parameters: ParameterSet<Scalar>) {
    gain = parameters.add("\(name).weight", [width], .ones)
    shift = parameters.add("\(name).bias", [width], .zeros)
  }

  func callAsFunction(_ x: Variable<Scalar>) -> Variable<Scalar> {
    x.layerNorm(gain: x.variable(gain), shift: x.variable(shift))
  }
}

/// Where a place stands in its sequence, as sines and cosines (Vaswani et al. 2017, section 3.5).
enum SinusoidalPosition {
  /// Rows of `width` numbers, one for each position.
  static func table<Scalar: TensorScalar>(
    _ positions: Range<Int>, width: Int, as scalar: Scalar.Type
  ) -> [Scalar] {
    let rates = (0..<width).map { Mathematics.pow(10_000, Double($0 / 2 * 2) / Double(width)) }
    return positions.flatMap { position in
      rates.indices.map { i in
        let angle = Double(position) / rates[i]
        return Scalar(i % 2 == 0 ? Mathematics.sin(angle) : Mathematics.cos(angle))
      }
    }
  }
}
