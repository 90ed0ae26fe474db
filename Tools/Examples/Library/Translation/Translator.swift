import HierarchicalModels
import Tensors
import Training

/// Translates with a model that `translation` has trained, and says which words a translation was made of.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct Translator: @unchecked Sendable {
  /// A translation.
  public struct Translation: Sendable, Hashable {
    /// Its words.
    public var words: [String]
    /// log p of its units.
    public var logProbability: Double
    /// How much each of its units attended to each unit of the source.
    public var attention: AttentionTable
  }

  /// The name of the units' file.
  static let unitsName = "subwords.json"
  /// Sentences that one worker translates side by side.
  private static let batch = 24

  /// Extents.
  public var configuration: TranslationConfiguration { model.configuration }
  private let model: TranslationModel<Float>
  private let parameters: ParameterSet<Float>
  private let pairs: BytePairs
  private let pool: WorkerPool

  /// Loads a translator.
  ///
  /// - Throws: `TrainingError`, `ModelError` or `SafeTensorsError`, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    let folder = try ModelFolder(at: path)
    let configuration = try TranslationConfiguration(readingFrom: folder.configurationPath)
    pairs = try BytePairs(readingFrom: "\(path)/\(Self.unitsName)")
    guard pairs.units.count == configuration.units else {
      throw TrainingError(
        .data, "\(path)/\(Self.unitsName)",
        "has \(pairs.units.count) units, and config.json says \(configuration.units)")
    }
    parameters = ParameterSet()
    model = TranslationModel(configuration, in: parameters)
    try folder.fill(parameters)
    pool = WorkerPool(workers: workers)
  }

  /// Translates sentences whose words are separated by spaces, in the case that the model was trained on.
  public func translate(_ sentences: [String], beam: Int = 5) -> [Translation] {
    var encoder = BytePairEncoder(pairs)
    let sources = sentences.map { Array(encoder.pieces(of: $0).prefix(configuration.longest - 1)) }
    return inBatches(sources.map(\.count)) { members in
      var search = BeamSearch()
      search.beam = beam
      search.lengthPenalty = 1
      let most = members.map { sources[$0].count }.max() ?? 0
      search.longest = min(configuration.longest, most + most / 2 + 10)
      let found = model.translate(members.map { sources[$0].map(\.unit) }, search: search)
      return zip(members, found).map { member, hypotheses in
        guard let best = hypotheses.first else {
          return Translation(words: [], logProbability: 0, attention: AttentionTable())
        }
        let units = best.words.map { $0 - DecoderWord.first }
        // The weights at the end of the translation, and on the end of the source, belong to no word.
        let weights = best.weights.dropLast().map { Array($0.dropLast()) }
        return Translation(
          words: BytePairEncoder(pairs).words(of: units), logProbability: best.logProbability,
          attention: AttentionTable(
            weights: weights, source: sources[member].map { label($0.unit) }, target: units.map(label)))
      }
    }
  }

  /// How much each unit of given translations attends to each unit of its source.
  public func align(_ sentences: [String], _ translations: [String]) -> [AttentionTable] {
    var encoder = BytePairEncoder(pairs)
    let pieces = zip(sentences, translations).map { (encoder.pieces(of: $0), encoder.pieces(of: $1)) }
    return inBatches(pieces.map { $0.0.count + $0.1.count }) { members in
      let weights = model.align(
        members.map { pieces[$0].0.map(\.unit) }, members.map { pieces[$0].1.map(\.unit) })
      return zip(members, weights).map { member, weights in
        let (source, target) = pieces[member]
        return AttentionTable(
          weights: weights, source: source.map { label($0.unit) }, target: target.map { label($0.unit) },
          sourceWords: source.map(\.word), targetWords: target.map(\.word))
      }
    }
  }

  private func label(_ unit: Int) -> String {
    guard pairs.units.indices.contains(unit) else { return "?" }
    let text = pairs.units[unit]
    return text.last == BytePairs.end ? String(text.dropLast()) : text + "·"
  }

  /// Results in the order of what they are of; what is of similar length is done together.
  private func inBatches<Result: Sendable>(
    _ lengths: [Int], _ work: @Sendable ([Int]) -> [Result]
  ) -> [Result] {
    let order = lengths.indices.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    let batches = stride(from: 0, to: order.count, by: Self.batch).map {
      Array(order[$0..<min(order.count, $0 + Self.batch)])
    }
    let found = pool.map(batches.count) { work(batches[$0]) }
    let placed = zip(batches.joined(), found.joined()).sorted { $0.0 < $1.0 }
    return placed.map(\.1)
  }
}
