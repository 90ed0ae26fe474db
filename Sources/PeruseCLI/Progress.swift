import Foundation
import Platform

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
