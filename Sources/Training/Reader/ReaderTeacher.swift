import Foundation
import HierarchicalModels
import SpanExtraction
import Tokenization

/// A reader that another one is taught by (Hinton et al. 2015): what it makes of all spans of a window and of
/// the null answer, as one distribution, softened by a temperature.
package struct ReaderTeacher: Sendable {
  /// The spans of a window that have nearly all of the teacher's probability, and their shares of it, which
  /// sum to 1. The null answer is the first place twice.
  package struct Target: Sendable {
    package var spans: [ClosedRange<Int>] = []
    package var shares: [Float] = []

    package init(spans: [ClosedRange<Int>] = [], shares: [Float] = []) {
      (self.spans, self.shares) = (spans, shares)
    }
  }

  /// Name and checksum of the model.
  let identity: ModelIdentity
  private let reader: SpanReader
  /// The teacher's number for each of the pupil's word pieces.
  private let ids: [Int32]
  private let temperature: Float
  private let withNull: Bool

  /// Spans that are learned of each window.
  private static let most = 32
  /// How far below the best score a span still counts, in temperatures.
  private static let deepest: Float = 10

  /// Loads the teacher, whose word pieces must be the pupil's; their numbers may differ, as BERT's and
  /// MPNet's do.
  ///
  /// - Parameter withNull: whether the pupil has a null answer.
  /// - Throws: ``TrainingError`` where it reads other word pieces; `ModelError` or `ReaderError` where it is
  ///   no reader.
  package init(
    modelAt folder: String, precision: WordEncoder.Precision, workers: Int, pupil: WordPieceTokenizer,
    temperature: Float, withNull: Bool
  ) throws {
    reader = try SpanReader(modelAt: folder, precision: precision, workers: workers)
    identity = reader.identity
    (self.temperature, self.withNull) = (temperature, withNull)
    guard let pieces = reader.tokenizer as? WordPieceTokenizer else {
      throw TrainingError(.setting, "reader.teacher", "must be a reader with a word encoder")
    }
    var numbers: [String: Int32] = [:]
    for id in 0..<Int32(pieces.vocabularyCount) { numbers[pieces.piece(for: id)] = id }
    var unknown = 0
    ids = (0..<Int32(pupil.vocabularyCount)).map { id in
      if let number = numbers[pupil.piece(for: id)] { return number }
      unknown += 1
      return pieces.unknownID
    }
    // BERT's special tokens and places kept for later have other names in MPNet.
    guard unknown <= 16 + pupil.vocabularyCount / 100 else {
      throw TrainingError(
        .setting, "reader.teacher", "has other word pieces: it lacks \(unknown) of the pupil's")
    }
  }

  /// What the teacher makes of each example's spans, in the example's places.
  package func targets(of examples: [ReaderExample]) throws -> [Target] {
    let inputs = examples.map { example in
      let first = example.text.lowerBound
      return WindowInput(
        question: example.question.map { ids[Int(example.input.ids[$0])] },
        text: example.text.map { ids[Int(example.input.ids[$0])] },
        sentences: example.sentences.map { $0.lowerBound - first..<$0.upperBound - first })
    }
    return zip(examples, try reader.scores(of: inputs)).map { example, scores in
      target(scores, first: example.text.lowerBound)
    }
  }

  private func target(_ scores: WindowScores, first: Int) -> Target {
    let count = scores.start.count
    var found: [(score: Float, span: ClosedRange<Int>)] = []
    var best = -Float.infinity
    if withNull, let null = scores.null {
      found.append((null, 0...0))
      best = null
    }
    for start in 0..<count {
      let ends = start..<min(count, start + SpanPairs<Float>.longest)
      let pairs = scores.pairs?.scores(first: start, last: ends)
      for end in ends {
        let score = scores.start[start] + scores.end[end] + (pairs?[end - start] ?? 0)
        guard score > best - Self.deepest * temperature else { continue }
        best = max(best, score)
        found.append((score, first + start...first + end))
      }
    }
    let chosen = found.sorted { $0.score > $1.score }.prefix(Self.most)
    var target = Target()
    var sum: Float = 0
    for (score, span) in chosen {
      let share = exp((score - best) / temperature)
      target.spans.append(span)
      target.shares.append(share)
      sum += share
    }
    for index in target.shares.indices { target.shares[index] /= sum }
    return target
  }
}
