import Foundation
import Platform

/// A record as a line of JSON: `{"id", "text"}`, `{"id", "path"}` or `{"id", "data"}` (the bytes of a file in
/// base64), for answers also `"question"`.
struct JSONRecord: Decodable {
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
  static func read(_ line: JSONLine) throws(Fault) -> JSONRecord {
    let record: JSONRecord
    do throws(JSONLineError) { record = try line.decode(JSONRecord.self) } catch {
      throw Fault(reason: Self.words(for: error))
    }
    guard [record.text != nil, record.path != nil, record.data != nil].count(where: \.self) == 1 else {
      throw Fault(reason: #"a record needs one of "text", "path" and "data""#)
    }
    return record
  }

  private static func words(for error: JSONLineError) -> String {
    guard let cause = error.decoding else { return error.words }
    switch cause {
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      let key = context.codingPath.map(\.stringValue).joined(separator: ".")
      return key.isEmpty ? "is not a JSON object" : "'\(key)' has the wrong type; text is wanted"
    default: return "is not valid JSON"
    }
  }
}
