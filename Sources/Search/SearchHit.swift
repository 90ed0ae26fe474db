import Ingestion

/// A passage that was found.
public struct SearchHit: Sendable {
  /// Stable name of the document.
  public var name: String
  /// Path of its file.
  public var path: String
  /// The record's own identifier.
  public var record: String?
  /// Its title.
  public var title: String?
  /// Headings around the passage.
  public var heading: String
  /// The passage as it stands in the document.
  public var text: String
  /// The sentence that has most to do with the query, a UTF-8 range in ``text``.
  public var sentence: Range<Int>?
  /// The row that the best sentence stands in, where that is a cell of a table.
  public var row: String?
  /// How well the passage fits; comparable within one search.
  public var score: Double
  /// What the score is made of: BM25, and how much attention the query pays to the sentences.
  public var parts: [String: Double]
  /// Place of the passage in the source.
  public var provenance: Provenance?
  /// Place of the best sentence.
  public var sentenceProvenance: Provenance?
  /// Number of the passage in its document, from 0.
  public var number: Int

  /// Row in the database.
  var id: Int64
  var document: Int64
}

/// How a corpus is searched.
public struct SearchOptions: Sendable, Hashable {
  /// Most passages to return.
  public var limit = 10
  /// Most passages of one document.
  public var perDocument = Int.max
  /// Passages that BM25 hands to the reranking.
  public var candidates = 100
  /// Share of attention in the score, in 0…1; the rest is BM25. 0 is BM25 alone. Chosen on training questions
  /// of SQuAD, FairytaleQA and reviews; with more than half, first places are lost.
  public var attention = 0.3
  /// Weights of title, headings and body in BM25.
  public var weights: (title: Double, heading: Double, body: Double) {
    get { (titleWeight, headingWeight, 1) }
    set { (titleWeight, headingWeight) = (newValue.title / newValue.body, newValue.heading / newValue.body) }
  }
  private var titleWeight = 2.0
  private var headingWeight = 1.0
  /// Whether places are looked up; a measurement needs none.
  public var locates = true
  /// Words such as "what" and "the" count too.
  public var keepsStopWords = false

  /// Creates the default options.
  public init() {}

  /// Okapi BM25 over all words of title, headings and body, and nothing else: what others measure against.
  public static var plain: SearchOptions {
    var options = SearchOptions()
    options.attention = 0
    options.weights = (1, 1, 1)
    options.keepsStopWords = true
    return options
  }
}
