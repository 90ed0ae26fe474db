import Foundation

/// Draws how attention moves along recordings as SVG: above the loudness of the sound, with a bar under each
/// recording that the string is made of and its digit; below a line for each digit that was heard, with a
/// square for each key, the darker the more it was attended to. Time runs to the right.
public struct SpeechPicture: Sendable {
  /// A string and what was heard.
  public struct Panel: Sendable {
    /// What stands above.
    public var title: String
    /// What was said.
    public var string: SpokenString
    /// What was heard.
    public var heard: SpeechRecognizer.Heard

    /// Creates a panel.
    public init(title: String, string: SpokenString, heard: SpeechRecognizer.Heard) {
      (self.title, self.string, self.heard) = (title, string, heard)
    }
  }

  /// What is drawn, from above.
  public var panels: [Panel]
  /// Samples in a second.
  public var rate: Int
  /// Frames of 10 ms that become one key.
  public var framesOfKey: Int

  /// Creates a picture.
  public init(_ panels: [Panel], _ configuration: SpeechConfiguration) {
    self.panels = panels
    (rate, framesOfKey) = (configuration.rate, configuration.framesOfKey)
  }

  private static let left = 40, line = 16, wave = 44, pixelsOfSecond = 200.0

  /// The picture.
  public var svg: String {
    var body = "", top = 10, width = 0.0
    for panel in panels {
      body += draw(panel, top: top)
      top += 20 + Self.wave + 20 + max(1, panel.heard.digits.count) * Self.line + 20
      width = max(width, x(panel.string.samples.count), Double(Self.left + 7 * panel.title.count))
    }
    let right = Int(width) + 20
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(right)" height="\(top)" viewBox="0 0 \(right) \(top)" \
      font-family="sans-serif" font-size="11">
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }

  private func x(_ sample: Int) -> Double {
    Double(Self.left) + Double(sample) / Double(rate) * Self.pixelsOfSecond
  }

  private func draw(_ panel: Panel, top: Int) -> String {
    func number(_ value: Double) -> String { String(format: "%.1f", value) }
    let samples = panel.string.samples, middle = top + 20 + Self.wave / 2
    var svg = "<text x=\"\(Self.left)\" y=\"\(top + 10)\" font-weight=\"bold\">\(panel.title)</text>\n"
    // The loudest sample of every 10 ms, to either side of the middle.
    let step = max(1, rate / 100)
    let peaks = stride(from: 0, to: samples.count, by: step).map { first in
      samples[first..<min(samples.count, first + step)].reduce(0) { max($0, abs($1)) }
    }
    let scale = Double(Self.wave / 2) / Double(max(peaks.max() ?? 0, 1e-6))
    let path = peaks.enumerated().map { place, peak in
      let (at, height) = (x(place * step), Double(peak) * scale)
      return "M\(number(at)) \(number(Double(middle) - height))v\(number(2 * height))"
    }
    svg += "<path d=\"\(path.joined())\" stroke=\"#79a\" stroke-width=\"1.4\"/>\n"
    let bars = top + 20 + Self.wave + 4
    for (digit, span) in zip(panel.string.digits, panel.string.spans) {
      let (from, to) = (x(span.lowerBound), x(span.upperBound))
      svg += """
        <rect x="\(number(from))" y="\(bars)" width="\(number(to - from))" height="2" fill="#444"/>
        <text x="\(number((from + to) / 2))" y="\(bars + 13)" text-anchor="middle">\(digit)</text>

        """
    }
    let first = bars + 16, width = x(framesOfKey * step) - x(0)
    for (row, digit) in panel.heard.digits.enumerated() {
      let y = first + row * Self.line
      svg += "<text x=\"\(Self.left - 6)\" y=\"\(y + 12)\" text-anchor=\"end\">\(digit)</text>\n"
      for (key, weight) in (row < panel.heard.weights.count ? panel.heard.weights[row] : []).enumerated() {
        let shade = Int(255 * (1 - min(max(weight, 0), 1)))
        // Squares that would be white are left out.
        guard shade < 250 else { continue }
        let from = x(key * framesOfKey * step)
        svg +=
          "<rect x=\"\(number(from))\" y=\"\(y)\" width=\"\(number(width))\" height=\"\(Self.line)\" "
          + "fill=\"rgb(\(shade),\(shade),\(min(255, shade + 40)))\"/>\n"
      }
    }
    let (height, length) = (max(1, panel.heard.digits.count) * Self.line, x(samples.count) - x(0))
    svg +=
      "<rect x=\"\(Self.left)\" y=\"\(first)\" width=\"\(number(length))\" height=\"\(height)\" fill=\"none\" "
      + "stroke=\"#888\"/>\n"
    return svg
  }
}
