extension HTMLContentFilter {
  /// Takes readers' comments out where there is a text that they comment on, and what is named like
  /// boilerplate out of the reckoning.
  mutating func setApart() {
    guard let whole = prose.bytes.first, whole >= Self.leastProse else { return }
    var isApart = [Bool](repeating: false, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() {
      if node.parent >= 0 {
        isApart[index] = isApart[Int(node.parent)]
        if isSkipped[Int(node.parent)] { isSkipped[index] = true }
      }
      guard !isApart[index], !isSkipped[index], prose.bytes[index] > 0, hints[index].role == nil else {
        continue
      }
      let outside = prose.bytes[0] - prose.bytes[index]
      if hints[index].contains(.comments), outside >= Self.leastProse {
        isSkipped[index] = true
      } else if !isAroundContent(index) || outside < prose.bytes[index] {
        continue
      }
      isApart[index] = true
      prose.discount(index)
    }
  }

  private func isAroundContent(_ index: Int) -> Bool {
    switch tree.name(index) {
    case "aside", "footer": true
    case "body", "html", "main", "article": false
    default: hints[index].contains(.boilerplate)
    }
  }

  /// Leaves out what stands beside the way to the running text and has none itself. A page's one title stays.
  mutating func skipBesideTheWay() {
    guard let whole = prose.bytes.first, whole >= Self.leastProse, roots.count <= 1 else { return }
    let start = roots.first ?? 0
    let skipped = isSkipped
    let part = HTMLMainPart(from: start, tree: tree, prose: prose) { !skipped[$0] }
    guard let last = part.way.last, part.way.count > 1, prose.bytes[last] >= Self.leastProse else { return }
    let main = prose.bytes[last]
    // An element beside the way is looked into only where it holds the title.
    var isLookedInto = [Bool](repeating: false, count: tree.nodes.count)
    for node in part.way.dropLast() { isLookedInto[node] = true }
    let isOnWay = Set(part.way)
    var hasCaption = [Bool](repeating: false, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated().reversed() {
      if tree.name(index) == "figcaption", sizes[index].text > 0 { hasCaption[index] = true }
      if hasCaption[index], node.parent >= 0 { hasCaption[Int(node.parent)] = true }
    }
    for (index, node) in tree.nodes.enumerated() where node.parent >= 0 && isLookedInto[Int(node.parent)] {
      guard !isOnWay.contains(index), !isSkipped[index] else { continue }
      guard traits[Int(node.name)].display == .block else {
        // Words beside a title that stands apart from the text.
        if !isOnWay.contains(Int(node.parent)), !sizes[index].hasTitle { isSkipped[index] = true }
        continue
      }
      // Beside the text itself, or beside the title: an introduction.
      let isNear = node.parent == tree.nodes[last].parent || !isOnWay.contains(Int(node.parent))
      let least = isNear ? HTMLProse.shortestRun : max(2 * HTMLProse.shortestRun, main / 20)
      if HTMLMainPart.isText(tree.name(index), prose: prose.bytes[index], least: least) { continue }
      if hasCaption[index], sizes[index].linked * 4 <= sizes[index].text { continue }
      if sizes[index].hasTitle { isLookedInto[index] = true } else { isSkipped[index] = true }
    }
    inheritSkipping()
  }

  /// What stands in a skipped element is skipped.
  mutating func inheritSkipping() {
    for (index, node) in tree.nodes.enumerated() where node.parent >= 0 && isSkipped[Int(node.parent)] {
      isSkipped[index] = true
    }
  }
}
