import Foundation
import Platform

/// Attention and erasure side by side: sentences in a table, and two bars for each of the words that count
/// most by either.
struct EvidenceDrawing {
  let report: EvidenceReport
  /// Names the section on its page.
  let anchor: String

  /// Words that are drawn.
  private static let mostWords = 40

  /// A section of a page.
  var html: String {
    let agreement =
      report.agreement.map { " Rank correlation (Kendall's τ) of the two: \(PageText.two($0))." } ?? ""
    return """
      <section aria-labelledby="\(anchor)">
      <h2 id="\(anchor)">Why “\(text(report.prediction))”</h2>
      <p class="note">\(report.note.escapedForMarkup)</p>
      \(sentenceTable)
      <figure>\(bars)<figcaption>\(caption)\(agreement)</figcaption></figure>
      </section>
      """
  }

  /// Words that count most by attention or by erasure, in the order of the text.
  private var shown: [EvidenceReport.Word] {
    guard report.words.count > Self.mostWords else { return report.words }
    func most(_ value: (EvidenceReport.Word) -> Double) -> [Int] {
      Array(
        report.words.indices.sorted { (-value(report.words[$0]), $0) < (-value(report.words[$1]), $1) }
          .prefix(Self.mostWords / 2))
    }
    let chosen = Set(most(\.attention) + most { abs($0.erasure ?? 0) })
    return chosen.sorted().map { report.words[$0] }
  }

  private var caption: String {
    let all = report.words.count, drawn = shown.count
    let which =
      drawn < all
      ? "The \(drawn) of \(all) words that count most by either, in the order of the text. " : ""
    return which
      + "Left: share of the attention. Right: how far the probability falls when the word is left out, to the left of the line where it rises."
  }

  /// The words' bars, left by attention and right by erasure (SVG).
  var bars: String {
    let words = shown
    let (row, name, half, gap) = (18.0, 130.0, 190.0, 40.0)
    let most = max(words.map(\.attention).max() ?? 0, 1e-12)
    let deepest = max(words.map { abs($0.erasure ?? 0) }.max() ?? 0, 1e-12)
    let zero = name + half + gap + half / 2
    let height = row * Double(words.count) + 4
    var parts = [
      "<line class=\"axis\" x1=\"\(n(zero))\" y1=\"0\" x2=\"\(n(zero))\" y2=\"\(n(height))\"/>"
    ]
    for (index, word) in words.enumerated() {
      let y = row * Double(index)
      parts.append(
        "<text x=\"\(n(name - 8))\" y=\"\(n(y + 13))\" text-anchor=\"end\">\(text(word.text))</text>")
      parts.append(
        "<rect class=\"bar2\" x=\"\(n(name))\" y=\"\(n(y + 4))\" width=\"\(n(half * word.attention / most))\" height=\"11\"><title>\(text(word.text)): attention \(percent(word.attention))</title></rect>"
      )
      guard let erasure = word.erasure else { continue }
      let length = half / 2 * abs(erasure) / deepest
      parts.append(
        "<rect class=\"bar\" x=\"\(n(erasure < 0 ? zero - length : zero))\" y=\"\(n(y + 4))\" width=\"\(n(length))\" height=\"11\"><title>\(text(word.text)): without it the probability \(erasure < 0 ? "rises" : "falls") by \(percent(abs(erasure)))</title></rect>"
      )
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(zero + half / 2 + 6)) \(n(height))" \
      width="\(n(zero + half / 2 + 6))" height="\(n(height))" role="img" aria-label="Attention and erasure of words, side by side">
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private var sentenceTable: String {
    guard !report.sentences.isEmpty else { return "" }
    let rows = report.sentences.map { item in
      """
      <tr><td class="t">\(item.text.onOneLine.escapedForMarkup)</td><td>\(percent(item.attention))</td>\
      <td>\(percent(item.erasure))</td></tr>
      """
    }
    return """
      <div class="scroll"><table><thead><tr><th scope="col">sentence</th><th scope="col">attention</th>\
      <th scope="col">probability falls by</th></tr></thead>
      <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
      """
  }

  private func text(_ word: String) -> String { word.onOneLine.escapedForMarkup }
  private func n(_ value: Double) -> String { String(format: "%.4g", value.isFinite ? value : 0) }
  private func percent(_ value: Double) -> String { String(format: "%.2f %%", 100 * value) }
}
