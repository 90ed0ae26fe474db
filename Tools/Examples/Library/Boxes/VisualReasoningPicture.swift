import Foundation

/// Draws pictures of three boxes as SVG, with a frame around each piece that was looked at, the thicker the
/// more weight it had.
public struct VisualReasoningPicture: Sendable {
  /// A sentence with its picture and judgement.
  public struct Panel: Sendable {
    /// What was judged.
    public var record: VisualReasoningFile.Record
    /// How.
    public var judgement: VisualReasoningReader.Judgement

    /// Creates a panel.
    public init(record: VisualReasoningFile.Record, judgement: VisualReasoningReader.Judgement) {
      (self.record, self.judgement) = (record, judgement)
    }
  }

  /// What is drawn, from above.
  public var panels: [Panel]

  /// Creates a picture.
  public init(_ panels: [Panel]) { self.panels = panels }

  /// The picture. One whose file cannot be read any more is left white.
  public var svg: String {
    let step = BoxScene.side + 50
    var body = ""
    for (number, panel) in panels.enumerated() {
      let top = 10 + number * step
      let image = (FileManager.default.contents(atPath: panel.record.picture) ?? Data()).base64EncodedString()
      let said = panel.record.sentence.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      let share = String(format: "%.2f", panel.judgement.probability)
      body += """
        <text x="10" y="\(top + 10)">\(said)</text>
        <text x="10" y="\(top + 25)" font-weight="bold">\(panel.record.isTrue), true with \(share)</text>
        <image x="10" y="\(top + 32)" width="\(BoxScene.width)" height="\(BoxScene.side)" \
        href="data:image/png;base64,\(image)"/>

        """
      for (box, pieces) in panel.judgement.weights.enumerated() {
        for (piece, weight) in pieces.enumerated() where weight >= 0.02 {
          let frame = panel.judgement.frames[box][piece]
          let left = 10 + box * (BoxScene.side + BoxScene.gap) + frame[0]
          let width = String(format: "%.1f", 1 + 4 * weight)
          body += """
            <rect x="\(left - 2)" y="\(top + 32 + frame[2] - 2)" width="\(frame[1] - frame[0] + 5)" \
            height="\(frame[3] - frame[2] + 5)" fill="none" stroke="#d00" stroke-width="\(width)"/>

            """
        }
      }
    }
    let (width, height) = (BoxScene.width + 20, panels.count * step + 10)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="11">
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }
}
