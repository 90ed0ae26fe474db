import Foundation
import Peruse
import Testing

/// What is read of documents that have more windows than are read in any case. Windows are as small as they
/// may be, so that a text of some pages has many.
@Suite("Long documents")
struct LongDocumentTests {
  private let reader: Reader
  private let document: ReadableDocument
  private var options = ReaderOptions()

  init() throws {
    reader = try Reader()
    let places = ["Arden", "Bexley", "Corrow", "Dunmere", "Estley", "Farrowdale", "Gorse Hill", "Hartwell"]
    let goods = ["barley", "linseed", "oats", "tanned bark", "rye"]
    var sentences = (0..<125).map {
      "The \(["old", "lower", "upper"][$0 % 3]) mill at \(places[$0 % places.count]) ground \(210 + 3 * $0) sacks of "
        + "\(goods[$0 % goods.count]) for the people of its valley in that season."
    }
    sentences.insert(
      "The ferry across the Lune was first steered by Agnes Whitlow, a basket maker's daughter.", at: 100)
    document = reader.prepare(Document(text: sentences.joined(separator: " ")))
    (options.window, options.overlap) = (64, 16)
  }

  private func results(
    _ questions: [String], _ change: (inout ReaderOptions) -> Void = { _ in }
  ) throws -> [ReaderResult] {
    var options = options
    change(&options)
    return try reader.results(of: questions, in: document, options: options)
  }

  @Test(
    "A sure answer comes from the windows that the question points to; that there is none is said of what was read whole"
  )
  func extent() throws {
    let asked = [
      "Who first steered the ferry across the Lune?", "Which emperor was crowned in the cathedral?",
    ]
    var totals: [Int] = []
    let results = try reader.results(of: asked.map { BatchQuestion($0) }, in: document, options: options) {
      #expect($0 <= $1)
      totals.append($1)
    }
    let reports = results.compactMap { $0.report as? AnswersReport }
    let read = try #require(reports[0].read)
    #expect(read.windows == ReaderOptions.closestWindows && read.of > ReaderOptions.wholeWindows)
    #expect(reports[0].verdict == .answer && reports[0].answers.first?.text == "Agnes Whitlow")
    #expect(reports[1].verdict == Verdict.none && reports[1].read == nil)
    #expect(Reader.notice(of: results[0]) != nil && Reader.notice(of: results[1]) == nil)
    // Both questions first, then what was left for one of them.
    #expect(Set(totals).count == 2 && totals.first == 2 * ReaderOptions.closestWindows)

    let whole = try self.results([asked[1]]) { $0.closeWindows = 0 }[0]
    #expect(whole.noAnswerProbability == results[1].noAnswerProbability)
    #expect(whole.windowsRead == whole.windows)
  }

  @Test(
    "A list may stand anywhere; a number of one's own is kept to; what the second reading finds is explained too"
  )
  func others() throws {
    let list = try results(["List the mills of the valleys."])[0]
    #expect(list.windowsRead == list.windows)
    // No answer, and no other window is read: that is what was asked for.
    let few = try results(["Which emperor was crowned in the cathedral?"]) { $0.closeWindows = 3 }[0]
    #expect(few.verdict == Verdict.none && few.windowsRead == 3 && few.windows == list.windows)

    let far = try #require(list.answers.first)
    let explanation = try reader.explanation(
      of: far, to: "Which emperor was crowned in the cathedral?", in: document, options: options)
    #expect(!explanation.words.isEmpty)
  }

  @Test("Settings are written as they were before unless the length decides, and read again")
  func coding() throws {
    func coded(_ options: ReaderOptions) throws -> (ReaderOptions, String) {
      let data = try JSONEncoder().encode(options)
      return (try JSONDecoder().decode(ReaderOptions.self, from: data), String(decoding: data, as: UTF8.self))
    }
    var options = ReaderOptions()
    #expect(try coded(options).0 == options)
    #expect(try !coded(options).1.contains("closeWindows"))
    options.closeWindows = 0
    #expect(try coded(options).0 == options)
    options = ReaderOptions()
    options.strict = true
    #expect(try coded(options).1.contains(#""closeWindows":0"#))
  }
}
