/// How a document is read and which answers are returned.
public struct ReaderOptions: Sendable, Hashable, Codable {
  /// Most answers to return.
  public var top = 1
  /// Longest answer, in words between white space.
  public var maximumAnswerWords = 30
  /// Answers of a smaller probability are not returned.
  public var threshold = 0.0
  /// Word pieces that the encoder reads at once, question included. A text that fits into the
  /// encoder's longest input is read in one window whatever this says.
  public var window = 384
  /// Word pieces that neighbouring windows share.
  public var overlap = 128
  /// Most windows of a document that are read closely; 0 for all. Where a document has more, attention of the question
  /// over its sentences, by the vectors of single words, chooses them.
  public var closeWindows = 0
  /// How the windows of a long document are put together.
  public var combination = WindowCombination.together

  /// Whether a reader that can say that there is no answer gives its best spans all the same.
  public var alwaysAnswers = false

  /// The default options.
  public init() {}
}

/// How the scores of a document's windows are put together.
public enum WindowCombination: String, Sendable, Hashable, Codable, CaseIterable {
  /// Probabilities are normalised over the spans of all windows together (Clark and Gardner 2018).
  case together
  /// Each window is normalised by itself, and the likeliest span of any wins: what readers without shared normalisation
  /// do, kept to compare with.
  case independent
  /// Only the document's first window is read, kept to compare with.
  case first
}
