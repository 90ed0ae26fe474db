import Ingestion

/// A sentence that a summary chose, with its place and why it was chosen.
public struct SummarySentence: Sendable, Hashable {
  /// The sentence as it stands in the document's text.
  public var text: String
  /// Index among all sentences of the document.
  public var index: Int
  /// UTF-8 offsets in the document's text.
  public var range: Range<Int>
  /// Place in the original file; `nil` where the document has no source.
  public var provenance: Provenance?
  /// Score by which sentences were chosen; higher is more important. Comparable within one document only.
  public var score: Double
  /// Parts that the score is the sum of, by name, such as `salience`, `position` or `query`.
  public var components: [String: Double]
  /// How much each word counts in the sentence, where the method weighs words.
  public var words: [AttendedWord]
  /// Why it was chosen, in words, the strongest reason first; none where the method gives none.
  public var reasons: [String] = []

  /// Creates a sentence.
  public init(
    text: String, index: Int, range: Range<Int>, provenance: Provenance?, score: Double,
    components: [String: Double], words: [AttendedWord] = []
  ) {
    self.words = words
    self.text = text
    self.index = index
    self.range = range
    self.provenance = provenance
    self.score = score
    self.components = components
  }
}

/// The score of one sentence of the document, chosen or not.
public struct SentenceScore: Sendable, Hashable {
  /// The score; `nil` for sentences that may not be chosen.
  public var value: Double?
  /// Parts of the score by name.
  public var components: [String: Double] { table?[row] ?? [:] }
  /// Why the sentence may not be chosen.
  public var exclusion: Exclusion?

  /// The parts of all scores of the document, and the sentence's place among them.
  private let table: ScoreTable?
  private let row: Int

  /// Creates a score.
  public init(value: Double?, components: [String: Double] = [:], exclusion: Exclusion? = nil) {
    self.value = value
    self.exclusion = exclusion
    table = components.isEmpty ? nil : ScoreTable(components)
    row = 0
  }

  /// The score of the sentence at `row` of a table.
  init(value: Double?, table: ScoreTable, row: Int) {
    (self.value, self.table, self.row) = (value, table, row)
    exclusion = nil
  }

  /// Whether two scores say the same, whatever else stands in their tables.
  public static func == (left: SentenceScore, right: SentenceScore) -> Bool {
    left.value == right.value && left.exclusion == right.exclusion && left.components == right.components
  }

  /// Hashes the score and the exclusion.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
    hasher.combine(exclusion)
  }
}

/// A summary: sentences of the document, none of them changed.
public struct Summary: Sendable, Hashable {
  /// The chosen sentences in the order asked for.
  public var sentences: [SummarySentence]
  /// Scores of all sentences of the document, in its order.
  public var scores: [SentenceScore]
  /// The settings that made it.
  public var options: SummaryOptions
  /// Name of the encoder, where one was used.
  public var encoder: String?
  /// What the reader should know, such as that no sentence fits the budget.
  public var warnings: [String]

  /// Creates a summary.
  public init(
    sentences: [SummarySentence], scores: [SentenceScore], options: SummaryOptions, encoder: String?,
    warnings: [String] = []
  ) {
    self.sentences = sentences
    self.scores = scores
    self.options = options
    self.encoder = encoder
    self.warnings = warnings
  }

  /// The chosen sentences, one a line.
  public var text: String { sentences.map(\.text).joined(separator: "\n") }
}
