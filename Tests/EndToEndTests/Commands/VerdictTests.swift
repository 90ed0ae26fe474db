import Foundation
import TestSupport
import Testing

@Suite("Answer, unsure and none")
struct VerdictOutputTests {
  private let text = """
    My name is Carla and I live in Berlin. My brother Jonas moved to Oslo in 2019 to build boats. Our mother, who never
    liked the sea, stayed in Kassel.
    """

  private func ask(_ question: String, _ options: [String] = []) throws -> Tool.Outcome {
    try Tool.run(["answer"] + options + ["--question", question, "-"], input: Data(text.utf8))
  }

  private func report(_ question: String, _ options: [String] = []) throws -> [String: Any] {
    try #require(try ask(question, ["--format", "json"] + options).json() as? [String: Any])
  }

  @Test("Answers and none are of one distribution")
  func oneDistribution() throws {
    for question in ["When did Jonas move to Oslo?", "Who painted the ship?"] {
      for options in [[], ["--always-answer"], ["--answerable-share", "0.4"]] {
        let report = try report(question, ["--top", "30"] + options)
        let answers = try #require(report["answers"] as? [[String: Any]])
        let none = try #require(report["noAnswerProbability"] as? Double)
        let sum = answers.reduce(none) { $0 + ($1["probability"] as? Double ?? 0) }
        #expect(sum > 0 && sum <= 1 + 1e-9, "\(question) \(options)")
      }
    }
  }

  @Test("What is known is an answer; what is not is none: no line, a word on standard error, and exit code 1")
  func verdicts() throws {
    let known = try ask("When did Jonas move to Oslo?")
    #expect(known.status == 0 && known.output.hasPrefix("2019\t"), "\(known.output)\(known.errors)")
    #expect(known.output.hasSuffix("\t\n"), "an empty mark")
    #expect(known.errors.isEmpty)
    let unknown = try ask("Which university gave the king his crown in 1432?")
    #expect(unknown.status == 1 && unknown.output.isEmpty)
    #expect(unknown.errors.split(separator: "\n").count == 1 && unknown.errors.contains("no answer"))
    #expect(try report("When did Jonas move to Oslo?")["verdict"] as? String == "answer")
    #expect(try report("Which university gave the king his crown in 1432?")["verdict"] as? String == "none")
  }

  @Test("With --always-answer there is no none, and a guess is marked")
  func alwaysAnswers() throws {
    let outcome = try ask("Which university gave the king his crown in 1432?", ["--always-answer"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let fields = outcome.output.dropLast().split(separator: "\t", omittingEmptySubsequences: false)
    #expect(fields.count == 6 && fields.last == "unsure", "\(outcome.output)")
  }

  @Test("With --strict there are no verdicts, no marks, and exit code 0")
  func strict() throws {
    let unknown = try ask("Which university gave the king his crown in 1432?", ["--strict"])
    #expect(unknown.status == 0 && unknown.errors.isEmpty)
    let known = try ask("When did Jonas move to Oslo?", ["--strict"])
    #expect(known.output.dropLast().split(separator: "\t", omittingEmptySubsequences: false).count == 5)
    let report = try report("When did Jonas move to Oslo?", ["--strict"])
    #expect(report["verdict"] == nil)
    let settings = try #require(report["settings"] as? [String: Any])
    #expect((settings["options"] as? [String: Any])?["answerableShare"] == nil)
  }

  @Test("What asks nothing is said to be no question", arguments: ["?", "hello", "the", "test finding"])
  func noQuestion(question: String) throws {
    let outcome = try ask(question)
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("is no question"))
    #expect(try report(question)["verdict"] as? String == "none")
  }

  @Test("A question of yes or no gets the sentence that bears on it, marked as evidence")
  func evidence() throws {
    let report = try report("Did Jonas move to Oslo?")
    let first = try #require((report["answers"] as? [[String: Any]])?.first)
    #expect(first["kind"] as? String == "evidence")
    #expect(first["text"] as? String == "My brother Jonas moved to Oslo in 2019 to build boats.")
    #expect(first["text"] as? String == first["evidence"] as? String)
    #expect(try ask("Did Jonas move to Oslo?").output.contains("\tevidence"))
  }

  @Test("One answered question of several is enough for exit code 0")
  func exitCode() throws {
    let scratch = try Scratch()
    let path = try scratch.write("carla.txt", text)
    func status(_ questions: String) throws -> Int32 {
      try Tool.run(["ask", path], input: Data(questions.utf8)).status
    }
    #expect(try status("hello\nWhere does Carla live?\n") == 0)
    #expect(try status("hello\nthe\n") == 1)
    #expect(
      try Tool.run(["answer", "Where does Carla live?", path, scratch.path + "/none.txt"]).status == 66)
  }

  @Test("A share of answerable questions is a share")
  func refused() throws {
    #expect(try ask("Who?", ["--answerable-share", "1.2"]).status == 64)
  }

  @Test("Who asks for several things gets every item of the list that one of them stands in")
  func list() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "fair.md",
      "# The Harbour Fair\n\nThe fair is held in June. Prizes were won by these people:\n\n- Ann Tolley, for her cheese\n"
        + "- Robert Quoy, for a boat\n- Ilse Marrin, for a clock\n")
    let outcome = try Tool.run(["answer", "Which people won prizes?", path])
    let names = outcome.output.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
    #expect(Set(names) == ["Ann Tolley", "Robert Quoy", "Ilse Marrin"], "\(outcome.output)\(outcome.errors)")
    let single = try Tool.run(["answer", "Who won a prize for a boat?", path])
    #expect(single.output.split(separator: "\n").count == 1)
  }

  @Test("A row of a table is read with its headers")
  func table() throws {
    let table =
      "| Place | Name | Time |\n|---|---|---|\n| 1 | Ann Tolley | 3:12 |\n| 2 | Juno Marsh | 3:15 |\n| 3 | Peter Hale | 3:40 |\n"
    let outcome = try Tool.run(
      ["answer", "--always-answer", "Who came second?", "-"], input: Data(table.utf8))
    #expect(outcome.output.hasPrefix("Juno Marsh\t"), "\(outcome.output)")
  }
}
