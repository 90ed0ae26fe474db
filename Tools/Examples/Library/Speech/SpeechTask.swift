import HierarchicalModels
import Platform
import Tensors
import Training

/// Trains a recognizer of spoken digits on strings that are made of a folder's recordings. Which recordings
/// are trained on, measured on and tested on, ``SpokenDigits/Part`` says.
public final class SpeechTask: TrainingTask, @unchecked Sendable {
  /// A string of digits as frames.
  public struct Example: Sendable {
    var record: Int
    var frames: [Float]
    var digits: [Int]
  }

  /// `speech`.
  public static let name = "speech"
  /// What is trained.
  public static let about =
    "a recognizer of spoken digits, on a folder of recordings DIGIT_SPEAKER_NUMBER.wav"
  /// What each setting means.
  public static let help = SpeechSettings.help
  /// The default settings.
  public static let defaults = SpeechSettings()
  /// What the word error rate of held-out strings leaves of 100 percent.
  public static let measures = ["wordAccuracy"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// Nothing: random weights.
  public let start: FileRecord? = nil
  /// What was found in the folders.
  public private(set) var data: [DataReport] = []
  /// Strings: made anew in each epoch.
  public let groups: [DataOrder.Group]

  private let configuration: TrainingConfiguration
  private let settings: SpeechSettings
  private let model: SpeechModel<Float>
  private let hearing: LogMelFrames
  private let recordings: [SpokenDigits.Recording]
  private let heldOut: [SpokenString]

  /// Reads the recordings.
  ///
  /// - Throws: `TrainingError`, naming the folder.
  public init(_ configuration: TrainingConfiguration, _ settings: SpeechSettings) throws {
    try settings.check()
    guard let folder = configuration.data.first, configuration.data.count == 1 else {
      throw TrainingError(.setting, "data", "must be one folder of recordings")
    }
    let digits = try SpokenDigits(folder: folder.file)
    if !settings.heldOutSpeaker.isEmpty, !digits.speakers.contains(settings.heldOutSpeaker) {
      throw TrainingError(
        .setting, "speech.heldOutSpeaker",
        "must be one of \(digits.speakers.joined(separator: ", ")), or empty")
    }
    self.configuration = configuration
    self.settings = settings
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = SpeechModel(settings.extents(rate: digits.rate), dropout: settings.dropout, in: parameters)
    hearing = LogMelFrames(rate: digits.rate, bands: settings.bands)
    recordings = digits.part(.training, without: settings.heldOutSpeaker)
    guard !recordings.isEmpty else {
      throw TrainingError(.empty, folder.file, "has no recordings to train on, whose numbers begin at 8")
    }
    let measured = digits.part(.heldOut, without: settings.heldOutSpeaker)
    let strings = measured.isEmpty ? nil : SpokenStrings(measured, rate: digits.rate, seed: Self.heldOutSeed)
    heldOut = strings.map { strings in (0..<settings.heldOutStrings).map { strings($0) } } ?? []
    groups = [.init(records: 0..<settings.strings, weight: folder.weight)]
    var report = try DataReport(folder)
    report.records = digits.recordings.count + digits.skipped.count
    (report.used, report.heldOut) = (recordings.count, measured.count)
    report.skipped = digits.skipped.map { .init(id: $0.name, reason: $0.reason) }
    data = [report]
  }

  /// Any that is not the test's; the same strings are measured on whatever a run's seed is.
  private static let heldOutSeed: UInt64 = 0x6865_6C64

  /// One string, another in each epoch.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    let seed = UInt64(configuration.seed) << 32 | UInt64(epoch) << 1 | 1
    let strings = SpokenStrings(
      recordings, rate: model.configuration.rate, seed: seed,
      lengths: epoch < settings.shortEpochs ? 1...2 : 1...7)
    var random = CounterRandom(seed: ~seed, stream: UInt64(record))
    // As often slower as faster.
    let speed =
      settings.slowest
      * Mathematics.pow(settings.fastest / settings.slowest, Double(random.uniform()))
    let isSingle = Double(random.uniform()) < settings.single
    let whole =
      isSingle
      ? SpokenString(recordings[Int(random.next() % UInt64(recordings.count))]) : strings(record)
    let string = whole.at(speed: speed)
    var frames = hearing(string.samples)
    if settings.colour > 0 { color(&frames, &random) }
    mask(&frames, &random)
    return [Example(record: record, frames: frames, digits: string.digits)]
  }

  /// Adds the same smooth curve over the bands to all frames: three cosines with random heights.
  private func color(_ frames: inout [Float], _ random: inout CounterRandom) {
    let bands = settings.bands
    var curve = [Float](repeating: 0, count: bands)
    for wave in 1...3 {
      let height = Float(settings.colour) * random.normal()
      for band in 0..<bands {
        curve[band] +=
          height * Float(Mathematics.cos(.pi * Double(wave) * (Double(band) + 0.5) / Double(bands)))
      }
    }
    for place in frames.indices { frames[place] += curve[place % bands] }
  }

  /// Leaves out some neighbouring bands, and some neighbouring frames, which become the mean (Park et al.
  /// 2019).
  private func mask(_ frames: inout [Float], _ random: inout CounterRandom) {
    let bands = settings.bands, count = frames.count / bands
    let width = Int(random.next() % UInt64(settings.masked + 1))
    let band = Int(random.next() % UInt64(bands - width + 1))
    for frame in 0..<count { for place in band..<band + width { frames[frame * bands + place] = 0 } }
    let length = min(count, Int(random.next() % UInt64(settings.masked + 1)))
    let first = Int(random.next() % UInt64(count - length + 1))
    for place in first * bands..<(first + length) * bands { frames[place] = 0 }
  }

  /// Keys.
  public func length(of example: Example) -> Int {
    let key = model.configuration.framesOfKey
    return (example.frames.count / settings.bands + key - 1) / key
  }

  /// The string's number.
  public func name(of example: Example) -> String { "string \(example.record)" }

  /// The mean over digits and ends.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    model.loss(
      SpeechBatch(examples.map(\.frames), digits: examples.map(\.digits), model.configuration), on: tape,
      labelSmoothing: Float(configuration.labelSmoothing))
  }

  /// Recognizes the held-out strings.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !heldOut.isEmpty else { return nil }
    let trial = SpeechTrial(
      try SpeechRecognizer(modelAt: folder, workers: configuration.workers), heldOut, beam: 1)
    return [100 * (1 - trial.errors.rate)]
  }

  /// Writes a folder that ``SpeechRecognizer`` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try ModelWriter.write(
      weights, to: target,
      files: [try ModelWriter.configuration(model.configuration)],
      name: "digits-\(settings.attention.rawValue)", version: "\(origin.step)",
      about: "Spoken digits, trained by Peruse \(origin.version), \(origin.step) steps, seed \(origin.seed)")
  }
}
