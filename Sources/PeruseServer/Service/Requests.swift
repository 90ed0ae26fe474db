import Peruse

// What the interface takes, one type a request.

/// Documents that a request is about: some that are open, all of them, or a text that comes with it.
protocol AboutDocuments {
  var documents: [String]? { get }
  var text: String? { get }
}

struct AnswerRequest: Decodable, Sendable, AboutDocuments {
  var documents: [String]?
  var text: String?
  var question: String?
  var questions: [String]?
  var top: Int?
  var maxAnswerWords: Int?
  var threshold: Double?
  var alwaysAnswer: Bool?
  var closely: Int?
  var context: Int?
  var explain: String?
  var format: String?

  func options() throws(Problem) -> ReaderOptions {
    var options = ReaderOptions()
    options.top = try Limits.check(top, 1...50, "top") ?? 1
    options.maximumAnswerWords = try Limits.check(maxAnswerWords, 1...1000, "maxAnswerWords") ?? 30
    if let threshold, !(0...1).contains(threshold) {
      throw Problem(422, "threshold is a probability from 0 to 1")
    }
    options.threshold = threshold ?? 0
    options.alwaysAnswers = alwaysAnswer ?? false
    options.closeWindows = try Limits.check(closely, 0...100_000, "closely")
    return options
  }

  func asked() throws(Problem) -> [BatchQuestion] {
    let all = (question.map { [$0] } ?? []) + (questions ?? [])
    guard !all.isEmpty, all.count <= 1000 else { throw Problem(422, "give question, or 1 to 1000 questions") }
    if all.contains(where: { $0.allSatisfy(\.isWhitespace) }) { throw Problem(422, "a question is empty") }
    return all.map { BatchQuestion($0) }
  }

  func view() throws(Problem) -> AnswerExplanation.View? {
    guard let explain else { return nil }
    guard let view = AnswerExplanation.View(name: explain) else {
      throw Problem(422, "explain is mean, rollout, a layer as 3, or a head of it as 3.5")
    }
    return view
  }
}

struct SummaryRequest: Decodable, Sendable, AboutDocuments {
  var documents: [String]?
  var text: String?
  var sentences: Int?
  var words: Int?
  var ratio: Double?
  var query: String?
  var method: SummarizationMethod?
  var order: SummaryOrder?
  var merge: Bool?
  var keywords: Int?
  var scores: Bool?
  var format: String?

  func options() throws(Problem) -> SummaryOptions {
    let given = [sentences != nil, words != nil, ratio != nil].count { $0 }
    guard given <= 1 else { throw Problem(422, "give one of sentences, words and ratio, not several") }
    var budget = SummaryBudget.sentences(try Limits.check(sentences, 1...100_000, "sentences") ?? 5)
    if let words { budget = .words(words) }
    if let ratio { budget = .ratio(ratio) }
    let query = query.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    let options = SummaryOptions(
      method: method, budget: budget, query: query, order: order ?? .source)
    do { try options.validate() } catch { throw Problem(422, "\(error)") }
    return options
  }
}

struct InspectRequest: Decodable, Sendable, AboutDocuments {
  var documents: [String]?
  var text: String?
  var sentences: Bool?
  var format: String?
}

struct SearchRequest: Decodable, Sendable {
  var corpus: String?
  var query: String
  var limit: Int?
  var perDocument: Int?
  var format: String?
}

struct AskRequest: Decodable, Sendable {
  var corpus: String?
  var question: String
  var top: Int?
  var passages: Int?
  var alwaysAnswer: Bool?
  var format: String?
}

enum Limits {
  /// `value`, where it lies in `range`.
  static func check(_ value: Int?, _ range: ClosedRange<Int>, _ name: String) throws(Problem) -> Int? {
    if let value, !range.contains(value) {
      throw Problem(422, "\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The form called `name` for results of `kind`; nil for the interface's own JSON.
  static func form(_ name: String?, of kind: TaskResult.Kind) throws(Problem) -> ResultForm? {
    guard let name else { return nil }
    let forms = ResultForm.forms(of: kind)
    guard let form = ResultForm(rawValue: name), forms.contains(form) else {
      throw Problem(422, "format is one of \(forms.map(\.rawValue).joined(separator: ", "))")
    }
    return form
  }
}
