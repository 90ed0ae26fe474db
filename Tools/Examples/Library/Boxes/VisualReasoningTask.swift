import Foundation
import HierarchicalModels
import Tensors
import Training

/// Settings of training on sentences about pictures, under `nlvr` in a configuration.
public struct VisualReasoningSettings: Sendable, Hashable, Codable {
  /// How pieces are looked at.
  public var attention = PictureConfiguration.Mechanism.soft
  /// Width of words, pieces and boxes.
  public var hidden = 64
  /// Layers over the pieces of a box.
  public var layers = 2
  /// Heads of each.
  public var heads = 4
  /// Width of their feed-forward parts.
  public var inner = 128
  /// Rate at which what the layers add is dropped.
  public var dropout = 0.0
  /// Share of words that are read as unknown while training.
  public var unknown = 0.02
  /// Made pictures and sentences in an epoch; each epoch has others.
  public var made = 16_000
  /// Every which sentence, with all of its pictures, is kept apart for measuring.
  public var heldOutEvery = 5
  /// With hard attention: how much it counts that the choice stays open.
  public var entropyBonus = 0.02

  /// The defaults.
  public init() {}
}

/// Trains on sentences of people about pictures, and on made ones.
///
/// The one file of data is `FOLDER/NAME.json`; see ``VisualReasoningFile``. How often its sentences are used
/// in an epoch is its weight.
public final class VisualReasoningTask: TrainingTask, @unchecked Sendable {
  /// A sentence with its picture.
  public struct Example: Sendable {
    var record: Int
    var sentence: [Int]
    var boxes: [[[Float]]]
    var isTrue: Bool
  }

  /// `nlvr`.
  public static let name = "nlvr"
  /// What is trained.
  public static let about = "whether sentences about pictures are true"
  /// What each setting means.
  public static let help: [(setting: String, meaning: String)] = [
    ("attention", "soft: the mean of pieces by weights; hard: one piece, by policy gradient"),
    ("hidden", "width of words, pieces and boxes"), ("layers", "layers over the pieces of a box"),
    ("heads", "heads of each"), ("inner", "width of their feed-forward parts"),
    ("dropout", "rate at which what the layers add is dropped"),
    ("unknown", "share of words that are read as unknown while training"),
    ("made", "made pictures and sentences in an epoch"),
    ("heldOutEvery", "every which sentence, with all of its pictures, is kept apart for measuring"),
    ("entropyBonus", "with hard attention: how much it counts that the choice stays open"),
  ]
  /// The default settings.
  public static let defaults = VisualReasoningSettings()
  /// Share of held-out sentences that are judged rightly, in percent.
  public static let measures = ["accuracy"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// Nothing: random weights.
  public let start: FileRecord? = nil
  /// What was found in the files.
  public private(set) var data: [DataReport] = []
  /// Sentences of people, file by file, and then made ones.
  public private(set) var groups: [DataOrder.Group] = []

  private let configuration: TrainingConfiguration
  private let settings: VisualReasoningSettings
  private let words: SentenceWords
  private let model: VisualReasoningModel<Float>
  private let generator: BoxGenerator
  private var people: [(record: VisualReasoningFile.Record, boxes: [[[Float]]])] = []
  private var heldOut: [VisualReasoningFile.Record] = []

  /// Reads sentences and pictures.
  ///
  /// - Throws: `TrainingError`, naming the file and line.
  public init(_ configuration: TrainingConfiguration, _ settings: VisualReasoningSettings) throws {
    for (name, rate) in [("dropout", settings.dropout), ("unknown", settings.unknown)] {
      guard (0..<1).contains(rate) else {
        throw TrainingError(.setting, "nlvr.\(name)", "must be at least 0 and below 1")
      }
    }
    guard settings.made >= 0, settings.heldOutEvery >= 2 else {
      throw TrainingError(.setting, "nlvr", "made must be at least 0, and heldOutEvery at least 2")
    }
    self.configuration = configuration
    self.settings = settings
    let generator = BoxGenerator(seed: UInt64(configuration.seed))
    self.generator = generator
    for file in configuration.data {
      let url = URL(fileURLWithPath: file.file)
      let read = try VisualReasoningFile.read(
        url.deletingPathExtension().lastPathComponent, in: url.deletingLastPathComponent().path)
      let first = people.count
      let apart = Self.keptApart(read, every: settings.heldOutEvery)
      for record in read {
        if apart.contains(record.group) {
          heldOut.append(record)
        } else {
          people.append((record, try VisualReasoningFile.segments(record.picture).boxes))
        }
      }
      var report = try DataReport(file)
      report.records = read.count
      report.used = people.count - first
      report.heldOut = read.count - report.used
      data.append(report)
      groups.append(.init(records: first..<people.count, weight: file.weight))
    }
    if settings.made > 0 {
      groups.append(.init(records: people.count..<people.count + settings.made, weight: 1))
    }
    // What the generator can say is known after some thousand sentences.
    let made =
      settings.made > 0 ? (0..<4000).map { generator.example(BoxGenerator.plain.counted + $0).sentence } : []
    words = SentenceWords(of: made + people.map(\.record.sentence))
    var extents = VisualReasoningConfiguration()
    (extents.attention, extents.hidden, extents.layers) = (
      settings.attention, settings.hidden, settings.layers
    )
    (extents.heads, extents.inner, extents.words) = (settings.heads, settings.inner, words.words)
    if let fault = extents.fault { throw TrainingError(.setting, "nlvr", fault) }
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = VisualReasoningModel(extents, dropout: settings.dropout, in: parameters)
  }

  /// The sentences that nothing is trained on: of their groups in a fixed order, every so many.
  static func keptApart(_ records: [VisualReasoningFile.Record], every: Int) -> Set<String> {
    // The same words under two numbers are one sentence.
    let sentences = Dictionary(grouping: records) { SentenceWords.split($0.sentence).joined(separator: " ") }
    let chosen = sentences.keys.sorted().enumerated().filter { $0.offset % every == 0 }.map(\.element)
    return Set(chosen.flatMap { sentences[$0] ?? [] }.map(\.group))
  }

  /// The sentence, with its boxes in another order in each epoch; or a made one that no other epoch has.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    var draw = Draw(seed: UInt64(configuration.seed) ^ 0x5EED, stream: UInt64(epoch) << 32 | UInt64(record))
    var example: Example
    if record < people.count {
      let (own, boxes) = people[record]
      example = Example(
        record: record, sentence: words.numbers(of: own.sentence), boxes: boxes, isTrue: own.isTrue)
      for place in [2, 1] { example.boxes.swapAt(place, draw.below(place + 1)) }
    } else {
      let made = generator.example(epoch * settings.made + record - people.count)
      example = Example(
        record: record, sentence: words.numbers(of: made.sentence),
        boxes: PictureSegments(rgb: made.scene.pixels).boxes, isTrue: made.isTrue)
    }
    let rate = Int(settings.unknown * 10_000)
    for i in example.sentence.indices where draw.below(10_000) < rate { example.sentence[i] = 0 }
    return [example]
  }

  /// Words and pieces.
  public func length(of example: Example) -> Int {
    example.sentence.count + 3 * (example.boxes.map(\.count).max() ?? 1)
  }

  /// `file: line`, or the number of a made one.
  public func name(of example: Example) -> String {
    example.record < people.count
      ? "\(people[example.record].record.picture): line \(people[example.record].record.line)"
      : "made \(example.record - people.count)"
  }

  /// Cross-entropy of false and true; with hard attention, choices earn what their answers are worth.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    var random = CounterRandom(seed: tape.nextStream())
    let output = model(
      .init(sentences: examples.map(\.sentence), pictures: examples.map(\.boxes)),
      isExpected: random.uniform() < 0.5, on: tape)
    let labels = examples.map { $0.isTrue ? 1 : 0 }
    let loss = output.logits.crossEntropy(labels, labelSmoothing: Float(configuration.labelSmoothing))
    guard let choice = output.choice else { return loss }
    let rewards = output.logits.detached().softmax().picked(labels).values
    return loss
      + choice.map { $0.reshaped([examples.count]) }
      .loss(rewards: rewards, entropyBonus: Float(settings.entropyBonus))
  }

  /// Judges the held-out sentences.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !heldOut.isEmpty else { return nil }
    let reader = try VisualReasoningReader(modelAt: folder, workers: configuration.workers)
    return [100 * (try VisualReasoningTrial(reader, heldOut)).accuracy]
  }

  /// Writes a folder that ``VisualReasoningReader`` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try ModelWriter.write(
      weights, to: target,
      files: [try ModelWriter.configuration(model.configuration)],
      name: "nlvr-\(settings.attention.rawValue)", version: "\(origin.step)",
      about:
        "Sentences about pictures, trained by Peruse \(origin.version), \(origin.step) steps, seed \(origin.seed)"
    )
  }
}
