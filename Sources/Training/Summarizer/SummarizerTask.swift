import Evaluation
import Foundation
import HierarchicalModels
import Ingestion
import Summarization
import Tensors
import Tokenization

/// Trains the summarizer: word attention, sentence attention and the weights of counted features, on top of
/// the frozen lower layers of a word encoder.
///
/// Documents with summaries are learned from by listwise targets (greedy oracle, own ROUGE) and, towards the
/// end, by policy gradient on ROUGE; documents without, by what is central in them.
public final class SummarizerTask: TrainingTask, @unchecked Sendable {
  /// `summarizer`.
  public static let name = "summarizer"
  /// What is trained.
  public static let about =
    "the summarizer: sentences chosen from documents, from JSON lines with or without summaries"
  /// What each setting means.
  public static let help = SummarizerSettings.help
  /// The default settings.
  public static let defaults = SummarizerSettings()
  /// Mean of ROUGE-1, -2 and -Lsum, then each of them, in percent, each file of held-out documents counting
  /// the same.
  public static let measures = ["rouge", "rouge1", "rouge2", "rougeLsum"]

  /// Everything above the encoder.
  public let parameters: ParameterSet<Float>
  /// The encoder's weights.
  public let start: FileRecord?
  /// What was found in the files.
  public var data: [DataReport] { documents.reports }
  /// Documents to train on, file by file.
  public var groups: [DataOrder.Group] { documents.groups }

  private let configuration: TrainingConfiguration
  private let settings: SummarizerSettings
  private let extents: SummaryConfiguration
  /// What is trained: levels, or what stands on top of trained ones.
  private let level: SummaryLevel<Float>?
  private let ranking: RankingTraining?
  private let encoder: WordEncoder
  private let tokenizer: WordPieceTokenizer
  private let documents: SummarySet
  private let maker: SummarizerExampleMaker

  /// Opens the encoder and the documents.
  ///
  /// - Throws: ``TrainingError``, `ModelError`, `TokenizationError` or `EvaluationError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: SummarizerSettings) throws {
    guard !configuration.start.isEmpty else {
      throw TrainingError(.setting, "start", "name the model folder whose word encoder the summarizer uses")
    }
    self.configuration = configuration
    self.settings = settings
    encoder = try WordEncoder(
      modelAt: configuration.start, precision: .int8, workers: configuration.workers)
    tokenizer = try WordPieceTokenizer(vocabularyAt: encoder.folder.vocabularyPath)
    try settings.check(
      layers: encoder.configuration.layers, positions: encoder.configuration.positions)
    extents = SummaryConfiguration(
      features: SalienceFeatures.names, inputs: encoder.configuration.width,
      encoderLayers: settings.encoderLayers, window: settings.window, wordHidden: settings.wordHidden,
      width: settings.width, layers: settings.layers, heads: settings.heads, innerWidth: settings.innerWidth,
      radius: settings.radius, redundancyPenalty: settings.redundancyPenalty,
      anaphoraPenalty: settings.anaphoraPenalty)
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    if settings.levels.isEmpty {
      level = SummaryLevel(extents, dropout: settings.dropout, in: parameters)
      ranking = nil
    } else {
      level = nil
      ranking = try RankingTraining(
        levels: settings.levels, encoder: encoder, tokenizer: tokenizer, decay: settings.rankingDecay,
        in: parameters)
    }
    start = FileRecord(path: encoder.folder.weights.path, sha256: encoder.sha256)
    documents = try SummarySet(configuration)
    maker = SummarizerExampleMaker(
      states: SentenceStates(
        encoder: encoder, tokenizer: tokenizer, layers: settings.encoderLayers, window: settings.window),
      settings: settings, seed: UInt64(configuration.seed), ranking: ranking)
  }

  /// The document with the wanted length of this epoch; nothing where it is too long, or nothing in it may be
  /// chosen.
  public func examples(of record: Int, epoch: Int) throws -> [SummarizerExample] {
    try maker.example(of: record, epoch: epoch) { try documents.document(documents.records[record]) }
      .map { [$0] } ?? []
  }

  /// Word pieces of the document.
  public func length(of example: SummarizerExample) -> Int {
    max(example.document.pieces, example.document.count)
  }

  /// `file: id`.
  public func name(of example: SummarizerExample) -> String {
    documents.name(of: documents.records[example.record])
  }

  /// The mean loss over documents: see `SummarizerLoss`.
  public func loss(
    of examples: [SummarizerExample], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    if let ranking { return ranking.loss(of: examples, on: tape) }
    guard let level else { throw TrainingError(.setting, "levels", "nothing is trained") }
    var states: [Float] = []
    states.reserveCapacity(examples.reduce(0) { $0 + $1.document.pieces } * extents.inputs)
    for example in examples { example.document.append(to: &states) }
    let pooled = level.pooled(
      tape.constant(states, shape: [states.count / extents.inputs, extents.inputs]),
      lengths: examples.flatMap(\.document.lengths))
    let counts = examples.map(\.document.count)
    let features = tape.constant(
      examples.flatMap(\.features), shape: [counts.reduce(0, +), extents.features.count])
    let scores = level(pooled.sentences, features: features, counts: counts).scores
    let listwise = SummarizerLoss.listwise(scores, examples, on: tape)
    guard settings.policyWeight > 0, moment.progress >= 1 - settings.policyShare,
      let policy = SummarizerLoss.policy(scores, examples, samples: settings.policySamples, on: tape)
    else { return listwise }
    return listwise + policy * Float(settings.policyWeight)
  }

  /// Summarizes the held-out documents as users will, at their references' number of sentences.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard documents.heldOut.contains(where: { !$0.isEmpty }) else { return nil }
    let summarizer = Summarizer(
      learned: try LearnedSalience(modelAt: folder, encoder: encoder, tokenizer: tokenizer))
    var sums = [0.0, 0.0, 0.0]
    for file in documents.heldOut {
      var own = [0.0, 0.0, 0.0]
      for place in file {
        if isCancelled() { return nil }
        let record = try documents.document(place)
        guard
          case .sentences(let count) = SummaryLength.referenceSentences.resolved(
            references: record.references)
        else { continue }
        let summary = try? summarizer.summarize(
          record.document, sentences: record.sentences,
          options: SummaryOptions(method: .learned, budget: .sentences(count)))
        let lines = (summary?.sentences ?? []).map {
          $0.text.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
        let scores = RougeScorer().score(lines.joined(separator: "\n"), against: record.references)
        for (index, score) in [scores.rouge1, scores.rouge2, scores.rougeLsum].enumerated() {
          own[index] += 100 * score.fMeasure / Double(file.count)
        }
      }
      for index in sums.indices { sums[index] += own[index] / Double(documents.heldOut.count) }
    }
    return [sums.reduce(0, +) / 3] + sums
  }

  /// Writes a folder that `LearnedSalience` loads: weights, extents, and a manifest that names the encoder.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    if let ranking { return try ranking.write(weights, to: target, about: origin, model: settings.model) }
    let base = settings.encoderLayers == 0 ? "embeddings" : "first \(settings.encoderLayers) layers"
    let about =
      "Extractive summarizer trained by Peruse \(origin.version) on the \(base) of \(encoder.name), "
      + "\(origin.step) steps, seed \(origin.seed)"
    let json = try JSONValue(encoding: extents).text + "\n"
    try ModelWriter.write(
      weights, to: target, files: [("config.json", Array(json.utf8))], name: settings.model,
      version: "\(origin.step)", about: about, requires: ["encoder": encoder.sha256])
  }
}
