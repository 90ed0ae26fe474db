import Foundation
import TestSupport
import Testing

/// Whoever has an old processor gets the kernels of the base level; they must not get other answers.
@Suite("The base level of the kernels")
struct KernelLevelTests {
  private static let base = ["PERUSE_KERNELS": "base"]

  private func reports(_ arguments: [String]) throws -> (usual: [String: Any], base: [String: Any]) {
    func report(_ environment: [String: String]) throws -> [String: Any] {
      let outcome = try Tool.run(arguments, environment: environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try #require(try outcome.json() as? [String: Any])
    }
    return (try report([:]), try report(Self.base))
  }

  @Test("The doctor names the level that was asked for, and finds the same models and libraries")
  func doctor() throws {
    let (usual, base) = try reports(["doctor", "--format", "json"])
    #expect(base["kernels"] as? String == "base")
    #expect((usual["kernels"] as? String)?.isEmpty == false)
    func folders(_ report: [String: Any]) -> [String?] {
      (report["models"] as? [[String: Any]] ?? []).map { $0["sha256"] as? String }
    }
    #expect(folders(base) == folders(usual) && !folders(base).isEmpty)
    let text = try Tool.run(["doctor"], environment: Self.base)
    #expect(text.status == 0 && text.output.contains(/processor +kernels +base\b/), "\(text.output)")
  }

  @Test(
    "Answers are the same words at the same place, about as likely",
    arguments: [
      ("Who kept the clock for twenty-six years?", "stories/the-tide-clock.xml"),
      ("How often is the tide measured?", "manuals/tidemark-guide.md"),
      ("When did the bridge open again?", "news/lisk-bridge-reopens.xml"),
    ])
  func answer(question: String, document: String) throws {
    let run = ["answer", "--always-answer", "--format", "json", question, Tool.corpus(document)]
    let (usual, base) = try reports(run)
    func best(_ report: [String: Any]) throws -> [String: Any] {
      try #require((report["answers"] as? [[String: Any]])?.first)
    }
    let (one, other) = (try best(usual), try best(base))
    #expect(one["text"] as? String == other["text"] as? String && one["text"] is String)
    #expect(one["source"] as? NSDictionary == other["source"] as? NSDictionary && one["source"] != nil)
    // Sums are taken in another order, so that a value that lies between two bytes may be rounded to the
    // other one.
    let (p, q) = (try #require(one["probability"] as? Double), try #require(other["probability"] as? Double))
    #expect(abs(p - q) < 0.03, "\(p) and \(q)")
  }

  @Test(
    "Summaries hold the same sentences, but for one where two are worth the same up to rounding",
    arguments: ["stories/the-tide-clock.xml", "news/lisk-bridge-reopens.xml", "manuals/tidemark-guide.md"])
  func summary(document: String) throws {
    func sentences(_ report: [String: Any]) -> [Int] {
      (report["summary"] as? [[String: Any]] ?? []).compactMap { $0["sentence"] as? Int }
    }
    let run = ["summarize", "--sentences", "5", "--format", "json", Tool.corpus(document)]
    let (usual, base) = try reports(run)
    #expect(sentences(usual).count == 5)
    // Vectors of sentences come out of products in bytes, which every level rounds in its own place.
    #expect(sentences(base).count == 5)
    #expect(Set(sentences(base)).intersection(sentences(usual)).count >= 4, "\(usual) \(base)")
    // Methods without vectors use no kernels: there is nothing to be rounded.
    let (words, baseWords) = try reports(run + ["--method", "lexrank"])
    #expect(sentences(words) == sentences(baseWords) && sentences(words).count == 5)
  }
}
