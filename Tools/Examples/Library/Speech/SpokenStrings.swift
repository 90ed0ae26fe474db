import Tensors

/// Digits that one speaker says one after the other.
public struct SpokenString: Sendable, Hashable {
  /// What is said.
  public var digits: [Int] = []
  /// Who says it.
  public var speaker = ""
  /// −1 ..< 1.
  public var samples: [Float] = []
  /// Where each digit's recording lies in the samples.
  public var spans: [Range<Int>] = []

  /// A recording by itself.
  public init(_ recording: SpokenDigits.Recording) {
    digits = [recording.digit]
    speaker = recording.speaker
    samples = recording.samples
    spans = [0..<samples.count]
  }

  init() {}

  /// The same, said so many times as fast: read at other places, between samples linearly. The voice
  /// becomes higher with it, as that of a tape.
  public func at(speed: Double) -> SpokenString {
    guard speed != 1, let end = samples.last else { return self }
    var string = self
    let count = max(1, Int(Double(samples.count) / speed))
    string.samples = (0..<count).map { number in
      let place = Double(number) * speed, first = min(Int(place), samples.count - 1)
      let next = first + 1 < samples.count ? samples[first + 1] : end
      return samples[first] + Float(place - Double(first)) * (next - samples[first])
    }
    string.spans = spans.map { span in
      min(count, Int(Double(span.lowerBound) / speed))..<min(count, Int(Double(span.upperBound) / speed))
    }
    return string
  }
}

/// Makes strings of recordings, each a function of the seed and its number: digits of one speaker, joined
/// with silences of 20 to 200 ms in which there is faint noise, a little of it before and behind them.
public struct SpokenStrings: Sendable {
  private let speakers: [[SpokenDigits.Recording]]
  private let rate: Int
  private let seed: UInt64
  /// How many digits a string has.
  public var lengths: ClosedRange<Int>

  /// Strings of some recordings with `rate` samples in a second. At least one recording.
  public init(
    _ recordings: [SpokenDigits.Recording], rate: Int, seed: UInt64, lengths: ClosedRange<Int> = 3...7
  ) {
    precondition(!recordings.isEmpty, "no recordings")
    speakers = Dictionary(grouping: recordings, by: \.speaker).sorted { $0.key < $1.key }.map(\.value)
    (self.rate, self.seed, self.lengths) = (rate, seed, lengths)
  }

  /// A string.
  public func callAsFunction(_ number: Int) -> SpokenString {
    var random = CounterRandom(seed: seed, stream: UInt64(number))
    func draw(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    let own = speakers[draw(speakers.count)]
    var string = SpokenString()
    string.speaker = own[0].speaker
    let loudness = 0.002 * random.uniform()
    func rest(_ milliseconds: ClosedRange<Int>) {
      let length = milliseconds.lowerBound + draw(milliseconds.count)
      for _ in 0..<length * rate / 1000 { string.samples.append(loudness * (2 * random.uniform() - 1)) }
    }
    rest(0...100)
    let count = lengths.lowerBound + draw(lengths.count)
    for place in 0..<count {
      if place > 0 { rest(20...200) }
      let recording = own[draw(own.count)], first = string.samples.count
      string.digits.append(recording.digit)
      string.samples += recording.samples
      string.spans.append(first..<string.samples.count)
    }
    rest(0...100)
    return string
  }
}
