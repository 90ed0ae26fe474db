// Rows and cells of tables.
extension LaTeXReader {
  /// Bytes of a table in which the end of its heads is looked for.
  private static let headReach = 6_000

  /// Begins a cell of the row that is being read.
  mutating func beginCell() {
    let table = environments.last
    cells.beginCell(isHead: table.map { $0.rows < $0.headRows } ?? false)
  }

  /// How many rows of the table that begins at `start` are heads, where there are several: those above the
  /// first rule behind a row, where one of them covers columns or the rule says so itself; else two, where
  /// the first covers columns and the second leaves its corner empty. 0 where nothing tells.
  func headRows(from start: Int) -> Int {
    var (rows, heads, least) = (0, 0, 0)
    var (depth, at) = (0, start)
    var coversColumns = false
    var hasText = false
    let limit = min(end, start + Self.headReach)
    scan: while at < limit {
      switch bytes[at] {
      case UInt8(ascii: "%"):
        while at < limit, bytes[at] != 0x0A { at += 1 }
        continue
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "&") where depth <= 0:
        if rows == 1, coversColumns, !hasText { least = 2 }
        // A table that ends behind its first rule has no heads above it.
        if heads > 0 { break scan }
        hasText = true
      case UInt8(ascii: "\\"):
        let stop = max(TeXScan.commandEnd(bytes, at, limit), at + 1)
        let name = bytes.string(min(at + 1, stop)..<stop)
        at = stop
        switch name {
        case "\\", "tabularnewline", "cr":
          guard depth <= 0 else { continue }
          rows += 1
          hasText = false
        case "midrule", "endhead", "endfirsthead": if heads == 0 { heads = rows }
        case "hline", "hhline", "specialrule":
          if heads == 0, rows > 0 { heads = coversColumns || rows == 1 ? max(rows, least) : 1 }
        case "multicolumn":
          coversColumns = coversColumns || rows == 0
          hasText = true
        case "cline", "cmidrule", "cmidrulefull":
          // Which columns the rule covers is no text.
          if at < limit, bytes[at] == UInt8(ascii: "("),
            let close = bytes.firstIndex(of: 0x29, in: at..<limit)
          {
            at = close + 1
          }
          if at < limit, bytes[at] == UInt8(ascii: "{"),
            let close = bytes.firstIndex(of: 0x7D, in: at..<limit)
          {
            at = close + 1
          }
        case "toprule", "bottomrule", "addlinespace", "rowcolor", "centering", "bfseries": break
        case "begin", "end":
          if heads == rows { heads = 0 }
          break scan
        default: hasText = true
        }
        continue
      case 0...0x20: break
      default: hasText = true
      }
      at += 1
    }
    let found = max(heads, least)
    return found > 1 ? found : 0
  }
}
