/// Captions that only a class tells: pages had them in boxes before there was `figcaption`.
extension HTMLContentFilter {
  /// Longer than this, in bytes, is a text that stands beside a picture.
  private static let longestCaption = 800
  private static let pictures: Set<String> = [
    "img", "picture", "video", "iframe", "canvas", "svg", "object", "embed", "amp-img",
  ]

  /// Leaves the name of a caption to what is short and has a picture in it, beside it, or beside its box.
  mutating func weighCaptions() {
    guard hints.contains(where: { $0.contains(.caption) }) else { return }
    var holdsPicture = [Bool](repeating: false, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated().reversed() {
      if Self.pictures.contains(tree.name(index)) { holdsPicture[index] = true }
      if holdsPicture[index], node.parent >= 0 { holdsPicture[Int(node.parent)] = true }
    }
    for index in hints.indices where hints[index].contains(.caption) {
      var isBeside = false
      var box = index
      for _ in 0..<3 where box >= 0 && sizes[box].text <= Self.longestCaption {
        if holdsPicture[box] {
          isBeside = true
          break
        }
        box = Int(tree.nodes[box].parent)
      }
      if !isBeside { hints[index].remove(.caption) }
    }
  }
}
