import Foundation
import Ingestion
import Platform
import TestSupport
import Testing

private let hasPoppler = (try? ProcessRunner("pdftotext")) != nil

/// Pages in columns whose right one holds more than paragraphs: lists, tables and quotations stand farther
/// in.
@Suite("Columns of PDFs", .enabled(if: hasPoppler, "poppler-utils is not installed"))
struct ColumnTests {
  private typealias Placed = PDFFile.Placed

  private let left = [
    "The bell was cast in the foundry at Oxmere from the",
    "flattened kettles of the lifeboat station, which may",
    "explain its colour and perhaps its sound, a low note",
    "that carries across the water surprisingly well and",
    "is heard by the farmers on the other shore, who come",
    "down to the landing with their carts and their sheep",
    "and wait there, whatever the official timetable says.",
    "Nobody has ever found a better way of telling them",
    "that a boat is coming, though the council has tried",
    "flags, a horn from a wreck, and once a trained goose.",
    "The goose was returned to its owner after a week in",
    "which it had greeted everybody but the ferryman, and",
  ]
  private let right = [
    "then the keeper went back to her rope and her list.",
    "On it stands what the bell is rung for, and by whom,",
    "and nothing else has been added to it for ninety years.",
  ]
  private let items = [
    "one stroke for the boat that leaves the landing now",
    "two strokes for the boat that has been seen to come",
    "three strokes for fog, and every quarter of an hour",
    "four strokes for a wedding, if it has been paid for",
    "five strokes for the doctor, by day and by night too",
    "six strokes for nothing at all, on the last of March",
  ]

  /// A page whose left column is prose; what stands on the right is told line by line: how far in, and what.
  private func page(gutter: Int, _ lines: [(inset: Int, words: [(x: Int, words: String)])]) -> [UInt8] {
    var placed: [Placed] = left.enumerated().map { (60, 100 + 14 * $0, 10, $1) }
    for (number, line) in lines.enumerated() {
      for part in line.words {
        placed.append((280 + gutter + line.inset + part.x, 100 + 14 * number, 10, part.words))
      }
    }
    return PDFFile.make(placed: [placed])
  }

  private func text(_ bytes: [UInt8]) throws -> String {
    try DocumentReader().document(bytes: bytes, name: "a.pdf").text
  }

  private let whole = "though the council has tried flags, a horn from a wreck, and once a trained goose."

  @Test("A list that is indented in the right column does not close the gutter", arguments: [10, 14, 30])
  func list(inset: Int) throws {
    let lines = right.map { (0, [(0, $0)]) } + items.map { (inset, [(0, $0)]) } + right.map { (0, [(0, $0)]) }
    let text = try text(page(gutter: 14, lines))
    #expect(text.contains(whole))
    #expect(text.contains("three strokes for fog, and every quarter of an hour"))
    let order = [left[0].prefix(20), left[11].prefix(20), right[0].prefix(20), items[2].prefix(12)].map {
      text.range(of: String($0))?.lowerBound
    }
    #expect(
      zip(order, order.dropFirst()).allSatisfy { one, next in
        one.map { a in next.map { a < $0 } ?? false } ?? false
      })
  }

  @Test("A table in the right column does not close it either")
  func table() throws {
    let rows = [("Year", "Crossings"), ("1872", "412"), ("1940", "96"), ("1988", "1,204"), ("2019", "1,310")]
    let lines =
      right.map { (0, [(0, $0)]) } + rows.map { (0, [(0, $0.0), (110, $0.1)]) } + right.map { (0, [(0, $0)]) }
      + [(0, [(0, "and she hung it up again.")])]
    let text = try text(page(gutter: 14, lines))
    #expect(text.contains(whole))
    #expect(!text.contains("tried Year") && !text.contains("with 1872"))
  }

  @Test("A narrow table of three columns in the right one leaves the page's columns as they are")
  func narrowTable() throws {
    let rows = [
      ("Bell", "Heard", "Done"), ("one", "The boat, coming", "Fetch the mail"),
      ("two", "A rope, lost", "Write it down"),
      ("three", "Fog, or a goose", "Stay at home"), ("four", "A wedding party", "Ask for the fee"),
      ("five", "The doctor, late", "Wake the keeper"), ("six", "Nothing at all", "Look at the clock"),
    ]
    let table = rows.map { (0, [(0, $0.0), (30, $0.1), (106, $0.2)]) }
    let lines = right.map { (0, [(0, $0)]) } + table + right[0..<2].map { (0, [(0, $0)]) }
    let text = try text(page(gutter: 14, lines))
    #expect(text.contains(whole))
    #expect(text.contains("A rope, lost") && !text.contains("rope, lost Write"))
  }

  @Test("Lists within lists in most of the right column do not close it")
  func nested() throws {
    let lines =
      right.map { (0, [(0, $0)]) } + items.map { (10, [(0, $0)]) } + items.map { (20, [(0, $0)]) }
      + right.map { (0, [(0, $0)]) }
    var placed: [Placed] = []
    for number in lines.indices { placed.append((60, 100 + 14 * number, 10, left[number % left.count])) }
    for (number, line) in lines.enumerated() {
      for part in line.1 { placed.append((294 + line.0 + part.0, 100 + 14 * number, 10, part.1)) }
    }
    let text = try text(PDFFile.make(placed: [placed]))
    #expect(text.contains(whole))
    #expect(text.contains("and nothing else has been added to it for ninety years."))
  }

  @Test("A line that runs over into the right column parts nothing above from what is below it")
  func overrun() throws {
    var placed: [Placed] = left.enumerated().map { (60, 100 + 14 * $0, 10, $1) }
    placed[5].words = "ferry --list --all --mind-the-gap=12"
    placed.append((220, 170, 10, "--until=midsummer-evening"))
    for (number, line) in (right + right + right + right).enumerated() {
      placed.append((294, 103 + 14 * number, 10, line))
    }
    let text = try text(PDFFile.make(placed: [placed]))
    #expect(text.contains(whole))
    let first = text.range(of: "which it had greeted everybody")?.lowerBound
    let second = text.range(of: "then the keeper went back")?.lowerBound
    #expect(try #require(first) < (try #require(second)))
  }

  @Test("The last page's few lines stand in the columns of the page before")
  func lastPage() throws {
    let first: [Placed] =
      left.enumerated().map { (60, 100 + 14 * $0, 10, $1) }
      + left.enumerated().map { (294, 100 + 14 * $0, 10, $1) }
    let second: [Placed] =
      right.enumerated().map { (60, 100 + 14 * $0, 10, $1) }
      + items[0..<2].enumerated().map { (294, 100 + 14 * $0, 10, $1) }
    let text = try text(PDFFile.make(placed: [first, second]))
    #expect(text.contains("On it stands what the bell is rung for, and by whom, and nothing else"))
  }

  @Test("A page in one column whose spaces stand nearly below each other stays whole")
  func river() throws {
    var placed: [Placed] = []
    for number in 0..<12 {
      placed.append((60, 100 + 14 * number, 10, "\(left[number]) \(left[11 - number])"))
    }
    let text = try text(PDFFile.make(placed: [placed]))
    #expect(text.contains("\(left[0]) \(left[11])"))
  }
}
