/// Decides which elements of a page are its content.
///
/// What is never shown or never content goes (scripts, navigation, hidden elements); where the page marks its
/// main part, everything else goes; what stands beside the way to the running text goes if it has none itself
/// (`HTMLMainPart`); elements named like boilerplate go, and lists and boxes whose text is mostly links
/// (after the link-density rule of Kohlschütter et al. 2010), and boxes whose first words say that they lead
/// elsewhere (`HTMLFurniture`). A step that would take most of the page is not taken.
struct HTMLContentFilter {
  /// Elements that are left out, with everything in them.
  var isSkipped: [Bool]
  /// Elements that the content lies in; empty where it is the whole page.
  private(set) var roots: Set<Int> = []
  /// What names and attributes say, by node.
  var hints: [HTMLHints]
  /// What names say, by name.
  let traits: [HTMLTraits]
  /// Tables that arrange paragraphs rather than data.
  private(set) var layoutTables: Set<Int> = []
  /// The heading that is named as the entry's title, on a page without an `h1`.
  private(set) var title: Int?

  let tree: HTMLTree
  private(set) var sizes: [Size]
  /// Running text below each element, without what readers commented and what stands around the content.
  var prose: HTMLProse

  /// Bytes of text below an element.
  struct Size {
    @Packed<Int32> var text = 0
    @Packed<Int32> var linked = 0
    @Packed<Int32> var links = 0
    /// Whether an `h1`, a `main` or an `article` lies below.
    var hasContent = false
    /// Whether an `h1` lies below.
    var hasTitle = false
  }

  /// A page with less running text than this, in bytes, is not judged by it.
  static let leastProse = 200

  init(
    _ tree: HTMLTree, tokens: HTMLTokens, bytes: UnsafeBufferPointer<UInt8>, keepEverything: Bool = false
  ) {
    self.tree = tree
    traits = tree.names.map { HTMLTraits($0) }
    hints = Self.readHints(tree, tokens, bytes)
    isSkipped = [Bool](repeating: false, count: tree.nodes.count)
    sizes = [Size](repeating: Size(), count: tree.nodes.count)
    prose = HTMLProse()
    Self.weighInline(&hints, tree, traits, tokens, bytes)
    skipInvisible(hasTeX: tokens.contains { $0.kind == .formula })
    title = findTitle()
    measure(tokens)
    weighCaptions()
    layoutTables = Self.findLayoutTables(tree, traits)
    prose = HTMLProse(
      tree, tokens: tokens, source: bytes, traits: traits, isSkipped: isSkipped, layoutTables: layoutTables)
    if !keepEverything {
      setApart()
      chooseRoots()
      skipBesideTheWay()
      skipBoilerplate()
      skipFurniture(tokens, bytes)
    }
    // What has been decided stays, what it was decided by is as large as the page.
    sizes = []
    prose = HTMLProse()
  }

  /// Takes a block for what is said of the page, by whom and when.
  mutating func markAsMetadata(_ node: Int) { hints[node].insert(.metadata) }

  private static func readHints(
    _ tree: HTMLTree, _ tokens: HTMLTokens, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> [HTMLHints] {
    var hints = [HTMLHints](repeating: [], count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() where node.token >= 0 {
      let name = tree.name(index)
      hints[index] = HTMLHints.read(tokens[Int(node.token)], name: name, bytes)
      // A link to a place in this page, raised above the line, is a note's number.
      if hints[index].contains(.localLink), node.parent >= 0, tree.name(Int(node.parent)) == "sup" {
        hints[Int(node.parent)].insert(.mark)
      }
    }
    return hints
  }

  private mutating func skipInvisible(hasTeX: Bool) {
    // A formula stands on the page as it was written, as its preview, and as it was rendered.
    let isRendered = hints.contains { $0.contains(.rendered) }
    for (index, node) in tree.nodes.enumerated() {
      let isSkippedAbove = node.parent >= 0 && isSkipped[Int(node.parent)]
      let name = Int(node.name)
      isSkipped[index] =
        isSkippedAbove || traits[name].display == .skipped || hints[index].contains(.hidden)
        || hints[index].contains(.landmark) && !hints[index].contains(.main)
        || hints[index].contains(.mark) && traits[name].display == .inline
        || hasTeX && hints[index].contains(.rendered)
        || (hasTeX || isRendered) && hints[index].contains(.preview)
    }
  }

  private func findTitle() -> Int? {
    var found: Int?
    for (index, node) in tree.nodes.enumerated() where !isSkipped[index] {
      let rank = traits[Int(node.name)].headingRank
      if rank == 1 { return nil }
      guard rank > 0, hints[index].contains(.title) else { continue }
      if found != nil { return nil }
      found = index
    }
    return found
  }

  private mutating func measure(_ tokens: HTMLTokens) {
    var stack: [Int] = []
    var linkDepth = 0
    for event in tree.events {
      switch event {
      case .enter(let node):
        stack.append(node)
        if tree.name(node) == "a" {
          linkDepth += 1
          sizes[node].links = 1
        }
        if hints[node].contains(.main) || hints[node].contains(.article)
          || traits[Int(tree.nodes[node].name)].headingRank == 1 || node == title
        {
          sizes[node].hasContent = true
        }
        if traits[Int(tree.nodes[node].name)].headingRank == 1 || node == title {
          sizes[node].hasTitle = true
        }
      case .leave(let node):
        stack.removeLast()
        if tree.name(node) == "a" { linkDepth -= 1 }
      case .text(let token):
        guard let node = stack.last, !isSkipped[node] else { continue }
        let count = tokens[token].range.count
        sizes[node].text += count
        if linkDepth > 0 { sizes[node].linked += count }
      }
    }
    for index in sizes.indices.reversed() {
      let parent = Int(tree.nodes[index].parent)
      guard parent >= 0, !isSkipped[index] else { continue }
      sizes[parent].text += sizes[index].text
      sizes[parent].linked += sizes[index].linked
      sizes[parent].links += sizes[index].links
      if !hints[index].contains(.comments) || sizes[index].hasTitle {
        sizes[parent].hasContent = sizes[parent].hasContent || sizes[index].hasContent
      }
      sizes[parent].hasTitle = sizes[parent].hasTitle || sizes[index].hasTitle
    }
  }

  private static func findLayoutTables(_ tree: HTMLTree, _ traits: [HTMLTraits]) -> Set<Int> {
    var found: Set<Int> = []
    // A table with heads holds data, whatever its cells are made of.
    var (headed, filled): (Set<Int>, Set<Int>) = ([], [])
    var nearest = [Int](repeating: -1, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() {
      let outer = node.parent >= 0 ? nearest[Int(node.parent)] : -1
      let name = tree.name(index)
      nearest[index] = name == "table" ? index : outer
      guard outer >= 0 else { continue }
      if name == "th" { headed.insert(outer) }
      if ["table", "section"].contains(name) || traits[Int(node.name)].headingRank > 0 {
        found.insert(outer)
      }
      if ["p", "div", "ul", "ol", "blockquote"].contains(name) { filled.insert(outer) }
    }
    return found.union(filled.subtracting(headed))
  }

  // MARK: The main part

  private mutating func chooseRoots() {
    let total = weight(0)
    guard total > 0 else { return }
    if let main = largest(.main), weight(main) * 4 >= total {
      roots = [main]
      if let article = largest(.article, inside: main), weight(article) * 5 >= weight(main) * 3 {
        roots = [article]
      }
      return
    }
    let articles = outermost(.article)
    let sum = articles.reduce(0) { $0 + weight($1) }
    guard let article = articles.max(by: { weight($0) < weight($1) }), sum * 4 >= total else {
      return
    }
    roots = weight(article) * 5 >= sum * 3 ? [article] : Set(articles)
  }

  /// What an element weighs: its running text, or all of its text where the page has hardly any.
  func weight(_ node: Int) -> Int {
    guard let whole = prose.bytes.first else { return 0 }
    return whole >= Self.leastProse ? prose.bytes[node] : sizes[node].text
  }

  private func largest(_ hint: HTMLHints, inside root: Int? = nil) -> Int? {
    tree.nodes.indices.filter { index in
      hints[index].contains(hint) && !isSkipped[index] && weight(index) > 0
        && (root.map { isInside(index, $0) } ?? true)
    }.max { weight($0) < weight($1) }
  }

  private func isInside(_ node: Int, _ root: Int) -> Bool {
    var at = Int(tree.nodes[node].parent)
    while at > root { at = Int(tree.nodes[at].parent) }
    return at == root
  }

  private func outermost(_ hint: HTMLHints) -> [Int] {
    var result: [Int] = []
    var isCovered = [Bool](repeating: false, count: tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() {
      isCovered[index] = node.parent >= 0 && isCovered[Int(node.parent)]
      if !isCovered[index], hints[index].contains(hint), !isSkipped[index], sizes[index].text > 0 {
        result.append(index)
        isCovered[index] = true
      }
    }
    return result
  }

  // MARK: Boilerplate

  private mutating func skipBoilerplate() {
    guard let whole = sizes.first?.text, whole > 0 else { return }
    let total = roots.isEmpty ? whole : roots.reduce(0) { $0 + sizes[$1].text }
    var isContent = [Bool](repeating: false, count: tree.nodes.count)
    var byDensity: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      let parent = Int(node.parent)
      let isRoot = roots.contains(index)
      isContent[index] =
        isRoot || parent >= 0 && isContent[parent] || roots.isEmpty && hints[index].contains(.article)
      if parent >= 0, isSkipped[parent] { isSkipped[index] = true }
      guard !isSkipped[index], !isRoot else { continue }
      if isBoilerplate(index, isContent: isContent[index]), sizes[index].text * 2 < total, keepsNothing(index)
      {
        isSkipped[index] = true
      } else if !isContent[index], hints[index].role == nil, isLinkList(index) {
        byDensity.append(index)
      }
    }
    // A page of links is its links.
    let linked = byDensity.reduce(0) { $0 + sizes[$1].text }
    guard linked * 10 < total * 7 else { return }
    for index in byDensity { isSkipped[index] = true }
    for (index, node) in tree.nodes.enumerated() where node.parent >= 0 && isSkipped[Int(node.parent)] {
      isSkipped[index] = true
    }
  }

  private func isBoilerplate(_ index: Int, isContent: Bool) -> Bool {
    let isNamed = hints[index].contains(.boilerplate) && hints[index].role == nil
    switch tree.name(index) {
    case "header": return !isContent
    case "footer": return hints[index].role == nil && !isInBlockquote(index)
    case "aside": return hints[index].role == nil && (!isContent || isNamed)
    case "form": return !isContent || isNamed
    case "div", "section", "ul", "ol", "table", "p", "span", "menu", "dl": return isNamed
    default: return false
    }
  }

  private func isInBlockquote(_ index: Int) -> Bool {
    let parent = Int(tree.nodes[index].parent)
    return parent >= 0 && tree.name(parent) == "blockquote"
  }

  /// Whether nothing below is marked as content. A page's header may hold its one title.
  private func keepsNothing(_ index: Int) -> Bool {
    !sizes[index].hasContent || hints[index].contains(.comments) && !sizes[index].hasTitle
  }

  /// Whether most of the text below is links, and there are several.
  private func isLinkList(_ index: Int) -> Bool {
    guard
      ["ul", "ol", "div", "table", "td", "p", "dl", "section", "menu", "center"].contains(tree.name(index))
    else { return false }
    let size = sizes[index]
    return size.links >= 3 && size.text > 0 && size.linked * 5 >= size.text * 3 && !size.hasContent
  }
}
