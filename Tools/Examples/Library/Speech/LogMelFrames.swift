import Platform

/// What a recognizer hears: logarithms of a recording's energy in bands of the mel scale, windows of 25 ms
/// every 10 ms (Davis and Mermelstein 1980), with mean 0 and variance 1 over all frames and bands of the
/// recording, so that it does not matter how loud it is. Bands are not normalized by themselves: of a single
/// digit that would take away the vowel along with the microphone.
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
    normalize(&frames)
    return frames
  }

  private func fill(_ part: inout [Float], _ samples: [Float], at start: Int) {
    for place in part.indices {
      part[place] =
        place < window && start + place < samples.count ? samples[start + place] * shape[place] : 0
    }
  }

  private func normalize(_ frames: inout [Float]) {
    let count = Double(frames.count)
    let mean = frames.reduce(0) { $0 + Double($1) } / count
    let variance = frames.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    // Where nothing changes, all is 0.
    let scale = 1 / max(variance.squareRoot(), 1e-3)
    for place in frames.indices { frames[place] = Float((Double(frames[place]) - mean) * scale) }
  }
}
