/// How much running text stands below each element of a page.
///
/// Running text is what a reader came for: stretches of a block that are long enough for a sentence, hold a
/// mark of punctuation, and are mostly no link. Menus, teasers and buttons have none of it (after the text
/// density of Kohlschütter et al., WSDM 2010). Rows of data and items of lists count half, so that a page of
/// tables or a recipe is no page without text.
struct HTMLProse {
  /// Bytes of running text, by node, everything below it included.
  private(set) var bytes: [Int] = []
  /// The shortest stretch that counts, in bytes of UTF-8: a short sentence.
  static let shortestRun = 60

  private var tree = HTMLTree()

  /// Of a page that is not measured yet.
  init() {}

  /// A stretch of text between two borders of blocks.
  private struct Run {
    var length = 0
    var linked = 0
    var hasMark = false
  }

  init(
    _ tree: HTMLTree, tokens: HTMLTokens, source: UnsafeBufferPointer<UInt8>, traits: [HTMLTraits],
    isSkipped: [Bool], layoutTables: Set<Int>
  ) {
    self.tree = tree
    bytes = [Int](repeating: 0, count: tree.nodes.count)
    var tables = [Int](repeating: -1, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() {
      tables[index] = tree.name(index) == "table" ? index : node.parent >= 0 ? tables[Int(node.parent)] : -1
    }
    var run = Run()
    tree.forEachStretch(traits) { blocks in
      guard run.length > 0, let block = blocks.last else { return }
      let isData = tables[block] >= 0 && !layoutTables.contains(tables[block])
      bytes[block] += Self.worth(run, in: tree.name(block), isData: isData)
      run = Run()
    } text: { block, token, isLinked in
      guard !isSkipped[block] else { return }
      let range = tokens[token].range
      run.length += range.count
      if isLinked { run.linked += range.count }
      run.hasMark = run.hasMark || Self.hasMark(source, range)
    }
    for index in bytes.indices.reversed() {
      let parent = Int(tree.nodes[index].parent)
      if parent >= 0 { bytes[parent] += bytes[index] }
    }
  }

  private static func worth(_ run: Run, in name: String, isData: Bool) -> Int {
    let own = run.length - run.linked
    guard own > run.linked else { return 0 }
    if name == "pre" { return own }
    if run.length >= shortestRun, run.hasMark { return own }
    switch name {
    case "td", "th": return isData ? own / 2 : 0
    case "li", "dt", "dd": return run.length >= 20 && run.linked * 4 < run.length ? own / 2 : 0
    default: return 0
    }
  }

  /// Whether a mark of punctuation stands in `range`: one of ASCII, or a full one of Chinese and Japanese.
  static func hasMark(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    for at in range {
      switch source[at] {
      case 0x2C, 0x2E, 0x21, 0x3F, 0x3B: return true
      case 0xE3 where at + 2 < range.upperBound && source[at + 1] == 0x80:
        if source[at + 2] == 0x81 || source[at + 2] == 0x82 { return true }
      case 0xEF where at + 2 < range.upperBound && source[at + 1] == 0xBC: return true
      default: break
      }
    }
    return false
  }

  /// Takes what stands below `node` out of the reckoning.
  mutating func discount(_ node: Int) {
    let count = bytes[node]
    guard count > 0 else { return }
    var at = node
    while at >= 0 {
      bytes[at] -= count
      at = Int(tree.nodes[at].parent)
    }
    bytes[node] = 0
  }
}
