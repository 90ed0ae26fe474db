import FoundationEssentials

/// Reads and decodes JSON files with errors that say where.
enum JSONFile {
  /// Files larger than this are refused rather than read into memory.
  static let maximumBytes = 1 << 30

  /// The bytes of the file at `path`, mapped, not copied.
  static func bytes(at path: String, limit: Int = maximumBytes) throws(EvaluationError) -> Data {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw EvaluationError(kind: .unreadable, file: path, reason: "no such file")
    }
    if isDirectory {
      throw EvaluationError(kind: .unreadable, file: path, reason: "is a directory; give a file")
    }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw EvaluationError(kind: .unreadable, file: path, reason: "permission denied")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw EvaluationError(kind: .unreadable, file: path, reason: "cannot be read: \(error)")
    }
    guard data.count <= limit else {
      throw EvaluationError(kind: .malformed, file: path, reason: "larger than the limit of \(limit) bytes")
    }
    return data
  }

  /// Decodes `bytes`; `place` is put before the place that the decoder names.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: Data, file: String, place: String? = nil
  ) throws(EvaluationError) -> Value {
    guard !bytes.isEmpty else {
      throw EvaluationError(kind: .malformed, file: file, place: place, reason: "is empty; JSON was expected")
    }
    do {
      return try JSONDecoder().decode(type, from: bytes)
    } catch let error as DecodingError {
      let (path, reason) = explain(error)
      let places = [place, path].compactMap(\.self)
      throw EvaluationError(
        kind: .malformed, file: file, place: places.isEmpty ? nil : places.joined(separator: ", "),
        reason: reason)
    } catch {
      throw EvaluationError(kind: .malformed, file: file, place: place, reason: "not valid JSON: \(error)")
    }
  }

  private static func explain(_ error: DecodingError) -> (path: String?, reason: String) {
    switch error {
    case .keyNotFound(let key, let context):
      (path(context.codingPath), "the field '\(key.stringValue)' is missing")
    case .typeMismatch(let type, let context):
      (path(context.codingPath), "\(words(for: type)) was expected")
    case .valueNotFound(let type, let context):
      (path(context.codingPath), "\(words(for: type)) was expected, not null")
    case .dataCorrupted(let context):
      (
        path(context.codingPath),
        "not valid JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
      )
    @unknown default:
      (nil, "not valid JSON: \(error)")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String? {
    var result = ""
    for key in keys {
      if let index = key.intValue {
        result += "[\(index)]"
      } else {
        result += result.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return result.isEmpty ? nil : result
  }

  private static func words(for type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    default: "\(type)".hasPrefix("Array") ? "an array" : "an object"
    }
  }
}
