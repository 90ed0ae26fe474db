import Ingestion
import SpanExtraction

/// An answer found in a corpus, with its document and its place.
public struct CorpusAnswer: Sendable {
  /// The answer, its evidence and their places in the document's source.
  public var answer: Answer
  /// The row around an answer that is a cell, as one would read it out.
  public var row: String?
  /// The passage that it was found in.
  public var hit: SearchHit
  /// Probability among all spans of all passages that were read, what the search thought of them included.
  public var probability: Double
}

/// What a corpus says to a question.
public struct CorpusAnswers: Sendable {
  /// Answers by falling probability; empty where there is none.
  public var answers: [CorpusAnswer] = []
  /// Whether the corpus answers the question; nil under strict options.
  public var verdict: Verdict?
  /// Probability that no passage that was read holds an answer, from the same distribution as the answers';
  /// nil under strict options, and where the reader always answers.
  public var noAnswerProbability: Double?
}

/// How a corpus is asked.
public struct AskOptions: Sendable, Hashable {
  /// How passages are found.
  public var search = SearchOptions()
  /// Passages that are read.
  public var passages = 10
  /// How they are read, and how many answers are wanted of at least which probability.
  public var reader = ReaderOptions()
  /// How much a passage's score counts beside what the reader says; chosen on 250 questions of SciQ, which
  /// the reader was not trained on.
  public var searchWeight = 8.0

  /// Creates the default options.
  public init() {}
}
