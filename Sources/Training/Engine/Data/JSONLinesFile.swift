import Platform

/// A file with one JSON value a line, mapped: a line is decoded when it is asked for.
public struct JSONLinesFile: Sendable {
  /// Path of the file.
  public let path: String
  private let lines: JSONLines

  /// Finds the lines; empty ones do not count.
  ///
  /// - Throws: ``TrainingError`` where the file cannot be read.
  public init(path: String) throws(TrainingError) {
    self.path = path
    do throws(MappedFile.Failure) { lines = JSONLines(try MappedFile(path: path)) } catch {
      throw TrainingError(.unreadable, path, "\(error.words); check the path")
    }
  }

  /// Number of lines that are not empty.
  public var count: Int { lines.count }

  /// The number of a line in the file; the first is 1.
  public func number(of index: Int) -> Int { lines.number(at: index) }

  /// Decodes a line.
  ///
  /// - Throws: ``TrainingError`` with the line's number.
  public func decode<Value: Decodable>(_ index: Int, as type: Value.Type) throws(TrainingError) -> Value {
    do throws(JSONLineError) { return try lines[index].decode(type) } catch {
      throw TrainingError(.data, path, place: "line \(number(of: index))", Self.words(error))
    }
  }

  private static func words(_ fault: JSONLineError) -> String {
    guard let error = fault.decoding else { return fault.words }
    return switch error {
    case DecodingError.keyNotFound(let key, _): "the field \"\(key.stringValue)\" is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "the field \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has another type than it should"
    default: "it is not JSON"
    }
  }
}
