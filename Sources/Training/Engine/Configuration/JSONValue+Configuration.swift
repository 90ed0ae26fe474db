import Foundation
import Platform

/// Any JSON value.
public typealias JSONValue = Platform.JSONValue

extension JSONValue {
  /// The value behind `text`: JSON where it is, otherwise the text itself.
  public init(parsing text: String) {
    self = (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) ?? .string(text)
  }

  /// The value read as `type`.
  func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
  }

  /// The members of an object.
  var members: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Replaces the value at `path`, whose objects are made where they are missing.
  public mutating func set(_ path: ArraySlice<String>, to value: JSONValue) {
    guard let first = path.first else { return self = value }
    var members = members ?? [:]
    var inner = members[first] ?? .object([:])
    inner.set(path.dropFirst(), to: value)
    members[first] = inner
    self = .object(members)
  }

  /// Lays `other` over this value: objects member by member, anything else as a whole.
  func overlaid(by other: JSONValue) -> JSONValue {
    guard case .object(var mine) = self, case .object(let theirs) = other else { return other }
    for (name, value) in theirs { mine[name] = mine[name]?.overlaid(by: value) ?? value }
    return .object(mine)
  }

  /// Readable JSON with sorted keys, always the same for the same value.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }
}
