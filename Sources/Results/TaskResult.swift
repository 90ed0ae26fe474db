import Ingestion
import SpanExtraction
import Summarization
import Tokenization

/// What a task found, in the shape that every form is rendered from: documents, what was chosen in them with
/// its places, and the report that JSON prints.
public struct TaskResult: Sendable {
  /// What was done.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Sentences chosen from documents.
    case summary
    /// Spans that answer a question.
    case answers
    /// A document as it was read.
    case inspection
    /// Passages found in a corpus.
    case passages
    /// Labels of a document.
    case classification
    /// Questions that a document answers.
    case questions
  }

  /// A document that the result is about.
  public struct Part: Sendable {
    /// Path as given; `-` for standard input.
    public var path: String
    /// Title, or path where there is none, and the record's own identifier.
    public var name: String
    /// The facts about the document that JSON prints; nil for one that is known only by an index.
    public var facts: DocumentReport?
    /// The document; nil for one that is known only by an index.
    public var document: Document?
    /// Its sentences in order, where the task has cut it.
    public var sentences: [Sentence]
    /// Scores of all sentences, where the task has scored them.
    public var scores: [SentenceScore]

    /// A document that was read.
    public init(
      _ document: Document, facts: DocumentReport? = nil, sentences: [Sentence] = [],
      scores: [SentenceScore] = []
    ) {
      let facts = facts ?? DocumentReport(document)
      (path, name) = (facts.path, facts.name)
      (self.facts, self.document) = (facts, document)
      (self.sentences, self.scores) = (sentences, scores)
    }

    /// A document that is known by name.
    public init(path: String, name: String) {
      (self.path, self.name) = (path, name)
      (facts, document, sentences, scores) = (nil, nil, [], [])
    }
  }

  /// A stretch of a document that was chosen.
  public struct Passage: Sendable, Hashable {
    /// The text as it stands in the document.
    public var text: String
    /// Index of its document in ``TaskResult/parts``.
    public var part: Int
    /// UTF-8 range in the document's text, where that is at hand.
    public var range: Range<Int>?
    /// Score or probability.
    public var score: Double
    /// Index of its sentence.
    public var sentence: Int?
    /// Place in the source.
    public var place: Provenance?
    /// The sentence that holds an answer.
    public var evidence: String?
    /// Place of the evidence.
    public var evidencePlace: Provenance?
    /// The evidence with the sentences around it, where they were asked for; else of a cell its row.
    public var context: String?
    /// The question that it answers, where each passage has its own.
    public var question: String?
    /// `evidence` where it is no answer but the sentence that bears on a question of yes or no.
    public var kind: String?
    /// Why it was chosen, in words, the strongest reason first; nil where nobody asked.
    public var reasons: [String]?
    /// Headings around it.
    public var section: String?
    /// Parts of the score by name.
    public var components: [String: Double]
    /// How much each word counts in it, where the task weighs words.
    public var words: [AttendedWord]

    /// Creates a passage.
    public init(
      text: String, part: Int = 0, range: Range<Int>? = nil, score: Double, sentence: Int? = nil,
      place: Provenance?, evidence: String? = nil, evidencePlace: Provenance? = nil, context: String? = nil,
      section: String? = nil, components: [String: Double] = [:], words: [AttendedWord] = []
    ) {
      (self.text, self.part, self.range, self.score) = (text, part, range, score)
      (self.sentence, self.place) = (sentence, place)
      (self.evidence, self.evidencePlace, self.context) = (evidence, evidencePlace, context)
      (self.section, self.components, self.words) = (section, components, words)
    }
  }

  /// What was done.
  public var kind: Kind
  /// Stable name of the record in a batch.
  public var id: String?
  /// The documents.
  public var parts: [Part]
  /// The question, what a summary is about, or what was searched for.
  public var question: String?
  /// The question's own identifier, where it came with one.
  public var questionID: String?
  /// What was chosen, in order.
  public var passages: [Passage]
  /// Key phrases of the document, where they were asked for.
  public var keywords: [String] = []
  /// Why nothing was chosen, or what else the reader should know of the result as a whole, in a sentence.
  public var remark: String?
  /// Whether the document answers the question; nil where the settings are strict, and for other tasks.
  public var verdict: Verdict?
  /// Probability that a document holds no answer; nil where nobody says.
  public var noAnswerProbability: Double?
  /// What the reader should know about how the result came about.
  public var warnings: [String]
  /// What the JSON prints.
  public var report: any Encodable & Sendable
  /// The model, or the method where it needs none.
  public var model: ModelReport?
  /// How sentences were weighed, or another word for what made the result.
  public var method: String?
  /// Drawings and tables that show how the result came about; pages show them behind it.
  public var explanation: AnswerExplanationReport?
  /// What labels or chosen sentences rest on; pages draw attention and erasure side by side.
  public var evidence: [EvidenceReport] = []

  /// Pages of a PDF as pictures, to mark what was chosen on; see ``pagesWithPassages``.
  public var pictures: [PagePicture] = []

  /// Creates a result.
  public init(
    kind: Kind, parts: [Part], question: String? = nil, passages: [Passage] = [], warnings: [String] = [],
    report: any Encodable & Sendable, model: ModelReport? = nil, method: String? = nil
  ) {
    (self.kind, self.parts, self.question, self.passages) = (kind, parts, question, passages)
    (self.warnings, self.report, self.model, self.method) = (warnings, report, model, method)
  }

  /// What stands beside an answer, or beside a sentence that bears on a question: empty for what the reader
  /// is sure of, nil where there are no verdicts.
  public func mark(of passage: Passage) -> String? {
    verdict.map { verdict in
      [passage.kind, verdict == .unsure ? verdict.rawValue : nil].compactMap(\.self).joined(separator: ", ")
    }
  }

  /// Words in all documents.
  public var words: Int { parts.reduce(0) { $0 + ($1.facts?.words ?? 0) } }
  /// Best probability or highest score.
  public var bestScore: Double? { passages.map(\.score).max() }
}
