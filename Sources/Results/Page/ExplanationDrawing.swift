import Foundation
import Platform

/// An answer's explanation as pictures (SVG) and a table: where the question looks, scores of starts and ends
/// along the text, the sentence level's weights, and attention beside erasure.
public struct ExplanationDrawing: Sendable {
  private let report: AnswerExplanationReport
  /// Words that are drawn: the sentence of the answer and those around it.
  private let shown: Range<Int>

  /// Words that fit on a page.
  private static let mostWords = 60

  /// Draws `report`.
  public init(_ report: AnswerExplanationReport) {
    self.report = report
    let best = report.words.indices.max {
      report.words[$0].start + report.words[$0].end < report.words[$1].start + report.words[$1].end
    }
    let middle = best ?? 0
    let sentence = report.words.isEmpty ? 0 : report.words[middle].sentence
    let own = report.words.indices.filter { report.words[$0].sentence == sentence }
    var low = own.first ?? 0
    var high = (own.last ?? -1) + 1
    if high - low > Self.mostWords {
      low = max(low, middle - Self.mostWords / 2)
      high = min(high, low + Self.mostWords)
    }
    shown = low..<high
  }

  /// A section of a page.
  public var html: String {
    """
    <section aria-labelledby="explanation">
    <h2 id="explanation">Why “\(report.answer.onOneLine.escapedForMarkup)”</h2>
    <p class="note">\(report.note.escapedForMarkup)</p>
    <figure>\(attention)<figcaption>Where the words of the question look (\(report.view)): darker is more.</figcaption></figure>
    <figure>\(scores)<figcaption>Scores of starts (upper bars) and ends (lower bars) along the window that was read.</figcaption></figure>
    <figure>\(comparison)<figcaption>\(comparisonCaption)</figcaption></figure>
    \(sentenceTable)
    </section>
    """
  }

  /// Question words in rows, text words in columns.
  public var attention: String {
    let (cell, left, top) = (18.0, 110.0, 90.0)
    let width = left + cell * Double(shown.count) + 10
    let height = top + cell * Double(report.question.count) + 8
    let most = report.attention.flatMap { $0[shown] }.max() ?? 0
    var parts: [String] = []
    for (column, word) in shown.enumerated() {
      let x = left + cell * Double(column) + 12
      parts.append(
        "<text x=\"\(n(x))\" y=\"\(n(top - 6))\" transform=\"rotate(-60 \(n(x)) \(n(top - 6)))\">\(text(report.words[word].text))</text>"
      )
    }
    for (row, word) in report.question.enumerated() {
      let y = top + cell * Double(row)
      parts.append("<text x=\"\(n(left - 8))\" y=\"\(n(y + 13))\" text-anchor=\"end\">\(text(word))</text>")
      for (column, target) in shown.enumerated() {
        let value = report.attention[row][target]
        parts.append(
          "<rect class=\"heat\" x=\"\(n(left + cell * Double(column)))\" y=\"\(n(y))\" width=\"17\" height=\"17\" fill-opacity=\"\(n(most > 0 ? value / most : 0))\"><title>\(text(word)) → \(text(report.words[target].text)): \(percent(value))</title></rect>"
        )
      }
    }
    return svg(width, height, "Attention of the question's words to the text's", parts)
  }

  /// Bars over the whole window.
  public var scores: String {
    let count = max(1, report.words.count)
    let (width, half) = (640.0, 60.0)
    let step = width / Double(count)
    let starts = report.words.map(\.start), ends = report.words.map(\.end)
    let low = min(starts.min() ?? 0, ends.min() ?? 0)
    let span = max(max(starts.max() ?? 0, ends.max() ?? 0) - low, 1e-9)
    var parts = [
      "<line class=\"axis\" x1=\"0\" y1=\"\(n(half))\" x2=\"\(n(width))\" y2=\"\(n(half))\"/>"
    ]
    for (index, word) in report.words.enumerated() {
      let x = step * Double(index)
      let up = half * (word.start - low) / span
      let down = half * (word.end - low) / span
      parts.append(
        "<rect class=\"bar\" x=\"\(n(x))\" y=\"\(n(half - up))\" width=\"\(n(max(0.5, step * 0.8)))\" height=\"\(n(up))\"><title>\(text(word.text)): start \(PageText.two(word.start))</title></rect>"
      )
      parts.append(
        "<rect class=\"bar2\" x=\"\(n(x))\" y=\"\(n(half))\" width=\"\(n(max(0.5, step * 0.8)))\" height=\"\(n(down))\"><title>\(text(word.text)): end \(PageText.two(word.end))</title></rect>"
      )
    }
    return svg(width, 2 * half, "Scores of starts and ends along the text", parts)
  }

  /// Two bars a word: attention, and how far the score falls without it.
  public var comparison: String {
    let (row, left, room) = (18.0, 120.0, 240.0)
    let words = shown.map { report.words[$0] }
    let most = max(words.map(\.attention).max() ?? 0, 1e-9)
    let deepest = max(words.compactMap(\.erasure).map(abs).max() ?? 0, 1e-9)
    var parts: [String] = []
    for (index, word) in words.enumerated() {
      let y = row * Double(index)
      parts.append(
        "<text x=\"\(n(left - 8))\" y=\"\(n(y + 13))\" text-anchor=\"end\">\(text(word.text))</text>")
      parts.append(
        "<rect class=\"bar2\" x=\"\(n(left))\" y=\"\(n(y + 2))\" width=\"\(n(room * word.attention / most))\" height=\"6\"><title>\(text(word.text)): attention \(percent(word.attention))</title></rect>"
      )
      if let erasure = word.erasure {
        parts.append(
          "<rect class=\"bar\" x=\"\(n(left))\" y=\"\(n(y + 9))\" width=\"\(n(room * max(0, erasure) / deepest))\" height=\"6\"><title>\(text(word.text)): without it the score falls by \(PageText.two(erasure))</title></rect>"
        )
      }
    }
    return svg(left + room + 10, row * Double(words.count) + 4, "Attention and erasure, word by word", parts)
  }

  private var comparisonCaption: String {
    let agreement =
      report.agreement.map { " Rank correlation of the two over the words around: \(PageText.two($0))." }
      ?? ""
    return
      "Upper bar: attention of the question. Lower bar: how far the answer's score falls when the word is masked.\(agreement)"
  }

  private var sentenceTable: String {
    let rows = report.sentences.map { item in
      """
      <tr><th scope="row">\(item.sentence + 1)</th><td>\(item.weight.map(percent) ?? "")</td>\
      <td>\(percent(item.attention))</td><td>\(PageText.two(item.erasure))</td></tr>
      """
    }
    return """
      <details><summary>Weights of the \(report.sentences.count) sentences that were read together</summary>
      <div class="scroll"><table><thead><tr><th scope="col">sentence</th><th scope="col">sentence level</th>\
      <th scope="col">attention</th><th scope="col">score falls by</th></tr></thead>
      <tbody>\(rows.joined(separator: "\n"))</tbody></table></div></details>
      """
  }

  private func svg(_ width: Double, _ height: Double, _ label: String, _ parts: [String]) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" height="\(n(height))" role="img" aria-label="\(label)">
    \(parts.joined(separator: "\n"))
    </svg>
    """
  }

  private func text(_ word: String) -> String { word.onOneLine.escapedForMarkup }
  private func n(_ value: Double) -> String { String(format: "%.4g", value.isFinite ? value : 0) }
  private func percent(_ value: Double) -> String { String(format: "%.1f %%", 100 * value) }
}
