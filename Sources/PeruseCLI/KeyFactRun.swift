import EvaluationRuns
import Foundation
import Peruse
import Synchronization

/// Evaluates systems by key facts and prints what came out.
struct KeyFactRun {
  var length: SummaryLength.Resolved
  var bootstrap: Bootstrap
  var workers: Int
  var limit: Int?
  var output: FigureOptions

  func run(_ systems: [SummarySystem], on dataset: SummaryDataset) throws {
    let total = min(dataset.count, limit ?? dataset.count)
    let progress = Mutex(Progress("documents", total: total, quiet: output.quiet))
    let report = KeyFactEvaluation(length: length, bootstrap: bootstrap, workers: workers, limit: limit).run(
      systems, on: dataset
    ) { done, _ in progress.withLock { $0.show(done) } }
    progress.withLock { $0.finish() }
    for failure in report.failures { Console.error(failure.description) }
    guard !report.records.isEmpty else {
      throw Failure(.data, "\(dataset.path): no document could be scored")
    }
    if output.format == .text {
      Console.print(text(report))
    } else {
      let json = try JSONEncoder.peruse(pretty: output.format == .json).encode(KeyFactScores(report))
      Console.print(String(decoding: json, as: UTF8.self))
    }
    if !report.failures.isEmpty { Console.exit(.data) }
  }

  private func text(_ report: KeyFactReport) -> String {
    func estimate(_ value: Estimate) -> String {
      String(format: "%.1f [%.1f, %.1f]", 100 * value.mean, 100 * value.low, 100 * value.high)
    }
    func percent(_ share: Double) -> String { Text.cell(String(format: "%.1f", 100 * share), 9) }
    let first = report.names.first ?? ""
    var lines = [
      Text.cell("system", 14) + Text.cell("facts", 20) + Text.cell("main point", 21)
        + Text.cell("dangling", 9) + Text.cell("1st", 9)
        + Text.cell("shards", 9) + Text.cell("repeats", 9) + Text.cell("unused", 9) + "behind \(first)"
    ]
    for name in report.names {
      guard let system = report.system(named: name) else { continue }
      lines.append(
        Text.cell(name, 14) + Text.cell(estimate(system.covered), 20) + Text.cell(estimate(system.main), 21)
          + percent(system.dangling) + percent(system.firstDangles) + percent(system.shards)
          + percent(system.repetitions) + percent(system.unused) + (system.behindFirst.map(estimate) ?? ""))
    }
    let size =
      switch length {
      case .sentences(let count): "\(count) sentences"
      case .words(let count): "\(count) words"
      }
    lines.append(
      "\(report.records.count) documents at \(size), all in per cent; 95 % intervals of \(bootstrap.resamples) "
        + "resamples, seed \(bootstrap.seed)")
    return lines.joined(separator: "\n")
  }
}
