import Foundation
import Platform
import Synchronization

/// The files and folders that a run writes itself, which it must not read.
///
/// They are known by device and inode, so that no other name or link leads round.
public final class OwnFiles: Sendable {
  private let paths: [String]
  private let known: Mutex<Set<FileIdentity>>
  /// Ends of the names of files that come and go during a run.
  private static let passing = [".aside", "-wal", "-shm", ".journal", ".jsonl"]

  /// - Parameter paths: what the run writes; what of it is there already counts from now on. Standard output
  ///   and standard error count too, where they lead to a file.
  public init(_ paths: [String] = []) {
    self.paths = paths
    var own = Set([STDOUT_FILENO, STDERR_FILENO].compactMap(Self.file(behind:)))
    own.formUnion(paths.compactMap(FileIdentity.init(path:)))
    known = Mutex(own)
  }

  /// Whether the file called `path` is one of them.
  package func contains(_ identity: FileIdentity, _ path: String) -> Bool {
    known.withLock { known in
      if !known.contains(identity), Self.passing.contains(where: path.hasSuffix) {
        known.formUnion(paths.compactMap(FileIdentity.init(path:)))
      }
      return known.contains(identity)
    }
  }

  private static func file(behind descriptor: Int32) -> FileIdentity? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileIdentity(status)
  }
}
