import Evaluation
import HierarchicalModels
import Tensors
import Training

/// Trains a translator on parallel text. Each file of data is one with source sentences; its translation lies
/// beside it.
public final class TranslationTask: TrainingTask, @unchecked Sendable {
  /// A pair of sentences as units.
  public struct Example: Sendable {
    var record: Int
    var source, target: [Int]
  }

  /// `translation`.
  public static let name = "translation"
  /// What is trained.
  public static let about = "a translator, on files with a sentence a line and their translations beside them"
  /// What each setting means.
  public static let help = TranslationSettings.help
  /// The default settings.
  public static let defaults = TranslationSettings()
  /// Corpus BLEU-4 of held-out sentences, in percent.
  public static let measures = ["bleu4"]

  /// All of the model's parameters.
  public let parameters: ParameterSet<Float>
  /// Nothing: a translator starts from random weights.
  public let start: FileRecord? = nil
  /// What was found in the files.
  public private(set) var data: [DataReport] = []
  /// Pairs to train on, file by file.
  public private(set) var groups: [DataOrder.Group] = []

  private struct Record {
    var place: String
    var source, target: [Int]
  }

  private let configuration: TrainingConfiguration
  private let settings: TranslationSettings
  private let model: TranslationModel<Float>
  private let pairs: BytePairs
  private var records: [Record] = []
  private var heldOut: [(source: String, target: String)] = []

  /// Reads the text and learns its units.
  ///
  /// - Throws: `TrainingError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: TranslationSettings) throws {
    try settings.check()
    guard let languages = ParallelText.Languages(settings.languages) else {
      throw TrainingError(.setting, "translation.languages", "must be a pair such as en-de")
    }
    self.configuration = configuration
    self.settings = settings
    func read(_ files: [TrainingConfiguration.DataFile]) throws -> [(text: ParallelText, weight: Double)] {
      try files.map {
        (try ParallelText($0.file, languages, isLowercased: settings.lowercase), $0.weight)
      }
    }
    let texts = try read(configuration.data)
    pairs = BytePairs(
      learning: texts.flatMap { $0.text.source + $0.text.target }, merges: settings.merges)
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    model = TranslationModel(
      settings.extents(units: pairs.units.count), dropout: settings.dropout,
      precision: configuration.tapePrecision, in: parameters)
    var encoder = BytePairEncoder(pairs)
    for (text, weight) in texts { try add(text, weight: weight, &encoder) }
    for (text, _) in try read(configuration.heldOut) {
      var report = try DataReport(.init(file: text.sourcePath))
      heldOut += zip(text.source, text.target).map { ($0, $1) }
      (report.records, report.heldOut) = (text.source.count, text.source.count)
      data.append(report)
    }
    if configuration.heldOutLimit > 0 { heldOut = Array(heldOut.prefix(configuration.heldOutLimit)) }
  }

  private func add(_ text: ParallelText, weight: Double, _ encoder: inout BytePairEncoder) throws {
    var report = try DataReport(.init(file: text.sourcePath, weight: weight))
    let first = records.count
    for (number, (source, target)) in zip(text.source, text.target).enumerated() {
      report.records += 1
      let place = "line \(number + 1)"
      let units = (encoder.pieces(of: source).map(\.unit), encoder.pieces(of: target).map(\.unit))
      guard !units.0.isEmpty, !units.1.isEmpty else {
        report.skipped.append(.init(id: place, reason: "it or its translation is empty", isPart: false))
        continue
      }
      guard max(units.0.count, units.1.count) < settings.longest else {
        report.skipped.append(
          .init(
            id: place, reason: "it or its translation has \(settings.longest) units or more", isPart: false))
        continue
      }
      records.append(Record(place: "\(text.sourcePath): \(place)", source: units.0, target: units.1))
    }
    report.used = records.count - first
    data.append(report)
    // The translation is part of what a run was begun with.
    data.append(try DataReport(.init(file: text.targetPath, weight: weight)))
    groups.append(.init(records: first..<records.count, weight: weight))
  }

  /// The pair.
  public func examples(of record: Int, epoch: Int) throws -> [Example] {
    [Example(record: record, source: records[record].source, target: records[record].target)]
  }

  /// Units of the longer sentence.
  public func length(of example: Example) -> Int { max(example.source.count, example.target.count) + 1 }

  /// `file: line`.
  public func name(of example: Example) -> String { records[example.record].place }

  /// The mean over the units of the translations.
  public func loss(
    of examples: [Example], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    model.loss(
      TranslationBatch(examples.map(\.source), targets: examples.map(\.target)), on: tape,
      labelSmoothing: Float(configuration.labelSmoothing))
  }

  /// Translates the held-out sentences.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !heldOut.isEmpty else { return nil }
    let translator = try Translator(modelAt: folder, workers: configuration.workers)
    var bleu = CorpusBleu()
    for first in stride(from: 0, to: heldOut.count, by: 128) {
      if isCancelled() { return nil }
      let part = heldOut[first..<min(heldOut.count, first + 128)]
      for (found, pair) in zip(translator.translate(part.map(\.source), beam: settings.beam), part) {
        bleu.add(found.words, reference: pair.target.split(separator: " ").map(String.init))
      }
    }
    return [100 * bleu.value]
  }

  /// Writes a folder that ``Translator`` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    try ModelWriter.write(
      weights, to: target,
      files: [
        try ModelWriter.configuration(model.configuration), (Translator.unitsName, try pairs.write()),
      ],
      name: "translator-\(settings.languages)-\(settings.attention.rawValue)", version: "\(origin.step)",
      about: "Translator trained by Peruse \(origin.version), \(origin.step) steps, seed \(origin.seed)")
  }
}
