import Ingestion
import Platform

/// Whole small files, read with typed errors.
enum FileBytes {
  /// The bytes of the file at `path`, which may be a pipe.
  ///
  /// - Throws: ``TokenizationError``; files of more than `limit` bytes are refused.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let bytes: [UInt8]
    do {
      let input = try InputDescriptor(
        path: path, origin: .named, patience: IngestionOptions().maximumSilence)
      bytes = try input.all(limit: limit + 1)
    } catch { throw failure(path, error) }
    guard bytes.count <= limit else { throw TokenizationError(file: path, reason: .tooLarge(limit)) }
    guard !bytes.isEmpty else { throw TokenizationError(file: path, reason: .empty) }
    return bytes
  }

  private static func failure(_ path: String, _ fault: InputDescriptor.Fault) -> TokenizationError {
    let reason: TokenizationError.Reason =
      switch IngestionError(file: path, fault: fault).reason {
      case .missing: .missing
      case .permissionDenied: .permissionDenied
      case .directory: .directory
      case .io(let words): .io(words)
      case let other: .io(other.message)
      }
    return TokenizationError(file: path, reason: reason)
  }
}
