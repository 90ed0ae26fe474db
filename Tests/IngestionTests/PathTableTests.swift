import Ingestion
import Testing

@Suite("Paths of a document's elements")
struct PathTableTests {
  @Test("Every path comes back, whatever stands before it")
  func round() {
    var paths = ["", "/", "/p[1]", "/p[1]", "/p[10]", "/p[1]", "/d[1]/é[1]", "/d[1]/è[1]", "", "/d[1]"]
    for row in 1..<200 { for cell in 1..<4 { paths.append("/html[1]/table[1]/tr[\(row)]/td[\(cell)]") } }
    for depth in [40, 3, 41, 0, 80] { paths.append(String(repeating: "/section[1]", count: depth)) }
    let table = PathTable()
    let stored = paths.map(table.store)
    #expect(stored.map(\.text) == paths)
    #expect(stored[2] == stored[3] && stored[2] == .own("/p[1]") && stored[2] != stored[4])
    #expect(Set(stored).count == Set(paths).count)
  }

  @Test("A block takes no more memory than it must, and keeps its range")
  func size() {
    #expect(MemoryLayout<Block>.stride <= 32)
    var block = Block(kind: .tableCell, role: .body, textRange: 7..<12, elementPath: "/r[1]/c[2]")
    #expect(block.textRange == 7..<12)
    for range in [0..<0, 5..<5, 3..<1 << 20, 1 << 31..<(1 << 31) + 3] {
      block.textRange = range
      #expect(block.textRange == range && block.elementPath == "/r[1]/c[2]" && block.kind == .tableCell)
    }
  }

  @Test("A block is equal to one whose path is kept otherwise, and takes another path")
  func blocks() {
    let table = PathTable()
    let block = Block(
      kind: .paragraph, role: .body, textRange: 0..<3, path: table.store("/d[1]/p[2]"), section: 4)
    var other = Block(kind: .paragraph, role: .body, textRange: 0..<3, elementPath: "/d[1]/p[2]", section: 4)
    #expect(block == other && block.hashValue == other.hashValue)
    #expect(block.section == 4)
    other.elementPath = "/d[1]/p[3]"
    other.section = nil
    #expect(other != block && other.elementPath == "/d[1]/p[3]" && other.section == nil)
  }
}
