import Foundation

/// A progress line on standard error: a bar on a terminal, a plain line now and then in a log.
struct Progress {
  private let unit: String
  private let total: Int
  private let enabled: Bool
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  init(_ unit: String, total: Int, quiet: Bool) {
    self.unit = unit
    self.total = total
    enabled = !quiet && total > 1
  }

  /// Shows that `done` of the total are done; draws at most ten times a second, or once in ten
  /// seconds where standard error is no terminal.
  mutating func show(_ done: Int) {
    guard enabled else { return }
    let now = ContinuousClock.now
    let pause: Duration = Console.errorIsTerminal ? .milliseconds(100) : .seconds(10)
    if let lastShown, now - lastShown < pause { return }
    if lastShown == nil, !Console.errorIsTerminal, now - start < pause { return }
    lastShown = now
    let seconds = (now - start) / .seconds(1)
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Int(Double(total - done) / rate) : 0
    let facts = "\(done)/\(total) \(unit), " + String(format: "%.1f/s, ", rate) + "\(clock(left)) left"
    if Console.errorIsTerminal {
      let filled = 24 * done / max(1, total)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
      Console.status(over: "\(bar) \(facts)")
    } else {
      Console.error(facts)
    }
  }

  /// Clears the bar.
  func finish() {
    if enabled, Console.errorIsTerminal, lastShown != nil { Console.status(over: "") }
  }

  private func clock(_ seconds: Int) -> String {
    String(format: "%d:%02d", seconds / 60, seconds % 60)
  }
}
