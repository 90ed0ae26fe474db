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
  private let vocabulary: WordVocabulary
  let model: ClassifierModel<Float>
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Words that are read side by side by one worker.
  private static let batchWords = 8192

  /// Loads a classifier.
  ///
  /// - Parameter workers: threads.
  /// - Throws: `ModelError`, `TokenizationError` or ``ClassificationError``, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    folder = try ModelFolder(at: path)
    let configuration = try ClassifierConfiguration(readingFrom: folder.configurationPath)
    vocabulary = try WordVocabulary(readingFrom: folder.vocabularyPath)
    guard vocabulary.count == configuration.vocabulary_size else {
      throw ClassificationError.notAClassifier(
        folder: path,
        reason:
          "vocab.txt has \(vocabulary.count) words, and config.json says \(configuration.vocabulary_size)")
    }
    parameters = ParameterSet(drawsInitialValues: false)
    model = ClassifierModel(configuration, in: parameters)
    do { try folder.fill(parameters) } catch {
      throw ClassificationError.notAClassifier(folder: path, reason: error.description)
    }
    calibration = try ClassifierCalibration(folder)
    pool = WorkerPool(workers: workers)
  }

  /// Cuts a document into the words that the model reads.
  public func prepare(_ document: Document, sentences: [Sentence]) -> ClassifierText {
    ClassifierText(
      document, sentences: sentences, vocabulary: vocabulary, sentenceWords: configuration.sentence_words)
  }

  /// Labels of documents, in their order. A document without any word gets what the model says of nothing.
  public func classify(_ texts: [ClassifierText]) -> [Classification] {
    read(texts) { text, scores, sentences, words in
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
  public func scores(of texts: [ClassifierText]) -> [[Float]] { read(texts) { _, scores, _, _ in scores } }

  func read<Result: Sendable>(
    _ texts: [ClassifierText],
    _ body: @Sendable (ClassifierText, [Float], _ sentences: [Float], _ words: [[Float]]) -> Result
  ) -> [Result] {
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
    let found = pool.map(batches.count) { number -> [Result] in
      let members = batches[number].map { texts[$0] }
      let batch = ClassifierBatch(
        members.map { $0.pieces.map(\.words) }, configuration: configuration)
      let output = model(batch, on: .inference())
      let scores = output.scores.values, sentences = output.sentenceWeights.values
      let words = output.wordWeights(of: batch), labels = configuration.labels.count
      return members.indices.map { row in
        body(
          members[row], Array(scores[row * labels..<(row + 1) * labels]),
          Array(sentences[row * batch.most..<row * batch.most + batch.counts[row]]), words[row])
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
