import Platform

/// The discrete Fourier transform of sequences whose length is a power of 2 (Cooley and Tukey 1965): halves,
/// put together by butterflies, in place.
///
///     X_k = Σ_n x_n · exp(−2 π i k n / N)
public struct FourierTransform: Sendable {
  /// N.
  public let size: Int
  private let cosines, sines: [Float]
  private let reversed: [Int]

  /// The transform of `size` numbers, a power of 2.
  public init(size: Int) {
    precondition(size > 0 && size & (size - 1) == 0, "\(size) is no power of 2")
    self.size = size
    let angles = (0..<size / 2).map { -2 * Double.pi * Double($0) / Double(size) }
    cosines = angles.map { Float(Mathematics.cos($0)) }
    sines = angles.map { Float(Mathematics.sin($0)) }
    let bits = size.trailingZeroBitCount
    reversed = (0..<size).map { number in
      (0..<bits).reduce(0) { $0 | (number >> $1 & 1) << (bits - 1 - $1) }
    }
  }

  /// Replaces `size` numbers by their transform.
  public func transform(_ real: inout [Float], _ imaginary: inout [Float]) {
    precondition(real.count == size && imaginary.count == size, "it transforms \(size) numbers")
    real.withUnsafeMutableBufferPointer { re in
      imaginary.withUnsafeMutableBufferPointer { im in
        for (a, b) in reversed.enumerated() where a < b {
          re.swapAt(a, b)
          im.swapAt(a, b)
        }
        var half = 1
        while half < size {
          let stride = size / (2 * half)
          for start in Swift.stride(from: 0, to: size, by: 2 * half) {
            for k in 0..<half {
              let (a, b) = (start + k, start + k + half)
              let (c, s) = (cosines[k * stride], sines[k * stride])
              let (x, y) = (re[b] * c - im[b] * s, re[b] * s + im[b] * c)
              (re[b], im[b]) = (re[a] - x, im[a] - y)
              (re[a], im[a]) = (re[a] + x, im[a] + y)
            }
          }
          half *= 2
        }
      }
    }
  }
}
