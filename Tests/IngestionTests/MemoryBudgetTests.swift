import Foundation
import Ingestion
import Testing

/// Small files that would be large documents.
@Suite("Budgets")
struct MemoryBudgetTests {
  private func failure(_ text: String, name: String = "a.xml") -> IngestionError? {
    do throws(IngestionError) {
      _ = try DocumentReader().document(bytes: Array(text.utf8), name: name)
      return nil
    } catch { return error }
  }

  @Test("Long names around many short paragraphs reach the limit on paths, not the limit of memory")
  func paths() {
    let names = (0..<60).map { "n\($0)" + String(repeating: "x", count: 9_000) }
    let text =
      names.map { "<\($0)>" }.joined() + String(repeating: "<p>a</p>", count: 4_000)
      + names.reversed().map { "</\($0)>" }.joined()
    guard case .limit(let what, _) = failure(text)?.reason else {
      Issue.record("no limit was reached")
      return
    }
    #expect(what.contains("paths"))
  }

  @Test("Deep documents and wide ones with names as people give them stay far from the limits")
  func usual() throws {
    let deep =
      (0..<200).map { "<section\($0 % 7)>" }.joined() + "<p>Deep.</p>"
      + (0..<200).reversed().map { "</section\($0 % 7)>" }.joined()
    #expect(failure(deep) == nil)
    let row = "<tr>" + String(repeating: "<td>1</td>", count: 20) + "</tr>"
    let table = "<html><body><table>" + String(repeating: row, count: 2_000) + "</table></body></html>"
    #expect(failure(table, name: "a.html") == nil)
  }

  @Test("Default values of attributes count, in whatever number of declarations they come")
  func defaults() {
    func text(_ count: Int, perList: Int) -> String {
      let attributes = (0..<count).map { "a\($0) CDATA 'v'" }
      let lists = stride(from: 0, to: count, by: perList).map {
        "<!ATTLIST p \(attributes[$0..<min(count, $0 + perList)].joined(separator: " "))>"
      }
      return "<!DOCTYPE d [\(lists.joined())]><d>" + String(repeating: "<p>A word.</p>", count: 500) + "</d>"
    }
    let most = WellFormednessJudge.maximumDefaults
    for perList in [1, 7, 500] {
      #expect(failure(text(most, perList: perList)) == nil)
      guard case .limit(let what, let value) = failure(text(most + 1, perList: perList))?.reason else {
        Issue.record("\(most + 1) defaults passed")
        continue
      }
      #expect(what.contains("default attributes") && value == most)
    }
    // Without default values, and spread over elements, they are harmless.
    let many = (0..<300).map { "<!ATTLIST e\($0) a CDATA 'v' b (x|y) #IMPLIED>" }.joined()
    #expect(failure("<!DOCTYPE d [\(many)]><d><p>A word.</p></d>") == nil)
    let implied = (0..<300).map { "<!ATTLIST p a\($0) CDATA #IMPLIED>" }.joined()
    #expect(failure("<!DOCTYPE d [\(implied)]><d><p>A word.</p></d>") == nil)
  }
}
