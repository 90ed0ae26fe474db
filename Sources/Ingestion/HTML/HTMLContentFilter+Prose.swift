extension HTMLContentFilter {
  /// Takes readers' comments out where there is a text that they comment on, and what is named like boilerplate
  /// out of the reckoning.
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

  /// Leaves out boxes that begin by saying that they lead elsewhere, and what readers wrote.
  mutating func skipFurniture(_ tokens: [HTMLToken], _ bytes: UnsafeBufferPointer<UInt8>) {
    let whole = roots.isEmpty ? weight(0) : roots.reduce(0) { $0 + weight($1) }
    guard whole >= Self.leastProse else { return }
    var firstText = [Int](repeating: -1, count: tree.nodes.count)
    var blocks: [Int] = []
    var found: [(node: Int, kind: HTMLFurniture.Kind)] = []
    var words: [String] = []
    var length = 0
    var order = 0
    func close() {
      defer {
        words = []
        length = 0
      }
      guard let block = blocks.last, length > 0 else { return }
      order += 1
      for node in blocks where firstText[node] < 0 { firstText[node] = order }
      guard length <= 80, let kind = HTMLFurniture.kind(words.joined(separator: " ")) else { return }
      found.append((block, kind))
    }
    for event in tree.events {
      switch event {
      case .enter(let node):
        guard traits[Int(tree.nodes[node].name)].display == .block else { continue }
        close()
        blocks.append(node)
      case .leave(let node):
        guard traits[Int(tree.nodes[node].name)].display == .block else { continue }
        close()
        blocks.removeLast()
      case .text(let token):
        guard let block = blocks.last, !isSkipped[block] else { continue }
        length += tokens[token].range.count
        if length <= 80, let text = HTMLMetadata.plainText(bytes, tokens[token].range) { words.append(text) }
      }
    }
    for (node, kind) in found where !isSkipped[node] { skip(node, kind, whole: whole, firstText) }
    inheritSkipping()
  }

  /// Leaves out the box that the block `node` begins.
  private mutating func skip(_ node: Int, _ kind: HTMLFurniture.Kind, whole: Int, _ firstText: [Int]) {
    if kind == .label {
      isSkipped[node] = sizes[node].text <= 80
      return
    }
    var box = node
    while let parent = tree.nodes.indices.contains(box) ? Int(tree.nodes[box].parent) : nil, parent >= 0,
      !roots.contains(parent), firstText[parent] == firstText[node], isSmall(parent, kind, whole: whole)
    {
      box = parent
    }
    guard isSmall(box, kind, whole: whole) else { return }
    isSkipped[box] = true
    // The heading alone was the box: what it stands over follows it.
    if sizes[box].text <= 100 { skipFollowers(of: box, kind) }
  }

  private func isSmall(_ node: Int, _ kind: HTMLFurniture.Kind, whole: Int) -> Bool {
    switch kind {
    case .comments: weight(0) - prose.bytes[node] >= Self.leastProse
    case .others, .label: prose.bytes[node] * 3 <= whole
    }
  }

  /// Leaves out the siblings behind `box` that are links, up to the next one that has text of its own.
  private mutating func skipFollowers(of box: Int, _ kind: HTMLFurniture.Kind) {
    let parent = tree.nodes[box].parent
    let rank = traits[Int(tree.nodes[box].name)].headingRank
    for (index, node) in tree.nodes.enumerated().dropFirst(box + 1) {
      if node.parent < parent { break }
      guard node.parent == parent, sizes[index].text > 0, !isSkipped[index] else { continue }
      let heading = traits[Int(node.name)].headingRank
      let isLinked = sizes[index].links > 0 && sizes[index].linked * 2 >= sizes[index].text
      let isTeasers = sizes[index].links >= 2 && prose.bytes[index] < Self.leastProse
      guard isLinked || isTeasers, heading == 0 || heading > rank else { break }
      isSkipped[index] = true
    }
  }
}
