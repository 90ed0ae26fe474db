import Foundation
import Testing

@Suite("Lines of the Model Context Protocol on standard input")
struct MessageLineTests {
  @Test(
    "Each line that holds something gets its answer, however lines end; what is no JSON costs its line alone")
  func lines() throws {
    func ping(_ id: Int) -> String { #"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"# }
    let input = "\u{FEFF}\(ping(1))\r\n\n \t\r\nno JSON\n\(ping(2))"
    let outcome = try Tool.run(["mcp"], input: Data(input.utf8))
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let answers = try outcome.output.split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }
    #expect(answers.map { $0?["id"] as? Int } == [1, nil, 2])
    #expect(answers.map { ($0?["error"] as? [String: Any])?["code"] as? Int } == [nil, -32700, nil])
  }

  @Test("Without a message there is no answer")
  func empty() throws {
    let outcome = try Tool.run(["mcp"])
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
  }
}
