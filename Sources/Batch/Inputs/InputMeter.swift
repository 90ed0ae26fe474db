import Foundation
import Platform
import Synchronization

/// How far the input has been read, to tell how much is left.
public final class InputMeter: Sendable {
  private let finished = Atomic<Int>(0)
  private let current = Atomic<Int>(0)
  private let expected = Atomic<Int>(-1)

  package init() {}

  /// Bytes on disk that have been read.
  public var consumed: Int { finished.load(ordering: .relaxed) + current.load(ordering: .relaxed) }

  /// Bytes on disk in all, once they have been counted; `nil` before, and where standard input is read.
  public var total: Int? {
    let total = expected.load(ordering: .relaxed)
    return total < 0 ? nil : total
  }

  /// The reader stands at the descriptor's present offset.
  func look(at descriptor: Int32) {
    let offset = lseek(descriptor, 0, SEEK_CUR)
    if offset > 0 { current.store(Int(offset), ordering: .relaxed) }
  }

  /// The file behind a descriptor has been read.
  func end(_ descriptor: Int32) {
    var status = stat()
    current.store(0, ordering: .relaxed)
    if fstat(descriptor, &status) == 0 { finished.add(Int(status.st_size), ordering: .relaxed) }
  }

  /// Counts what `selection` names, on a thread of its own. Lists are read twice, so that one that comes
  /// through a pipe leaves the total unknown.
  package func count(_ selection: InputSelection) {
    guard !selection.paths.contains("-"), selection.lists.allSatisfy(Self.isFile) else { return }
    let thread = Thread { [self] in
      var sum = 0
      for path in selection.paths { sum += Self.size(of: path, selection) }
      for list in selection.lists {
        guard var paths = try? ListedPaths(list) else { continue }
        while let entry = try? paths.next() {
          if case .path(let path) = entry { sum += Self.size(of: path, selection) }
        }
      }
      expected.store(sum, ordering: .relaxed)
    }
    thread.start()
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return path != "-" && PathText.withPath(path, { stat($0, &status) }) == 0
      && status.st_mode & S_IFMT == S_IFREG
  }

  /// Bytes of a file, or of the wanted files of a folder; 0 for what is not there.
  private static func size(of path: String, _ selection: InputSelection) -> Int {
    var status = stat()
    guard PathText.withPath(path, { stat($0, &status) }) == 0 else { return 0 }
    guard status.st_mode & S_IFMT == S_IFDIR else { return Int(status.st_size) }
    var sum = 0
    for case .file(let file) in FolderWalk(path) where selection.wants(file) {
      if PathText.withPath(file, { stat($0, &status) }) == 0 { sum += Int(status.st_size) }
    }
    return sum
  }
}
