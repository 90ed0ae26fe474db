/// Boxes and lines that say by their words that they are none of the article.
extension HTMLContentFilter {
  /// A short block that is a line of its own or begins a box.
  private struct Found {
    var node: Int
    var kind: HTMLFurniture.Kind
    /// Bytes of text before it.
    var before: Int
    /// Whether comments are known by a name before a colon alone, which a chapter may begin with as well.
    var isDoubtful = false
    /// When it is judged: what must be the last of its page comes after what may stand behind it.
    var turn: Int { kind == .author ? 2 : isDoubtful ? 1 : 0 }
  }

  /// The text between two borders of blocks, as far as it is short.
  private struct Line {
    var words: [String] = []
    var own: [String] = []
    var length = 0
  }

  private static let longestHeading = 80

  /// Leaves out boxes that begin by saying that they lead elsewhere, what readers wrote, and lines in
  /// between.
  mutating func skipFurniture(_ tokens: HTMLTokens, _ bytes: UnsafeBufferPointer<UInt8>) {
    var firstText = [Int](repeating: -1, count: tree.nodes.count)
    var found: [Found] = []
    var lines: [Int] = []
    var bylines: [Int] = []
    var unsigned: Int?
    var line = Line()
    var order = 0
    var total = 0
    tree.forEachStretch(traits) { blocks in
      defer { line = Line() }
      guard let block = blocks.last, line.length > 0 else { return }
      order += 1
      for node in blocks where firstText[node] < 0 { firstText[node] = order }
      let before = total
      total += line.length
      let text = line.words.joined(separator: " ")
      if let heading = unsigned {
        unsigned = nil
        let isSigned = HTMLFurniture.isSigned(text)
        if isSigned || HTMLFurniture.isNamed(text) {
          (found[heading].kind, found[heading].isDoubtful) = (.comments, !isSigned)
        }
      }
      guard line.length <= HTMLLine.longest else { return }
      let isCount = line.length <= 2 * Self.longestHeading && text.first?.isNumber == true
      if line.length <= Self.longestHeading || isCount, let kind = HTMLFurniture.kind(text) {
        if kind == .signed { unsigned = found.count }
        found.append(Found(node: block, kind: kind, before: before))
      } else if isLine(block, line, text) {
        lines.append(block)
      } else if isWhole(block, line), HTMLLine.saysReadingTime(text) {
        bylines.append(block)
      }
    } text: { block, token, isLinked in
      guard !isSkipped[block] else { return }
      line.length += tokens[token].range.count
      // Of a long text the beginning is all that is looked at.
      guard line.length <= HTMLLine.longest || line.words.isEmpty,
        let text = HTMLMetadata.plainText(bytes, tokens[token].range.prefix(4 * HTMLLine.longest))
      else { return }
      line.words.append(text)
      if !isLinked { line.own.append(text) }
    }
    skip(lines, of: total)
    for block in bylines { markAsMetadata(block) }
    let whole = roots.isEmpty ? weight(0) : roots.reduce(0) { $0 + weight($1) }
    if whole >= Self.leastProse {
      for turn in 0...2 {
        for place in found where place.turn == turn && !isSkipped[place.node] {
          skip(place, whole: whole, firstText)
        }
      }
    }
    inheritSkipping()
  }

  /// Whether a line is all that its block holds, and the block no part of something else.
  private func isWhole(_ block: Int, _ line: Line) -> Bool {
    guard sizes[block].text <= line.length, !roots.contains(block), !sizes[block].hasTitle else {
      return false
    }
    return !["pre", "td", "th", "blockquote"].contains(tree.name(block))
  }

  private func isLine(_ block: Int, _ line: Line, _ text: String) -> Bool {
    guard isWhole(block, line) else { return false }
    let name = tree.name(block)
    let isItem = name == "li" || name == "dt" || name == "dd"
    return HTMLLine.isFurniture(text, own: line.own.joined(separator: " "), isItem: isItem)
  }

  /// Leaves out lines, unless the page is made of them.
  private mutating func skip(_ lines: [Int], of total: Int) {
    let sum = lines.reduce(0) { $0 + sizes[$1].text }
    guard sum * 3 <= total * 2 else { return }
    for line in lines { isSkipped[line] = true }
  }

  /// Leaves out the box that a block begins.
  private mutating func skip(_ place: Found, whole: Int, _ firstText: [Int]) {
    let node = place.node
    if place.kind == .label {
      isSkipped[node] = sizes[node].text <= 80
      return
    }
    var box = node
    while let parent = tree.nodes.indices.contains(box) ? Int(tree.nodes[box].parent) : nil, parent >= 0,
      !roots.contains(parent), firstText[parent] == firstText[node], isSmall(parent, place.kind, whole: whole)
    {
      box = parent
    }
    guard isSmall(box, place.kind, whole: whole) else { return }
    if place.kind == .signed || place.isDoubtful && !isLast(box, place) {
      // Nobody has signed, or a chapter follows: a chapter's heading, unless comments by name follow.
      guard let next = follower(of: box), hints[next].contains(.comments) else { return }
    }
    if place.kind == .author, sizes[box].text <= 2 * Self.longestHeading, !isLast(box, place) { return }
    isSkipped[box] = true
    // The heading alone was the box: what it stands over follows it.
    guard sizes[box].text <= 2 * Self.longestHeading else { return }
    switch place.kind {
    case .comments, .author: skipPart(under: box, place)
    case .others, .label, .signed: break
    }
    if sizes[box].text <= 100 { skipFollowers(of: box) }
  }

  /// Whether nothing follows the part that `box` is the heading of.
  private func isLast(_ box: Int, _ place: Found) -> Bool {
    let rank = traits[Int(tree.nodes[place.node].name)].headingRank
    var isBehind = false
    for index in siblings(behind: box) where sizes[index].text > 0 && !isSkipped[index] {
      let heading = traits[Int(tree.nodes[index].name)].headingRank
      if heading > 0, heading <= rank || rank == 0 { return false }
      if isBehind, rank == 0, prose.bytes[index] > 0 { return false }
      isBehind = true
    }
    return true
  }

  private func isSmall(_ node: Int, _ kind: HTMLFurniture.Kind, whole: Int) -> Bool {
    switch kind {
    case .comments, .signed: weight(0) - prose.bytes[node] >= Self.leastProse
    case .others, .label, .author: prose.bytes[node] * 3 <= whole
    }
  }

  /// The next sibling of `box` that has text.
  private func follower(of box: Int) -> Int? {
    siblings(behind: box).first { sizes[$0].text > 0 }
  }

  private func siblings(behind box: Int) -> some Sequence<Int> {
    let parent = tree.nodes[box].parent
    return (box + 1..<tree.nodes.count).lazy.prefix { tree.nodes[$0].parent >= parent }
      .filter { tree.nodes[$0].parent == parent }
  }

  /// Leaves out what stands under a heading over comments or over words on the author, up to the next heading
  /// of its rank; under one that is marked as none, the one block behind it. It has to be less than what
  /// stands before.
  private mutating func skipPart(under box: Int, _ place: Found) {
    let rank = traits[Int(tree.nodes[place.node].name)].headingRank
    var part: [Int] = []
    var size = 0
    for index in siblings(behind: box) {
      let heading = traits[Int(tree.nodes[index].name)].headingRank
      if heading > 0, heading <= rank || rank == 0 { break }
      guard sizes[index].text > 0 else { continue }
      part.append(index)
      size += isSkipped[index] ? 0 : sizes[index].text
      if rank == 0 { break }
    }
    let most = place.kind == .author ? min(place.before, 1500) : 2 * place.before
    guard size <= most, !part.contains(where: { roots.contains($0) || sizes[$0].hasTitle }) else { return }
    for index in part { isSkipped[index] = true }
  }

  /// Leaves out the siblings behind `box` that are links, up to the next one that has text of its own.
  private mutating func skipFollowers(of box: Int) {
    let rank = traits[Int(tree.nodes[box].name)].headingRank
    for index in siblings(behind: box) {
      guard sizes[index].text > 0, !isSkipped[index] else { continue }
      let heading = traits[Int(tree.nodes[index].name)].headingRank
      let isLinked = sizes[index].links > 0 && sizes[index].linked * 2 >= sizes[index].text
      let isTeasers = sizes[index].links >= 2 && prose.bytes[index] < Self.leastProse
      guard isLinked || isTeasers, heading == 0 || heading > rank else { break }
      isSkipped[index] = true
    }
  }
}
