import HierarchicalModels
import Tensors
import Training

/// Tells whether sentences are true of pictures of three boxes, from their pixels, and says where it looked.
///
/// Parameters do not change once they are read, which is why it may be sent between threads.
public struct VisualReasoningReader: @unchecked Sendable {
  /// A judgement.
  public struct Judgement: Sendable, Hashable {
    /// How likely the sentence is true.
    public var probability: Double
    /// How much each piece was looked at, [boxes][pieces].
    public var weights: [[Float]]
    /// Where each piece is in its box: its left, right, upper and lower pixel.
    public var frames: [[[Int]]]
  }

  private let model: VisualReasoningModel<Float>
  private let words: SentenceWords
  private let parameters: ParameterSet<Float>
  private let pool: WorkerPool

  /// Loads a model.
  ///
  /// - Throws: `TrainingError`, `ModelError` or `SafeTensorsError`, naming the file.
  public init(modelAt path: String, workers: Int = WorkerPool.activeCores) throws {
    let folder = try ModelFolder(at: path)
    parameters = ParameterSet()
    let configuration = try VisualReasoningConfiguration(readingFrom: folder.configurationPath)
    words = SentenceWords(configuration.words)
    model = VisualReasoningModel(configuration, in: parameters)
    try folder.fill(parameters)
    pool = WorkerPool(workers: workers)
  }

  /// A judgement of each sentence.
  ///
  /// - Throws: `TrainingError`, naming the picture that cannot be read.
  public func judge(_ records: [VisualReasoningFile.Record]) throws -> [Judgement] {
    let pictures = try records.map { try VisualReasoningFile.segments($0.picture) }
    return judge(zip(records, pictures).map { ($0.sentence, $1) })
  }

  /// A judgement of each sentence about a made picture.
  package func judge(_ sentences: [(sentence: String, picture: PictureSegments)]) -> [Judgement] {
    let parts = stride(from: 0, to: sentences.count, by: 64).map {
      Array(sentences[$0..<min(sentences.count, $0 + 64)])
    }
    return pool.map(parts.count) { part -> [Judgement] in
      let tape = Tape<Float>.inference(), members = parts[part]
      return withExtendedLifetime(tape) {
        let batch = VisualReasoningModel<Float>.Batch(
          sentences: members.map { words.numbers(of: $0.sentence) }, pictures: members.map(\.picture.boxes))
        let output = model(batch, on: tape)
        let (logits, weights) = (output.logits.softmax().values, output.weights.values)
        return members.indices.map { row in
          let boxes = members[row].picture.boxes
          return Judgement(
            probability: Double(logits[2 * row + 1]),
            weights: boxes.indices.map { box in
              let first = (3 * row + box) * batch.pieces
              return Array(weights[first..<first + boxes[box].count])
            }, frames: boxes.map { $0.map(PictureSegments.frame) })
        }
      }
    }.flatMap { $0 }
  }
}

/// How well sentences about pictures are judged.
public struct VisualReasoningTrial: Sendable, Hashable {
  /// Share of sentences that were judged rightly.
  public var accuracy = 0.0
  /// Share of the more frequent judgement, which who looks at nothing reaches.
  public var majority = 0.0
  /// Sentences that were judged.
  public var count = 0

  /// Judges all.
  ///
  /// - Throws: `TrainingError`, naming the picture that cannot be read.
  public init(_ reader: VisualReasoningReader, _ records: [VisualReasoningFile.Record]) throws {
    self.init(try reader.judge(records), records.map(\.isTrue))
  }

  /// Judges made sentences: those whose numbers in the generator are these.
  package init(_ reader: VisualReasoningReader, _ generator: BoxGenerator, _ numbers: Range<Int>) {
    let examples = numbers.map(generator.example)
    let judgements = reader.judge(
      examples.map { (sentence: $0.sentence, picture: PictureSegments(rgb: $0.scene.pixels)) })
    self.init(judgements, examples.map(\.isTrue))
  }

  /// Counts judgements that were made.
  package init(_ judgements: [VisualReasoningReader.Judgement], _ truths: [Bool]) {
    count = truths.count
    guard count > 0 else { return }
    let right = zip(judgements, truths).count { ($0.probability > 0.5) == $1 }
    accuracy = Double(right) / Double(count)
    let share = Double(truths.count { $0 }) / Double(count)
    majority = max(share, 1 - share)
  }
}
