import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

/// Classifies documents by hierarchical attention.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct DocumentClassifier: @unchecked Sendable {
  /// The model's folder.
  public let folder: ModelFolder
  /// Extents and labels.
  public var configuration: ClassifierConfiguration { model.configuration }
  /// What makes probabilities of scores.
  public let calibration: ClassifierCalibration
  private let words: ClassifierWords
  private let states: WordStates?
  let model: ClassifierModel<Float>
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Words that are read side by side by one worker.
  private static let batchWords = 8192
  /// Batches of which a word encoder's states are kept at a time.
  private static let encodedBatches = 8

  /// Loads a classifier.
  ///
  /// - Parameters:
  ///   - workers: threads.
  ///   - encoder: gives the folder of the word encoder, and is asked only where the classifier stands on one.
  /// - Throws: `ModelError`, `TokenizationError` or ``ClassificationError``, naming the file, and what
  ///   `encoder` throws.
  public init(
    modelAt path: String, workers: Int = WorkerPool.activeCores, encoderAt encoder: () throws -> String
  ) throws {
    folder = try ModelFolder(at: path)
    let configuration = try ClassifierConfiguration(readingFrom: folder.configurationPath)
    if let layers = configuration.encoder_layers {
      let model = try WordEncoder(modelAt: encoder(), precision: .int8, workers: workers)
      try Self.check(folder, configuration, on: model)
      let states = WordStates(
        encoder: model, tokenizer: try WordPieceTokenizer(vocabularyAt: model.folder.vocabularyPath),
        layers: layers, window: configuration.encoder_window ?? 0)
      (self.states, words) = (states, .spelled(states.words))
    } else {
      let vocabulary = try WordVocabulary(readingFrom: folder.vocabularyPath)
      guard vocabulary.count == configuration.vocabulary_size else {
        throw ClassificationError.notAClassifier(
          folder: path,
          reason:
            "vocab.txt has \(vocabulary.count) words, and config.json says \(configuration.vocabulary_size)")
      }
      (states, words) = (nil, .listed(vocabulary))
    }
    parameters = ParameterSet(drawsInitialValues: false)
    model = ClassifierModel(configuration, in: parameters)
    do { try folder.fill(parameters) } catch {
      throw ClassificationError.notAClassifier(folder: path, reason: error.description)
    }
    calibration = try ClassifierCalibration(folder)
    pool = WorkerPool(workers: workers)
  }

  /// Refuses an encoder that the classifier was not trained on: on another it would load and judge badly.
  private static func check(
    _ folder: ModelFolder, _ configuration: ClassifierConfiguration, on encoder: WordEncoder
  ) throws(ModelError) {
    if let expected = folder.manifest?.requires?["encoder"], expected != encoder.sha256 {
      throw ModelError(folder.path, .otherEncoder(expected: expected, present: encoder.sha256))
    }
    let layers = configuration.encoder_layers ?? 0, width = configuration.encoder_width ?? 0
    guard layers <= encoder.configuration.layers, width == encoder.configuration.width else {
      throw ModelError(
        folder.configurationPath,
        .unsupported(
          "\(layers) layers of width \(width) on an encoder of \(encoder.configuration.layers) layers of width "
            + "\(encoder.configuration.width)"))
    }
  }

  /// Cuts a document into the words that the model reads.
  public func prepare(_ document: Document, sentences: [Sentence]) -> ClassifierText {
    ClassifierText(
      document, sentences: sentences, cutBy: words, sentenceWords: configuration.sentence_words)
  }

  /// Texts side by side, as the model reads them.
  ///
  /// - Throws: `ModelError` where the word encoder refuses its input.
  func batch(_ texts: [ClassifierText]) throws(ModelError) -> ClassifierBatch {
    ClassifierBatch(
      texts.map { $0.pieces.map(\.words) }, states: try states?.states(of: texts.map(\.pieces)) ?? [],
      configuration: configuration)
  }

  /// Labels of documents, in their order. A document without any word gets what the model says of nothing.
  ///
  /// - Throws: `ModelError` where the word encoder refuses its input.
  public func classify(_ texts: [ClassifierText]) throws(ModelError) -> [Classification] {
    try read(texts) { text, scores, sentences, words in
      let probabilities = calibration.probabilities(
        of: scores, takesSeveral: configuration.takes_several)
      let chosen = Set(calibration.chosen(probabilities, takesSeveral: configuration.takes_several))
      let labels = probabilities.indices
        .sorted { (-probabilities[$0], $0) < (-probabilities[$1], $1) }
        .map {
          Classification.Label(
            name: configuration.labels[$0], probability: probabilities[$0], isChosen: chosen.contains($0))
        }
      return Classification(
        labels: labels, sentences: Self.sentences(text, sentences), words: Self.words(text, sentences, words))
    }
  }

  /// Scores of labels before calibration, for each document.
  public func scores(of texts: [ClassifierText]) throws(ModelError) -> [[Float]] {
    try read(texts) { _, scores, _, _ in scores }
  }

  func read<Result: Sendable>(
    _ texts: [ClassifierText],
    _ body: @Sendable (ClassifierText, [Float], _ sentences: [Float], _ words: [[Float]]) -> Result
  ) throws(ModelError) -> [Result] {
    // Documents of similar length share a batch, so that little of it is padding.
    let order = texts.indices.sorted { (texts[$0].pieces.count, $0) < (texts[$1].pieces.count, $1) }
    var batches: [[Int]] = []
    var words = 0
    for index in order {
      let count = texts[index].pieces.reduce(0) { $0 + $1.words.count }
      if batches.isEmpty || words + count > Self.batchWords {
        batches.append([])
        words = 0
      }
      batches[batches.count - 1].append(index)
      words += count
    }
    func output(_ members: [ClassifierText], _ batch: ClassifierBatch) -> [Result] {
      let output = model(batch, on: .inference())
      let scores = output.scores.values, sentences = output.sentenceWeights.values
      let words = output.wordWeights(of: batch), labels = configuration.labels.count
      return members.indices.map { row in
        body(
          members[row], Array(scores[row * labels..<(row + 1) * labels]),
          Array(sentences[row * batch.most..<row * batch.most + batch.counts[row]]), words[row])
      }
    }
    var found: [[Result]] = []
    if states == nil {
      found = pool.map(batches.count) { number in
        let members = batches[number].map { texts[$0] }
        return output(
          members, ClassifierBatch(members.map { $0.pieces.map(\.words) }, configuration: configuration))
      }
    } else {
      // The encoder has threads of its own; only a few batches' states are kept at a time.
      for first in stride(from: 0, to: batches.count, by: Self.encodedBatches) {
        let part = batches[first..<min(batches.count, first + Self.encodedBatches)].map { members in
          members.map { texts[$0] }
        }
        var encoded: [ClassifierBatch] = []
        for members in part { encoded.append(try batch(members)) }
        let ready = encoded
        found += pool.map(part.count) { output(part[$0], ready[$0]) }
      }
    }
    var results = [Result?](repeating: nil, count: texts.count)
    for (members, part) in zip(batches, found) {
      for (index, result) in zip(members, part) { results[index] = result }
    }
    return results.compactMap(\.self)
  }

  /// Weights of sentences: those of its pieces together.
  private static func sentences(_ text: ClassifierText, _ weights: [Float]) -> [Classification.Weight] {
    var result: [Classification.Weight] = []
    var last: Int?
    for (piece, weight) in zip(text.pieces, weights) {
      guard let first = piece.ranges.first, let end = piece.ranges.last else { continue }
      if piece.sentence == last, var whole = result.popLast() {
        whole.range = whole.range.lowerBound..<end.upperBound
        whole.weight += Double(weight)
        result.append(whole)
      } else {
        result.append(.init(range: first.lowerBound..<end.upperBound, weight: Double(weight)))
      }
      last = piece.sentence
    }
    return result
  }

  private static func words(
    _ text: ClassifierText, _ sentences: [Float], _ words: [[Float]]
  ) -> [Classification.Weight] {
    zip(text.pieces, zip(sentences, words)).flatMap { piece, weights in
      zip(piece.ranges, weights.1).map { .init(range: $0, weight: Double($1 * weights.0)) }
    }
  }
}
