import Foundation
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
    let scratch = try ScratchFolder()
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
    let scratch = try ScratchFolder()
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
    let scratch = try ScratchFolder()
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

  @Test("Answers below the threshold are not shown")
  func threshold() throws {
    let arguments = [
      "answer", "--format", "json", "--threshold", "1", "What colour is the sky on Mars?", "-",
    ]
    let outcome = try Tool.run(arguments, input: Data(text.utf8))
    #expect(outcome.status == 1)
    #expect(((try outcome.json() as? [String: Any])?["answers"] as? [Any])?.isEmpty == true)
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

  @Test("What stands in a text several times is one answer, and has the probability of all its places")
  func repeatedAnswer() throws {
    func answers(_ text: String) throws -> [(text: String, probability: Double)] {
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
    let again =
      "The bridge was designed by Agnes Whitlow. Everyone knows who designed it: Agnes Whitlow, of Leeds."
    let found = try answers(again + " " + text)
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
