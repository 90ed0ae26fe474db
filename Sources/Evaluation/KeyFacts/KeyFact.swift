import Platform

/// Something that a summary of a document should say, and how to tell that it does.
///
/// `{"fact": "The bridge reopened", "pattern": "opened again|reopened", "weight": 3, "main": true}`: a
/// regular expression, without regard to case, that a sentence matches which says the fact. White space in
/// sentences is single spaces, and soft hyphens are left out.
public struct KeyFact: Sendable, Hashable, Codable {
  /// The fact in words.
  public var fact: String
  /// What a sentence matches that says it.
  public var pattern: String
  /// How much it counts.
  public var weight: Double
  /// Whether it is the main point of the document.
  public var isMain: Bool

  enum CodingKeys: String, CodingKey {
    case fact, pattern, weight
    case isMain = "main"
  }

  /// Creates a fact.
  public init(fact: String, pattern: String, weight: Double = 1, isMain: Bool = false) {
    (self.fact, self.pattern, self.weight, self.isMain) = (fact, pattern, weight, isMain)
  }

  /// Reads a fact; `weight` is 1 and `main` false where they are left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    fact = try container.decode(String.self, forKey: .fact)
    pattern = try container.decode(String.self, forKey: .pattern)
    weight = try container.decodeIfPresent(Double.self, forKey: .weight) ?? 1
    isMain = try container.decodeIfPresent(Bool.self, forKey: .isMain) ?? false
  }
}

/// The facts of one document, ready to be looked for.
struct FactMatcher {
  /// At most as many facts of a document are told apart.
  static let most = 24

  let facts: [KeyFact]
  private let expressions: [Regex<AnyRegexOutput>]

  /// - Throws: `EvaluationError` naming the pattern that is none, or the weight that counts nothing.
  init(_ record: SummaryRecord) throws(EvaluationError) {
    func error(_ reason: String) -> EvaluationError {
      EvaluationError(
        kind: .malformed, file: record.document.source.path, place: "line \(record.line)", reason: reason)
    }
    facts = record.facts
    guard !facts.isEmpty else { throw error("no 'facts', or they are empty") }
    guard facts.count <= Self.most else { throw error("more than \(Self.most) facts") }
    var expressions: [Regex<AnyRegexOutput>] = []
    for fact in facts {
      guard fact.weight > 0, fact.weight.isFinite else {
        throw error("the weight of '\(fact.fact)' is not above 0")
      }
      do { expressions.append(try Regex(fact.pattern).ignoresCase()) } catch {
        throw EvaluationError(
          kind: .malformed, file: record.document.source.path, place: "line \(record.line)",
          reason: "the pattern '\(fact.pattern)' is no regular expression: \(error)")
      }
    }
    self.expressions = expressions
  }

  /// Which facts `sentence` says: bit i for fact i.
  func mask(_ sentence: String) -> Int {
    let text = sentence.unicodeScalars.filter { $0 != "\u{AD}" }
    let line = String(String.UnicodeScalarView(text)).onOneLine
    return expressions.indices.reduce(0) { mask, index in
      line.contains(expressions[index]) ? mask | 1 << index : mask
    }
  }

  /// Weight of the facts of a mask, as a share of all.
  func share(_ mask: Int) -> Double {
    let total = facts.reduce(0) { $0 + $1.weight }
    return facts.indices.reduce(0) { mask >> $1 & 1 == 1 ? $0 + facts[$1].weight : $0 } / total
  }

  /// Whether a mask holds the main point; nil where none is marked.
  func holdsMain(_ mask: Int) -> Bool? {
    guard facts.contains(where: \.isMain) else { return nil }
    return facts.indices.contains { facts[$0].isMain && mask >> $0 & 1 == 1 }
  }
}
