import HierarchicalModels
import Tensors
import Training

/// Hears digits with a model that `speech` has trained, and says where it heard them.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct SpeechRecognizer: @unchecked Sendable {
  /// What was heard in a recording.
  public struct Heard: Sendable, Hashable {
    /// The digits.
    public var digits: [Int] = []
    /// log p of them and of the end.
    public var logProbability = 0.0
    /// How much each digit attended to each key, [digits][keys]; key k stands for the frames from
    /// k · `framesOfKey` on.
    public var weights: [[Float]] = []
  }

  /// Recordings that one worker hears side by side.
  private static let batch = 24

  /// Extents.
  public var configuration: SpeechConfiguration { model.configuration }
  private let model: SpeechModel<Float>
  private let hearing: LogMelFrames
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Loads a recognizer.
  ///
  /// - Throws: `TrainingError`, `ModelError` or `SafeTensorsError`, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    let folder = try ModelFolder(at: path)
    parameters = ParameterSet()
    let configuration = try SpeechConfiguration(readingFrom: folder.configurationPath)
    model = SpeechModel(configuration, in: parameters)
    hearing = LogMelFrames(rate: configuration.rate, bands: configuration.bands)
    try folder.fill(parameters)
    pool = WorkerPool(workers: workers)
  }

  /// Hears recordings, samples −1 ..< 1 at the model's rate.
  public func recognize(_ recordings: [[Float]], beam: Int = 4) -> [Heard] {
    // What is of similar length is heard together.
    let order = recordings.indices.sorted { (recordings[$0].count, $0) < (recordings[$1].count, $1) }
    let batches = stride(from: 0, to: order.count, by: Self.batch).map {
      Array(order[$0..<min(order.count, $0 + Self.batch)])
    }
    let found = pool.map(batches.count) { number in
      var search = BeamSearch()
      (search.beam, search.longest, search.shortest) = (beam, configuration.longest, 0)
      // Somebody may well say three sevens twice.
      search.repeatsTrigrams = true
      let frames = batches[number].map { hearing(recordings[$0]) }
      return model.recognize(frames, search: search).map { hypotheses in
        guard let best = hypotheses.first else { return Heard() }
        return Heard(
          digits: best.words.map { $0 - DecoderWord.first }, logProbability: best.logProbability,
          weights: best.weights.dropLast())
      }
    }
    let placed = zip(order, found.joined()).sorted { $0.0 < $1.0 }
    return placed.map(\.1)
  }
}
