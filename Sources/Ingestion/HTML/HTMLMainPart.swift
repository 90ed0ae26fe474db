/// The way from a page's outermost element down to the one that its running text lies in.
///
/// At each step the child that holds nearly all of the running text is entered; where the text is spread over
/// several children, the way ends. What stands beside the way is content only where it has running text of
/// its own, in a fair share.
struct HTMLMainPart {
  /// Elements of the way, outermost first; the last one holds the text.
  private(set) var way: [Int] = []

  /// The share of a parent's running text that makes a child the next step.
  private static let share = (part: 7, whole: 10)

  /// Elements that are text themselves, not a place for it.
  private static let leaves: Set<String> = [
    "p", "blockquote", "pre", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption",
    "aside",
  ]

  init(from start: Int, tree: HTMLTree, prose: HTMLProse, isOpen: (Int) -> Bool) {
    var best = [Int](repeating: -1, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() where node.parent >= 0 && isOpen(index) {
      let parent = Int(node.parent)
      if best[parent] < 0 || prose.bytes[index] > prose.bytes[best[parent]] { best[parent] = index }
    }
    var at = start
    way = [at]
    while best[at] >= 0 {
      let next = best[at]
      let isMost = prose.bytes[next] * Self.share.whole >= prose.bytes[at] * Self.share.part
      guard prose.bytes[next] > 0, isMost, !Self.leaves.contains(tree.name(next)) else { break }
      at = next
      way.append(at)
    }
  }

  /// Whether `node`, a sibling of an element of the way, has text of its own that belongs to the page's.
  static func isText(_ name: String, prose: Int, least: Int) -> Bool {
    switch name {
    case "p", "blockquote", "pre", "table", "dl", "h1": prose > 0 || name == "h1"
    case "aside", "footer", "form", "nav": false
    default: prose >= least
    }
  }
}
