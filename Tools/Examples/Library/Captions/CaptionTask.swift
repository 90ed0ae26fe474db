import HierarchicalModels
import Tensors
import Training

/// Trains on scenes, JSON lines as ``Scene`` encodes them, to write captions of their pixels: true sentences
/// about two of their things, in each epoch others.
public final class CaptionTask: TrainingTask, @unchecked Sendable {
  /// A picture with some of its captions.
  public struct Example: Sendable {
    var record: Int
    var regions: [Float]
    var captions: [[Int]]
  }

  /// `captions`.
  public static let name = "captions"
  /// What is trained.
  public static let about = "captions of drawn scenes, on JSON lines"
  /// What each setting means.
  public static let help = PictureTask.help.filter { $0.setting != "entropyBonus" }
  /// The default settings.
  public static let defaults = PictureSettings()
  /// Share of held-out scenes whose captions are true, in percent.
  public static let measures = ["true"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// Nothing: random weights.
  public let start: FileRecord? = nil
  /// What was found in the files.
  public var data: [DataReport] { files.reports }
  /// Scenes, file by file.
  public var groups: [DataOrder.Group] { files.groups }

  private let configuration: TrainingConfiguration
  private let settings: PictureSettings
  private let model: CaptionModel<Float>
  private let files: SceneSet

  /// Captions of a scene in an epoch: the picture is the larger part of the work.
  private static let captions = 4

  /// Reads the scenes.
  ///
  /// - Throws: `TrainingError`, naming the file and line.
  public init(_ configuration: TrainingConfiguration, _ settings: PictureSettings) throws {
    var extents = settings.extents
    extents.model_type = PictureConfiguration.captions
    if let fault = extents.fault { throw TrainingError(.setting, "captions", fault) }
    guard (0..<1).contains(settings.dropout) else {
      throw TrainingError(.setting, "captions.dropout", "must be at least 0 and below 1")
    }
    self.configuration = configuration
    self.settings = settings
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = CaptionModel(extents, dropout: settings.dropout, in: parameters)
    files = try SceneSet(configuration)
  }

  /// The scene with true captions.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    let scene = files.scenes[record].scene
    let captions = (0..<Self.captions).compactMap { number in
      SceneCaption(of: scene, number: UInt64((epoch * files.scenes.count + record) * Self.captions + number))
    }
    guard !captions.isEmpty else { return [] }
    return [
      Example(
        record: record, regions: SceneDrawing(scene).regions,
        captions: captions.map { $0.text.compactMap { SceneCaption.words.firstIndex(of: $0) } })
    ]
  }

  /// All pictures are alike.
  public func length(of example: Example) -> Int { 16 }

  /// `file: line`.
  public func name(of example: Example) -> String { files.scenes[example.record].place }

  /// The mean over the words of the captions.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    model.loss(examples.map(\.regions), examples.map(\.captions), on: tape)
  }

  /// Writes captions of the held-out scenes.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !files.heldOut.isEmpty else { return nil }
    let trial = CaptionTrial(
      try CaptionWriter(modelAt: folder, workers: configuration.workers), files.heldOut)
    return [100 * trial.truth]
  }

  /// Writes a folder that ``CaptionWriter`` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try ModelWriter.write(
      weights, to: target,
      files: [try ModelWriter.configuration(model.configuration)],
      name: "captions-\(settings.attention.rawValue)", version: "\(origin.step)",
      about:
        "Captions of scenes, trained by Peruse \(origin.version), \(origin.step) steps, seed \(origin.seed)")
  }
}
