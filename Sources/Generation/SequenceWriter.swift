import HierarchicalModels
import Tensors
import Tokenization

/// Writes about stretches of text with a model that `peruse train writer` has made.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct SequenceWriter: @unchecked Sendable {
  /// The model's folder.
  public let folder: ModelFolder
  /// Extents.
  public var configuration: WriterConfiguration { model.configuration }
  private let vocabulary: WordVocabulary
  private let model: WriterModel<Float>
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Sources that are read side by side by one worker.
  private static let batch = 16

  /// Loads a writer.
  ///
  /// - Parameter workers: threads.
  /// - Throws: `ModelError`, `TokenizationError` or ``GenerationError``, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    folder = try ModelFolder(at: path)
    let configuration = try WriterConfiguration(readingFrom: folder.configurationPath)
    vocabulary = try WordVocabulary(readingFrom: folder.vocabularyPath)
    guard vocabulary.count == configuration.vocabulary_size else {
      throw GenerationError.notAWriter(
        folder: path,
        reason:
          "vocab.txt has \(vocabulary.count) words, and config.json says \(configuration.vocabulary_size)")
    }
    parameters = ParameterSet(drawsInitialValues: false)
    model = WriterModel(configuration, in: parameters)
    do { try folder.fill(parameters) } catch {
      throw GenerationError.notAWriter(folder: path, reason: error.description)
    }
    pool = WorkerPool(workers: workers)
  }

  /// How it writes where nothing else is said.
  public var search: BeamSearch {
    var search = BeamSearch()
    search.longest = configuration.target_words
    search.shortest = 3
    search.lengthPenalty = 1
    return search
  }

  /// Something to write about: a stretch of a text, and the answer in it.
  public struct Request: Sendable {
    /// UTF-8 range of the text that is read.
    public var range: Range<Int>
    /// UTF-8 range of the answer; nil for none.
    public var answer: Range<Int>?

    /// Creates a request.
    public init(range: Range<Int>, answer: Range<Int>?) { (self.range, self.answer) = (range, answer) }
  }

  /// What it writes about each of the stretches of one text, best first; nothing where a stretch has no
  /// words.
  public func write(
    about requests: [Request], in text: String, search: BeamSearch
  ) -> [[WrittenSequence]] {
    let bytes = Array(text.utf8)
    let texts = bytes.withUnsafeBufferPointer { utf8 in
      requests.map {
        WriterText(
          utf8: utf8, range: $0.range, answer: $0.answer, vocabulary: vocabulary,
          limit: configuration.source_words)
      }
    }
    // Sources of similar length share a batch, so that little of it is padding.
    let order = texts.indices.filter { !texts[$0].words.isEmpty }
      .sorted { (texts[$0].words.count, $0) < (texts[$1].words.count, $1) }
    let batches = stride(from: 0, to: order.count, by: Self.batch).map {
      Array(order[$0..<min(order.count, $0 + Self.batch)])
    }
    let found = pool.map(batches.count) { number -> [[WrittenSequence]] in
      let members = batches[number].map { texts[$0] }
      let batch = WriterBatch(members.map(\.words), configuration: configuration)
      let written = model.write(batch, search: search)
      return bytes.withUnsafeBufferPointer { utf8 in
        members.indices.map { row in
          written[row].map {
            WrittenSequence(
              $0, of: members[row], numbers: batch.numbers[row], utf8: utf8, list: vocabulary.list)
          }
        }
      }
    }
    var results = [[WrittenSequence]](repeating: [], count: requests.count)
    for (members, part) in zip(batches, found) {
      for (index, result) in zip(members, part) { results[index] = result }
    }
    return results
  }

  /// The words of a text in small letters, cut as those that are written: for comparing with them.
  public func lowered(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { utf8 in
      vocabulary.words(utf8: utf8, base: 0).offsets.map {
        String(decoding: utf8[$0], as: UTF8.self).lowercased()
      }
    }
  }
}
