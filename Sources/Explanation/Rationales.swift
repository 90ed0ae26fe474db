import Evaluation
import FoundationEssentials
import Platform

/// Words of questions that people marked as what makes them unanswerable, in the form of SQuAD2-CR (Lee et
/// al. 2020): lines of id ⇥ question, its words parted by spaces ⇥ a number for each word, parted by commas.
public struct Rationales: Sendable {
  /// What was marked in one question.
  public struct Marks: Sendable, Hashable {
    /// Its words.
    public var words: [String]
    /// Whether each is marked.
    public var isMarked: [Bool]

    /// Which of `other` words, which are the same text cut elsewhere, hold marked characters; nil where the
    /// texts differ in more than white space and quotation marks.
    public func marks(of other: [String]) -> [Bool]? {
      var own: [(character: Character, isMarked: Bool)] = []
      for (word, isMarked) in zip(words, isMarked) {
        own += Self.plain(word).map { ($0, isMarked) }
      }
      var (next, marks) = (0, [Bool]())
      for word in other {
        var isMarked = false
        for character in Self.plain(word) {
          guard next < own.count, own[next].character == character else { return nil }
          isMarked = isMarked || own[next].isMarked
          next += 1
        }
        marks.append(isMarked)
      }
      return next == own.count ? marks : nil
    }

    /// Without white space and quotation marks, which sets write in several ways.
    private static func plain(_ word: String) -> String {
      word.lowercased().filter { !$0.isWhitespace && !"\"'`‘’“”".contains($0) }
    }
  }

  /// By the question's id.
  public let marks: [String: Marks]
  /// One-based numbers of lines that cannot be used, because they have not as many numbers as words: the
  /// published files hold some.
  public let unusable: [Int]

  /// Reads a file. A word counts as marked from `threshold`.
  ///
  /// - Throws: `EvaluationError` where no line can be used; it names the first.
  public init(contentsOf path: String, threshold: Double = 0.5) throws(EvaluationError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw EvaluationError(kind: .unreadable, file: path, reason: "cannot be read")
    }
    var (marks, unusable) = ([String: Marks](), [Int]())
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      if number == 0, fields.first == "qid" { continue }
      let words = fields.count == 3 ? fields[1].split(separator: " ").map { String($0) } : []
      let values = fields.count == 3 ? fields[2].split(separator: ",").map { Double($0) } : []
      guard !words.isEmpty, words.count == values.count, !values.contains(nil) else {
        unusable.append(number + 1)
        continue
      }
      marks[String(fields[0])] = Marks(
        words: words, isMarked: values.map { ($0 ?? 0) >= threshold })
    }
    if marks.isEmpty {
      throw EvaluationError(
        kind: .malformed, file: path, place: "line \(unusable.first ?? 1)",
        reason: "is not an id, words and as many numbers, parted by tabs")
    }
    (self.marks, self.unusable) = (marks, unusable)
  }
}

/// Agreement of one prediction's rankings with marked words.
public struct ExampleAgreement: Sendable {
  /// Average precision and area under the curve by ranking.
  public var values: [String: (precision: Double, area: Double)] = [:]

  /// nil where all words are marked, or none, or where they are other words.
  public init?(_ example: some ExplainedPrediction, _ marks: Rationales.Marks) throws {
    guard let marked = marks.marks(of: example.words) else { return nil }
    var rankings = [("attention", try example.attention())]
    if let gradient = try example.gradientTimesInput() { rankings.append(("gradient", gradient)) }
    rankings.append(("erasure", try example.erasures(of: Array(example.words.indices))))
    // No order at all: what chance gets on average.
    rankings.append(("random", example.words.map { _ in 0 }))
    for (name, ranking) in rankings {
      guard let precision = RationaleAgreement.averagePrecision(ranking, marked: marked),
        let area = RationaleAgreement.area(ranking, marked: marked)
      else { return nil }
      values[name] = (precision, area)
    }
  }
}

extension FaithfulnessReport {
  /// Adds the agreement of examples whose words people marked.
  public mutating func add(_ examples: [ExampleAgreement], bootstrap: Bootstrap = Bootstrap()) {
    agreement = ["attention", "gradient", "erasure", "random"].compactMap { name in
      let own = examples.compactMap { $0.values[name] }
      guard !own.isEmpty else { return nil }
      return Agreement(
        ranking: name, averagePrecision: bootstrap.estimate(of: own.map(\.precision)),
        area: bootstrap.estimate(of: own.map(\.area)), examples: own.count)
    }
  }
}
