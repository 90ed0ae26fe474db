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
}
