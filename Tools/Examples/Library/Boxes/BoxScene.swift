/// Three boxes with things in them, as Natural Language for Visual Reasoning draws them (Suhr et al. 2017).
package struct BoxScene: Sendable, Hashable {
  /// What can be drawn.
  package enum Shape: String, Sendable, CaseIterable { case square, triangle, circle }
  /// In what colour.
  package enum Color: String, Sendable, CaseIterable { case black, blue, yellow }

  /// One thing.
  package struct Item: Sendable, Hashable {
    /// What it is.
    package var shape: Shape
    /// Its colour.
    package var color: Color
    /// Its upper left corner and how wide it is, in pixels of its box.
    package var x, y, size: Int

    /// Whether it reaches the left, right, upper or lower edge of its box.
    var sides: (left: Bool, right: Bool, top: Bool, bottom: Bool) {
      let side = BoxScene.side
      return (x <= 0, x + size >= side, y <= 0, y + size >= side)
    }
    var touchesEdge: Bool { sides.left || sides.right || sides.top || sides.bottom }
    var touchesCorner: Bool { (sides.left || sides.right) && (sides.top || sides.bottom) }
  }

  /// Things of each box, those of a tower from its base.
  package var boxes: [[Item]]

  /// Pixels across a box, between two boxes, and across a picture.
  package static let side = 100, gap = 50, width = 3 * side + 2 * gap

  /// Red, green and blue of each pixel, row by row.
  package var pixels: [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<Self.side {
      for x in 0..<Self.width {
        let grey: UInt8 = x % (Self.side + Self.gap) < Self.side ? 211 : 128
        result += [grey, grey, grey]
      }
    }
    for (box, items) in boxes.enumerated() {
      for item in items {
        let color: [UInt8] =
          switch item.color {
          case .black: [0, 0, 0]
          case .blue: [0, 153, 255]
          case .yellow: [255, 255, 0]
          }
        for y in 0..<item.size where (0..<Self.side).contains(item.y + y) {
          for x in 0..<item.size where item.covers(x, y) && (0..<Self.side).contains(item.x + x) {
            let first = ((item.y + y) * Self.width + box * (Self.side + Self.gap) + item.x + x) * 3
            result.replaceSubrange(first..<first + 3, with: color)
          }
        }
      }
    }
    return result
  }
}

extension BoxScene.Item {
  /// Whether a pixel of its square is part of it.
  fileprivate func covers(_ x: Int, _ y: Int) -> Bool {
    // Twice the way from the middle, so that it is whole.
    let (dx, dy) = (2 * x + 1 - size, 2 * y + 1 - size)
    return switch shape {
    case .square: true
    case .circle: dx * dx + dy * dy <= size * size
    // Its point is above.
    case .triangle: 2 * abs(dx) <= 2 * y + 2
    }
  }
}
