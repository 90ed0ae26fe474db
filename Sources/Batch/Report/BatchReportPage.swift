import Foundation
import Results

/// A run as a page: figures, throughput over time, failures by kind, distributions of length and score.
///
/// The page is one file without scripts or links; its colours follow the reader's preference for light or
/// dark.
public struct BatchReportPage: Sendable {
  private let outcome: BatchOutcome
  private let title: String

  /// A page about `outcome`.
  public init(_ outcome: BatchOutcome, title: String) {
    self.outcome = outcome
    self.title = title
  }

  /// Writes the page.
  ///
  /// - Throws: ``CorpusError/cannotOpen(path:reason:)``.
  public func write(to path: String) throws(CorpusError) {
    do { try Data(html.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw .cannotOpen(path: path, reason: "the report cannot be written here")
    }
  }

  /// The page.
  public var html: String {
    let statistics = outcome.statistics
    var sections = [figures]
    let rates = statistics.rates
    if rates.words.count > 1 {
      let values = rates.words.map { Double($0) / rates.span }
      sections.append(
        section("Throughput", BarPlot(time: values, span: rates.span, unit: "words/s").svg))
    }
    if statistics.lengths.total > 0 {
      sections.append(section("Words in a document", BarPlot(statistics.lengths, unit: "documents").svg))
    }
    if statistics.scores.total > 0 {
      sections.append(section("Best score in a document", BarPlot(statistics.scores, unit: "documents").svg))
    }
    if !statistics.errorKinds.isEmpty {
      let kinds = statistics.errorKinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      sections.append(
        section(
          "Failures by kind",
          BarPlot(labels: kinds.map(\.key), values: kinds.map { Double($0.value) }, unit: "records").svg))
    }
    if !statistics.firstFailures.isEmpty { sections.append(failures) }
    return """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(title.escapedForMarkup)</title>
      <style>
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #656d76; --line: #d0d7de; --bar: #2f6fb0; --page: #fff }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --bar: #6cb0f2; --page: #0d1117 }
      }
      body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
        max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
      h2 { font-size: 1.1rem; margin-top: 2rem }
      table { border-collapse: collapse; width: 100% }
      th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
      td.number { font-variant-numeric: tabular-nums }
      td { overflow-wrap: anywhere } td.kind { white-space: nowrap }
      svg { width: 100%; height: auto } svg text { fill: var(--soft); font: 12px system-ui, sans-serif }
      svg rect { fill: var(--bar) } svg line { stroke: var(--line) }
      </style>
      <h1>\(title.escapedForMarkup)</h1>
      \(sections.joined(separator: "\n"))
      </html>

      """
  }

  private var figures: String {
    let statistics = outcome.statistics
    let seconds = max(statistics.seconds, 0.001)
    let ending =
      switch outcome.end {
      case .complete: "all input read"
      case .stopped: "stopped by a signal"
      case .tooManyErrors: "stopped after too many failures"
      }
    let rows: [(String, String)] = [
      ("End", ending),
      ("Records", "\(statistics.records)"),
      ("Of an earlier run", "\(statistics.resumed)"),
      ("Failures", "\(statistics.errors)"),
      ("Empty", "\(statistics.empties)"),
      ("Words", "\(statistics.words)"),
      ("Source bytes", "\(statistics.bytes)"),
      ("Seconds", String(format: "%.1f", statistics.seconds)),
      ("Records/s", String(format: "%.1f", Double(statistics.fresh) / seconds)),
      ("MB/s", String(format: "%.2f", Double(statistics.freshBytes) / 1e6 / seconds)),
      ("Words/s", String(format: "%.0f", Double(statistics.freshWords) / seconds)),
    ]
    let cells = rows.map { "<tr><th>\($0.0)<td class=\"number\">\($0.1)" }
    return "<table>\n\(cells.joined(separator: "\n"))\n</table>"
  }

  private var failures: String {
    let rows = outcome.statistics.firstFailures.map { failure in
      let place = failure.place.escapedForMarkup
      let kind = failure.kind.escapedForMarkup
      return "<tr><td>\(place)<td class=\"kind\">\(kind)<td>\(failure.reason.escapedForMarkup)"
    }
    let title = outcome.statistics.errors > rows.count ? "The first \(rows.count) failures" : "Failures"
    return section(
      title, "<table>\n<tr><th>Place<th>Kind<th>Reason\n\(rows.joined(separator: "\n"))\n</table>")
  }

  private func section(_ title: String, _ body: String) -> String { "<h2>\(title)</h2>\n\(body)" }
}
