import Platform

/// What a recognizer hears: logarithms of a recording's energy in bands of the mel scale, windows of 25 ms
/// every 10 ms (Davis and Mermelstein 1980), each band with mean 0 and variance 1 over the recording. Since
/// whatever multiplies a band is subtracted with its mean, there is no pre-emphasis.
public struct LogMelFrames: Sendable {
  /// Samples of a window, and from one to the next.
  public let window, step: Int
  /// Numbers of a frame.
  public var bands: Int { filters.bands.count }
  private let shape: [Float]
  private let transform: FourierTransform
  private let filters: MelFilters

  /// Frames of recordings with `rate` samples in a second.
  public init(rate: Int, bands: Int) {
    (window, step) = (rate / 40, rate / 100)
    var size = 1
    while size < window { size *= 2 }
    transform = FourierTransform(size: size)
    filters = MelFilters(bands: bands, size: size, rate: rate)
    // Hamming's window.
    let last = Double(window - 1)
    shape = (0..<window).map { Float(0.54 - 0.46 * Mathematics.cos(2 * .pi * Double($0) / last)) }
  }

  /// Frames of a recording; one that is shorter than a window has one.
  public func count(samples: Int) -> Int { 1 + max(0, samples - window) / step }

  /// [frames, bands].
  public func callAsFunction(_ samples: [Float]) -> [Float] {
    let count = count(samples: samples.count)
    var frames = [Float](repeating: 0, count: count * bands)
    var (real, imaginary) = (
      [Float](repeating: 0, count: transform.size), [Float](repeating: 0, count: transform.size)
    )
    var power = [Float](repeating: 0, count: transform.size / 2 + 1)
    // Two real frames go through one complex transform, as its real and its imaginary part.
    for first in stride(from: 0, to: count, by: 2) {
      fill(&real, samples, at: first * step)
      fill(&imaginary, first + 1 < count ? samples : [], at: (first + 1) * step)
      transform.transform(&real, &imaginary)
      for (offset, sign) in [(0, Float(1)), (1, Float(-1))] where first + offset < count {
        for k in power.indices {
          let mirrored = (transform.size - k) & (transform.size - 1)
          // (Z_k + Z̄_−k) / 2 is the first frame's, (Z_k − Z̄_−k) / 2i the second's.
          let x = (real[k] + sign * real[mirrored]) / 2, y = (imaginary[k] - sign * imaginary[mirrored]) / 2
          power[k] = x * x + y * y
        }
        for (band, filter) in filters.bands.enumerated() {
          var energy: Float = 0
          for (k, weight) in filter.weights.enumerated() { energy += weight * power[filter.first + k] }
          // The floor is far below a recording's noise, so that digital silence is no outlier.
          frames[(first + offset) * bands + band] = Mathematics.log(energy + 1e-5)
        }
      }
    }
    normalize(&frames, count)
    return frames
  }

  private func fill(_ part: inout [Float], _ samples: [Float], at start: Int) {
    for place in part.indices {
      part[place] =
        place < window && start + place < samples.count ? samples[start + place] * shape[place] : 0
    }
  }

  private func normalize(_ frames: inout [Float], _ count: Int) {
    for band in 0..<bands {
      var sum: Float = 0, squares: Float = 0
      for frame in 0..<count { sum += frames[frame * bands + band] }
      let mean = sum / Float(count)
      for frame in 0..<count {
        let distance = frames[frame * bands + band] - mean
        squares += distance * distance
      }
      // Where a band does not change, it stays 0.
      let scale = 1 / max((squares / Float(count)).squareRoot(), 1e-3)
      for frame in 0..<count { frames[frame * bands + band] = (frames[frame * bands + band] - mean) * scale }
    }
  }
}
