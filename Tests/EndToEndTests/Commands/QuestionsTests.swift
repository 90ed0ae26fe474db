import Foundation
import TestSupport
import Testing

@Suite("Several questions")
struct QuestionsTests {
  private let text = """
    The bridge over the Harrow was opened in May 1902. It was designed by Agnes Whitlow, an engineer from Leeds.
    """

  @Test("Questions from a file are answered in order, each line beginning with its question")
  func fromFile() throws {
    let scratch = try Scratch()
    let path = try scratch.write("bridge.txt", text)
    let questions = try scratch.write(
      "questions.txt",
      "# two\nWho designed the bridge?\n\n{\"id\": \"q2\", \"question\": \"When was the bridge opened?\"}\r\n"
    )
    let outcome = try Tool.run(["answer", "--questions", questions, path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.map { $0[0] } == ["Who designed the bridge?", "When was the bridge opened?"])
    #expect(lines.map { $0[1] } == ["Agnes Whitlow", "May 1902"])
    let json = try Tool.run(["answer", "--questions", questions, "--format", "json", path]).json()
    let reports = try #require(json as? [[String: Any]])
    #expect(reports.map { $0["id"] as? String } == [nil, "q2"])
  }

  @Test("A list of questions may begin with a byte order mark, and end its lines as any editor does")
  func asEditorsWriteIt() throws {
    let scratch = try Scratch()
    let path = try scratch.write("bridge.txt", text)
    let list = #"{"question": "Who designed the bridge?"}"#
    let outcome = try Tool.run(
      ["answer", "--questions", "-", path],
      input: Data("\u{FEFF}\(list)\r\n# none\rWhen was the bridge opened?".utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.split(separator: "\n").map { $0.split(separator: "\t")[0] } == [
        "Who designed the bridge?", "When was the bridge opened?",
      ])
  }

  @Test("The answers are those that each question gets alone")
  func alone() throws {
    let scratch = try Scratch()
    let path = try scratch.write("bridge.txt", text)
    let asked = ["Who designed the bridge?", "Where was the engineer from?"]
    let together = try Tool.run(
      ["answer", "--questions", "-", path], input: Data(asked.joined(separator: "\n").utf8)
    ).output.split(separator: "\n")
    for (line, question) in zip(together, asked) {
      let alone = try Tool.run(["answer", question, path]).output
      #expect(String(line) == question + "\t" + alone.trimmingCharacters(in: .newlines))
    }
    #expect(together.count == 2)
  }

  @Test("peruse ask reads questions from a pipe, and a bad one costs one line")
  func ask() throws {
    let scratch = try Scratch()
    let path = try scratch.write("bridge.txt", text)
    let long = String(repeating: "why ", count: 600)
    let outcome = try Tool.run(
      ["ask", path], input: Data("Who designed the bridge?\n\(long)\n\nWhen was the bridge opened?\n".utf8))
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").count == 2)
    #expect(outcome.output.contains("Agnes Whitlow") && outcome.output.contains("May 1902"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.contains("word pieces"))
  }

  @Test("Bad lists of questions are named with file, line and reason")
  func refused() throws {
    let scratch = try Scratch()
    let path = try scratch.write("bridge.txt", text)
    let record = try scratch.write("bad.jsonl", "Who?\n{\"id\": 3}\n")
    let outcome = try Tool.run(["answer", "--questions", record, path])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("bad.jsonl:2"))
    let empty = try scratch.write("empty.txt", "# nothing\n\n")
    #expect(try Tool.run(["answer", "--questions", empty, path]).status == 65)
    #expect(
      try Tool.run(["answer", "--questions", scratch.path + "/none.txt", path])
        .status == 66)
    #expect(try Tool.run(["ask"]).status == 64)
    #expect(try Tool.run(["ask", "-"]).status == 64)
    #expect(try Tool.run(["answer", "--model", "nosuch", "Who?", path]).errors.contains("reader"))
  }
}
