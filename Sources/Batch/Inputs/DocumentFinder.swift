import Foundation
import Ingestion

/// Finds documents where a batch finds them (folders, patterns, archives, compressed files), for callers that
/// take one after the other.
public struct DocumentFinder: Sendable {
  private let options: IngestionOptions

  /// Creates a finder whose documents are read with `options`.
  public init(options: IngestionOptions = IngestionOptions()) { self.options = options }

  /// What a path leads to.
  public enum Kind: Sendable, Hashable {
    /// A file that is read as it stands, or nothing at all.
    case plain
    /// A compressed file that is no archive.
    case compressed
    /// A folder, a pattern, an archive.
    case many
  }

  /// What `path` leads to, as far as the system and the first bytes tell.
  public static func kind(of path: String) -> Kind {
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else {
      return path != "-" && path.contains(where: { "*?[".contains($0) }) ? .many : .plain
    }
    if status.st_mode & S_IFMT == S_IFDIR { return .many }
    guard status.st_mode & S_IFMT == S_IFREG, let file = try? FileSource(path: path),
      Archive.isArchive(file.head(512))
    else { return .plain }
    let name = path.lowercased()
    let isStream = [".gz", ".bz2", ".xz", ".zst"].contains { ending in
      name.hasSuffix(ending) && !name.hasSuffix(".tar" + ending)
    }
    return isStream ? .compressed : .many
  }

  /// Hands over everything that `path` leads to, in the order of a batch; what cannot be read comes as its
  /// failure.
  ///
  /// - Parameter body: takes a document or record that has not been read yet, and says whether to go on.
  /// - Returns: How many there were.
  @discardableResult
  public func forEach(
    in path: String, _ body: (Result<PendingRecord, BatchFailure>) throws -> Bool
  )
    throws -> Int
  {
    var thrown: (any Error)?
    let count = withoutActuallyEscaping(body) { body in
      var source = BatchSource(InputSelection(paths: [path]), options: options) { item in
        do {
          return try body(item.payload)
        } catch {
          thrown = error
          return false
        }
      }
      return source.run()
    }
    if let thrown { throw thrown }
    return count
  }
}
