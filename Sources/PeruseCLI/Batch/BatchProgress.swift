import Foundation
import Peruse

/// A batch's progress on standard error: one line that changes on a terminal, a plain line now and then elsewhere.
struct BatchProgress {
  private let quiet: Bool
  private var lastShown: ContinuousClock.Instant = .now
  private var hasBar = false

  init(quiet: Bool) {
    self.quiet = quiet
  }

  mutating func show(_ statistics: BatchStatistics, _ meter: InputMeter) {
    guard !quiet else { return }
    let now = ContinuousClock.now
    let pause: Duration = Console.errorIsTerminal ? .milliseconds(100) : .seconds(10)
    guard now - lastShown >= pause else { return }
    lastShown = now
    var facts = facts(statistics)
    if let total = meter.total, total > 0, statistics.seconds > 0.5 {
      let done = Double(meter.consumed) / Double(total)
      if done > 0.001, done < 1 {
        facts += ", \(Int(done * 100)) %, " + clock(statistics.seconds * (1 - done) / done) + " left"
      }
    }
    if Console.errorIsTerminal {
      Console.status(over: String(facts.prefix(max(20, Console.width - 1))))
      hasBar = true
    } else {
      Console.error(facts)
    }
  }

  /// Says how it ended.
  func finish(_ outcome: BatchOutcome, errorsPath: String?) {
    if hasBar { Console.status(over: "") }
    let statistics = outcome.statistics
    guard !quiet else { return }
    var line = facts(statistics) + ", " + String(format: "%.1f s", statistics.seconds)
    if statistics.resumed > 0 { line += "; \(statistics.resumed) of them by an earlier run" }
    if outcome.changed > 0 {
      let results = outcome.changed == 1 ? "result" : "results"
      line += "; \(outcome.changed) \(results) of an earlier run had been changed since, and made again"
    }
    switch outcome.end {
    case .complete: break
    case .stopped: line = "stopped after " + line + "; go on with --resume"
    case .tooManyErrors: line = "stopped, too many failures, after " + line
    }
    Console.error(line)
    for failure in statistics.firstFailures.prefix(3) { Console.error(failure.description) }
    if statistics.errors > min(3, statistics.firstFailures.count), let errorsPath {
      let count = statistics.errors == 1 ? "the failure is" : "all \(statistics.errors) failures are"
      Console.error("\(count) in \(errorsPath)")
    }
  }

  private func facts(_ statistics: BatchStatistics) -> String {
    let seconds = max(statistics.seconds, 0.001)
    let records = "\(statistics.records) record\(statistics.records == 1 ? "" : "s")"
    let errors = "\(statistics.errors) error\(statistics.errors == 1 ? "" : "s")"
    return records + String(format: " (%.1f/s)", Double(statistics.fresh) / seconds)
      + String(format: ", %.2f MB/s", Double(statistics.freshBytes) / 1e6 / seconds)
      + String(format: ", %.0f words/s, ", Double(statistics.freshWords) / seconds) + errors
  }

  private func clock(_ seconds: Double) -> String {
    let seconds = Int(seconds.rounded())
    guard seconds >= 3600 else { return String(format: "%d:%02d", seconds / 60, seconds % 60) }
    return String(format: "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
  }
}
