import Foundation
import Synchronization

/// How far the input has been read, to tell how much is left.
public final class InputMeter: Sendable {
  private let finished = Atomic<Int>(0)
  private let current = Atomic<Int>(0)
  private let expected = Atomic<Int>(-1)

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

  /// Counts what `selection` names, on a thread of its own.
  func count(_ selection: InputSelection) {
    guard !selection.paths.contains("-"), selection.lists.isEmpty else { return }
    let thread = Thread { [self] in
      var sum = 0
      for path in selection.paths {
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        guard status.st_mode & S_IFMT == S_IFDIR else {
          sum += Int(status.st_size)
          continue
        }
        for case .file(let file) in FolderWalk(path) where selection.wants(file) {
          if stat(file, &status) == 0 { sum += Int(status.st_size) }
        }
      }
      expected.store(sum, ordering: .relaxed)
    }
    thread.start()
  }
}
