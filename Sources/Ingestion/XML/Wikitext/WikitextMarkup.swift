/// Finds what is not text in MediaWiki's notation.
///
/// One pass from left to right, linear in the length whatever is left unclosed: what is not closed counts as
/// text, as MediaWiki itself has it.
struct WikitextMarkup {
  /// Ranges that are markup, in order, without overlap.
  var ranges: [Range<Int>] = []
  /// Those among them that break a word (`<br>`).
  var breaks: Set<Int> = []
  /// Offsets of the `{|` of tables that are closed, and offsets just past their `|}`.
  var tableStarts: Set<Int> = []
  var tableEnds: Set<Int> = []

  /// Peruse's own text in place of markup, by the offset where that begins.
  var insertions: [Int: String] = [:]
  /// What parts the digits of numbers, and before which byte, by the offset where the number begins.
  var groups: [Int: [(offset: Int, text: String)]] = [:]
  /// Tags of HTML's blocks, by the offset where they begin.
  var blocks: [Int: BlockTag] = [:]
  /// Captions of pictures that stand in the text, and other blocks inside templates.
  var captions: [Caption] = []

  /// The caption of a picture, which is no part of the text around it.
  struct Caption {
    var range: Range<Int>
    /// Markup inside.
    var markup: [Item]
    var kind = Block.Kind.caption
  }

  /// A piece of markup, and what Peruse puts in its place.
  struct Item {
    var range: Range<Int>
    var text = ""
  }

  enum Kind { case template, table, link }
  struct Open {
    var kind: Kind
    var start: Int
    /// How many braces began it.
    var braces = 2
    /// Offset just past the first `|`, once seen.
    var label: Int?
    /// Offsets of the `|` that divide it.
    var bars: [Int] = []
    /// Markup found before it.
    var foundBefore: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  var open: [Open] = []
  var found: [Item] = []
  let site: WikiSite
  let title: String
  /// Where the link to a user began that was read last.
  var userLink: Int?
  var counts: [Kind: Int] = [:]
  /// What the closing tag of the raised text read last prints.
  private var closingMark: (at: Int, text: String)?
  /// Closing tags that do not occur any more.
  var missing: Set<String> = []
  /// The bracket that closes the link to another site read last.
  var siteLinkEnd = -1
  /// How much may still be expanded: what templates of the dump's own cost is linear in the page's length.
  var expansionsLeft: Int

  /// Elements whose content is no text.
  static let dropped: Set<String> = [
    "ref", "references", "gallery", "timeline", "score", "imagemap", "syntaxhighlight",
    "source",
    "templatedata", "graph", "mapframe", "maplink", "hiero", "inputbox", "includeonly", "style", "script",
  ]
  /// Elements whose content is text and nothing but text.
  static let literal: Set<String> = ["nowiki", "math", "chem", "ce", "pre"]

  /// Scans `bytes`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, site: WikiSite = WikiSite(), title: String = "") {
    self.bytes = bytes
    self.site = site
    self.title = title
    expansionsLeft = (1 << 16) + 32 * min(bytes.count, 1 << 26)
    scan()
    merge()
  }

  mutating func scan() {
    var at = 0
    while at < bytes.count {
      // Letters and spaces, which is nearly everything.
      if (bytes[at] | 0x20) &- 0x61 < 26 || bytes[at] == 0x20 {
        at += 1
        continue
      }
      switch bytes[at] {
      case 0x7B: at = openBrace(at)
      case 0x7D: at = closeBrace(at)
      case 0x5B: at = openBracket(at)
      case 0x5D: at = closeBracket(at)
      case 0x7C:
        if has("}", at + 1), isLineStart(at), close(.table, at + 2) != nil {
          at += 2
        } else {
          if let last = open.indices.last, open[last].kind != .table,
            open[last].bars.count < Self.mostArguments
          {
            if open[last].label == nil { open[last].label = at + 1 }
            open[last].bars.append(at)
          }
          at += 1
        }
      case 0x27: at = quotes(at)
      case 0x3C: at = tag(at)
      case 0x5F: at = magicWord(at)
      case 0x7E: at = tildes(at)
      case 0x28: at = signatureEnd(at)
      case 0x2D: at = variants(at)
      default: at += 1
      }
    }
  }

  // MARK: Braces and brackets

  mutating func openBrace(_ at: Int) -> Int {
    if has("{{", at) {
      var end = at + 2
      while has("{", end) { end += 1 }
      push(.template, at, braces: end - at)
      return end
    }
    if has("{|", at), isLineStart(at) {
      push(.table, at)
      return at + 2
    }
    return at + 1
  }

  mutating func closeBrace(_ at: Int) -> Int {
    guard has("}}", at) else { return at + 1 }
    guard var template = close(.template, at + 2) else { return at + 2 }
    // Three braces are an argument's, two a template's; what more was opened is closed by what follows.
    let taken = min(template.braces, has("}", at + 2) ? 3 : 2)
    let rest = template.braces - taken
    if rest >= 2 { push(.template, template.start, braces: rest, foundBefore: template.foundBefore) }
    template.start += rest
    if taken == 3 { printArgument(template, at + 3) } else { print(template, at + 2) }
    return at + taken
  }

  mutating func openBracket(_ at: Int) -> Int {
    if has("[[", at) {
      push(.link, at)
      return at + 2
    }
    guard ["http://", "https://", "ftp://", "mailto:", "//"].contains(where: { has($0, at + 1) }) else {
      return at + 1
    }
    var end = at + 1
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x5D, bytes[end] != 0x5B { end += 1 }
    guard end < bytes.count, bytes[end] == 0x5D || bytes[end] == 0x20 else { return at + 1 }
    if bytes[end] == 0x5D {
      drop(at..<end + 1)
      return end + 1
    }
    var last = end
    while last < bytes.count, bytes[last] != 0x5D, bytes[last] != 0x5B, bytes[last] != 0x0A { last += 1 }
    guard last < bytes.count, bytes[last] == 0x5D else { return at + 1 }
    drop(at..<end + 1)
    drop(last..<last + 1)
    siteLinkEnd = last
    return end + 1
  }

  mutating func closeBracket(_ at: Int) -> Int {
    guard has("]]", at), at != siteLinkEnd else { return at + 1 }
    guard let link = close(.link, at + 2) else { return at + 2 }
    // What a link leads to has at most 255 bytes; unclosed ones hold all that follows.
    let target = bytes.string((link.start + 2..<min(link.bars.first ?? at, at)).prefix(Self.longestTarget))
    let parts = target.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.count > 1 ? WikiSite.folded(String(parts[0])) : ""
    if site.files.contains(name) {
      picture(link, end: at + 2)
    } else if site.categories.contains(name) || isLanguage(name) {
      drop(link.start..<at + 2)
    } else {
      if site.users.contains(name) { userLink = userLink ?? link.start }
      var shown = link.label ?? link.start + 2
      if link.label == nil, target.hasPrefix(":") { shown += 1 }
      drop(link.start..<shown)
      drop(at..<at + 2)
    }
    return at + 2
  }

  /// A language's code, whose links lead to the same page elsewhere.
  func isLanguage(_ name: String) -> Bool {
    let code = name.split(separator: "-").first ?? ""
    guard code.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) else { return false }
    return code.utf8.count == 2 || Self.longCodes.contains(name)
  }

  /// Bytes of a link's target that are looked at, with a namespace and a section.
  private static let longestTarget = 1_000

  static let longCodes: Set<String> = [
    "als", "ang", "arz", "ast", "bar", "bat-smg", "ceb", "ckb", "als", "frp", "fur", "gan", "gsw", "hak",
    "haw",
    "hsb", "ilo", "lmo", "map-bms", "min", "mzn", "nah", "nap", "nds", "nds-nl", "new", "pms", "pnb",
    "roa-tara", "rue", "sah",
    "scn", "sco", "simple", "szl", "vec", "vls", "war", "wuu", "zh-classical", "zh-min-nan", "zh-yue",
  ]

  // MARK: The rest

  /// `''`, `'''` and `'''''`; of four the first is an apostrophe.
  mutating func quotes(_ at: Int) -> Int {
    var end = at
    while end < bytes.count, bytes[end] == 0x27 { end += 1 }
    switch end - at {
    case 1: break
    case 2, 3, 5: drop(at..<end)
    case 4: drop(at + 1..<end)
    default: drop(end - 5..<end)
    }
    return end
  }

  mutating func tag(_ at: Int) -> Int {
    if has("<!--", at) {
      guard let end = find("-->", from: at + 4) else { return at + 4 }
      drop(at..<end)
      return end
    }
    var nameEnd = at + 1
    if has("/", nameEnd) { nameEnd += 1 }
    let nameStart = nameEnd
    while nameEnd < bytes.count, nameEnd - nameStart < 20, (bytes[nameEnd] | 0x20) &- 0x61 < 26 {
      nameEnd += 1
    }
    guard nameEnd > nameStart else { return at + 1 }
    if nameEnd == nameStart + 1, nameEnd < bytes.count, 0x31...0x36 ~= bytes[nameEnd] { nameEnd += 1 }
    let name = bytes.string(nameStart..<nameEnd).lowercased()
    var end = nameEnd
    while end < bytes.count, bytes[end] != 0x3E, bytes[end] != 0x3C, end - at < 1_000 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3E else { return at + 1 }
    end += 1
    let isClosing = nameStart == at + 2
    let isEmpty = bytes[end - 2] == 0x2F
    if !isClosing, !isEmpty, name == "gallery" || name == "imagemap",
      let close = find(closing: name, from: end)
    {
      gallery(at..<end, end..<close.lowerBound, isMap: name == "imagemap")
      drop(at..<close.upperBound)
      return close.upperBound
    }
    if !isClosing, !isEmpty, Self.dropped.contains(name) || Self.literal.contains(name),
      let close = find(closing: name, from: end)
    {
      if Self.literal.contains(name) {
        drop(at..<end)
        drop(close)
      } else {
        drop(at..<close.upperBound)
      }
      return close.upperBound
    }
    if name == "br" { breaks.insert(at) }
    if let block = BlockTag(name, isClosing: isClosing) {
      breaks.insert(at)
      blocks[at] = block
    }
    if name == "sup" || name == "sub", !isClosing, !isEmpty, at > 0,
      let close = bytes.find("</", in: end..<min(bytes.count, end + 80)),
      let marks = self.marks(at, end..<close.lowerBound, isRaised: name == "sup")
    {
      found.append(Item(range: at..<end, text: marks.before))
      if !marks.after.isEmpty { closingMark = (close.lowerBound, marks.after) }
      return end
    }
    if isClosing, let mark = closingMark, mark.at == at {
      found.append(Item(range: at..<end, text: mark.text))
      return end
    }
    drop(at..<end)
    return end
  }

  mutating func magicWord(_ at: Int) -> Int {
    guard has("__", at) else { return at + 1 }
    var end = at + 2
    while end < bytes.count, 0x41...0x5A ~= bytes[end] { end += 1 }
    guard end > at + 2, has("__", end) else { return max(end, at + 2) }
    drop(at..<end + 2)
    return end + 2
  }

  mutating func merge() {
    for item in Self.merged(found) {
      ranges.append(item.range)
      if !item.text.isEmpty { insertions[item.range.lowerBound] = item.text }
    }
    found = []
    captions.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// `items` in order and without overlap: what stands inside another one goes with it.
  static func merged(_ items: [Item]) -> [Item] {
    let sorted = items.filter { !$0.range.isEmpty }.sorted {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    var result: [Item] = []
    for item in sorted {
      if let last = result.indices.last, item.range.lowerBound < result[last].range.upperBound {
        let end = max(result[last].range.upperBound, item.range.upperBound)
        result[last].range = result[last].range.lowerBound..<end
      } else {
        result.append(item)
      }
    }
    return result
  }
}
