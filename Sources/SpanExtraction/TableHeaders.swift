import Ingestion

/// What a table's cells stand under, by the paths of their elements: the first row of the table, where a row has as many cells.
///
/// A row that is read cell by cell is a list of words; with its headers it says something: "Place: 2. Name: Ann."
struct TableHeaders {
  private var headers: [Int: String] = [:]

  init(_ document: Document) {
    var place = document.blocks.startIndex
    while place < document.blocks.endIndex {
      guard let cell = Cell(document.blocks[place]) else {
        place += 1
        continue
      }
      let first = place
      var rows: [[(block: Int, element: Substring)]] = []
      var row: Substring?
      while place < document.blocks.endIndex, let next = Cell(document.blocks[place]),
        next.table == cell.table
      {
        if next.row != row { rows.append([]) }
        row = next.row
        // The paragraphs of one cell are one cell.
        rows[rows.count - 1].append((place, next.element))
        place += 1
      }
      if place > first + 1 { add(rows, document) }
    }
  }

  /// What is to be read before the block; nil for what is no cell, or stands under nothing.
  subscript(block: Int) -> String? { headers[block] }

  private mutating func add(_ rows: [[(block: Int, element: Substring)]], _ document: Document) {
    func cells(_ row: [(block: Int, element: Substring)]) -> [[Int]] {
      var cells: [(element: Substring, blocks: [Int])] = []
      for (block, element) in row {
        if cells.last?.element == element {
          cells[cells.count - 1].blocks.append(block)
        } else {
          cells.append((element, [block]))
        }
      }
      return cells.map(\.blocks)
    }
    guard let head = rows.first.map(cells), head.count > 1 else { return }
    let names = head.map { blocks in
      blocks.map { document.text(in: document.blocks[$0].textRange) }.joined(separator: " ")
    }
    for row in rows.dropFirst().map(cells) where row.count == head.count {
      for (name, blocks) in zip(names, row) where !name.isEmpty && name.utf8.count <= 60 {
        guard let first = blocks.first else { continue }
        let ordinal = Self.ordinal(document.text(in: document.blocks[first].textRange), under: name)
        headers[first] = ordinal.map { "\(name) \($0):" } ?? name + ":"
      }
    }
  }

  /// The word for a place in an order: who asks "Who came second?" finds "2" under "Place".
  private static func ordinal(_ cell: String, under name: String) -> String? {
    let header = name.lowercased().filter { $0.isLetter || $0 == "#" }
    guard ["place", "placing", "rank", "position", "pos", "#"].contains(header) else { return nil }
    let figures = cell.filter { !$0.isWhitespace && $0 != "." }
    guard let number = Int(figures), ordinals.indices.contains(number - 1) else { return nil }
    return ordinals[number - 1]
  }

  private static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
  ]

  /// A cell's place: the paths of its table, its row and its own element.
  private struct Cell {
    var table: Substring
    var row: Substring
    var element: Substring

    init?(_ block: Block) {
      guard block.kind == .tableCell else { return nil }
      var path = block.elementPath[...]
      for paragraph in ["/p[", "/para[", "/simpara["] {
        if let slash = path.lastIndex(of: "/"), path[slash...].hasPrefix(paragraph) { path = path[..<slash] }
      }
      guard let cell = path.lastIndex(of: "/") else { return nil }
      element = path
      row = path[..<cell]
      guard let rowSlash = row.lastIndex(of: "/"),
        ["/tr[", "/row["].contains(where: row[rowSlash...].hasPrefix)
      else { return nil }
      table = row[..<rowSlash]
      for group in ["/thead[", "/tbody[", "/tfoot["] {
        if let slash = table.lastIndex(of: "/"), table[slash...].hasPrefix(group) { table = table[..<slash] }
      }
    }
  }
}
