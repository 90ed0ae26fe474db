import Evaluation
import Foundation

/// Means with their intervals for each of a few shares, one mark a curve, side by side so that intervals do
/// not hide each other.
struct SharePlot {
  /// A curve.
  struct Curve {
    var name: String
    var values: [Estimate]
  }

  let label: String
  let shares: [Double]
  let curves: [Curve]

  private let left = 60.0, top = 14.0, width = 520.0, height = 220.0

  /// Lowest and highest end of any interval, 0 among them.
  private var bounds: (low: Double, high: Double) {
    var (low, high) = (0.0, 1e-6)
    for curve in curves {
      for value in curve.values {
        low = min(low, value.low)
        high = max(high, value.high)
      }
    }
    return (low, high)
  }

  private func y(_ value: Double) -> Double {
    let (low, high) = bounds
    let share: Double = (value - low) / (high - low)
    return top + height * (1 - share)
  }

  private func x(_ place: Int) -> Double {
    let step: Double = width / Double(max(1, shares.count))
    return left + step * (Double(place) + 0.5)
  }

  /// The drawing.
  var svg: String {
    let (whole, deep) = (n(left + width + 10), n(top + height + 48))
    let parts = grid + curves.indices.flatMap(curve)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(whole) \(deep)" width="\(whole)" height="\(deep)" role="img" \
      aria-label="\(label.escapedForMarkup) by share of words">
      \(parts.joined(separator: "\n"))
      </svg>
      """
  }

  private var grid: [String] {
    let (low, high) = bounds
    var parts: [String] = []
    for step in 0...4 {
      let value = low + (high - low) * Double(step) / 4
      let at = y(value)
      parts.append(
        "<line class=\"axis\" x1=\"\(n(left))\" y1=\"\(n(at))\" x2=\"\(n(left + width))\" y2=\"\(n(at))\"/>")
      parts.append(text(left - 6, at + 4, String(format: "%.3f", value), anchor: "end"))
    }
    for (place, share) in shares.enumerated() {
      parts.append(text(x(place), top + height + 18, String(format: "%g %%", 100 * share), anchor: "middle"))
    }
    return parts
  }

  private func curve(_ number: Int) -> [String] {
    let curve = curves[number]
    let shift: Double = 8 * (Double(number) - Double(curves.count - 1) / 2)
    let kind = Self.kinds[number % Self.kinds.count]
    var parts: [String] = []
    for (place, value) in curve.values.enumerated() {
      let center = x(place) + shift
      let (upper, lower) = (y(value.high), y(value.low))
      parts.append(
        "<rect class=\"\(kind)\" x=\"\(n(center - 0.75))\" y=\"\(n(upper))\" width=\"1.5\" height=\"\(n(max(0.5, lower - upper)))\"/>"
      )
      parts.append(mark(number, center, y(value.mean), "\(curve.name): \(Self.interval(value))"))
    }
    let legend = left + 130 * Double(number)
    parts.append(mark(number, legend + 4, top + height + 36, curve.name))
    parts.append(text(legend + 12, top + height + 40, curve.name, anchor: "start"))
    return parts
  }

  /// Classes of the page's style.
  private static let kinds = ["bar2", "bar", "ink"]

  /// A square, a disc or a diamond, so that colour does not say it alone.
  private func mark(_ number: Int, _ x: Double, _ y: Double, _ title: String) -> String {
    let kind = Self.kinds[number % Self.kinds.count]
    let (name, shape): (String, String) =
      switch number % 3 {
      case 0: ("rect", "x=\"\(n(x - 3.5))\" y=\"\(n(y - 3.5))\" width=\"7\" height=\"7\"")
      case 1: ("circle", "cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"3.8\"")
      default: ("path", "d=\"M\(n(x)) \(n(y - 5))l5 5l-5 5l-5 -5z\"")
      }
    return "<\(name) class=\"\(kind)\" \(shape)><title>\(title.escapedForMarkup)</title></\(name)>"
  }

  private func text(_ x: Double, _ y: Double, _ words: String, anchor: String) -> String {
    "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\">\(words.escapedForMarkup)</text>"
  }

  /// A mean and its interval in words.
  static func interval(_ value: Estimate) -> String {
    String(format: "%.3f (%.3f to %.3f)", value.mean, value.low, value.high)
  }

  private func n(_ value: Double) -> String { String(format: "%.5g", value.isFinite ? value : 0) }
}
