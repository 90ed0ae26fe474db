import Ingestion
import Tokenization

/// How sentences are weighed. The raw value is what `--method` takes and the JSON prints.
public enum SummarizationMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// Attention between sentences, on vectors of the word encoder and on shared words, with position and
  /// section.
  case attention
  /// The trained summarizer: word attention, sentence attention and classic features, weighed by what was
  /// learned.
  case learned
  /// The first sentences.
  case lead
  /// PageRank over the overlap of words (Mihalcea and Tarau 2004).
  case textrank
  /// Eigenvector centrality over idf-modified cosines (Erkan and Radev 2004).
  case lexrank
  /// Latent semantic analysis (Steinberger and Ježek 2004).
  case lsa
  /// Sum of cosines between vectors of the word encoder: degree centrality.
  case centrality

  /// The best of the methods that need no model, in languages that the models do not know.
  public static let forOtherLanguages = SummarizationMethod.lsa

  /// Whether a word encoder is needed, and so a model.
  public var needsEncoder: Bool { needsVectors || self == .learned }
  /// Whether sentence vectors are needed.
  var needsVectors: Bool { self == .attention || self == .centrality }
}

/// How long a summary may be. Nothing is ever longer, and nothing is padded to be as long.
public enum SummaryBudget: Sendable, Hashable {
  /// At most this many sentences.
  case sentences(Int)
  /// At most this many words, counted as runs of characters that are not white space.
  case words(Int)
  /// At most this share of the words that may be chosen from, in 0…1.
  case ratio(Double)
}

/// The order in which a summary prints its sentences. The raw value is what `--order` takes.
public enum SummaryOrder: String, Sendable, Hashable, Codable, CaseIterable {
  /// As in the document.
  case source
  /// Most important first.
  case score
}

/// What a caller may set about a summary.
public struct SummaryOptions: Sendable, Hashable {
  /// How sentences are weighed.
  public var method: SummarizationMethod
  /// Whether documents of other languages than English are weighed by
  /// ``SummarizationMethod/forOtherLanguages`` instead, since the trained summarizer knows English only:
  /// where nobody has chosen a method.
  public var suitsLanguage: Bool
  /// How long the summary may be.
  public var budget: SummaryBudget
  /// What the summary should be about, or `nil` for what the document is about.
  public var query: String?
  /// The order of its sentences.
  public var order: SummaryOrder
  /// Share of the query in a query-focused score, in 0…1; the rest is salience.
  public var queryWeight: Double
  /// How much a sentence loses for repeating one that is chosen already, in units of its score; `nil` for
  /// what suits the method: attention avoids repetition, the classic methods are left as published.
  public var redundancyPenalty: Double?
  /// How much a sentence loses that begins with an unresolved "this" or "he" and whose predecessor is not
  /// chosen, and a question whose next sentence is not;
  /// `nil` for what suits the method, likewise.
  public var anaphoraPenalty: Double?
  /// Parts of the method `learned` that are left out.
  package var leftOut: Set<SummaryPart> = []

  /// Creates options.
  ///
  /// - Parameters:
  ///   - method: `nil` for `learned`, and what suits other languages in documents of those.
  ///   - budget: how long the summary may be.
  ///   - query: what it should be about; `nil` for what the document is about.
  ///   - order: of its sentences.
  ///   - queryWeight: share of the query in a query-focused score, in 0…1.
  ///   - redundancyPenalty: what repeating a chosen sentence costs; `nil` for what suits the method.
  ///   - anaphoraPenalty: what standing without its predecessor costs; `nil` for what suits the method.
  public init(
    method: SummarizationMethod? = nil, budget: SummaryBudget = .sentences(3), query: String? = nil,
    order: SummaryOrder = .source, queryWeight: Double = 0.85, redundancyPenalty: Double? = nil,
    anaphoraPenalty: Double? = nil
  ) {
    self.method = method ?? .learned
    suitsLanguage = method == nil
    self.budget = budget
    self.query = query
    self.order = order
    self.queryWeight = queryWeight
    self.redundancyPenalty = redundancyPenalty
    self.anaphoraPenalty = anaphoraPenalty
  }

  /// Whether the vectors of sentences say what has to do with the query.
  package var usesVectorsForQuery: Bool { query != nil && (method == .lsa || method.needsEncoder) }

  /// With the method that `document` is weighed by.
  package func suiting(_ document: Document) -> SummaryOptions {
    guard suitsLanguage, method == .learned, let language = document.textLanguage, language != "en" else {
      return self
    }
    var options = self
    options.method = .forOtherLanguages
    return options
  }

  /// Checks the values.
  ///
  /// - Throws: `SummarizationError` naming the value that cannot be used.
  public func validate() throws(SummarizationError) {
    switch budget {
    case .sentences(let count) where count < 1: throw .invalidBudget(budget)
    case .words(let count) where count < 1: throw .invalidBudget(budget)
    case .ratio(let ratio) where !(ratio > 0 && ratio <= 1): throw .invalidBudget(budget)
    default: break
    }
    guard let query else { return }
    if !query.contains(where: { $0.isLetter || $0.isNumber }) { throw .emptyQuery }
    if method == .lead { throw .queryNotSupported(method) }
  }
}

extension SummaryBudget {
  /// What a budget must be, and this one is not, said of something called `name`.
  func refusal(of name: String) -> String {
    switch self {
    case .sentences(let count), .words(let count): "\(name) must be at least 1, not \(count)"
    case .ratio(let ratio): "\(name) must be above 0 and at most 1, not \(ratio)"
    }
  }

  /// What it limits, in words.
  var name: String {
    switch self {
    case .sentences: "the number of sentences"
    case .words: "the number of words"
    case .ratio: "the share of words"
    }
  }

  /// Share of the words that the summary may have, for sentences of `words` words each; at most 1.
  func share(words: [Int]) -> Double {
    let total = words.reduce(0, +)
    guard total > 0 else { return 1 }
    switch self {
    case .sentences(let count): return min(1, Double(count) / Double(words.count))
    case .words(let count): return min(1, Double(count) / Double(total))
    case .ratio(let ratio): return ratio
    }
  }

  /// The budget as limits on both, for sentences of `words` words each.
  func limits(words: [Int]) -> (sentences: Int, words: Int) {
    switch self {
    case .sentences(let count): (count, .max)
    case .words(let count): (.max, count)
    case .ratio(let ratio): (.max, Int((Double(words.reduce(0, +)) * ratio).rounded(.down)))
    }
  }
}
