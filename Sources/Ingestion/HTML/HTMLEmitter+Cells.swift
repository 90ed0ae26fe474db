/// Cells of tables that hold data.
extension HTMLEmitter {
  /// The cell that `node` is or stands in, unless its table arranges paragraphs.
  func dataCell(_ node: Int) -> Int? {
    var at = node
    // A paragraph in a list in a box in a cell: deeper ones are no data.
    for _ in 0..<4 where at >= 0 && !Self.isCell(tree.name(at)) {
      if ["table", "body"].contains(tree.name(at)) { return nil }
      at = Int(tree.nodes[at].parent)
    }
    guard at >= 0, Self.isCell(tree.name(at)) else { return nil }
    var table = Int(tree.nodes[at].parent)
    while table >= 0, tree.name(table) != "table" { table = Int(tree.nodes[table].parent) }
    return table >= 0 && !filter.layoutTables.contains(table) ? at : nil
  }

  private static func isCell(_ name: String) -> Bool { name == "td" || name == "th" }

  /// What the cell covers, by its attributes.
  func cellPlace(_ cell: Int) -> CellPlace {
    var place = CellPlace()
    place.isHead = tree.name(cell) == "th"
    guard tree.nodes[cell].token >= 0 else { return place }
    let token = tokens[Int(tree.nodes[cell].token)]
    for (name, value) in HTMLAttributes(bytes, token.attributes) where name.count == 7 && value.count <= 5 {
      guard let number = Int(bytes.string(value)) else { continue }
      switch bytes.string(name).lowercased() {
      case "colspan": place.columnSpan = number
      case "rowspan": place.rowSpan = number
      default: break
      }
    }
    return place
  }
}
