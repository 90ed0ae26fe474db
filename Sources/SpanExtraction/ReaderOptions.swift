/// How a document is read and which answers are returned.
public struct ReaderOptions: Sendable, Hashable, Codable {
  /// Most answers to return.
  public var top = 1
  /// Longest answer, in words between white space.
  public var maximumAnswerWords = 30
  /// Answers of a smaller probability are not returned.
  public var threshold = 0.0
  /// Share of the questions that have an answer, as far as it is known beforehand, from 0 to 1.
  public var answerableShare = 0.8
  /// Word pieces that the encoder reads at once, question included. A text that fits into the
  /// encoder's longest input is read in one window whatever this says.
  public var window = 384
  /// Word pieces that neighbouring windows share.
  public var overlap = 128
  /// Most windows of a document that are read closely; 0 for all. Where a document has more, attention of the
  /// question over its sentences, by the vectors of single words, chooses them.
  ///
  /// Nil leaves it to the length: of a document of more than ``wholeWindows`` windows, ``closestWindows`` are
  /// read, and the others too where those hold no answer that the reader is sure of, or where the question
  /// asks for several things.
  public var closeWindows: Int?
  /// Windows of a document that is always read whole, unless a number is asked for: some 11,000 words.
  public static let wholeWindows = 64
  /// Windows of a longer one that are read first.
  public static let closestWindows = 32
  /// How the windows of a long document are put together.
  public var combination = WindowCombination.together

  /// Whether a reader that can say that there is no answer gives its best spans all the same.
  public var alwaysAnswers = false
  /// Whether a question of yes or no gets the sentence that bears on it; a measurement of spans wants a span.
  /// No setting of the command line, and not written among the others.
  public var givesEvidence = true
  /// Whether probabilities and silence are those of version 0.1.0: no verdict, no answer where the null
  /// answer is likelier than all spans together, and with `alwaysAnswers` probabilities as if there were one.
  public var strict = false

  /// The default options.
  public init() {}
}

/// How the scores of a document's windows are put together.
public enum WindowCombination: String, Sendable, Hashable, Codable, CaseIterable {
  /// Probabilities are normalised over the spans of all windows together (Clark and Gardner 2018).
  case together
  /// Each window is normalised by itself, and the likeliest span of any wins: what readers without shared
  /// normalisation do, kept to compare with.
  case independent
  /// Only the document's first window is read, kept to compare with.
  case first
}

extension ReaderOptions {
  private enum CodingKeys: String, CodingKey {
    case top, maximumAnswerWords, threshold, answerableShare, window, overlap, closeWindows, combination
    case alwaysAnswers, strict
  }

  /// Writes what the results depend on: under `strict` what version 0.1.0 wrote.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(top, forKey: .top)
    try values.encode(maximumAnswerWords, forKey: .maximumAnswerWords)
    try values.encode(threshold, forKey: .threshold)
    try values.encode(window, forKey: .window)
    try values.encode(overlap, forKey: .overlap)
    try values.encodeIfPresent(strict ? closeWindows ?? 0 : closeWindows, forKey: .closeWindows)
    try values.encode(combination, forKey: .combination)
    try values.encode(alwaysAnswers, forKey: .alwaysAnswers)
    if !strict { try values.encode(answerableShare, forKey: .answerableShare) }
  }

  /// Reads what ``encode(to:)`` wrote.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    top = try values.decode(Int.self, forKey: .top)
    maximumAnswerWords = try values.decode(Int.self, forKey: .maximumAnswerWords)
    threshold = try values.decode(Double.self, forKey: .threshold)
    window = try values.decode(Int.self, forKey: .window)
    overlap = try values.decode(Int.self, forKey: .overlap)
    closeWindows = try values.decodeIfPresent(Int.self, forKey: .closeWindows)
    combination = try values.decode(WindowCombination.self, forKey: .combination)
    alwaysAnswers = try values.decode(Bool.self, forKey: .alwaysAnswers)
    let share = try values.decodeIfPresent(Double.self, forKey: .answerableShare)
    strict = share == nil
    if let share { answerableShare = share }
  }
}
