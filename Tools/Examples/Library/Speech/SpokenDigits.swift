import Foundation
import Training

/// Recordings of single digits, one file each: `DIGIT_SPEAKER_NUMBER.wav`, as the Free Spoken Digit Dataset
/// names them (Jackson et al. 2018).
public struct SpokenDigits: Sendable {
  /// One digit, spoken once.
  public struct Recording: Sendable, Hashable {
    /// 0 ... 9.
    public var digit: Int
    /// Who speaks.
    public var speaker: String
    /// Which of the speaker's recordings of the digit.
    public var number: Int
    /// −1 ..< 1.
    public var samples: [Float]

    /// Creates a recording.
    public init(digit: Int, speaker: String, number: Int, samples: [Float]) {
      (self.digit, self.speaker, self.number, self.samples) = (digit, speaker, number, samples)
    }
  }

  /// What recordings are used for: of each speaker and digit, the numbers 0 to 4 are the usual test; 5 to 7
  /// are kept apart to measure on while training.
  public enum Part: Sendable, Hashable {
    /// Test.
    case test
    /// Held out while training.
    case heldOut
    /// To train on.
    case training

    /// Where a recording of that number belongs.
    public init(number: Int) { self = number < 5 ? .test : number < 8 ? .heldOut : .training }
  }

  /// Samples in a second, the same for all.
  public var rate = 0
  /// In the order of their names.
  public var recordings: [Recording] = []
  /// Files that could not be used, each with the reason.
  public var skipped: [(name: String, reason: String)] = []

  /// In alphabetical order.
  public var speakers: [String] { Set(recordings.map(\.speaker)).sorted() }

  /// Reads all recordings of a folder, or of its folder `recordings` where there is one. A file that cannot
  /// be used is skipped.
  ///
  /// - Throws: `TrainingError` where there are none.
  public init(folder: String) throws(TrainingError) {
    let inner = folder + "/recordings"
    let place = FileManager.default.fileExists(atPath: inner) ? inner : folder
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      throw TrainingError(.unreadable, folder, "no such folder, or it may not be read")
    }
    for name in names.sorted() where name.hasSuffix(".wav") {
      guard let (digit, speaker, number) = Self.parts(name.dropLast(4)) else {
        skipped.append((name, "its name is not DIGIT_SPEAKER_NUMBER.wav"))
        continue
      }
      do throws(WaveFileError) {
        let file = try WaveFile(path: "\(place)/\(name)")
        if rate == 0 { rate = file.rate }
        guard file.rate == rate, !file.samples.isEmpty else {
          let reason =
            file.samples.isEmpty
            ? "it has no samples" : "it has \(file.rate) samples in a second, and others \(rate)"
          skipped.append((name, reason))
          continue
        }
        recordings.append(
          Recording(digit: digit, speaker: speaker, number: number, samples: file.samples))
      } catch {
        skipped.append((name, error.description))
      }
    }
    guard !recordings.isEmpty else {
      let reason = skipped.first.map { "; \($0.name): \($0.reason)" } ?? ""
      throw TrainingError(
        .empty, folder, "has no recording DIGIT_SPEAKER_NUMBER.wav that can be read\(reason)")
    }
  }

  /// The recordings of a part, without a speaker where one is held out.
  public func part(_ part: Part, without speaker: String? = nil) -> [Recording] {
    recordings.filter { Part(number: $0.number) == part && $0.speaker != speaker }
  }

  private static func parts(_ name: Substring) -> (Int, String, Int)? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count >= 3, let digit = Int(parts[0]), (0...9).contains(digit), parts[0].count == 1,
      let number = Int(parts[parts.count - 1]), number >= 0
    else { return nil }
    return (digit, parts[1..<parts.count - 1].joined(separator: "_"), number)
  }
}
