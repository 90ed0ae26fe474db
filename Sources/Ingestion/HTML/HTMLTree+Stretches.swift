extension HTMLTree {
  /// Goes over the text of the page, which borders of blocks cut into stretches.
  ///
  /// - Parameters:
  ///   - traits: what names say, by name.
  ///   - border: called where a block begins or ends, with the blocks that were open up to there, the
  ///     outermost first.
  ///   - text: called for a token of text in a block, with the innermost block, the token's index and whether
  ///     it stands in a link.
  func forEachStretch(
    _ traits: [HTMLTraits], border: (_ blocks: [Int]) -> Void,
    text: (_ block: Int, _ token: Int, _ isLinked: Bool) -> Void
  ) {
    var blocks: [Int] = []
    var linkDepth = 0
    for event in events {
      switch event {
      case .enter(let node):
        if name(node) == "a" { linkDepth += 1 }
        guard traits[Int(nodes[node].name)].display == .block else { continue }
        border(blocks)
        blocks.append(node)
      case .leave(let node):
        if name(node) == "a" { linkDepth -= 1 }
        guard traits[Int(nodes[node].name)].display == .block else { continue }
        border(blocks)
        blocks.removeLast()
      case .text(let token):
        if let block = blocks.last { text(block, token, linkDepth > 0) }
      }
    }
  }
}
