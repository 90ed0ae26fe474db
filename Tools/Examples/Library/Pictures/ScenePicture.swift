import Foundation

/// Draws scenes with what was looked at as SVG: the picture, and over it a frame around each cell, the
/// thicker the more weight it had.
public struct ScenePicture: Sendable {
  /// A scene with a question and its answer.
  public struct Panel: Sendable {
    /// What was looked at.
    public var scene: Scene
    /// What was asked.
    public var question: String
    /// What was answered.
    public var answer: PictureReader.Answer

    /// Creates a panel.
    public init(scene: Scene, question: String, answer: PictureReader.Answer) {
      (self.scene, self.question, self.answer) = (scene, question, answer)
    }
  }

  /// What is drawn, from the left.
  public var panels: [Panel]

  /// Creates a picture.
  public init(_ panels: [Panel]) { self.panels = panels }

  /// The picture.
  public var svg: String {
    let scale = 4, size = Scene.pixels * scale, step = size + 40, cell = Scene.cellPixels * scale
    var body = ""
    for (number, panel) in panels.enumerated() {
      let left = 20 + number * step
      let image = Data(SceneDrawing(panel.scene).png).base64EncodedString()
      body += """
        <text x="\(left)" y="16">\(panel.question)</text>
        <text x="\(left)" y="32" font-weight="bold">\(panel.answer.text)</text>
        <image x="\(left)" y="40" width="\(size)" height="\(size)" style="image-rendering:pixelated" \
        href="data:image/png;base64,\(image)"/>

        """
      for (place, weight) in panel.answer.weights.enumerated() where weight >= 0.02 {
        let (x, y) = (left + place % Scene.side * cell, 40 + place / Scene.side * cell)
        let width = String(format: "%.1f", 1 + 5 * weight), opacity = String(format: "%.2f", weight)
        body += """
          <rect x="\(x + 3)" y="\(y + 3)" width="\(cell - 6)" height="\(cell - 6)" fill="none" \
          stroke="#fff" stroke-width="\(width)" stroke-opacity="\(opacity)"/>

          """
      }
    }
    let (width, height) = (20 + panels.count * step, size + 60)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="11">
      <rect width="100%" height="100%" fill="#fff"/>
      \(body)</svg>

      """
  }
}
