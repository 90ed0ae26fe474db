import HierarchicalModels
import Tensors
import Training

/// Settings of training on pictures, under `pictures` in a configuration.
public struct PictureSettings: Sendable, Hashable, Codable {
  /// How regions are looked at.
  public var attention = PictureConfiguration.Mechanism.soft
  /// Width of regions and questions.
  public var hidden = 64
  /// Layers of self-attention over the regions; 0 for none. States that know what stands elsewhere let
  /// attention look elsewhere.
  public var layers = 0
  /// Heads of each.
  public var heads = 4
  /// Width of their feed-forward parts.
  public var inner = 256
  /// Rate at which what the layers add is dropped.
  public var dropout = 0.0
  /// With hard attention: how much it counts that the choice stays open.
  public var entropyBonus = 0.02

  /// The defaults.
  public init() {}

  var extents: PictureConfiguration {
    var extents = PictureConfiguration()
    (extents.attention, extents.hidden, extents.layers) = (attention, hidden, layers)
    (extents.heads, extents.inner) = (heads, inner)
    return extents
  }
}

/// Trains on scenes, JSON lines as ``Scene`` encodes them, to answer their questions from the pixels.
public final class PictureTask: TrainingTask, @unchecked Sendable {
  /// A picture with the questions about it.
  public struct Example: Sendable {
    var record: Int
    var regions: [Float]
    var questions: [[Int]]
    var answers: [Int]
  }

  /// `pictures`.
  public static let name = "pictures"
  /// What is trained.
  public static let about = "answers to questions about drawn scenes, on JSON lines"
  /// What each setting means.
  public static let help: [(setting: String, meaning: String)] = [
    ("attention", "soft: the mean of regions by weights; hard: one region, by policy gradient"),
    ("hidden", "width of regions and questions"), ("layers", "layers of self-attention over the regions"),
    ("heads", "heads of each"), ("inner", "width of their feed-forward parts"),
    ("dropout", "rate at which what the layers add is dropped"),
    ("entropyBonus", "with hard attention: how much it counts that the choice stays open"),
  ]
  /// The default settings.
  public static let defaults = PictureSettings()
  /// Share of held-out questions that are answered rightly, in percent.
  public static let measures = ["accuracy"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// Nothing: random weights.
  public let start: FileRecord? = nil
  /// What was found in the files.
  public var data: [DataReport] { files.reports }
  /// Questions, file by file.
  public var groups: [DataOrder.Group] { files.groups }

  private let configuration: TrainingConfiguration
  private let settings: PictureSettings
  private let model: PictureModel<Float>
  private let files: SceneSet

  /// Reads the scenes.
  ///
  /// - Throws: `TrainingError`, naming the file and line.
  public init(_ configuration: TrainingConfiguration, _ settings: PictureSettings) throws {
    if let fault = settings.extents.fault { throw TrainingError(.setting, "pictures", fault) }
    guard (0..<1).contains(settings.dropout) else {
      throw TrainingError(.setting, "pictures.dropout", "must be at least 0 and below 1")
    }
    self.configuration = configuration
    self.settings = settings
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = PictureModel(settings.extents, dropout: settings.dropout, in: parameters)
    files = try SceneSet(configuration)
  }

  /// The scene with all of its questions.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    let scene = files.scenes[record].scene
    let asked = scene.questions.compactMap { question -> (words: [Int], answer: Int)? in
      guard let answer = Scene.answers.firstIndex(of: question.answer),
        let words = PictureReader.words(question.text)
      else { return nil }
      return (words, answer)
    }
    guard !asked.isEmpty else { return [] }
    return [
      Example(
        record: record, regions: SceneDrawing(scene).regions, questions: asked.map(\.words),
        answers: asked.map(\.answer))
    ]
  }

  /// All pictures are alike.
  public func length(of example: Example) -> Int { 16 }

  /// `file: line`.
  public func name(of example: Example) -> String { files.scenes[example.record].place }

  /// Cross-entropy of the answers; with hard attention, choices earn what their answers are worth.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    // Every other time, on the average, the expected region stands for the drawn one (Xu et al. 2015, section
    // 4.2).
    var random = CounterRandom(seed: tape.nextStream())
    let output = model(
      examples.map(\.regions), examples.map(\.questions), isExpected: random.uniform() < 0.5, on: tape)
    let answers = examples.flatMap(\.answers)
    let likelihood = output.answers.picked(answers)
    let loss = -(likelihood + 1e-6).log().mean()
    guard let choice = output.choice else { return loss }
    // The reward is the probability of the right answer, which is smoother than whether it was given.
    let rewards = likelihood.values
    return loss
      + choice.map { $0.reshaped([answers.count]) }
      .loss(rewards: rewards, entropyBonus: Float(settings.entropyBonus))
  }

  /// Answers the held-out questions.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !files.heldOut.isEmpty else { return nil }
    let trial = PictureTrial(
      try PictureReader(modelAt: folder, workers: configuration.workers), files.heldOut)
    return [100 * trial.accuracy]
  }

  /// Writes a folder that ``PictureReader`` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try ModelWriter.write(
      weights, to: target,
      files: [try ModelWriter.configuration(model.configuration)],
      name: "pictures-\(settings.attention.rawValue)", version: "\(origin.step)",
      about:
        "Questions about scenes, trained by Peruse \(origin.version), \(origin.step) steps, seed \(origin.seed)"
    )
  }
}
