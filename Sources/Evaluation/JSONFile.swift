import FoundationEssentials
import Glibc
import Platform

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
    // A FIFO or a device has no bytes to map, and what Foundation says of it is of no use to anybody.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw EvaluationError(kind: .unreadable, file: path, reason: "is no regular file")
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

  /// The lines of the file at `path`.
  static func lines(at path: String, limit: Int = maximumBytes) throws(EvaluationError) -> JSONLines {
    JSONLines(try bytes(at: path, limit: limit), file: path)
  }

  /// Decodes `bytes`.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: Data, file: String
  ) throws(EvaluationError) -> Value {
    guard !bytes.isEmpty else {
      throw EvaluationError(kind: .malformed, file: file, reason: "is empty; JSON was expected")
    }
    do { return try JSONDecoder().decode(type, from: bytes) } catch {
      let fault = DecodingFault(error)
      throw EvaluationError(kind: .malformed, file: file, place: fault.place, reason: fault.reason)
    }
  }
}

extension JSONLine {
  /// Where it stands, as errors say it.
  var place: String { "line \(number)" }

  /// Its value.
  ///
  /// - Throws: ``EvaluationError`` naming the line, and the place in it.
  func value<Value: Decodable>(of type: Value.Type) throws(EvaluationError) -> Value {
    do throws(JSONLineError) { return try decode(type) } catch {
      let fault = error.decoding.map(DecodingFault.init)
      throw EvaluationError(
        kind: .malformed, file: file,
        place: [place, fault?.place].compactMap(\.self).joined(separator: ", "),
        reason: fault?.reason ?? error.words)
    }
  }
}
