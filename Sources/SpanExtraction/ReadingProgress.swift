/// How far the reading of questions is. Of long documents some windows are read first, and the rest where
/// those hold no sure answer.
package struct ReadingProgress: Sendable, Hashable {
  /// Windows that are read.
  package internal(set) var done = 0
  /// Of how many: those that are read first, then those that are left.
  package private(set) var total = 0
  /// Windows that were read before those.
  private var before = 0
  /// All windows that there are.
  private let all: Int

  init(windows all: Int) { self.all = all }

  mutating func begin(_ windows: Int) { (before, done, total) = (before + done, 0, windows) }

  /// Share that is read of all that may have to be, from 0 to 1. It does not fall; where the first windows
  /// are enough, it ends below 1.
  package var share: Double { all == 0 ? 1 : Double(before + done) / Double(all) }
}
