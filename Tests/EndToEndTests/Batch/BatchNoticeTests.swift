import Foundation
import TestSupport
import Testing

@Suite("What a batch tells once")
struct BatchNoticeTests {
  private static let german =
    "Die Brücke über den Fluss wurde im Frühjahr erneuert. Der Müller hatte das Holz dafür gespendet. "
    + "Danach kamen die Bauern wieder jeden Morgen auf den Markt."

  private func batch(_ arguments: [String]) throws -> Program.Outcome {
    let folder = try Scratch()
    for number in 0..<6 {
      try folder.write("docs/\(number).txt", number % 2 == 0 ? Self.german : Samples.text(number))
    }
    return try Program.run(
      ["batch"] + arguments + ["docs", "--output", "o.jsonl", "--jobs", "2"], in: folder.path)
  }

  private static func count(of words: String, in text: String) -> Int {
    text.components(separatedBy: words).count - 1
  }

  @Test(
    "That a language has another method than the default's is said once, and not where a method was chosen")
  func summaries() throws {
    let told = try batch(["summarize", "--sentences", "1"])
    #expect(told.status == 0)
    #expect(Self.count(of: "(de) are summarized by lsa", in: told.errors) == 1)
    let chosen = try batch(["summarize", "--sentences", "1", "--method", "lead"])
    #expect(!chosen.errors.contains("knows English only"))
    let quiet = try batch(["summarize", "--sentences", "1", "--quiet"])
    #expect(quiet.errors.isEmpty)
  }

  @Test("That the reader does not know a language is said once")
  func answers() throws {
    let told = try batch(["answer", "--question", "Wer hatte das Holz gespendet?"])
    #expect(Self.count(of: "the reader knows English only", in: told.errors) == 1)
  }
}
