import Foundation
import Results

/// Bars over labels, as an inline SVG that takes its colours from the page.
struct BarPlot {
  private let labels: [String]
  private let values: [Double]
  private let unit: String
  /// Only every so many bars have a label.
  private let labelStep: Int
  /// Labels stand at the left edge of their bar, not below its middle.
  private let labelsEdges: Bool

  /// Bars for named things.
  init(labels: [String], values: [Double], unit: String) {
    (self.labels, self.values, self.unit) = (labels, values, unit)
    labelStep = max(1, (labels.count + 9) / 10)
    labelsEdges = false
  }

  /// A distribution, without empty bins at either end.
  init(_ histogram: Histogram, unit: String) {
    let first = histogram.counts.firstIndex { $0 > 0 } ?? 0
    let last = histogram.counts.lastIndex { $0 > 0 } ?? 0
    labels = (first...last).map { Self.short(histogram.edges[$0]) }
    values = (first...last).map { Double(histogram.counts[$0]) }
    self.unit = unit
    labelStep = max(1, (labels.count + 11) / 12)
    labelsEdges = true
  }

  /// A course over time, `span` seconds a bar.
  init(time values: [Double], span: Double, unit: String) {
    labels = values.indices.map { Self.short(Double($0) * span) + " s" }
    self.values = values
    self.unit = unit
    labelStep = max(1, (values.count + 9) / 10)
    labelsEdges = true
  }

  private static let width = 720.0
  private static let height = 220.0
  private static let margin = (left: 64.0, right: 8.0, top: 20.0, bottom: 28.0)

  /// The drawing.
  var svg: String {
    let (width, height, margin) = (Self.width, Self.height, Self.margin)
    let top = values.max() ?? 0
    let scale = top > 0 ? (height - margin.top - margin.bottom) / top : 0
    let step = (width - margin.left - margin.right) / Double(max(1, values.count))
    let base = height - margin.bottom
    var parts = [
      "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" aria-label=\"\(unit.escapedForMarkup)\">",
      "<line x1=\"\(Self.text(margin.left))\" y1=\"\(Self.text(base))\" x2=\"\(Self.text(width - margin.right))\" y2=\"\(Self.text(base))\"/>",
      "<text x=\"\(Self.text(margin.left - 8))\" y=\"\(Self.text(margin.top + 4))\" text-anchor=\"end\">\(Self.short(top))</text>",
      "<text x=\"\(Self.text(margin.left - 8))\" y=\"\(Self.text(base))\" text-anchor=\"end\">0</text>",
      "<text x=\"\(Self.text(margin.left))\" y=\"12\">\(unit.escapedForMarkup)</text>",
    ]
    for (index, value) in values.enumerated() {
      let left = margin.left + Double(index) * step
      let gap = min(2, step * 0.15)
      let tall = value * scale
      parts.append(
        "<rect x=\"\(Self.text(left + gap / 2))\" y=\"\(Self.text(base - tall))\" width=\"\(Self.text(step - gap))\" height=\"\(Self.text(tall))\"><title>\(labels[index].escapedForMarkup): \(Self.short(value))</title></rect>"
      )
      guard index % labelStep == 0 else { continue }
      let x = labelsEdges ? left : left + step / 2
      parts.append(
        "<text x=\"\(Self.text(x))\" y=\"\(Self.text(base + 16))\" text-anchor=\"\(labelsEdges ? "start" : "middle")\">\(labels[index].escapedForMarkup)</text>"
      )
    }
    parts.append("</svg>")
    return parts.joined(separator: "\n")
  }

  private static func text(_ value: Double) -> String { String(format: "%.1f", value) }

  /// At most four characters or so: 1200 is 1.2k.
  private static func short(_ value: Double) -> String {
    switch abs(value) {
    case 1e6...: String(format: "%.3gM", value / 1e6)
    case 1e3...: String(format: "%.3gk", value / 1e3)
    default: String(format: "%.3g", value)
    }
  }
}
