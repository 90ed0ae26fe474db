import ArgumentParser
import Peruse
import Platform

/// Numbers of threads, as options give them.
enum ThreadCount {
  /// Refuses what no machine has use for.
  static func check(_ count: Int, _ option: String) throws {
    guard (1...WorkerPool.most).contains(count) else {
      throw ValidationError("\(option) must lie between 1 and \(WorkerPool.most).")
    }
  }
}
