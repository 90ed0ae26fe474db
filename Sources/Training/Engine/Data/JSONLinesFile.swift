import Foundation
import Platform
import Tensors

/// A file with one JSON value a line, mapped: a line is decoded when it is asked for.
public struct JSONLinesFile: Sendable {
  /// Path of the file.
  public let path: String
  private let file: MappedFile
  private let lines: [Lines.Line]

  /// Finds the lines; empty ones do not count.
  ///
  /// - Throws: ``TrainingError`` where the file cannot be read.
  public init(path: String) throws(TrainingError) {
    self.path = path
    do throws(MappedFile.Failure) { file = try MappedFile(path: path) } catch {
      throw TrainingError(.unreadable, path, "\(error.words); check the path")
    }
    lines = Lines.filled(in: file.bytes)
  }

  /// Number of lines that are not empty.
  public var count: Int { lines.count }

  /// The number of a line in the file; the first is 1.
  public func number(of index: Int) -> Int { lines[index].number }

  /// Decodes a line.
  ///
  /// - Throws: ``TrainingError`` with the line's number.
  public func decode<Value: Decodable>(_ index: Int, as type: Value.Type) throws(TrainingError) -> Value {
    let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[lines[index].range])
    do { return try withExtendedLifetime(file) { try JSONDecoder().decode(type, from: Data(bytes)) } } catch {
      throw TrainingError(.data, path, place: "line \(number(of: index))", Self.words(error))
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "the field \"\(key.stringValue)\" is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "the field \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has another type than it should"
    default: "it is not JSON"
    }
  }
}
