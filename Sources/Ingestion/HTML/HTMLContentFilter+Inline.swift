/// What the text around and in an inline element says, where its name alone would mislead.
///
/// A link in a sentence is a word of it, whatever its class: `reference`, `nav`, `promo`. Left out in a
/// sentence are only calls of notes, which are raised, in brackets, or numbers, permalinks, and text that is
/// marked as deleted.
extension HTMLContentFilter {
  /// An inline element whose end has been met in the stretch of text that it began in.
  private struct Candidate {
    var node: Int
    /// Bytes of words before it in its stretch.
    var before: Int
    var isBracketed: Bool
  }

  /// Text between two borders of blocks.
  private struct Stretch {
    /// Bytes of words that stand in no candidate and in no link.
    var words = 0
    var hasMark = false
    var found: [Candidate] = []
    /// Candidates that are open, with their events and what stood before them.
    var open: [(node: Int, event: Int, before: Int)] = []
    /// How many of the open elements keep their words out of the reckoning.
    var hiding = 0
  }

  /// The longest text that can be a callout or a permalink, in bytes.
  private static let longestMark = 60
  /// A stretch with this many bytes of words is running text without a full stop, too.
  private static let leastWords = 40

  /// Corrects what names say of inline elements by the text that they stand in.
  static func weighInline(
    _ hints: inout [HTMLHints], _ tree: HTMLTree, _ traits: [HTMLTraits], _ tokens: HTMLTokens,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    var blocks: [Int] = []
    var stretch = Stretch()
    func close() {
      let isHeading = blocks.last.map { traits[Int(tree.nodes[$0].name)].headingRank > 0 } ?? false
      for candidate in stretch.found { weigh(candidate, in: stretch, isHeading: isHeading, tree, &hints) }
      stretch = Stretch()
    }
    for (at, event) in tree.events.enumerated() {
      switch event {
      case .enter(let node):
        switch traits[Int(tree.nodes[node].name)].display {
        case .block:
          close()
          blocks.append(node)
        case .inline where isCandidate(tree.name(node), hints[node]):
          stretch.open.append((node, at, stretch.words))
          if hides(tree.name(node), hints[node]) { stretch.hiding += 1 }
        default: break
        }
      case .leave(let node):
        guard traits[Int(tree.nodes[node].name)].display != .block else {
          close()
          blocks.removeLast()
          continue
        }
        guard let open = stretch.open.last, open.node == node else { continue }
        stretch.open.removeLast()
        if hides(tree.name(node), hints[node]) { stretch.hiding -= 1 }
        let text = Self.text(tree, tokens, bytes, from: open.event, to: at)
        judge(node, text, tree, &hints)
        stretch.found.append(
          Candidate(node: node, before: open.before, isBracketed: text.map(isBracketed) ?? false))
      case .text(let token):
        guard stretch.hiding == 0 else { continue }
        for byte in bytes[tokens[token].range] {
          if byte >= 0x80 || 0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF { stretch.words += 1 }
        }
        stretch.hasMark = stretch.hasMark || HTMLProse.hasMark(bytes, tokens[token].range)
      }
    }
    close()
  }

  private static func isCandidate(_ name: String, _ hints: HTMLHints) -> Bool {
    switch name {
    case "a", "sup", "del": true
    default: hints.contains(.boilerplate) || hints.contains(.mark) || hints.contains(.permalink)
    }
  }

  private static func hides(_ name: String, _ hints: HTMLHints) -> Bool {
    name == "a" || name == "del" || hints.contains(.boilerplate) || hints.contains(.hidden)
  }

  /// What an element's own text says of it.
  private static func judge(_ node: Int, _ text: String?, _ tree: HTMLTree, _ hints: inout [HTMLHints]) {
    let name = tree.name(node)
    if hints[node].contains(.mark), name != "sup", !hints[node].contains(.backlink) {
      let isCallout = text.map { RaisedText.isCallout($0) || isBracketed($0) } ?? false
      if !isCallout { hints[node].remove(.mark) }
    }
    guard let text else { return }
    switch name {
    case "sup":
      // "[citation needed]", "[note 2]": raised, but no power.
      if isBracketed(text), text.dropFirst().contains(where: \.isLetter) { hints[node].insert(.mark) }
    case "a", "span":
      let isLink = name == "a" && hints[node].contains(.localLink)
      if isLink || hints[node].contains(.permalink), isPermalink(text) { hints[node].insert(.mark) }
    default: break
    }
  }

  /// What the stretch around an element says of it.
  private static func weigh(
    _ candidate: Candidate, in stretch: Stretch, isHeading: Bool, _ tree: HTMLTree, _ hints: inout [HTMLHints]
  ) {
    let node = candidate.node
    let after = stretch.words - candidate.before
    if tree.name(node) == "del" {
      if stretch.words > 0 { hints[node].insert(.hidden) }
      return
    }
    guard hints[node].contains(.boilerplate), !candidate.isBracketed, stretch.words >= 6 else { return }
    let isInside = candidate.before > 0 && after > 0
    let isRunning =
      isHeading ? after > 0 : isInside || stretch.hasMark || stretch.words >= leastWords
    if isRunning { hints[node].remove(.boilerplate) }
  }

  /// The text between two events, or `nil` where there is none or too much.
  private static func text(
    _ tree: HTMLTree, _ tokens: HTMLTokens, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> String? {
    var parts: [String] = []
    var count = 0
    // Elements without text are as many as the events, so these are counted, too.
    guard end - start <= 4 * longestMark else { return nil }
    for event in tree.events[start..<end] {
      guard case .text(let token) = event else { continue }
      count += tokens[token].range.count
      guard count <= longestMark else { return nil }
      if let text = HTMLMetadata.plainText(bytes, tokens[token].range) { parts.append(text) }
    }
    return parts.isEmpty ? nil : parts.joined()
  }

  /// "[1]", "[citation needed]".
  private static func isBracketed(_ text: String) -> Bool {
    let inner = text.dropFirst()
    return text.first == "[" && text.last == "]" && inner.count >= 2 && !inner.contains("[")
  }

  /// What a link to the place that it stands at is called.
  private static let permalinks = [
    "permalink", "permanent link", "link to this", "direct link", "anchor link", "copy link", "section link",
  ]

  /// Signs that stand for a link to the place that they stand at, or for the way back to it.
  private static func isPermalink(_ text: String) -> Bool {
    permalinks.contains { text.lowercased().hasPrefix($0) }
      || text.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "¶", "#", "§", "∞", "^", "↑", "⇧", "⤴", "↩", "↵", "⮌", "⏎", "⚓", "🔗": true
        case "\u{FE0E}", "\u{FE0F}", "\u{200B}", "\u{A0}", " ", "[", "]", "(", ")": true
        default: false
        }
      }
  }
}
