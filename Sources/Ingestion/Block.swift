/// A run of text that no sentence crosses: a paragraph, a heading, a table cell.
public struct Block: Sendable, Hashable {
  /// What the block is.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case title, heading, paragraph, listItem, tableCell, caption, verse, preformatted
  }

  /// What part the block plays; summaries choose from ``Role/body`` and ``Role/abstract`` only.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    case body, abstract, front, back, bibliography, note, metadata
    /// A stage direction, the name of who speaks, and what others wrote about the text: reviews with an
    /// article, comments of readers under a page.
    case stage, speaker, review, comment
  }

  // A document may have a million blocks: each takes as few bytes as it can, 32 in this order.

  var path: StoredPath
  /// What the block is.
  public var kind: Kind
  /// What part it plays.
  public var role: Role
  /// Where it stands in its table, for a cell.
  package var cell = CellPlace()
  private var sectionNumber: Int32 = -1
  private var textStart: UInt32 = 0
  private var textCount: UInt32 = 0

  /// Most bytes of a document's text: what ``textRange`` can count.
  static let mostText = Int(UInt32.max)

  /// UTF-8 offsets in ``Document/text``.
  public var textRange: Range<Int> {
    get { Int(textStart)..<Int(textStart) + Int(textCount) }
    set { (textStart, textCount) = (UInt32(clamping: newValue.lowerBound), UInt32(clamping: newValue.count)) }
  }

  /// Path of the element that holds it, one-based: `/article[1]/body[1]/sec[2]/p[1]`.
  public var elementPath: String {
    get { path.text }
    set { path = .own(newValue) }
  }

  /// Index into ``Document/sections``, or `nil` outside any section.
  public var section: Int? {
    get { sectionNumber < 0 ? nil : Int(sectionNumber) }
    set { sectionNumber = newValue.map { Int32(clamping: $0) } ?? -1 }
  }

  /// Creates a block.
  public init(
    kind: Kind, role: Role, textRange: Range<Int>, elementPath: String, section: Int? = nil
  ) {
    self.init(kind: kind, role: role, textRange: textRange, path: .own(elementPath), section: section)
  }

  package init(
    kind: Kind, role: Role, textRange: Range<Int>, path: StoredPath, section: Int?,
    cell: CellPlace = CellPlace()
  ) {
    self.cell = cell
    self.kind = kind
    self.role = role
    self.path = path
    self.textRange = textRange
    self.section = section
  }
}

/// A section with its heading.
public struct Section: Sendable, Hashable {
  /// Text of the heading, empty where the section has none.
  public var heading: String
  /// Depth, 1 for a top-level section.
  public var level: Int
  /// Indices into ``Document/blocks``, the heading's block and subsections included.
  public var blocks: Range<Int>
  /// Index of the enclosing section.
  public var parent: Int?
  /// Part that the section plays.
  public var role: Block.Role

  /// Creates a section.
  public init(heading: String, level: Int, blocks: Range<Int>, parent: Int? = nil, role: Block.Role = .body) {
    self.heading = heading
    self.level = level
    self.blocks = blocks
    self.parent = parent
    self.role = role
  }
}
