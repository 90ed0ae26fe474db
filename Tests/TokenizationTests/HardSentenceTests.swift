import Foundation
import Testing
import Tokenization

@Suite("Hard sentences")
struct HardSentenceTests {
  /// A text and the offsets at which its sentences end, the last one's left out.
  struct Case {
    var category: String
    var text: String
    var ends: Set<Int>
  }

  struct Score {
    var hits = 0
    var extra = 0
    var missed = 0
    var f1: Double { hits + extra + missed == 0 ? 1 : Double(2 * hits) / Double(2 * hits + extra + missed) }

    mutating func add(_ other: Score) {
      hits += other.hits
      extra += other.extra
      missed += other.missed
    }
  }

  static func cases() throws -> [Case] {
    var category = ""
    var cases: [Case] = []
    for line in try Resources.text("hard-sentences.txt").split(separator: "\n") {
      if line.hasPrefix("# ") { continue }
      if line.hasPrefix("== ") {
        category = String(line.dropFirst(3))
        continue
      }
      let marked = line.replacing("\\n", with: "\n").replacing("\\r", with: "\r")
      var text = ""
      var ends: Set<Int> = []
      for part in marked.split(separator: "‖", omittingEmptySubsequences: false) {
        text += part
        ends.insert(trimmedCount(text))
      }
      ends.remove(trimmedCount(text))
      cases.append(Case(category: category, text: text, ends: ends))
    }
    return cases
  }

  private static func trimmedCount(_ text: String) -> Int {
    text.utf8.count - text.utf8.reversed().prefix { $0 <= 0x20 }.count
  }

  @Test("There are enough of them, in enough categories")
  func count() throws {
    let cases = try Self.cases()
    #expect(cases.count >= 300)
    #expect(Set(cases.map(\.category)).count >= 30)
    #expect(cases.reduce(0) { $0 + $1.ends.count } >= 250)
  }

  @Test("Boundary F1 over all of them is at least 0.97")
  func score() throws {
    let splitter = SentenceSplitter()
    var scores: [(category: String, score: Score)] = []
    var total = Score()
    var misses: [String] = []
    for item in try Self.cases() {
      let sentences = splitter.sentences(in: item.text)
      let found = Set(sentences.dropLast().map(\.range.upperBound))
      let score = Score(
        hits: found.intersection(item.ends).count, extra: found.subtracting(item.ends).count,
        missed: item.ends.subtracting(found).count)
      if scores.last?.category != item.category { scores.append((item.category, Score())) }
      scores[scores.count - 1].score.add(score)
      total.add(score)
      if score.extra + score.missed > 0 {
        misses.append("  " + sentences.map { item.text.utf8($0.range) }.joined(separator: " ‖ "))
      }
    }
    for (category, score) in scores {
      let name = category.padding(toLength: 32, withPad: " ", startingAt: 0)
      print(
        "\(name) F1 \(String(format: "%.3f", score.f1))  found \(score.hits), extra \(score.extra), missed \(score.missed)"
      )
    }
    print(
      "all: F1 \(String(format: "%.3f", total.f1))  found \(total.hits), extra \(total.extra), missed \(total.missed)"
    )
    print("not as marked:\n" + misses.joined(separator: "\n"))
    #expect(total.f1 >= 0.97)
  }
}
