import Foundation

/// How salient each sentence of a document is, in its order: a bar for each, those that were chosen in the
/// colour of what is chosen, with their numbers. Several documents stand behind each other.
struct SalienceDrawing {
  private struct Bar {
    var value: Double?
    var isChosen: Bool
    var number: Int
    var text: String
  }

  private let bars: [[Bar]]

  private static let width = 900.0, height = 200.0, gap = 24.0, foot = 22.0
  /// Characters of a sentence that its tooltip shows.
  private static let shownText = 120

  /// Nothing where no sentence was scored.
  init?(_ result: TaskResult) {
    bars = result.parts.indices.compactMap { number in
      let part = result.parts[number]
      guard let document = part.document, part.scores.count == part.sentences.count, !part.scores.isEmpty
      else { return nil }
      let chosen = Set(result.passages.filter { $0.part == number }.compactMap(\.sentence))
      return part.sentences.indices.map { index in
        Bar(
          value: part.scores[index].value.flatMap { $0.isFinite ? $0 : nil },
          isChosen: chosen.contains(index),
          number: index + 1,
          text: String(document.text(in: part.sentences[index].range).onOneLine.prefix(Self.shownText)))
      }
    }
    guard bars.contains(where: { $0.contains { $0.value != nil } }) else { return nil }
  }

  /// The drawing.
  var svg: String {
    let values = bars.flatMap { $0.compactMap(\.value) }
    let low = min(0, values.min() ?? 0)
    let high = max(0, values.max() ?? 0)
    let scale = Self.height / max(high - low, 1e-9)
    let count = bars.reduce(0) { $0 + $1.count }
    let step = (Self.width - Self.gap * Double(bars.count - 1)) / Double(max(1, count))
    let zero = 14 + high * scale
    var left = 0.0
    var parts = [
      "<line class=\"axis\" x1=\"0\" y1=\"\(n(zero))\" x2=\"\(n(Self.width))\" y2=\"\(n(zero))\"/>"
    ]
    var lastLabel = -Self.width
    for document in bars {
      for bar in document {
        defer { left += step }
        let tip = "sentence \(bar.number): \(bar.text)".escapedForMarkup
        guard let value = bar.value else { continue }
        let length = abs(value) * scale
        let top = value > 0 ? zero - length : zero
        parts.append(
          "<rect class=\"\(bar.isChosen ? "bar" : "rest")\" x=\"\(n(left))\" y=\"\(n(top))\" width=\"\(n(max(0.4, 0.84 * step)))\" height=\"\(n(max(length, 0.5)))\"><title>\(tip)</title></rect>"
        )
        // Numbers that would stand on each other are left out; tooltips have them all.
        guard bar.isChosen, left - lastLabel > 22 else { continue }
        lastLabel = left
        parts.append(
          "<text x=\"\(n(left + step / 2))\" y=\"\(n(Self.height + 14 + Self.foot - 6))\" text-anchor=\"middle\">\(bar.number)</text>"
        )
      }
      left += Self.gap
    }
    let height = Self.height + 14 + Self.foot
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(Self.width)) \(n(height))" width="\(n(Self.width))" \
      height="\(n(height))" role="img" aria-label="Salience of the sentences in their order, chosen ones numbered">
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private func n(_ value: Double) -> String { String(format: "%.5g", value.isFinite ? value : 0) }
}
