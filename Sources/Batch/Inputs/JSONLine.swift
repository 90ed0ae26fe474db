import Foundation

/// A record as a line of JSON: `{"id", "text"}`, `{"id", "path"}` or `{"id", "data"}` (the bytes of a file in base64),
/// for answers also `"question"`.
struct JSONLine: Decodable {
  var id: String?
  var text: String?
  var path: String?
  var data: [UInt8]?
  var question: String?

  private enum CodingKeys: String, CodingKey { case id, text, path, data, question }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    text = try values.decodeIfPresent(String.self, forKey: .text)
    path = try values.decodeIfPresent(String.self, forKey: .path)
    question = try values.decodeIfPresent(String.self, forKey: .question)
    data = try values.decodeIfPresent(Data.self, forKey: .data).map(Array.init)
    do { id = try values.decodeIfPresent(String.self, forKey: .id) } catch {
      id = String(try values.decode(Int64.self, forKey: .id))
    }
  }

  /// What is wrong with a line, in words.
  struct Fault: Error {
    var reason: String
  }

  /// Reads a line.
  static func read(_ bytes: [UInt8]) throws(Fault) -> JSONLine {
    let line: JSONLine
    do { line = try JSONDecoder().decode(JSONLine.self, from: Data(bytes)) } catch {
      throw Fault(reason: Self.words(for: error))
    }
    guard [line.text != nil, line.path != nil, line.data != nil].count(where: \.self) == 1 else {
      throw Fault(reason: #"a record needs one of "text", "path" and "data""#)
    }
    return line
  }

  private static func words(for error: any Error) -> String {
    switch error {
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      return key.isEmpty ? "is not a JSON object" : "'\(key)' has the wrong type; text is wanted"
    default: return "is not valid JSON"
    }
  }
}
