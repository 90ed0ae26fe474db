import Foundation
import PeruseServer
import Testing

@Suite("The Model Context Protocol", .serialized)
struct ContextProtocolTests {
  private func conversation() throws -> ContextProtocol {
    try ContextProtocol(roots: [Repository.root.appendingPathComponent("corpora").path], corpora: [])
  }

  private func answer(_ conversation: ContextProtocol, _ line: String) throws -> [String: Any] {
    let text = try #require(conversation.answer(to: line))
    #expect(!text.contains("\n"))
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func call(
    _ conversation: ContextProtocol, _ name: String, _ arguments: String
  ) throws -> [String: Any] {
    let line =
      #"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"\#(name)","arguments":\#(arguments)}}"#
    return try #require(try answer(conversation, line)["result"] as? [String: Any])
  }

  private func text(_ result: [String: Any]) -> String {
    ((result["content"] as? [[String: Any]])?.first?["text"] as? String) ?? ""
  }

  @Test("A conversation begins, tools are listed with their schemas, and notifications get no answer")
  func beginning() throws {
    let conversation = try conversation()
    let hello =
      #"{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{}}}"#
    let result = try #require(try answer(conversation, hello)["result"] as? [String: Any])
    #expect(result["protocolVersion"] as? String == "2024-11-05")
    #expect(conversation.answer(to: #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) == nil)
    let tools = try #require(
      (try answer(conversation, #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#)["result"]
        as? [String: Any])?["tools"]
        as? [[String: Any]])
    #expect(Set(tools.compactMap { $0["name"] as? String }) == ["summarize", "answer", "inspect", "search"])
    #expect(tools.allSatisfy { ($0["inputSchema"] as? [String: Any])?["type"] as? String == "object" })
  }

  @Test("Tools answer with citations; files outside the folders stay closed")
  func tools() throws {
    let conversation = try conversation()
    let clock = Repository.root.appendingPathComponent("corpora/stories/the-tide-clock.xml").path
    let found = try call(conversation, "answer", #"{"question":"Who kept the clock?","paths":["\#(clock)"]}"#)
    #expect(found["isError"] as? Bool == false)
    #expect(text(found).contains("the-tide-clock.xml") && text(found).contains("bytes"))
    let summary = try call(conversation, "summarize", #"{"paths":["\#(clock)"],"sentences":2}"#)
    let results = (summary["structuredContent"] as? [String: Any])?["results"] as? [[String: Any]]
    #expect((results?.first?["summary"] as? [Any])?.count == 2)
    #expect(text(try call(conversation, "inspect", #"{"paths":["\#(clock)"]}"#)).contains("title: "))
    for path in ["/etc/passwd", clock + "/../../../Package.swift"] {
      let refused = try call(conversation, "inspect", #"{"paths":["\#(path)"]}"#)
      #expect(refused["isError"] as? Bool == true && text(refused).contains("outside"))
    }
    #expect(
      try call(conversation, "answer", #"{"question":" ","text":"Ada paid."}"#)["isError"] as? Bool == true)
    #expect(try call(conversation, "search", #"{"query":"bees"}"#)["isError"] as? Bool == true)
  }

  @Test(
    "Lines that are no requests get the errors of JSON-RPC",
    arguments: [
      ("{", -32700), ("{}", -32600), (#"{"jsonrpc":"2.0","id":1,"method":"dance"}"#, -32601),
      (#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"dance"}}"#, -32602),
    ])
  func errors(line: String, code: Int) throws {
    let error = try answer(conversation(), line)["error"] as? [String: Any]
    #expect(error?["code"] as? Int == code)
  }

  @Test("The protocol's own client in Python talks to it")
  func python() throws {
    try Scripts.run("context_protocol.py", needs: "mcp")
  }
}
