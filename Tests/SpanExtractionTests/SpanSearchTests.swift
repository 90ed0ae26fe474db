import HierarchicalModels
import Ingestion
import SpanExtraction
import Testing
import Tokenization

/// Scores are given to words by hand; nothing is read by a network.
@Suite("From scores to answers")
struct SpanSearchTests {
  /// The result of a reader that gives words of `markdown` these scores as start and, where none are given
  /// for it, as end.
  private func result(
    _ markdown: String, kind: QuestionKind, _ scores: [String: Float], ends: [String: Float]? = nil,
    null: Float? = nil,
    joinedShare: Double? = nil, asksForRelease: Bool = false, top: Int = 1
  ) throws -> ReaderResult {
    let words = WordUnits()
    let document = try DocumentReader().document(bytes: Array(markdown.utf8), name: "text.md")
    let readable = ReadableDocument(
      document, sentences: SentenceSplitter().sentences(in: document), tokenizer: words)
    let count = readable.ids.count
    let window = ReadingWindow(pieces: 0..<count, owned: 0..<count)
    var options = ReaderOptions()
    options.top = top
    var hints = SpanSearch.Hints()
    (hints.asksForRelease, hints.joinedShare) = (asksForRelease, joinedShare)
    var search = SpanSearch(
      document: readable, question: [], windows: [window], others: [], windowCount: 1,
      combination: .together, rules: readable.rules(maximumWords: 8), kind: kind, hints: hints)
    var calibration = ReaderCalibration()
    if null != nil { calibration.nullBias = 0 }
    let starts = readable.ids.map { scores[words.word($0)] ?? -20 }
    let stops = readable.ids.map { (ends ?? scores)[words.word($0)] ?? -20 }
    search.add(WindowScores(start: starts, end: stops, null: null), of: window, calibration)
    return search.result(options: options, calibration.absence)
  }

  @Test("Items of one enumeration are one answer to who asks for several, as far as the reader proposes them")
  func enumeration() throws {
    let text = "Hoses run on Mondays and Thursdays or Fridays only.\n"
    let scores: [String: Float] = ["Mondays": 5, "Thursdays": 3.5]
    #expect(
      try result(text, kind: .list, scores, joinedShare: 0.02).answers.map(\.text) == [
        "Mondays and Thursdays"
      ])
    #expect(try result(text, kind: .other, scores).answers.map(\.text) == ["Mondays"])
    #expect(
      try result(text, kind: .list, ["Mondays": 5], joinedShare: 0.02).answers.map(\.text) == ["Mondays"])
  }

  private let timetable = """
    | Pier | Early | Late | Night |
    |---|---|---|---|
    | Skerray | 07:10 | 11:30 | 16:20 |
    | Grunay | 08:35 | 12:10 | 17:45 |
    """

  @Test("Cells of one row are answers to who asks for several, until the reader prefers another")
  func rows() throws {
    let scores: [String: Float] = ["11:30": 5, "07:10": 3.5, "16:20": 3.3, "Skerray": 2]
    #expect(try result(timetable, kind: .list, scores).answers.map(\.text) == ["11:30", "07:10", "16:20"])
    #expect(try result(timetable, kind: .other, scores).answers.map(\.text) == ["11:30"])
    let other = scores.merging(["12:10": 3.4]) { $1 }
    #expect(try result(timetable, kind: .list, other).answers.map(\.text) == ["11:30", "07:10"])
  }

  @Test("\"How many\" is no number, and a word no release")
  func numbers() throws {
    let chat = "Nadia asked how many.\n\nTom said 64.\n"
    let counted = try result(
      chat, kind: .quantity, ["how": 3, "64.": 2], ends: ["many.": 3, "64.": 2])
    #expect(counted.answers.map(\.text) == ["64."])
    let log = "It came to Windows.\n\nIt was 551 then.\n"
    let scores: [String: Float] = ["Windows.": 3, "551": 2.8]
    #expect(try result(log, kind: .other, scores, asksForRelease: true).answers.map(\.text) == ["551"])
    #expect(try result(log, kind: .other, scores).answers.map(\.text) == ["Windows."])
  }

  @Test("An answer with more around it is no second answer")
  func repeated() throws {
    let text = "We take 4,380 euros now.\n\nOffers: 4,380 euros. C: 6,100 euros.\n"
    let answers = try result(
      text, kind: .other, ["4,380": 5], ends: ["euros": 5, "euros.": 4], top: 5
    ).answers.map(\.text)
    #expect(answers.first == "4,380 euros")
    #expect(answers.dropFirst().allSatisfy { !$0.contains("4,380 euros") }, "\(answers)")
  }

  @Test("Where borders share what a place weighs, its best span is shown as an unsure one")
  func places() throws {
    let text = "It is a key enzyme involved in storage.\n"
    // Five ends are as likely as one another; none is likelier than each and not than all together.
    let ends: [String: Float] = ["key": 2, "enzyme": 2, "involved": 2, "in": 2, "storage.": 2]
    let shared = try result(text, kind: .other, ["key": 2], ends: ends, null: 6.1)
    #expect(shared.verdict == .unsure)
    let best = try #require(shared.answers.first).probability
    let none = try #require(shared.noAnswerProbability)
    #expect(shared.answers.count == 1 && best < none && none < 0.5)
    let absent = try result(text, kind: .other, ["key": 2], ends: ends, null: 12)
    #expect(absent.verdict == Verdict.none && absent.answers.isEmpty)
  }
}
