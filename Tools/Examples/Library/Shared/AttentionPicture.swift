/// Draws attention tables as SVG: a square for each unit of a translation and each unit of its source, the
/// darker the more it was attended to. Several tables stand side by side.
public struct AttentionPicture: Sendable {
  /// A table with what stands above it.
  public struct Panel: Sendable {
    /// What stands above.
    public var title: String
    /// What is drawn.
    public var table: AttentionTable

    /// Creates a panel.
    public init(title: String, table: AttentionTable) { (self.title, self.table) = (title, table) }
  }

  /// What is drawn, from the left.
  public var panels: [Panel]

  /// Creates a picture.
  public init(_ panels: [Panel]) { self.panels = panels }

  private static let cell = 16, letter = 7, gap = 24, titleHeight = 22

  /// The picture.
  public var svg: String {
    var left = Self.gap, height = 0
    var body = ""
    for panel in panels {
      let (part, width, partHeight) = Self.draw(panel, left: left)
      body += part
      left += width + Self.gap
      height = max(height, partHeight)
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(left)" height="\(height + Self.gap)" \
      viewBox="0 0 \(left) \(height + Self.gap)" font-family="sans-serif" font-size="11">
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }

  private static func draw(_ panel: Panel, left: Int) -> (svg: String, width: Int, height: Int) {
    let table = panel.table
    let labels = (table.target.map(\.count).max() ?? 0) * letter + 8
    let top = titleHeight + (table.source.map(\.count).max() ?? 0) * letter + 8
    let x = left + labels
    var svg = "<text x=\"\(left)\" y=\"15\" font-weight=\"bold\">\(escaped(panel.title))</text>\n"
    for (column, unit) in table.source.enumerated() {
      let (a, b) = (x + column * cell + 12, top - 4)
      svg += "<text x=\"\(a)\" y=\"\(b)\" transform=\"rotate(-90 \(a) \(b))\">\(escaped(unit))</text>\n"
    }
    for (row, unit) in table.target.enumerated() {
      let y = top + row * cell
      svg += "<text x=\"\(x - 4)\" y=\"\(y + 12)\" text-anchor=\"end\">\(escaped(unit))</text>\n"
      for (column, weight) in (row < table.weights.count ? table.weights[row] : []).enumerated() {
        let shade = Int(255 * (1 - min(max(weight, 0), 1)))
        // Squares that would be white are left out.
        guard shade < 250 else { continue }
        svg +=
          "<rect x=\"\(x + column * cell)\" y=\"\(y)\" width=\"\(cell)\" height=\"\(cell)\" "
          + "fill=\"rgb(\(shade),\(shade),\(min(255, shade + 40)))\"/>\n"
      }
    }
    let (width, height) = (table.source.count * cell, table.target.count * cell)
    svg +=
      "<rect x=\"\(x)\" y=\"\(top)\" width=\"\(width)\" height=\"\(height)\" fill=\"none\" stroke=\"#888\"/>\n"
    return (svg, max(labels + width, panel.title.count * letter), top + height)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}
