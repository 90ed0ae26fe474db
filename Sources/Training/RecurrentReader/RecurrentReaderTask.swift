import Foundation
import HierarchicalModels
import SpanExtraction
import Tensors
import Tokenization

/// Trains the recurrent reader: word vectors that stay as they are, bidirectional recurrent layers and
/// attention flow. Starts from a folder with `vocab.txt`, `config.json` and the vectors, or from such a
/// reader.
public final class RecurrentReaderTask: TrainingTask, @unchecked Sendable {
  /// `recurrent-reader`.
  public static let name = "recurrent-reader"
  /// What is trained.
  public static let about =
    "the recurrent reader: the same questions, read with word vectors and recurrent layers"
  /// What each setting means.
  public static let help = RecurrentReaderSettings.help
  /// The default settings.
  public static let defaults = RecurrentReaderSettings()
  /// F1 and exact match in percent, by the arithmetic of the official script.
  public static let measures = ["f1", "exact_match"]

  /// All of the model's parameters; the word vectors are frozen.
  public let parameters: ParameterSet<Float>
  /// The weights that training starts from.
  public let start: FileRecord?
  /// What was found in the files.
  public var data: [DataReport] { questions.set.reports }
  /// Questions to train on, file by file.
  public var groups: [DataOrder.Group] { questions.set.groups }

  private let configuration: TrainingConfiguration
  private let settings: RecurrentReaderSettings
  private let folder: ModelFolder
  private let model: RecurrentReaderModel
  package let questions: ReaderQuestions

  /// Reads the vectors to start from, and the questions.
  ///
  /// - Throws: ``TrainingError``, `ModelError` or `TokenizationError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: RecurrentReaderSettings) throws {
    guard !configuration.start.isEmpty else {
      throw TrainingError(
        .setting, "start", "name the folder with word vectors that training starts from")
    }
    try settings.check()
    self.configuration = configuration
    self.settings = settings
    folder = try ModelFolder(at: configuration.start)
    var extents = try RecurrentReaderConfiguration(readingFrom: folder.configurationPath)
    let isReader = folder.weights.entries.count > 1
    if !isReader { extents.hidden_size = settings.hidden }
    let vocabulary = try WordVocabulary(readingFrom: folder.vocabularyPath)
    guard vocabulary.count == extents.vocabulary_size else {
      throw TrainingError(
        .weights, folder.vocabularyPath,
        "has \(vocabulary.count) words, and config.json says \(extents.vocabulary_size)")
    }
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = RecurrentReaderModel(extents, dropout: settings.dropout, in: parameters)
    let words = model.words
    let others = parameters.parameters.filter { $0 !== words }
    let names = folder.weights.entries.keys.sorted()
    guard names.contains(words.name) else {
      throw TrainingError(.weights, folder.weights.path, "has no tensor \"\(words.name)\"")
    }
    try StartWeights.load([[words], others], from: folder.weights, remaining: names)
    start = FileRecord(path: folder.weights.path, sha256: folder.sha256)
    questions = try ReaderQuestions(
      configuration, settings, of: Self.name, ReaderExampleMaker(words: vocabulary, settings))
  }

  /// Windows of one question in which an answer stands; and, of some, of the question made unanswerable.
  public func examples(of record: Int, epoch: Int) -> [ReaderExample] {
    questions.examples(of: record, epoch: epoch)
  }

  /// Words of question and window.
  public func length(of example: ReaderExample) -> Int { example.input.ids.count }

  /// `file: id`.
  public func name(of example: ReaderExample) -> String { questions.name(of: example.record) }

  /// The mean loss over windows: see `ReaderLoss`. The null answer stands before the text's words.
  public func loss(
    of examples: [ReaderExample], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    let batch = RecurrentReaderBatch(
      examples.map { (Array($0.input.ids[$0.question]), Array($0.input.ids[$0.text])) },
      configuration: model.configuration)
    let output = model(batch, on: tape)
    let (count, length) = (batch.count, batch.textLength)
    let null = (output.null * 0.5).reshaped([count, 1])
    func column(_ scores: Variable<Float>) -> Variable<Float> {
      Variable.concatenated([null, scores], axis: 1).reshaped([count, length + 1, 1])
    }
    let logits = Variable.concatenated([column(output.start), column(output.end)], axis: 2)
    let moved = examples.map { example in
      var moved = example
      let shift = 1 - example.text.lowerBound
      moved.text = 1..<1 + example.text.count
      moved.spans = example.spans.map {
        $0 == 0...0 ? $0 : $0.lowerBound + shift...$0.upperBound + shift
      }
      return moved
    }
    return ReaderLoss.loss(
      logits, moved, smoothing: Float(configuration.labelSmoothing),
      withNull: settings.unanswerable == .classification, on: tape)
  }

  /// Answers the held-out questions with the reader as users will run it.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    try questions.heldOut.measure(reader(folder), isCancelled: isCancelled)
  }

  /// Fits temperature and null bias to the held-out questions.
  public func complete(modelAt folder: String, report: (String) -> Void) throws {
    try questions.heldOut.calibrate(modelAt: folder, reader: reader(folder), report: report)
  }

  package func fitAbsence(modelAt folder: String, report: (String) -> Void) throws -> [AbsenceFit.Point] {
    try questions.heldOut.fitAbsence(modelAt: folder, reader: reader(folder), report: report)
  }

  private func reader(_ folder: String) throws -> SpanReader {
    try SpanReader(modelAt: folder, precision: .float32, workers: configuration.workers)
  }

  /// Writes a folder that `SpanReader` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    let about =
      "Recurrent reader trained by Peruse \(origin.version) on word vectors of "
      + "\(folder.manifest?.name ?? "an unnamed source"), \(origin.step) steps, seed \(origin.seed)"
    let numbers = settings.unanswerable == .classification ? [ReaderCalibration.nullBiasName: Float(0)] : [:]
    let configuration = "\(target)/extents.json"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try Disk.write(Array(encoder.encode(model.configuration)), to: configuration)
    defer { Disk.remove(configuration) }
    try ModelWriter.write(
      weights, numbers: numbers, to: target, configuration: configuration,
      vocabulary: folder.vocabularyPath, name: settings.model, version: "\(origin.step)", about: about)
  }
}
