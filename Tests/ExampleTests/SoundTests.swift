import AttentionExamples
import Foundation
import Tensors
import Testing

@Suite("Frames of sound")
struct SoundTests {
  @Test("The fast Fourier transform is the discrete one, sum by sum", arguments: [1, 2, 8, 256])
  func fourier(size: Int) {
    var random = CounterRandom(seed: 1)
    let real = (0..<size).map { _ in random.normal() }, imaginary = (0..<size).map { _ in random.normal() }
    var (x, y) = (real, imaginary)
    FourierTransform(size: size).transform(&x, &y)
    for k in 0..<size {
      var (re, im) = (0.0, 0.0)
      for n in 0..<size {
        let angle = -2 * Double.pi * Double(k * n % size) / Double(size)
        re += Double(real[n]) * cos(angle) - Double(imaginary[n]) * sin(angle)
        im += Double(real[n]) * sin(angle) + Double(imaginary[n]) * cos(angle)
      }
      #expect(abs(Double(x[k]) - re) < 1e-4 && abs(Double(y[k]) - im) < 1e-4)
    }
  }

  @Test("Between the first and the last centre the filters' weights sum to 1, and no filter is empty")
  func filters() {
    let filters = MelFilters(bands: 40, size: 256, rate: 8000)
    var sums = [Float](repeating: 0, count: 129)
    var centres: [Int] = []
    for band in filters.bands {
      #expect(!band.weights.isEmpty && band.weights.allSatisfy { $0 > 0 && $0 <= 1 })
      for (place, weight) in band.weights.enumerated() { sums[band.first + place] += weight }
      let peak = band.weights.indices.max { band.weights[$0] < band.weights[$1] } ?? 0
      centres.append(band.first + peak)
    }
    #expect(filters.bands.count == 40 && centres == centres.sorted())
    for bin in centres[0] + 1..<centres[39] { #expect(abs(sums[bin] - 1) < 1e-5, "bin \(bin)") }
    // Nothing of what lies below the lowest frequency, nor at half the rate.
    #expect(sums[0] == 0 && sums[1] == 0 && sums[128] < 1e-5)
  }

  @Test(
    "A tone is loudest in the band that it lies in, in every frame, and it does not matter how loud it is")
  func tone() {
    let hearing = LogMelFrames(rate: 8000, bands: 40)
    for hertz in [300.0, 1000, 3000] {
      let samples = (0..<4000).map { Float(0.5 * sin(2 * Double.pi * hertz * Double($0) / 8000)) }
      let frames = hearing(samples), count = hearing.count(samples: samples.count)
      #expect(count == 48 && frames.count == count * 40)
      let squares = frames.map { $0 * $0 }
      #expect(abs(frames.reduce(0, +)) < 0.1)
      #expect(abs(squares.reduce(0, +) / Float(frames.count) - 1) < 1e-3)
      // Where the tone lies, counted in bands.
      let places = [64, hertz, 4000].map { log10(1 + $0 / 700) }
      let share = (places[1] - places[0]) / (places[2] - places[0])
      let expected = Int((share * 41).rounded()) - 1
      for frame in 0..<count {
        let row = frames[frame * 40..<frame * 40 + 40]
        let loudest = (row.indices.max { row[$0] < row[$1] } ?? 0) - row.startIndex
        #expect(abs(loudest - expected) <= 1, "\(hertz) Hz, frame \(frame)")
        #expect(abs(row[row.startIndex + expected] - frames[expected]) < 0.1)
      }
    }
    // Twice as loud is the same.
    var random = CounterRandom(seed: 2)
    let quiet = (0..<4000).map { _ in 0.1 * random.normal() }
    for (one, other) in zip(hearing(quiet), hearing(quiet.map { 2 * $0 })) {
      #expect(abs(one - other) < 0.02)
    }
  }

  @Test("A recording that is shorter than a window has one frame, and silence is nothing but zeros")
  func short() {
    let hearing = LogMelFrames(rate: 8000, bands: 10)
    #expect(hearing([0.1, 0.2]).count == 10)
    #expect(hearing([Float](repeating: 0, count: 4000)).allSatisfy { $0 == 0 })
    #expect(hearing([]).count == 10)
  }

  @Test(
    "Word errors are the fewest changes from what was said to what was heard",
    arguments: [
      ([1, 2, 3], [1, 2, 3], 0, 0, 0), ([1, 9, 3], [1, 2, 3], 1, 0, 0), ([1, 3], [1, 2, 3], 0, 1, 0),
      ([1, 2, 2, 3], [1, 2, 3], 0, 0, 1), ([], [4, 5], 0, 2, 0), ([7, 7], [], 0, 0, 2),
      ([2, 3, 4, 5], [1, 2, 3, 4], 0, 1, 1),
    ] as [([Int], [Int], Int, Int, Int)])
  func errors(heard: [Int], said: [Int], replaced: Int, missing: Int, added: Int) {
    var errors = WordErrors()
    errors.add(heard, said: said)
    #expect(errors.replaced == replaced && errors.missing == missing && errors.added == added)
    #expect(errors.words == said.count && errors.right == (heard == said ? 1 : 0))
    errors.add([1], said: [1])
    #expect(errors.rate == Double(replaced + missing + added) / Double(said.count + 1))
  }
}
