/// A question-answering data set in the JSON form of SQuAD v1.1 and v2.0 (Rajpurkar et al. 2016, 2018).
public struct SquadDataset: Sendable, Hashable, Codable {
  /// A document with its paragraphs.
  public struct Article: Sendable, Hashable, Codable {
    /// Title, where the set gives one.
    public var title: String?
    /// Paragraphs with their questions.
    public var paragraphs: [Paragraph]

    /// Creates an article.
    public init(title: String? = nil, paragraphs: [Paragraph]) {
      self.title = title
      self.paragraphs = paragraphs
    }
  }

  /// A paragraph and the questions on it.
  public struct Paragraph: Sendable, Hashable, Codable {
    /// The text that answers are cut from.
    public var context: String
    /// Questions on the text.
    public var qas: [Question]

    /// Creates a paragraph.
    public init(context: String, qas: [Question]) {
      self.context = context
      self.qas = qas
    }
  }

  /// A gold answer.
  public struct Answer: Sendable, Hashable, Codable {
    /// The answer as it stands in the context.
    public var text: String
    /// Where it starts, in Unicode scalars of the context.
    public var answerStart: Int?

    /// Creates an answer.
    public init(text: String, answerStart: Int? = nil) {
      self.text = text
      self.answerStart = answerStart
    }

    private enum CodingKeys: String, CodingKey {
      case text
      case answerStart = "answer_start"
    }
  }

  /// `"v2.0"` or `"1.1"` in the official files.
  public var version: String?
  /// The documents.
  public var data: [Article]

  /// Creates a data set.
  public init(version: String? = nil, data: [Article]) {
    self.version = version
    self.data = data
  }

  /// All questions in file order.
  public var questions: [Question] { data.flatMap { $0.paragraphs.flatMap(\.qas) } }

  /// Whether some question is marked as having no answer, or the version says v2: then v2.0 arithmetic
  /// applies.
  public var mayBeUnanswerable: Bool {
    if let version, version.hasPrefix("v2") || version.hasPrefix("2") { return true }
    return data.contains { article in
      article.paragraphs.contains { $0.qas.contains { $0.answers.isEmpty || $0.isImpossible == true } }
    }
  }
}

extension SquadDataset {
  /// A question with its gold answers.
  public struct Question: Sendable, Hashable, Codable {
    /// Unique name of the question; sets that number their questions are read too.
    public var id: String
    /// The question.
    public var question: String
    /// Gold answers, empty where the text has none.
    public var answers: [Answer]
    /// The mark of v2.0 for questions without an answer.
    public var isImpossible: Bool?

    /// Creates a question.
    public init(id: String, question: String, answers: [Answer], isImpossible: Bool? = nil) {
      self.id = id
      self.question = question
      self.answers = answers
      self.isImpossible = isImpossible
    }

    private enum CodingKeys: String, CodingKey {
      case id, question, answers
      case isImpossible = "is_impossible"
    }

    /// Decodes a question; `answers` may be missing where `is_impossible` is true.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      do {
        id = try container.decode(String.self, forKey: .id)
      } catch DecodingError.typeMismatch {
        guard let number = try? container.decode(Int.self, forKey: .id) else {
          throw DecodingError.typeMismatch(
            String.self, .init(codingPath: container.codingPath + [CodingKeys.id], debugDescription: ""))
        }
        id = String(number)
      }
      question = try container.decode(String.self, forKey: .question)
      isImpossible = try container.decodeIfPresent(Bool.self, forKey: .isImpossible)
      if isImpossible == true {
        answers = try container.decodeIfPresent([Answer].self, forKey: .answers) ?? []
      } else {
        answers = try container.decode([Answer].self, forKey: .answers)
      }
    }
  }
}

extension SquadDataset {
  /// Reads the data set at `path`.
  ///
  /// - Parameter needsUniqueIDs: whether two questions may not share an id; training data may, for nobody
  ///   looks predictions up in them.
  /// - Throws: `EvaluationError` that names the place inside the file, such as
  ///   `data[3].paragraphs[0].qas[2].answers`, or the two questions that share an id.
  public init(contentsOf path: String, needsUniqueIDs: Bool = true) throws(EvaluationError) {
    self = try JSONFile.decode(SquadDataset.self, from: JSONFile.bytes(at: path), file: path)
    guard needsUniqueIDs else { return }
    var places: [String: String] = [:]
    for (a, article) in data.enumerated() {
      for (p, paragraph) in article.paragraphs.enumerated() {
        for (q, question) in paragraph.qas.enumerated() {
          let place = "data[\(a)].paragraphs[\(p)].qas[\(q)]"
          if let first = places.updateValue(place, forKey: question.id) {
            throw EvaluationError(
              kind: .malformed, file: path, place: place,
              reason: "the id '\(question.id)' is also that of \(first); ids must be unique")
          }
        }
      }
    }
  }
}
