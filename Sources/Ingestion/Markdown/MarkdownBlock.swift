/// A leaf of a Markdown document's block structure, not yet read for its inline markup.
struct MarkdownBlock {
  /// What the leaf is.
  enum Kind: Sendable, Equatable {
    case paragraph
    case heading(UInt8)
    case code
    case html
    /// A row of a table, and one of its heads; its cells are found when it is read.
    case row, headRow
    /// A cell of a row that is being read.
    case cell
  }

  // A long document has a million of them: each takes as few bytes as it can, 24 in this order.

  /// Its place, as the element that HTML would have: `/ul[1]/li[2]`.
  var path: StoredPath
  @Packed<UInt32> private var firstLine: Int
  /// Number of its lines; of a row, which has one line, the number of the table's columns.
  @Packed<UInt32> private var lineCount: Int
  var kind: Kind
  /// Whether it is the text of a list item.
  var isItem: Bool
  /// Whether it belongs to a footnote.
  var isNote: Bool

  /// Its lines, as indices into the parser's list.
  var lines: Range<Int> { firstLine..<firstLine + (isRow ? 1 : lineCount) }
  /// Whether it is a row of a table.
  var isRow: Bool { kind == .row || kind == .headRow }
  /// Columns of the table that it is a row of; 0 for anything else.
  var columns: Int { isRow ? lineCount : 0 }

  init(kind: Kind, lines: Range<Int>, path: StoredPath, isItem: Bool, isNote: Bool) {
    self.kind = kind
    firstLine = lines.lowerBound
    lineCount = lines.count
    self.path = path
    self.isItem = isItem
    self.isNote = isNote
  }

  /// The row of a table of `columns` columns that stands on line `line`.
  init(row line: Int, columns: Int, isHead: Bool, path: StoredPath, isNote: Bool) {
    self.init(
      kind: isHead ? .headRow : .row, lines: line..<line + columns, path: path, isItem: false, isNote: isNote)
  }
}

/// A list item, a list, a quotation or a footnote: what holds other blocks.
struct MarkdownContainer {
  enum Kind: Equatable {
    case root
    case quote
    /// With the marker that its items share.
    case list(marker: UInt8)
    /// With the columns that its lines are indented by.
    case item(indent: Int)
    case footnote
    /// A callout whose content is indented.
    case callout
  }

  let kind: Kind
  let path: String
  /// Whether a block was added.
  var hasContent = false
  /// How many children of each name there are.
  private var counts: [String: Int] = [:]

  init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  /// The path of the next child called `name`.
  mutating func childPath(_ name: String) -> String {
    hasContent = true
    counts[name, default: 0] += 1
    return "\(path)/\(name)[\(counts[name] ?? 1)]"
  }
}
