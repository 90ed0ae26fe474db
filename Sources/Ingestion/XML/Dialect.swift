/// What an element means for the text: data, one table a format.
struct ElementRule: Sendable {
  /// What happens at an element.
  enum Action: Sendable {
    /// Holds blocks; text directly inside becomes paragraphs.
    case structure
    /// A section; its heading is a heading element in it, or the attribute named here.
    case section(heading: StaticString?)
    /// The document's title; the heading of the section around it where the document has a title already.
    case title
    /// The heading of the section around it; the document's title where no section is around it.
    case titleOrHeading
    /// A heading of the section around it.
    case heading
    /// A heading that opens a section of this rank itself, as in HTML.
    case rankedHeading(Int)
    /// A run of text.
    case block(Block.Kind)
    /// A run of text whose white space stays.
    case preformatted
    /// A line of verse.
    case line
    /// Part of the text around it.
    case inline
    /// Part of the text around it, and a word of its own even where no white space says so.
    case field
    /// A run of text where none is open, otherwise part of the one around it.
    case automatic
    /// A note: blocks of its own after the block that it interrupts.
    case note
    /// White space (a line break), unless the element says `break="no"`.
    case wordBreak
    /// The end of a line inside text, as `wordBreak`; a hyphen before it may divide a word.
    case lineEnd
    /// The end of a page or column inside text: no white space of its own.
    case pageEnd
    /// A hyphen that is there for the end of the line only.
    case discretionary
    /// Part of the text around it, raised or lowered: digits stay apart from those before them.
    case raised, lowered
    /// A reference: left out where it only calls a note or an entry of the bibliography.
    case callout
    /// Holds readings of one place, of which one is read.
    case parallel
    /// Holds one formula in several forms, of which one is read.
    case formula
    /// TeX, without what only makes a document of it.
    case tex
    /// Part of the text around it; Peruse's text goes before each child but those whose entry is empty. The
    /// last entry stands for all children after it.
    case separated([StaticString])
    /// Part of the text around it, between marks that its makers print.
    case wrapped(StaticString, StaticString)
    /// A part of a formula in MathML, typed on one line.
    case mathematical(MathPart)
    /// A number or a name that is printed before the heading or the item that comes next.
    case label
    /// A word or a mark of punctuation that says whether it joins what is beside it.
    case joined
    /// A mark of abbreviation, which its expansion behind it replaces.
    case abbreviationMark
    /// Prints the attribute named here, where the element holds nothing.
    case printed(attribute: StaticString)
    /// A picture in the text: a mark in its place.
    case picture
    /// Prints the title of the element that the attribute names, or its identifier.
    case crossReference(StaticString)
    /// Left out.
    case skip
    /// Text in MediaWiki's notation.
    case wikitext
    /// Text that is HTML: tags in a CDATA section or behind references.
    case html
    /// The title, as one line of such HTML.
    case htmlTitle
    /// Plain text whose paragraphs are separated by blank lines.
    case plainText
  }

  var action: Action
  /// The role of what is inside, where it differs from that of the element around.
  var role: Block.Role?

  init(_ action: Action, _ role: Block.Role? = nil) {
    self.action = action
    self.role = role
  }

  static let section = ElementRule(.section(heading: nil))
  static let paragraph = ElementRule(.block(.paragraph))
  static func structure(_ role: Block.Role? = nil) -> ElementRule { ElementRule(.structure, role) }
  static func section(_ role: Block.Role? = nil, heading: StaticString? = nil) -> ElementRule {
    ElementRule(.section(heading: heading), role)
  }
  static func block(_ kind: Block.Kind, _ role: Block.Role? = nil) -> ElementRule {
    ElementRule(.block(kind), role)
  }
  static func paragraph(_ role: Block.Role?) -> ElementRule { ElementRule(.block(.paragraph), role) }
  static let title = ElementRule(.title, .front)
  static let titleOrHeading = ElementRule(.titleOrHeading, .front)
  static let heading = ElementRule(.heading)
  static let preformatted = ElementRule(.preformatted)
  static let line = ElementRule(.line)
  static let inline = ElementRule(.inline)
  static let field = ElementRule(.field)
  static let automatic = ElementRule(.automatic)
  static let note = ElementRule(.note, .note)
  static let wordBreak = ElementRule(.wordBreak)
  static let callout = ElementRule(.callout)
  static let raised = ElementRule(.raised)
  static let lowered = ElementRule(.lowered)
  static let formula = ElementRule(.formula)
  static func math(_ part: MathPart) -> ElementRule { ElementRule(.mathematical(part)) }
  static let parallel = ElementRule(.parallel)
  static let skip = ElementRule(.skip)
  static func html(_ role: Block.Role? = nil) -> ElementRule { ElementRule(.html, role) }
  static let htmlTitle = ElementRule(.htmlTitle, .front)
}

/// The rules of one XML format.
///
/// Rules are keyed by patterns: `p`, `caption/p` (a `p` whose parent is a `caption`),
/// `div@type=bibliography` (by attribute), `media:title` (by the prefix that everybody gives the namespace),
/// or several of these. Names are local names; case does not matter. A pattern with conditions wins over one
/// without, and among equals the one that stands first.
struct Dialect: Sendable {
  /// A rule with its conditions.
  struct Candidate: Sendable {
    var parent: String?
    var attribute: (name: String, value: String)?
    /// Prefix of the name, with its colon.
    var prefix: String?
    var rule: ElementRule

    /// Whether it applies to every element of the name.
    var isUnconditional: Bool { parent == nil && attribute == nil && prefix == nil }
  }

  /// The format whose rules these are.
  var format: DocumentFormat
  /// Candidates by local name in lower case, in the order in which they are tried.
  private(set) var candidates: [String: [Candidate]] = [:]
  /// Whether elements without a rule are told apart by their content (text in them: a block; only
  /// elements: structure), instead of by where they stand.
  var infersFromContent = false
  /// Whether brackets that hold nothing but callouts are left out with them.
  var hasBracketedCallouts = false
  /// Where a record's identifier stands: names of elements, and of attributes of the record's element.
  var identifiers: [String] = []

  /// Builds the table; each row holds patterns separated by spaces, and their rule.
  init(
    _ format: DocumentFormat, infersFromContent: Bool = false, hasBracketedCallouts: Bool = false,
    identifiers: [String] = [], _ rows: [(patterns: String, rule: ElementRule)]
  ) {
    self.format = format
    self.infersFromContent = infersFromContent
    self.hasBracketedCallouts = hasBracketedCallouts
    self.identifiers = identifiers
    for row in rows {
      for pattern in row.patterns.split(separator: " ") { add(pattern, row.rule) }
    }
    sortCandidates()
  }

  private mutating func sortCandidates() {
    for name in candidates.keys {
      let list = candidates[name] ?? []
      candidates[name] =
        list.filter { $0.attribute != nil }
        + list.filter { $0.attribute == nil && ($0.parent != nil || $0.prefix != nil) }
        + list.filter(\.isUnconditional).prefix(1)
    }
  }

  /// These rules, and `other`'s where these have none.
  func merging(_ other: Dialect) -> Dialect {
    var result = self
    for (name, list) in other.candidates where result.candidates[name] == nil {
      result.candidates[name] = list
    }
    return result
  }

  /// These rules, and all of `other`'s behind them.
  func extending(_ other: Dialect) -> Dialect {
    var result = self
    for (name, list) in other.candidates { result.candidates[name, default: []] += list }
    result.sortCandidates()
    return result
  }

  private mutating func add(_ pattern: Substring, _ rule: ElementRule) {
    let condition = pattern.split(separator: "@", maxSplits: 1)
    let steps = condition[0].split(separator: "/")
    guard var name = steps.last else { return }
    var candidate = Candidate(parent: nil, attribute: nil, prefix: nil, rule: rule)
    if let colon = name.firstIndex(of: ":") {
      candidate.prefix = name[...colon].lowercased()
      name = name[name.index(after: colon)...]
    }
    if steps.count > 1 { candidate.parent = steps[0].lowercased() }
    if condition.count > 1 {
      let parts = condition[1].split(separator: "=", maxSplits: 1)
      candidate.attribute = (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    candidates[name.lowercased(), default: []].append(candidate)
  }
}
