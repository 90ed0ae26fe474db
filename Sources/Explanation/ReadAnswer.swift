import HierarchicalModels
import SpanExtraction

/// A reader's answer to a question, or its word that there is none.
public struct ReadAnswer: ExplainedPrediction {
  /// Names the question.
  public let id: String
  private let reading: ErasableReading
  private let gradient: ReaderGradient
  private let view: AnswerExplanation.View

  /// A prediction of `reading`'s reader.
  public init(
    _ reading: ErasableReading, id: String, gradient: ReaderGradient, attention view: AnswerExplanation.View
  ) {
    (self.reading, self.id, self.gradient, self.view) = (reading, id, gradient, view)
  }

  /// The answer; empty where there is none.
  public var prediction: String { reading.answer ?? "" }
  /// Words of the text outside the answer, or of the question.
  public var words: [String] { reading.words.map(\.text) }
  /// A word that is erased is masked, so that all others keep their places.
  public func probabilities(erasing sets: [Set<Int>]) throws -> [Double] {
    try reading.probabilities(erasing: sets)
  }
  /// In the view that was asked for.
  public func attention() throws -> [Double] { try reading.attention(view) }
  /// Of the answer's score less the null answer's.
  public func gradientTimesInput() throws -> [Double]? { try reading.gradientTimesInput(gradient) }
  /// Of where the answer starts, in float32.
  public func distributions(replacing replacements: [AttentionReplacement]) throws -> [[Double]]? {
    try [try reading.starts(gradient, replacing: nil, in: view)]
      + replacements.map { try reading.starts(gradient, replacing: $0, in: view) }
  }
}
