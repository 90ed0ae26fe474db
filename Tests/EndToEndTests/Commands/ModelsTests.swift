import Foundation
import Testing

@Suite("peruse models")
struct ModelsTests {
  @Test("Each installed model is listed with its checksum, the one that results name")
  func list() throws {
    let outcome = try Tool.run(["models", "--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let models = try #require(try outcome.json() as? [[String: Any]])
    let reader = try #require(models.first { $0["name"] as? String == "reader" })
    #expect((reader["bytes"] as? Int ?? 0) > 1_000_000)
    let answer = try Tool.run(
      ["answer", "--format", "json", "Who wound the tide clock?", Tool.corpus("stories/the-tide-clock.xml")])
    let report = try #require(try answer.json() as? [String: Any])
    let used = try #require(report["model"] as? [String: Any])
    #expect(used["sha256"] as? String == reader["sha256"] as? String)
    let plain = try Tool.run(["models"]).output
    #expect(plain.split(separator: "\n").allSatisfy { $0.split(separator: "\t").count == 5 })
  }

  @Test("The recurrent reader answers by its name, and cites bytes that hold the answer")
  func recurrent() throws {
    let path = Tool.corpus("stories/the-tide-clock.xml")
    let outcome = try Tool.run([
      "answer", "--model", "recurrent", "--always-answer", "--format", "json", "Who kept the clock?", path,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let report = try #require(try outcome.json() as? [String: Any])
    #expect((report["model"] as? [String: Any])?["name"] as? String == "recurrent")
    let answer = try #require((report["answers"] as? [[String: Any]])?.first)
    let source = try #require(answer["source"] as? [String: Any])
    let start = try #require(source["byteStart"] as? Int), end = try #require(source["byteEnd"] as? Int)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(String(decoding: bytes[start..<end], as: UTF8.self) == answer["text"] as? String)
    let listed = try #require(
      try Tool.run(["models", "--format", "json"]).json() as? [[String: Any]])
    #expect(listed.map { $0["name"] as? String }.contains("recurrent"))
  }
}
