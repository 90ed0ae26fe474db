import Evaluation
import Explanation
import Foundation
import Platform

/// A report on faithfulness as one page with plots (SVG), and examples with attention and erasure side by
/// side.
public struct FaithfulnessPage: Sendable {
  private let report: FaithfulnessReport
  private let examples: [EvidenceReport]

  /// A page about `report` that draws `examples`.
  public init(_ report: FaithfulnessReport, examples: [EvidenceReport] = []) {
    (self.report, self.examples) = (report, examples)
  }

  /// The page.
  public var html: String {
    let title = "Does attention explain the \(report.task)?"
    let drawn = examples.enumerated().map {
      EvidenceDrawing(report: $0.element, anchor: "example-\($0.offset + 1)").html
    }
    return """
      \(PageStyle.head(title: title))
      <body>
      <header>
      <h1>\(title)</h1>
      <p class="meta">\(description.escapedForMarkup)</p>
      </header>
      <main>
      <p class="note">\(report.note.escapedForMarkup)</p>
      <h2>Erasing the words that count most</h2>
      <figure>\(plot("Comprehensiveness", report.rankings.map { ($0.ranking.rawValue, $0.comprehensiveness) }))\
      <figcaption>Comprehensiveness: fall of the probability when the highest ranked words are erased. Higher is more faithful.\
      </figcaption></figure>
      <figure>\(plot("Sufficiency", report.rankings.map { ($0.ranking.rawValue, $0.sufficiency) }))\
      <figcaption>Sufficiency: fall when only they are left. Lower is more faithful.</figcaption></figure>
      \(rankingTable)
      \(replacedTable)
      \(agreementTable)
      \(drawn.joined(separator: "\n"))
      </main>
      <footer><p>\(("SHA-256 " + report.sha256 + " · Peruse " + peruseVersion).escapedForMarkup)</p></footer>
      </body>
      </html>

      """
  }

  private var description: String {
    "\(report.model.onOneLine) on \(report.examples) examples of \(report.data.onOneLine) (\(report.skipped) could not be used), "
      + "\(Int(report.words.rounded())) words each; attention: \(report.attention); a word that is erased is \(report.erasure)."
  }

  private func plot(_ label: String, _ curves: [(name: String, values: [Estimate])]) -> String {
    SharePlot(
      label: label, shares: report.shares,
      curves: curves.map { SharePlot.Curve(name: $0.name, values: $0.values) }
    ).svg
  }

  private var rankingTable: String {
    let rows = report.rankings.map { row in
      [
        row.ranking.rawValue, interval(row.comprehensivenessArea), interval(row.sufficiencyArea),
        row.comprehensivenessOverRandom.map(interval) ?? "", row.sufficiencyOverRandom.map(interval) ?? "",
        interval(row.leaveOneOut),
      ]
    }
    return table(
      ["ranking", "comprehensiveness", "sufficiency", "over chance", "over chance", "leave-one-out τ"], rows)
  }

  private var replacedTable: String {
    let rows = [("uniform", report.uniform), ("permuted", report.permuted)].compactMap { name, found in
      found.map { [name, interval($0.distance), interval($0.changed)] }
    }
    guard !rows.isEmpty else { return "" }
    return "<h2>Other weights in place of the model's</h2>"
      + table(["weights", "total variation", "share in which something else is likeliest"], rows)
  }

  private var agreementTable: String {
    guard !report.agreement.isEmpty else { return "" }
    let rows = report.agreement.map { row in
      [row.ranking, interval(row.averagePrecision), interval(row.area), "\(row.examples)"]
    }
    return "<h2>Words that people marked</h2>"
      + table(["ranking", "average precision", "area under the ROC curve", "examples"], rows)
  }

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    let cells = head.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let body = rows.map { row in
      "<tr>"
        + row.enumerated().map {
          $0.offset == 0 ? "<th scope=\"row\">\($0.element)</th>" : "<td>\($0.element)</td>"
        }
        .joined() + "</tr>"
    }
    return """
      <div class="scroll"><table><thead><tr>\(cells)</tr></thead>
      <tbody>\(body.joined(separator: "\n"))</tbody></table></div>
      """
  }

  private func interval(_ value: Estimate) -> String { SharePlot.interval(value) }
}
