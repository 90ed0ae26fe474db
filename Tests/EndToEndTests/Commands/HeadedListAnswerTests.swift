import Foundation
import TestSupport
import Testing

/// Before such items were read behind their headings, the default reader said of both questions that there is
/// no answer.
@Suite("Answers from lists under headings")
struct HeadedListAnswerTests {
  private let trail = """
    # The Moorland Trail

    The trail runs for 62 miles from Hexby to the sea at Port Anselm. Most walkers need four to five days.

    ## What to bring

    - A map and compass
    - Waterproof boots
    - At least 2 litres of water
    - A whistle

    ## Products of the villages

    - Copper wire
    - Brass fittings
    - Sulphuric acid

    ## Contact

    Trail office, 3 Bell Lane, Hexby. The office is open on weekdays.
    """

  private func report(_ question: String) throws -> [String: Any] {
    let outcome = try Tool.run(
      ["answer", "--format", "json", "--input-format", "markdown", question, "-"], input: Data(trail.utf8))
    return try #require(try outcome.json() as? [String: Any])
  }

  @Test(
    "Who names a heading is told what stands below it",
    arguments: [
      ("What should I bring?", ["map", "boots", "water", "whistle"]),
      ("Which things should walkers bring?", ["map", "boots", "water", "whistle"]),
    ])
  func named(question: String, items: [String]) throws {
    let report = try report(question)
    #expect(report["verdict"] as? String == "answer")
    let answers = try #require(report["answers"] as? [[String: Any]]).compactMap { $0["text"] as? String }
    let first = try #require(answers.first)
    #expect(items.contains { first.contains($0) }, "\(answers)")
    #expect(Set(answers).count == answers.count && answers.count > 1, "\(answers)")
    // A heading that is read before an item is no part of the answer.
    #expect(answers.allSatisfy { !$0.contains("bring") }, "\(answers)")
  }

  @Test("Who names none reads the items as they stand")
  func unnamed() throws {
    let report = try report("How much water should I carry?")
    let first = try #require((report["answers"] as? [[String: Any]])?.first)
    #expect((first["text"] as? String)?.contains("2 litres") == true)
  }
}
