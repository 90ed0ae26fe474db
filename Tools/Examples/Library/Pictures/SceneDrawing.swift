/// The pixels of a scene.
public struct SceneDrawing: Sendable {
  /// Red, green and blue of each pixel, row by row, 0 ... 255.
  public let bytes: [UInt8]

  private static let background: [UInt8] = [40, 40, 40]

  /// Draws a scene.
  public init(_ scene: Scene) {
    let side = Scene.pixels
    var bytes = [UInt8](repeating: 0, count: side * side * 3)
    for i in bytes.indices { bytes[i] = Self.background[i % 3] }
    for item in scene.items {
      let color = Self.rgb(item.color), half = Scene.cellPixels / 2
      let (x, y) = (
        item.cell % Scene.side * Scene.cellPixels + half + item.dx,
        item.cell / Scene.side * Scene.cellPixels + half + item.dy
      )
      for dy in -item.radius...item.radius {
        for dx in -item.radius...item.radius where Self.covers(item.shape, dx, dy, item.radius) {
          let (px, py) = (x + dx, y + dy)
          guard (0..<side).contains(px), (0..<side).contains(py) else { continue }
          for channel in 0..<3 { bytes[(py * side + px) * 3 + channel] = color[channel] }
        }
      }
    }
    self.bytes = bytes
  }

  private static func rgb(_ color: Scene.Color) -> [UInt8] {
    switch color {
    case .red: [230, 40, 40]
    case .green: [40, 190, 60]
    case .blue: [50, 90, 240]
    case .yellow: [240, 220, 50]
    case .purple: [170, 60, 200]
    case .white: [245, 245, 245]
    }
  }

  private static func covers(_ shape: Scene.Shape, _ dx: Int, _ dy: Int, _ radius: Int) -> Bool {
    switch shape {
    case .square: true
    case .circle: dx * dx + dy * dy <= radius * radius
    // From its point above to its base below.
    case .triangle: 2 * abs(dx) <= dy + radius
    case .cross: abs(dx) <= radius / 3 || abs(dy) <= radius / 3
    }
  }

  /// The cells as regions, [cells][3 · pixels of a cell], −1 ... 1.
  var regions: [Float] {
    let (side, cell) = (Scene.side, Scene.cellPixels)
    var result: [Float] = []
    result.reserveCapacity(bytes.count)
    for region in 0..<side * side {
      let (left, top) = (region % side * cell, region / side * cell)
      for y in top..<top + cell {
        for i in (y * Scene.pixels + left) * 3..<(y * Scene.pixels + left + cell) * 3 {
          result.append(Float(bytes[i]) / 127.5 - 1)
        }
      }
    }
    return result
  }

  /// Numbers of a region.
  static let regionWidth = 3 * Scene.cellPixels * Scene.cellPixels

  /// The picture as a PNG file.
  public var png: [UInt8] { PNGFile.bytes(rgb: bytes, width: Scene.pixels, height: Scene.pixels) }
}
