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

  /// Whether a reader that can say that there is no answer gives its best spans all the same.
  public var alwaysAnswers = false

  /// The default options.
  public init() {}
}
