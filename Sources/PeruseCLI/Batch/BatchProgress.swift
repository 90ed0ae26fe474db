import Foundation
import Peruse
import Platform

/// A batch's progress on standard error: one line that changes on a terminal, a plain line now and then
/// elsewhere.
struct BatchProgress {
  private let quiet: Bool
  private var line: ProgressLine

  init(quiet: Bool) {
    self.quiet = quiet
    line = ProgressLine(quiet: quiet)
  }

  mutating func show(_ statistics: BatchStatistics, _ meter: InputMeter) {
    guard line.isDue() else { return }
    var facts = facts(statistics)
    if let total = meter.total, total > 0, statistics.seconds > 0.5 {
      let done = Double(meter.consumed) / Double(total)
      if done > 0.001, done < 1 {
        facts +=
          ", \(Int(done * 100)) %, " + ProgressLine.clock(statistics.seconds * (1 - done) / done) + " left"
      }
    }
    line.show(facts)
  }

  /// Takes the line away.
  mutating func clear() { line.clear() }

  /// Says how it ended.
  mutating func finish(_ outcome: BatchOutcome, errorsPath: String?) {
    line.clear()
    let statistics = outcome.statistics
    guard !quiet else { return }
    var end = facts(statistics) + ", " + String(format: "%.1f s", statistics.seconds)
    if statistics.resumed > 0 { end += "; \(statistics.resumed) of them by an earlier run" }
    if outcome.changed > 0 {
      let results = outcome.changed == 1 ? "result" : "results"
      end += "; \(outcome.changed) \(results) of an earlier run had been changed since, and made again"
    }
    switch outcome.end {
    case .complete: break
    case .stopped: end = "stopped after " + end + "; go on with --resume"
    case .tooManyErrors: end = "stopped, too many failures, after " + end
    }
    Console.error(end)
    for failure in statistics.firstFailures.prefix(3) { Console.error(Advice.message(failure)) }
    if statistics.errors > min(3, statistics.firstFailures.count), let errorsPath {
      let count = statistics.errors == 1 ? "the failure is" : "all \(statistics.errors) failures are"
      Console.error("\(count) in \(errorsPath)")
    }
  }

  private func facts(_ statistics: BatchStatistics) -> String {
    let seconds = max(statistics.seconds, 0.001)
    let records = "\(statistics.records) record\(statistics.records == 1 ? "" : "s")"
    let errors = "\(statistics.errors) error\(statistics.errors == 1 ? "" : "s")"
    let empty = statistics.empties > 0 ? ", \(statistics.empties) empty" : ""
    return records + String(format: " (%.1f/s)", Double(statistics.fresh) / seconds)
      + String(format: ", %.2f MB/s", Double(statistics.freshBytes) / 1e6 / seconds)
      + String(format: ", %.0f words/s, ", Double(statistics.freshWords) / seconds) + errors + empty
  }
}
