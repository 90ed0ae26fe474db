import Foundation

/// `loss.svg`: the loss over steps, and below it the first held-out measure. Readable on a light and on a
/// dark page.
struct LossCurve {
  private let rows: [MetricsRow]
  private let measures: [String]

  private static let width = 760.0, left = 64.0, right = 24.0, panel = 250.0, gap = 52.0, top = 40.0

  init(_ rows: [MetricsRow], measures: [String]) { (self.rows, self.measures) = (rows, measures) }

  /// A panel's points, already smoothed where that helps.
  private struct Series {
    var title: String
    var points: [(x: Double, y: Double)]
    var smooth: [(x: Double, y: Double)] = []
    var hasDots = false
  }

  private var series: [Series] {
    let loss = rows.map { (x: Double($0.step), y: $0.loss) }
    var list = [Series(title: "loss", points: loss, smooth: Self.smoothed(loss))]
    if let name = measures.first {
      let points = rows.compactMap { row in row.measures.map { (x: Double(row.step), y: $0[0]) } }
      if !points.isEmpty { list.append(Series(title: "held-out \(name)", points: points, hasDots: true)) }
    }
    return list
  }

  /// A moving average whose width grows with the curve's length.
  private static func smoothed(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count >= 10 else { return [] }
    let share = 2 / (Double(points.count) / 20 + 1)
    var value = points[0].y
    return points.map { point in
      value += min(1, share) * (point.y - value)
      return (point.x, value)
    }
  }

  /// Steps between lines of the grid: 1, 2 or 5 times a power of ten, so that there are about five.
  private static func spacing(_ range: Double) -> Double {
    let rough = max(range, 1e-9) / 5, power = pow(10, floor(log10(rough)))
    return power * ([1, 2, 5, 10].first { $0 * power >= rough } ?? 10)
  }

  private static func label(_ value: Double, _ spacing: Double) -> String {
    let digits = max(0, min(6, Int(ceil(-log10(spacing) - 1e-9))))
    return String(format: "%.\(digits)f", value)
  }

  /// The drawing.
  var svg: String {
    let list = series, height = Self.top + Double(list.count) * (Self.panel + Self.gap)
    var body = ""
    let last = max(1, Double(rows.last?.step ?? 1))
    for (place, series) in list.enumerated() {
      let y = Self.top + Double(place) * (Self.panel + Self.gap)
      body += panel(series, top: y, last: last)
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(height))" role="img" \
      aria-label="Loss over training steps">
      <style>
      svg { color-scheme: light dark; background: #fff; font: 13px system-ui, sans-serif; }
      text { fill: #333; } .grid { stroke: #ddd; } .axis { stroke: #888; fill: none; }
      .raw { stroke: #2a78c2; stroke-opacity: .35; fill: none; } .line { stroke: #1c5f9f; stroke-width: 2; fill: none; }
      .dot { fill: #1c5f9f; } .title { font-weight: 600; }
      @media (prefers-color-scheme: dark) {
        svg { background: #15181c; } text { fill: #cfd4da; } .grid { stroke: #2c3238; } .axis { stroke: #77808a; }
        .raw { stroke: #7db8ef; } .line { stroke: #8cc4f8; } .dot { fill: #8cc4f8; }
      }
      </style>
      \(body)</svg>

      """
  }

  private func panel(_ series: Series, top: Double, last: Double) -> String {
    let values = series.points.map(\.y).filter(\.isFinite)
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let spacing = Self.spacing(max(high - low, abs(high) * 0.01, 1e-6))
    low = floor(low / spacing) * spacing
    high = max(low + spacing, ceil(high / spacing) * spacing)
    let inner = Self.width - Self.left - Self.right
    func x(_ step: Double) -> String { String(format: "%.1f", Self.left + step / last * inner) }
    func y(_ value: Double) -> String {
      String(format: "%.1f", top + Self.panel * (1 - (value - low) / (high - low)))
    }
    let (right, bottom) = (String(Self.width - Self.right), String(top + Self.panel))
    var text = "<text class=\"title\" x=\"\(Self.left)\" y=\"\(top - 10)\">\(series.title)</text>\n"
    for index in 0...Int(((high - low) / spacing).rounded()) {
      let value = low + Double(index) * spacing
      text +=
        "<line class=\"grid\" x1=\"\(Self.left)\" x2=\"\(right)\" y1=\"\(y(value))\" y2=\"\(y(value))\"/>"
      text +=
        "<text x=\"\(Self.left - 8)\" y=\"\(y(value))\" text-anchor=\"end\" dominant-baseline=\"middle\">"
      text += "\(Self.label(value, spacing))</text>\n"
    }
    let stepSpacing = max(1, Self.spacing(last))
    for step in stride(from: 0, through: last, by: stepSpacing) {
      text +=
        "<text x=\"\(x(step))\" y=\"\(top + Self.panel + 18)\" text-anchor=\"middle\">\(Int(step))</text>"
    }
    text += "<text x=\"\(right)\" y=\"\(top + Self.panel + 34)\" text-anchor=\"end\">step</text>\n"
    text += "<path class=\"axis\" d=\"M\(Self.left) \(top)V\(bottom)H\(right)\"/>\n"
    func path(_ points: [(x: Double, y: Double)], _ kind: String) -> String {
      let visible = points.filter(\.y.isFinite)
      guard !visible.isEmpty else { return "" }
      return
        "<polyline class=\"\(kind)\" points=\"\(visible.map { "\(x($0.x)),\(y($0.y))" }.joined(separator: " "))\"/>\n"
    }
    text += path(series.points, series.smooth.isEmpty ? "line" : "raw") + path(series.smooth, "line")
    if series.hasDots {
      for point in series.points {
        text += "<circle class=\"dot\" cx=\"\(x(point.x))\" cy=\"\(y(point.y))\" r=\"3\"/>"
      }
      text += "\n"
    }
    return text
  }

  func write(to path: String) throws(TrainingError) { try Disk.write(Array(svg.utf8), to: path) }
}
