import HierarchicalModels
import Tensors
import Tokenization

/// Scores of a recurrent reader.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
struct RecurrentScorer: WindowScorer, @unchecked Sendable {
  let folder: ModelFolder
  private let vocabulary: WordVocabulary
  private let model: RecurrentReaderModel
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  var tokenizer: any ReadingTokenizer { vocabulary }
  var positions: Int? { nil }
  var specialTokens: Int { 0 }

  /// Words of questions and texts that are read side by side.
  private static let batchWords = 4096

  /// - Throws: `ModelError`, `TokenizationError` or ``ReaderError``.
  init(modelAt path: String, workers: Int) throws {
    folder = try ModelFolder(at: path)
    let configuration = try RecurrentReaderConfiguration(readingFrom: folder.configurationPath)
    vocabulary = try WordVocabulary(readingFrom: folder.vocabularyPath)
    guard vocabulary.count == configuration.vocabulary_size else {
      throw ReaderError.notAReader(
        folder: path,
        reason:
          "vocab.txt has \(vocabulary.count) words, and config.json says \(configuration.vocabulary_size)")
    }
    parameters = ParameterSet(drawsInitialValues: false)
    model = RecurrentReaderModel(configuration, in: parameters)
    do { try folder.fill(parameters) } catch {
      throw ReaderError.notAReader(folder: path, reason: error.description)
    }
    pool = WorkerPool(workers: workers)
  }

  func vectors(of ids: [Int32]) -> [Float] {
    let width = model.configuration.word_width
    let table = model.words.elements
    return ids.flatMap { id -> [Float] in
      let index = WordVocabulary.index(id)
      guard index < vocabulary.count else { return [Float](repeating: 0, count: width) }
      return Array(table[index * width..<(index + 1) * width])
    }.normalizedRows(width)
  }

  func scores(of inputs: [WindowInput]) throws -> [WindowScores] {
    // Windows of similar lengths share a batch, so that little of it is padding.
    let order = inputs.indices.sorted { (inputs[$0].text.count, $0) < (inputs[$1].text.count, $1) }
    var batches: [[Int]] = []
    var words = 0
    for index in order {
      let count = inputs[index].text.count + inputs[index].question.count
      if batches.isEmpty || words + count > Self.batchWords {
        batches.append([])
        words = 0
      }
      batches[batches.count - 1].append(index)
      words += count
    }
    let found = pool.map(batches.count) { read(batches[$0].map { inputs[$0] }) }
    var results = [WindowScores?](repeating: nil, count: inputs.count)
    for (batch, scores) in zip(batches, found) {
      for (index, scores) in zip(batch, scores) { results[index] = scores }
    }
    return results.compactMap(\.self)
  }

  private func read(_ inputs: [WindowInput]) -> [WindowScores] {
    let batch = RecurrentReaderBatch(
      inputs.map { ($0.question, $0.text) }, configuration: model.configuration)
    let output = model(batch, on: .inference())
    let (start, end, null) = (output.start.values, output.end.values, output.null.values)
    return inputs.indices.map { row in
      let places = row * batch.textLength..<row * batch.textLength + inputs[row].text.count
      return WindowScores(start: Array(start[places]), end: Array(end[places]), null: null[row])
    }
  }
}

extension WordVocabulary: ReadingTokenizer {
  /// Words and marks.
  public func units(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> (ids: [Int32], offsets: [Range<Int>]) {
    words(utf8: utf8, base: base)
  }

  /// Never: each is a word of its own.
  public func continuesWord(_ id: Int32) -> Bool { false }
}
