import Foundation
import TestSupport
import Testing

/// Holds answers from change logs to a floor: before items were read behind their releases, the default
/// reader had none of these four.
@Suite("Answers from change logs")
struct ChangeLogAnswerTests {
  private let log = """
    # Changelog of Larkmail

    ## 3.2.0 (2024-11-05)

    ### Added

    - Dark theme.
    - Import from Thunderbird profiles.

    ### Removed

    - Support for Windows 7.

    ## 3.1.0 (2024-06-18)

    ### Added

    - Snooze for messages.
    - Export of contacts as vCard.

    ### Fixed

    - Crash when a message has no subject.

    ## 3.0.0 (2023-12-01)

    ### Added

    - Search across all accounts.
    """

  @Test("Who asks which release has something is told its number, cited where the heading says it")
  func releases() throws {
    let questions = [
      ("Which version fixed the crash?", "3.1.0"), ("In which version was snooze added?", "3.1.0"),
      ("Which release added the dark theme?", "3.2.0"), ("Which version dropped Windows 7?", "3.2.0"),
    ]
    let folder = try Scratch()
    try folder.write("log.md", log)
    try folder.write("q.txt", questions.map { $0.0 }.joined(separator: "\n") + "\n")
    let outcome = try Program.run(
      ["answer", "--questions", "q.txt", "--format", "jsonl", "log.md"], in: folder.path)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == questions.count, "\(outcome.errors)")
    var right = 0
    for (line, (_, gold)) in zip(lines, questions) {
      let report = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let answer = (report?["answers"] as? [[String: Any]])?.first, answer["text"] as? String == gold
      else { continue }
      right += 1
      let source = try #require(answer["source"] as? [String: Any])
      let range = try #require(source["byteStart"] as? Int)..<(try #require(source["byteEnd"] as? Int))
      #expect(String(decoding: Array(log.utf8)[range], as: UTF8.self) == gold)
    }
    #expect(right >= 3, "\(outcome.output)")
  }

  @Test("An answer that is read in several places is explained where it stands")
  func explained() throws {
    let outcome = try Tool.run(
      ["answer", "--format", "json", "--explain", "--input-format", "markdown", "--always-answer"]
        + ["Which version fixed the crash?", "-"], input: Data(log.utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try outcome.json() as? [String: Any])
    #expect(report["explanation"] != nil)
  }
}
