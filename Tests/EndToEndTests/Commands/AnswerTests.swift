import Foundation
import TestSupport
import Testing

@Suite("peruse answer")
struct AnswerTests {
  private let text = """
    The Harrow Bridge

    The bridge over the Harrow was opened in May 1902. It was designed by Agnes Whitlow, an engineer from
    Leeds. The town of Millbrook paid for the stone piers, and the railway paid for the deck.
    """

  @Test("An answer in a table is shown with its row, and cited by its cell")
  func row() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "regions.csv",
      "Region,Manager,Opened\nNorth,Ilse Brandt,1998\nEast,Keiko Mori,1987\nWest,Samuel Adeyemi,2015\n")
    let outcome = try Tool.run(["answer", "--format", "json", "Who is the manager of the East region?", path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try outcome.json() as? [String: Any])
    let best = try #require((report["answers"] as? [[String: Any]])?.first)
    #expect(best["text"] as? String == "Keiko Mori")
    #expect(best["context"] as? String == "East | Manager: Keiko Mori | Opened: 1987")
    #expect((best["source"] as? [String: Any])?["path"] as? String == "/row[3]/cell[2]")
  }

  @Test("The JSON of one file is one object with document, answers, model and settings")
  func jsonOfOneFile() throws {
    let scratch = try Scratch()
    let path = try scratch.write("bridge.txt", text)
    let outcome = try Tool.run(["answer", "--format", "json", "--top", "2", "Who designed the bridge?", path])
    #expect(outcome.status == 0, "\(outcome.errors)")

    let report = try #require(try outcome.json() as? [String: Any])
    let document = try #require(report["document"] as? [String: Any])
    #expect(document["path"] as? String == path)
    #expect(document["format"] as? String == "text")
    #expect((document["sha256"] as? String)?.count == 64)
    #expect(document["words"] as? Int ?? 0 > 30)
    let model = try #require(report["model"] as? [String: Any])
    #expect((model["sha256"] as? String)?.count == 64)
    #expect(report["settings"] is [String: Any])

    let answers = try #require(report["answers"] as? [[String: Any]])
    #expect(answers.count == 2)
    let best = try #require(answers.first)
    #expect(best["text"] as? String == "Agnes Whitlow")
    #expect(best["evidence"] as? String == "It was designed by Agnes Whitlow, an engineer from Leeds.")
    let probability = try #require(best["probability"] as? Double)
    #expect(probability > 0.2 && probability <= 1)
    let source = try #require(best["source"] as? [String: Any])
    let start = try #require(source["byteStart"] as? Int)
    let end = try #require(source["byteEnd"] as? Int)
    #expect(String(decoding: Array(text.utf8)[start..<end], as: UTF8.self) == "Agnes Whitlow")
    #expect((source["path"] as? String)?.hasPrefix("/") == true)
  }

  @Test("Several files give an array, and a line each as JSON lines")
  func severalFiles() throws {
    let scratch = try Scratch()
    let paths = try ["a.txt", "b.txt"].map { try scratch.write($0, text) }
    let array = try Tool.run(["answer", "--format", "json", "When was it opened?"] + paths).json()
    #expect((array as? [[String: Any]])?.count == 2)
    let lines = try Tool.run(["answer", "--format", "jsonl", "When was it opened?"] + paths).output
    #expect(lines.split(separator: "\n").count == 2)
  }

  @Test("Standard input is read, and piped text output is plain and tab-separated")
  func standardInput() throws {
    let outcome = try Tool.run(
      ["answer", "--question", "When was the bridge opened?", "-"], input: Data(text.utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains("\u{1B}"))
    let fields = outcome.output.split(separator: "\n")[0].split(separator: "\t")
    #expect(fields.count == 5)
    #expect(fields[0].contains("1902"))
    #expect(fields[2].hasPrefix("-:"))
  }

  @Test("An answer is shown up to a threshold of its own probability, and above it is not")
  func threshold() throws {
    func answers(_ more: [String]) throws -> (status: Int32, answers: [[String: Any]]) {
      let outcome = try Tool.run(
        ["answer", "--format", "json", "Who designed the bridge?", "-"] + more, input: Data(text.utf8))
      let report = try outcome.json() as? [String: Any]
      return (outcome.status, try #require(report?["answers"] as? [[String: Any]]))
    }
    let free = try answers([])
    #expect(free.status == 0 && free.answers.first?["text"] as? String == "Agnes Whitlow")
    let probability = try #require(free.answers.first?["probability"] as? Double)
    try #require(probability > 0.01 && probability < 0.999)

    let below = try answers(["--threshold", "\(probability - 1e-6)"])
    #expect(below.status == 0 && below.answers.first?["text"] as? String == "Agnes Whitlow")
    let above = try answers(["--threshold", "\(probability + 1e-6)"])
    #expect(above.status == 1 && above.answers.isEmpty)
  }

  @Test("Answers of a list do not overlap")
  func distinctAnswers() throws {
    let outcome = try Tool.run(
      ["answer", "--format", "json", "--top", "5", "--always-answer", "Who paid?", "-"],
      input: Data(text.utf8))
    let answers = try #require((try outcome.json() as? [String: Any])?["answers"] as? [[String: Any]])
    let ranges = answers.compactMap { $0["source"] as? [String: Any] }.map {
      ($0["byteStart"] as! Int)..<($0["byteEnd"] as! Int)
    }
    #expect(ranges.count == 5)
    for (index, range) in ranges.enumerated() {
      #expect(ranges[(index + 1)...].allSatisfy { !$0.overlaps(range) })
    }
    let probabilities = answers.compactMap { $0["probability"] as? Double }
    #expect(probabilities == probabilities.sorted(by: >))
  }

  private func designers(_ text: String) throws -> [(text: String, probability: Double)] {
    let outcome = try Tool.run(
      ["answer", "--format", "json", "--top", "8", "--always-answer", "Who designed the bridge?", "-"],
      input: Data(text.utf8))
    let list = try #require((try outcome.json() as? [String: Any])?["answers"] as? [[String: Any]])
    return list.compactMap { item in
      guard let text = item["text"] as? String, let probability = item["probability"] as? Double else {
        return nil
      }
      return (text, probability)
    }
  }

  @Test("A name in several places has the probability of all of them, which is more than any place gives")
  func jointProbability() throws {
    let names = ["Agnes Whitlow", "Thomas Birk", "Ida Marsh"]
    func text(_ names: [String]) -> String {
      names.map { "\($0) designed the bridge.\n\n" }.joined()
    }
    // The name's places one at a time; at the others stand other names.
    let alone = try names.indices.map { turn in
      let found = try designers(text((0..<3).map { names[($0 + turn) % 3] }))
      return found.first { $0.text == names[0] }?.probability ?? 0
    }
    let found = try designers(text([names[0], names[0], names[0]]))
    #expect(found.count { $0.text == names[0] } == 1)
    let joint = try #require(found.first { $0.text == names[0] }?.probability)
    #expect(alone.allSatisfy { $0 > 0.1 }, "every place must have a share: \(alone)")
    // Well above the likeliest place, which a name that counted once would only come near.
    for probability in alone { #expect(joint > 1.3 * probability, "\(joint), \(alone)") }
  }

  @Test("What stands in a text several times is one answer, and all probabilities together are at most one")
  func repeatedAnswer() throws {
    let again =
      "The bridge was designed by Agnes Whitlow. Everyone knows who designed it: Agnes Whitlow, of Leeds."
    let found = try designers(again + " " + text)
    #expect(found.first?.text == "Agnes Whitlow")
    #expect(found.count { $0.text == "Agnes Whitlow" } == 1)
    #expect(found.reduce(0) { $0 + $1.probability } <= 1 + 1e-9)
    #expect(found.map(\.probability) == found.map(\.probability).sorted(by: >))
  }

  @Test("The same input gives the same output, whatever the number of threads")
  func determinism() throws {
    let outputs = try ["1", "2", "3"].map { workers in
      try Tool.run(
        ["answer", "--format", "json", "--top", "3", "--workers", workers, "Who paid?", "-"],
        input: Data(text.utf8)
      ).output
    }
    #expect(Set(outputs).count == 1)
  }
}
