import Foundation
import TestSupport
import Testing

@Suite("peruse summarize: pages, merging, evidence")
struct SummarizeTests {
  /// What a browser shows of `html`: without tags, and with the characters that stand for themselves in no
  /// page.
  private static func shown(_ html: Substring) -> String {
    html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&").description
  }

  @Test("A page shows the document and its summary, needs no network, and breaks on nothing in the text")
  func page() throws {
    let scratch = try Scratch()
    let nasty = """
      The bridge <script>alert("x")</script> opened on Monday & closed on Friday. Traders lost a third of their income.
      The council paid for the repair. It had been closed since the flood undermined a pier last year.
      """
    let file = try scratch.write("a & \"b\".txt", Array(nasty.utf8))
    let outcome = try Tool.run(["summarize", "--format", "html", "--sentences", "3", file])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = outcome.output
    #expect(page.hasPrefix("<!DOCTYPE html>") || page.hasPrefix("<!doctype html>"))
    #expect(page.contains("</html>"))
    #expect(!page.contains("<script>alert("))
    #expect(page.contains("&lt;script&gt;"))
    // Nothing is loaded from anywhere.
    for outside in ["src=\"http", "href=\"http", "@import", "url(http"] { #expect(!page.contains(outside)) }
    #expect(page.contains("prefers-color-scheme"))

    let report =
      try Tool.run(["summarize", "--format", "json", "--sentences", "3", file]).json() as? [String: Any]
    let summary = try #require(report?["summary"] as? [[String: Any]])
    let sentences = summary.compactMap { $0["text"] as? String }
    #expect(sentences.count == 3)
    // The text, without the legend before it and the table of scores behind it.
    let article = try #require(page.firstMatch(of: /(?s)<article.*?<\/article>/)?.output)
    let marks = article.matches(of: /(?s)<mark[^>]*id="d1s([0-9]+)"[^>]*>(.*?)<\/mark>/)
    #expect(marks.map { Self.shown($0.output.2) } == sentences)
    #expect(marks.map { Int($0.output.1) } == summary.map { ($0["sentence"] as? Int).map { $0 + 1 } })
    #expect(article.matches(of: /<mark\b/).count == marks.count)
    // What was not chosen is there too, unmarked.
    for line in nasty.split(separator: "\n") { #expect(Self.shown(article).contains(line), "\(line)") }
  }

  @Test("Many documents give one summary within the budget; each sentence says where it comes from")
  func merge() throws {
    let files = ["news/lisk-bridge-reopens.xml", "news/island-games.xml", "articles/sourdough.md"].map(
      Tool.corpus)
    let outcome = try Tool.run(["summarize", "--merge", "--words", "80", "--format", "json"] + files)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try outcome.json() as? [String: Any])
    #expect((report["documents"] as? [Any])?.count == 3)
    let sentences = try #require(report["summary"] as? [[String: Any]])
    #expect(!sentences.isEmpty)
    let words = sentences.compactMap { $0["text"] as? String }.flatMap {
      $0.split(whereSeparator: \.isWhitespace)
    }
    #expect(words.count <= 80)
    #expect(Set(sentences.compactMap { $0["document"] as? Int }).isSubset(of: [0, 1, 2]))
    let text = try Tool.run(["summarize", "--merge", "--words", "80"] + files).output
    let lines = text.split(separator: "\n")
    #expect(lines.count == sentences.count)
    #expect(lines.allSatisfy { line in files.contains { line.contains($0) } })
  }

  @Test("The same document twice adds nothing to a merged summary")
  func mergedTwice() throws {
    let file = Tool.corpus("news/lisk-bridge-reopens.xml")
    let scratch = try Scratch()
    let copy = try scratch.write("copy.xml", Array(Data(contentsOf: URL(filePath: file))))
    let outcome = try Tool.run(["summarize", "--merge", "--sentences", "3", file, copy])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let texts = outcome.output.split(separator: "\n").map { $0.split(separator: "\t")[0] }
    #expect(texts.count == Set(texts).count && !texts.isEmpty)
  }

  @Test("evaluate evidence prints a share, a rank and what chance would reach; bad data says why")
  func evidence() throws {
    let scratch = try Scratch()
    let context = "The mill stands in Leeds. Ada Lum built it in 1902. Bees live in its garden."
    let squad = """
      {"version": "1.1", "data": [{"title": "t", "paragraphs": [{"context": "\(context)", "qas": [
        {"id": "1", "question": "Who built the mill in 1902?", "answers": [{"text": "Ada Lum", "answer_start": 26}]},
        {"id": "2", "question": "What insects live in the garden?", "answers": [{"text": "Bees", "answer_start": 52}]}
      ]}]}]}
      """
    let file = try scratch.write("squad.json", Array(squad.utf8))
    let outcome = try Tool.run(
      ["evaluate", "evidence", file, "--method", "textrank,learned", "--format", "json", "--quiet"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let figures = try #require(try outcome.json() as? [String: [String: Any]])
    #expect(Set(figures.keys) == ["textrank", "learned"])
    for figure in figures.values {
      #expect(figure["questions"] as? Int == 2)
      let chance = try #require(figure["chance"] as? Double)
      #expect(abs(chance - 1.0 / 3) < 1e-9)
      let first = try #require((figure["first"] as? [String: Any])?["mean"] as? Double)
      #expect(first == 1)
    }
    let none = try scratch.write("none.json", Array(#"{"version": "1.1", "data": []}"#.utf8))
    let refused = try Tool.run(["evaluate", "evidence", none, "--quiet"])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("none.json"))
  }
}
