import Foundation
import Platform
import Synchronization

/// How many of a known number of things are done, on standard error.
struct Progress {
  private let unit: String
  private let total: Int
  private let start = ContinuousClock.now
  private var line: ProgressLine

  init(_ unit: String, total: Int, quiet: Bool) {
    self.unit = unit
    self.total = total
    line = ProgressLine(quiet: quiet || total <= 1)
  }

  /// Shows that `done` of the total are done.
  mutating func show(_ done: Int) {
    guard line.isDue() else { return }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Double(total - done) / rate : 0
    line.show(
      "\(done)/\(total) \(unit), " + String(format: "%.1f/s, ", rate) + "\(ProgressLine.clock(left)) left",
      share: Double(done) / Double(max(1, total)))
  }

  /// Clears the bar.
  mutating func finish() { line.clear() }
}

/// A progress bar whose total is known when the first thing is done, for work that reports from a closure.
final class SharedProgress: Sendable {
  private let unit: String
  private let quiet: Bool
  private let bar = Mutex<(line: Progress, total: Int)?>(nil)

  init(_ unit: String, quiet: Bool) { (self.unit, self.quiet) = (unit, quiet) }

  func show(_ done: Int, of total: Int) {
    bar.withLock {
      // What is read after all begins a line of its own.
      if $0?.total != total {
        $0?.line.finish()
        $0 = (Progress(unit, total: total, quiet: quiet), total)
      }
      $0?.line.show(done)
    }
  }

  func finish() { bar.withLock { $0?.line.finish() } }
}
