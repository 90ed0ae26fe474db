/// Pieces of one colour that a picture of three boxes falls into, which is all that a model sees of it.
///
/// A piece is what can be reached from one pixel to the next without a change of colour, on what is neither a
/// box nor the wall between two. Pieces that touch and are of the same colour are one.
package struct PictureSegments: Sendable, Hashable {
  /// Features of each piece of each box, ``width`` numbers a piece: colour, pattern, place.
  package let boxes: [[[Float]]]

  /// Cells across the pattern of a piece.
  private static let cells = 6
  /// Pieces of a box at most, the largest; no box has so many.
  private static let most = 12
  /// Pixels of a piece at least: what is less is the edge of another.
  private static let least = 12
  /// Numbers of a piece.
  package static let width = 3 + cells * cells + 14

  /// - Parameter rgb: three bytes a pixel of 400 by 100.
  package init(rgb: [UInt8]) {
    precondition(rgb.count == 3 * BoxScene.width * BoxScene.side, "\(rgb.count) bytes are no three boxes")
    boxes = (0..<3).map { Self.pieces(of: rgb, from: $0 * (BoxScene.side + BoxScene.gap)) }
  }

  private static func pieces(of rgb: [UInt8], from left: Int) -> [[Float]] {
    let side = BoxScene.side
    func color(_ place: Int) -> (Int, Int, Int) {
      let first = (place / side * BoxScene.width + left + place % side) * 3
      return (Int(rgb[first]), Int(rgb[first + 1]), Int(rgb[first + 2]))
    }
    // What is grey and light is the box.
    var isOpen = (0..<side * side).map { place in
      let (r, g, b) = color(place)
      return max(r, g, b) - min(r, g, b) > 60 || max(r, g, b) < 100
    }
    var found: [[Int]] = []
    for start in 0..<side * side where isOpen[start] {
      isOpen[start] = false
      var piece = [start], next = 0
      while next < piece.count {
        let place = piece[next], own = color(place)
        next += 1
        for (isThere, other) in [
          (place % side > 0, place - 1), (place % side < side - 1, place + 1),
          (place >= side, place - side), (place < side * (side - 1), place + side),
        ] where isThere && isOpen[other] {
          let its = color(other)
          guard abs(own.0 - its.0) + abs(own.1 - its.1) + abs(own.2 - its.2) < 150 else { continue }
          isOpen[other] = false
          piece.append(other)
        }
      }
      if piece.count >= least { found.append(piece) }
    }
    let kept = found.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .prefix(most)
    return kept.map { features(of: $0.element, color) }
  }

  private static func features(of piece: [Int], _ color: (Int) -> (Int, Int, Int)) -> [Float] {
    let side = BoxScene.side
    var sums = [Float](repeating: 0, count: 3)
    var (left, right, top, bottom) = (side, 0, side, 0)
    for place in piece {
      let (r, g, b) = color(place)
      for (channel, value) in [r, g, b].enumerated() { sums[channel] += Float(value) }
      (left, right) = (min(left, place % side), max(right, place % side))
      (top, bottom) = (min(top, place / side), max(bottom, place / side))
    }
    let (width, height) = (right - left + 1, bottom - top + 1)
    var pattern = [Float](repeating: 0, count: cells * cells)
    for place in piece {
      let (x, y) = ((place % side - left) * cells / width, (place / side - top) * cells / height)
      pattern[y * cells + x] += Float(cells * cells) / Float(width * height)
    }
    // How near each edge is, sharply: what touches is told from what nearly does.
    let distances = [left, side - 1 - right, top, side - 1 - bottom]
    var result = sums.map { $0 / Float(piece.count) / 127.5 - 1 }
    result += pattern
    result += distances.map { 1 / Float(1 + $0) }
    result += distances.map { $0 == 0 ? 1 : 0 }
    result += [left, right, top, bottom].map { Float($0) / 50 - 1 }
    result += [Float(width) / 20 - 1, Float(height) / 20 - 1]
    return result
  }

  /// The left, right, upper and lower pixel of a piece in its box, of its features.
  package static func frame(_ features: [Float]) -> [Int] {
    features.suffix(6).prefix(4).map { Int((($0 + 1) * 50).rounded()) }
  }
}
