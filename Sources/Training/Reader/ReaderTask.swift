import AttentionCore
import HierarchicalModels
import SpanExtraction
import Tensors
import Tokenization

/// Trains the span reader: a transformer encoder over question and text, and one start and one end score for
/// each word piece (Devlin et al. 2019, section 4.2). Starts from any BERT or MPNet encoder, or from a
/// reader.
public final class ReaderTask: TrainingTask, @unchecked Sendable {
  /// `reader`.
  public static let name = "reader"
  /// What is trained.
  public static let about =
    "the span reader: questions answered with spans of a text, from SQuAD JSON or JSON lines"
  /// What each setting means.
  public static let help = ReaderSettings.help
  /// The default settings.
  public static let defaults = ReaderSettings()
  /// F1 and exact match in percent, by the arithmetic of the official script.
  public static let measures = ["f1", "exact_match"]

  /// The encoder, or its adapters, then the two scores.
  public let parameters: ParameterSet<Float>
  /// The weights that training starts from.
  public let start: FileRecord?
  /// What was found in the files.
  public var data: [DataReport] { questions.set.reports }
  /// Questions to train on, file by file.
  public var groups: [DataOrder.Group] { questions.set.groups }

  private let configuration: TrainingConfiguration
  private let settings: ReaderSettings
  private let folder: ModelFolder
  private let model: ReaderModel<Float>
  /// The adapters that training starts from.
  private let earlier: ModelFolder?
  private let teacher: ReaderTeacher?
  package let questions: ReaderQuestions

  /// Reads the model to start from, and the questions.
  ///
  /// - Throws: ``TrainingError``, `ModelError` or `TokenizationError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: ReaderSettings) throws {
    guard !configuration.start.isEmpty else {
      throw TrainingError(.setting, "start", "name the model folder whose weights training starts from")
    }
    self.configuration = configuration
    self.settings = settings
    folder = try ModelFolder(at: configuration.start)
    let extents = try EncoderConfiguration(readingFrom: folder.configurationPath)
    try settings.check(positions: extents.positions)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: folder.vocabularyPath)
    guard tokenizer.vocabularyCount <= extents.vocabularySize else {
      throw TrainingError(
        .weights, folder.vocabularyPath,
        "has \(tokenizer.vocabularyCount) word pieces, and the model has \(extents.vocabularySize)")
    }
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    // Optimizer and checkpoints know of the adapters alone where there are any.
    let adapters = settings.adapters
    let own = adapters.rank > 0 ? ParameterSet<Float>(seed: UInt64(configuration.seed)) : parameters
    var encoder = TransformerEncoder<Float>(
      extents, prefix: extents.family.prefix, precision: configuration.tapePrecision,
      dropout: settings.dropout, attentionDropout: settings.attentionDropout, in: own)
    if adapters.rank > 0 { encoder.adapt(rank: adapters.rank, scale: adapters.scale, in: parameters) }
    var parts = ReaderModel<Float>.Parts()
    parts.sentenceWidth = settings.sentenceLevel ? settings.sentenceWidth : nil
    parts.scoresSentencesApart = settings.sentencesApart
    parts.hasPairs = settings.spanPairs
    model = ReaderModel(on: encoder, parts, in: parameters)
    if settings.spanPairs, configuration.labelSmoothing > 0 {
      throw TrainingError(.setting, "labelSmoothing", "must be 0 where reader.spanPairs is set")
    }
    try StartWeights.load(
      model.groups, from: folder.weights, remaining: encoder.load(folder.weights),
      dropped: settings.sentenceLevel ? [] : ["\(SentenceLevel<Float>.prefix)."])
    start = FileRecord(path: folder.weights.path, sha256: folder.sha256)
    earlier =
      adapters.start.isEmpty
      ? nil
      : try StartAdapters.load(
        adapters, of: folder, into: parameters, heads: model.groups, hasSentences: settings.sentenceLevel)
    teacher =
      settings.teacher.isEmpty
      ? nil
      : try ReaderTeacher(
        modelAt: settings.teacher, precision: settings.evaluationPrecision, workers: configuration.workers,
        pupil: tokenizer, temperature: Float(settings.teacherTemperature),
        withNull: settings.unanswerable == .classification)
    questions = try ReaderQuestions(
      configuration, settings, of: Self.name, ReaderExampleMaker(tokenizer, settings))
  }

  /// Windows of one question in which an answer stands; and, of some, of the question made unanswerable.
  public func examples(of record: Int, epoch: Int) -> [ReaderExample] {
    questions.examples(of: record, epoch: epoch)
  }

  /// Word pieces of the window, question included.
  public func length(of example: ReaderExample) -> Int { example.input.ids.count }

  /// `file: id`.
  public func name(of example: ReaderExample) -> String {
    questions.name(of: example.record)
  }

  /// The mean loss over windows: see `ReaderLoss`.
  public func loss(
    of examples: [ReaderExample], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    let batch = try EncoderBatch(examples.map(\.input), for: model.encoder.configuration)
    let withNull = settings.unanswerable == .classification
    let layout = SentenceLayout(
      examples.map { SentenceLayout.Sequence(question: $0.question, sentences: $0.sentences) },
      length: batch.length)
    let output = model(model.encoder(batch, on: tape), layout, precision: configuration.tapePrecision)
    let loss =
      if let pairs = output.pairs {
        ReaderLoss.loss(
          output.logits, places: output.places, pairs: pairs, examples, withNull: withNull,
          lesson: try lesson(examples))
      } else {
        ReaderLoss.loss(
          output.logits, places: output.places, examples, smoothing: Float(configuration.labelSmoothing),
          withNull: withNull, on: tape)
      }
    guard let sentences = output.sentences, settings.sentenceLoss > 0 else { return loss }
    return loss + ReaderLoss.sentenceLoss(sentences, examples, withNull: withNull)
      * Float(settings.sentenceLoss)
  }

  private func lesson(_ examples: [ReaderExample]) throws -> ReaderLesson? {
    guard let teacher else { return nil }
    return ReaderLesson(
      targets: try teacher.targets(of: examples), share: Float(settings.teacherShare),
      temperature: Float(settings.teacherTemperature))
  }

  /// Fits temperature and null bias to the held-out questions.
  public func complete(modelAt folder: String, report: (String) -> Void) throws {
    try withReader(folder) {
      try questions.heldOut.calibrate(modelAt: folder, reader: $0, report: report)
    }
  }

  package func fitAbsence(modelAt folder: String, report: (String) -> Void) throws -> [AbsenceFit.Point] {
    try withReader(folder) {
      try questions.heldOut.fitAbsence(modelAt: folder, reader: $0, report: report)
    }
  }

  /// Lends the reader of a folder that was written here; adapters are merged into the encoder for as long as
  /// it is lent.
  private func withReader<Result>(
    _ path: String, _ body: (SpanReader) throws -> Result
  ) throws -> Result {
    let isWhole = settings.adapters.rank == 0
    let place = isWhole ? path : path + ".merged"
    defer { if !isWhole { Disk.remove(place) } }
    if !isWhole { try AdapterFolder(at: path).merged(with: folder, to: place) }
    return try body(
      SpanReader(
        modelAt: place, precision: settings.evaluationPrecision,
        workers: configuration.workers))
  }

  /// Answers the held-out questions with the reader as users will run it.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    try withReader(folder) { try questions.heldOut.measure($0, isCancelled: isCancelled) }
  }

  /// Writes a folder that `SpanReader` loads, or an `AdapterFolder`.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    let isWhole = settings.adapters.rank == 0
    let about =
      "\(isWhole ? "Span reader" : "Adapters of rank \(settings.adapters.rank) and heads of a span reader") trained by Peruse \(origin.version) from \(folder.manifest?.name ?? model.encoder.configuration.baseModel ?? "an encoder"), "
      + "\(origin.step) steps, seed \(origin.seed)"
      + (earlier.map {
        ", on from \($0.manifest?.name ?? "adapters") \($0.manifest?.version ?? "") (\($0.sha256.prefix(12)))"
      } ?? "")
      + (teacher.map { ", taught by \($0.identity.name) (\($0.identity.sha256.prefix(12)))" } ?? "")
    // A reader that has learned the null answer says so; nothing is known of its bias before the end.
    var numbers: [String: Float] = [:]
    if settings.unanswerable == .classification { numbers[ReaderCalibration.nullBiasName] = 0 }
    if settings.sentencesApart { numbers[SentenceLevel<Float>.apartName] = 1 }
    if !isWhole { numbers[AdapterFolder.scaleName] = Float(settings.adapters.scale) }
    try ModelWriter.write(
      weights, numbers: numbers, to: target, configuration: folder.configurationPath,
      vocabulary: folder.vocabularyPath,
      name: settings.model, version: "\(origin.step)", about: about,
      adaptersOf: isWhole ? nil : folder.sha256)
  }
}
