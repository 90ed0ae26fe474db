import Foundation
import Peruse
import Platform

/// The Model Context Protocol over lines (JSON-RPC 2.0): Peruse's tasks as tools for assistants.
///
/// One message a line comes in, at most one goes out; what has no `id` is a notification and gets no answer.
public struct ContextProtocol: Sendable {
  private let tools: ContextTools
  /// Versions that are spoken, the newest first.
  private static let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

  /// Opens corpora; models are loaded when a tool first needs them.
  ///
  /// - Parameters:
  ///   - roots: folders that tools may read below; paths elsewhere are refused.
  ///   - corpora: corpora that may be searched.
  /// - Throws: `CorpusError`.
  public init(roots: [String], corpora: [String]) throws {
    tools = try ContextTools(roots: roots, corpora: corpora)
  }

  /// The answer to a message; nil for none.
  public func answer(to line: String) -> String? {
    answer(to: JSONLine(file: "-", number: 1, bytes: Array(line.utf8)))
  }

  /// The answer to a message as it came in; nil for none.
  package func answer(to line: JSONLine) -> String? {
    let message: JSONValue
    do throws(JSONLineError) { message = try line.decode(JSONValue.self) } catch {
      return Self.error(.null, -32700, error.decoding == nil ? error.words : "the line is no JSON")
    }
    if case .array(let batch) = message {
      let answers = batch.compactMap(answer)
      return answers.isEmpty ? nil : Self.line(.array(answers))
    }
    return answer(message).map(Self.line)
  }

  private func answer(_ message: JSONValue) -> JSONValue? {
    guard case .object = message, message["jsonrpc"]?.string == "2.0" else {
      return Self.failure(message["id"] ?? .null, -32600, "is no request of JSON-RPC 2.0")
    }
    // An answer to something we have asked; we ask nothing.
    guard let method = message["method"]?.string else { return nil }
    guard let id = message["id"] else { return nil }
    let parameters = message["params"] ?? .object([:])
    switch method {
    case "initialize":
      let asked = parameters["protocolVersion"]?.string ?? ""
      let version = Self.versions.contains(asked) ? asked : Self.versions[0]
      return Self.success(
        id,
        .object([
          "protocolVersion": .string(version),
          "capabilities": .object(["tools": .object(["listChanged": .bool(false)])]),
          "serverInfo": .object([
            "name": .string("peruse"), "title": .string("Peruse"), "version": .string(peruseVersion),
          ]),
          "instructions": .string(ContextTools.instructions),
        ]))
    case "ping": return Self.success(id, .object([:]))
    case "tools/list": return Self.success(id, .object(["tools": .array(ContextTools.descriptions)]))
    case "tools/call":
      guard let name = parameters["name"]?.string, ContextTools.names.contains(name) else {
        return Self.failure(id, -32602, "there is no tool \(parameters["name"]?.string ?? "without a name")")
      }
      return Self.success(id, tools.call(name, parameters["arguments"] ?? .object([:])))
    default: return Self.failure(id, -32601, "there is no method \(method)")
    }
  }

  private static func success(_ id: JSONValue, _ result: JSONValue) -> JSONValue {
    .object(["jsonrpc": .string("2.0"), "id": id, "result": result])
  }

  private static func failure(_ id: JSONValue, _ code: Int, _ words: String) -> JSONValue {
    .object([
      "jsonrpc": .string("2.0"), "id": id,
      "error": .object(["code": .integer(code), "message": .string(words)]),
    ])
  }

  private static func error(_ id: JSONValue, _ code: Int, _ words: String) -> String {
    line(failure(id, code, words))
  }

  private static func line(_ value: JSONValue) -> String {
    let data = try? JSONEncoder.peruse(pretty: false).encode(value)
    return data.map { String(decoding: $0, as: UTF8.self) }
      ?? #"{"jsonrpc":"2.0","id":null,"error":{"code":-32603,"message":"internal error"}}"#
  }
}
