import Ingestion
import Testing

@Suite("Pages of a wiki's dump that are no articles")
struct LeftOutPageTests {
  private static func page(_ title: String, _ space: Int) -> String {
    "<page><title>\(title)</title><ns>\(space)</ns><revision><text>It is a rope.</text></revision></page>"
  }

  private static let article = page("Rope", 0)
  private static let talk = page("Talk:Rope", 1)

  /// What is said of the pages left out, by article.
  private func said(_ pages: String) throws -> [[String]] {
    try XMLReading.records(Array("<mediawiki>\(pages)</mediawiki>".utf8)).map { record in
      switch record {
      case .success(let document): document.warnings.map(\.message)
      case .failure(let error): ["failure: \(error.reason.message)"]
      }
    }
  }

  private static let one =
    "1 page is a redirect, a template or the like and left out"
  private static let two =
    "2 pages are redirects, templates or the like and left out"

  @Test(
    "They are told with the article behind them, and behind the last with that",
    arguments: [
      (talk + article, [[one]]), (article + talk, [[one]]), (article + talk + talk, [[two]]),
      (article + talk + article, [[], [one]]), (talk + article + talk + talk, [[one, two]]),
      (article + article, [[], []]),
    ])
  func told(pages: String, expected: [[String]]) throws {
    #expect(try said(pages) == expected)
  }

  @Test("A dump of nothing else is a failure that says so", arguments: [1, 2, 40])
  func nothingElse(count: Int) throws {
    let found = try said(String(repeating: Self.talk, count: count))
    #expect(found.count == 1)
    let message = try #require(found.first?.first)
    #expect(message.hasPrefix("failure: no article in it: "))
    #expect(message.hasSuffix("; they are read where all pages are asked for"))
    #expect(count == 1 || message.contains("\(count) pages"))
    let error = XMLReading.failure("<mediawiki>\(String(repeating: Self.talk, count: count))</mediawiki>")
    #expect(error?.reason == .onlyOtherPages(count))
  }

  @Test("With all pages nothing is left out")
  func all() throws {
    let records = try XMLReading.records(Array("<mediawiki>\(Self.talk)</mediawiki>".utf8)) {
      $0.readsAllPages = true
    }
    #expect(records.count == 1)
    #expect(try records.allSatisfy { try $0.get().warnings.isEmpty })
  }

  @Test("What comes before a fault is handed over")
  func fault() throws {
    let found = try said(Self.article + Self.talk + "<page><title>A")
    #expect(found.count == 2)
    #expect(found.last?.first?.hasPrefix("failure: ") == true)
  }
}
