import Classification
import Evaluation
import Foundation
import HierarchicalModels
import SpanExtraction
import Tensors
import Tokenization

/// Trains a document classifier: words pooled into sentences, sentences into documents, by attention (Yang et
/// al. 2016). Starts from a folder with word vectors, from such a classifier, or from a reader's word
/// encoder, whose states it reads.
public final class ClassifierTask: TrainingTask, @unchecked Sendable {
  /// A document as words, with its labels.
  public struct Example: Sendable {
    var record: Int
    var sentences: [[ClassifierBatch.Word]]
    var labels: [Int]
    var words: Int
    /// What the word encoder says of them, where there is one.
    var encoded: EncodedDocument?
  }

  /// `classifier`.
  public static let name = "classifier"
  /// What is trained.
  public static let about =
    "a classifier: labels of documents by attention over words and sentences, from JSON lines, folders or XML"
  /// What each setting means.
  public static let help = ClassifierSettings.help
  /// The default settings.
  public static let defaults = ClassifierSettings()
  /// Micro-averaged F1 (accuracy where a document has one label), macro-averaged F1, in percent.
  public static let measures = ["micro_f1", "macro_f1"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// The weights that training starts from.
  public let start: FileRecord?
  /// What was found in the files.
  public var data: [DataReport] { documents.reports }
  /// Documents to train on, file by file.
  public var groups: [DataOrder.Group] { documents.groups }

  private let configuration: TrainingConfiguration
  private let settings: ClassifierSettings
  private let opened: ClassifierStart
  private let cache: RecordCache<EncodedDocument>
  private let model: ClassifierModel<Float>
  private let documents: LabelledSet
  private let splitter = SentenceSplitter()

  /// Reads the vectors to start from, and the documents' labels.
  ///
  /// - Throws: ``TrainingError``, `ModelError`, `TokenizationError` or `EvaluationError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: ClassifierSettings) throws {
    try settings.check()
    self.configuration = configuration
    self.settings = settings
    opened = try ClassifierStart(configuration, settings)
    var extents = try opened.extents(settings)
    documents = try LabelledSet(configuration, settings, fixed: opened.isModel ? extents.labels : nil)
    if !opened.isModel {
      extents.labels = documents.labels
      extents.takes_several = settings.labels == .several
    }
    guard extents.takes_several == (settings.labels == .several) else {
      throw TrainingError(
        .setting, "\(Self.name).labels",
        "the model that training starts from gives \(extents.takes_several ? "several labels" : "one label")")
    }
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = ClassifierModel(extents, dropout: settings.dropout, in: parameters)
    start = try opened.load(parameters, of: model, keepsVectors: settings.keepsVectors)
    cache = RecordCache(megabytes: settings.cacheMegabytes)
  }

  /// The document; nothing where it has no words.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    let place = documents.records[record]
    let document = try documents.document(place)
    let text = ClassifierText(
      document, sentences: splitter.sentences(in: document), cutBy: opened.words,
      sentenceWords: model.configuration.sentence_words,
      limit: settings.documentWords > 0 ? settings.documentWords : nil)
    let sentences = text.pieces.map(\.words)
    guard !sentences.isEmpty else { return [] }
    var encoded: EncodedDocument?
    if case .encoder(let states) = opened {
      encoded = try cache.value(record) { try EncodedDocument(text.pieces, by: states) }
    }
    return [
      Example(
        record: record, sentences: sentences, labels: place.labels,
        words: sentences.reduce(0) { $0 + $1.count }, encoded: encoded)
    ]
  }

  /// Words of the document.
  public func length(of example: Example) -> Int { example.words }

  /// `file: id`.
  public func name(of example: Example) -> String { documents.name(of: documents.records[example.record]) }

  /// The mean cross-entropy over documents: of one label among all, or of each label for itself.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    let batch = ClassifierBatch(
      examples.map(\.sentences), states: examples.compactMap { $0.encoded?.floats },
      configuration: model.configuration)
    let scores = model(batch, on: tape).scores
    guard model.configuration.takes_several else {
      return scores.crossEntropy(
        examples.map { $0.labels[0] }, labelSmoothing: Float(configuration.labelSmoothing))
    }
    let count = model.configuration.labels.count
    var targets = [Float](repeating: 0, count: examples.count * count)
    for (row, example) in examples.enumerated() {
      for label in example.labels { targets[row * count + label] = 1 }
    }
    // A sum over labels, so that a document weighs the same however many labels there are.
    return scores.binaryCrossEntropy(targets) * Float(count)
  }

  /// Classifies the held-out documents as users will.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !documents.heldOut.isEmpty else { return nil }
    let classifier = try classifier(at: folder)
    guard let scored = try scores(of: classifier, isCancelled: isCancelled) else { return nil }
    let found = ClassificationScores(
      decisions(scored, classifier.calibration, classifier.configuration))
    return [100 * found.microF1, 100 * found.macroF1]
  }

  /// Fits the temperature, and where documents have several labels the threshold, to the held-out documents.
  public func complete(modelAt folder: String, report: (String) -> Void) throws {
    guard !documents.heldOut.isEmpty else { return }
    let classifier = try classifier(at: folder)
    guard let scored = try scores(of: classifier, isCancelled: { false }) else { return }
    let fit = ClassifierFit(
      scored.map { ($0.scores, $0.labels) }, takesSeveral: classifier.configuration.takes_several)
    let found = ClassificationScores(decisions(scored, fit.calibration, classifier.configuration))
    var numbers = [ClassifierCalibration.temperatureName: fit.calibration.temperature]
    if classifier.configuration.takes_several {
      numbers[ClassifierCalibration.thresholdName] = fit.calibration.threshold
    }
    func short(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
    let words =
      "temperature \(short(Double(fit.calibration.temperature))), threshold \(short(Double(fit.calibration.threshold))), "
      + "micro-F1 \(short(100 * found.microF1)), calibration error \(short(found.calibrationError))"
    report(words)
    try ModelWriter.amend(
      folder, numbers: numbers, about: "calibrated on \(scored.count) held-out documents: \(words)",
      replacing: "calibrated on ")
  }

  private func classifier(at folder: String) throws -> DocumentClassifier {
    try DocumentClassifier(modelAt: folder, workers: configuration.workers) {
      try configuration.start.isEmpty ? BundledReader.folder() : configuration.start
    }
  }

  private func scores(
    of classifier: DocumentClassifier, isCancelled: () -> Bool
  ) throws -> [(scores: [Float], labels: [Int])]? {
    var found: [(scores: [Float], labels: [Int])] = []
    for first in stride(from: 0, to: documents.heldOut.count, by: 256) {
      if isCancelled() { return nil }
      let part = documents.heldOut[first..<min(documents.heldOut.count, first + 256)]
      let texts = try part.map { record in
        let document = try documents.document(record)
        return classifier.prepare(document, sentences: splitter.sentences(in: document))
      }
      found += zip(try classifier.scores(of: texts), part).map { ($0, $1.labels) }
    }
    return found
  }

  private func decisions(
    _ scored: [(scores: [Float], labels: [Int])], _ calibration: ClassifierCalibration,
    _ extents: ClassifierConfiguration
  ) -> [ClassificationScores.Decision] {
    scored.map { scores, labels in
      let probabilities = calibration.probabilities(of: scores, takesSeveral: extents.takes_several)
      let best = probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
      return ClassificationScores.Decision(
        gold: Set(labels.map { extents.labels[$0] }),
        given: Set(
          calibration.chosen(probabilities, takesSeveral: extents.takes_several).map { extents.labels[$0] }),
        best: extents.labels[best], probability: probabilities[best])
    }
  }

  /// Writes a folder that `DocumentClassifier` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try opened.write(weights, to: target, model.configuration, name: settings.model, about: origin)
  }
}
