import Ingestion
import Platform
import TestSupport
import Testing

private let hasPoppler = (try? ProcessRunner("pdftotext")) != nil

/// Tables in narrow columns: the longest cell of a column ends where the next column begins, and cells go on
/// over several lines.
@Suite("Narrow tables of PDFs", .enabled(if: hasPoppler, "poppler-utils is not installed"))
struct NarrowTableTests {
  private typealias Placed = PDFFile.Placed

  /// Lines of the cells of each row. In Times of 10 points `repaired from the bale` is 89 points wide.
  private static let rows: [[[String]]] = [
    [["Bell"], ["What it means"], ["What to do"]],
    [
      ["one stroke"], ["The boat was seen", "and will be here soon"],
      ["Watch the landing and", "fetch the mail"],
    ],
    [
      ["two strokes"], ["A rope was found and", "repaired from the bale"],
      ["Write that down in the", "book of the office"],
    ],
    [
      ["three strokes", "and a pause"], ["Fog stands over all of", "the sound and nothing", "can be seen"],
      ["Stay at home"],
    ],
    [["no strokes"], ["The keeper of the bell", "is asleep"], ["Wake the keeper", "gently, with tea"]],
  ]
  private static let columns = [60, 122, 216]

  private static var cells: [String] { rows.flatMap { $0.map { $0.joined(separator: " ") } } }

  private static let above = [
    "Whoever hears the bell of the ferry from the other shore counts its strokes and looks into this list",
    "which hangs on the door of the office and has not been changed since the lifeboat was sold for scrap:",
  ]
  private static let below = [
    "The list says nothing about the goose, which rang the bell on nine days of that summer, each time",
    "for as long as it liked, until somebody took the rope away and hung it a little higher on the wall.",
  ]

  /// A page with the table between two paragraphs.
  ///
  /// - Parameters:
  ///   - padding: points between rows beyond the distance of lines.
  ///   - centered: whether a cell of few lines stands in the middle of its row.
  private static func page(padding: Int, centered: Bool) -> [UInt8] {
    var placed: [Placed] = above.enumerated().map { (60, 100 + 12 * $0, 10, $1) }
    var y = 140
    for row in rows {
      let most = row.map(\.count).max() ?? 1
      for (column, lines) in row.enumerated() {
        let top = y + (centered ? 6 * (most - lines.count) : 0)
        for (number, line) in lines.enumerated() {
          placed.append((columns[column], top + 12 * number, 10, line))
        }
      }
      y += 12 * most + padding
    }
    placed += below.enumerated().map { (60, y + 16 + 12 * $0, 10, $1) }
    return PDFFile.make(placed: [placed])
  }

  private func blocks(_ bytes: [UInt8]) throws -> [(kind: Block.Kind, text: String)] {
    let document = try DocumentReader().document(bytes: bytes, name: "a.pdf")
    return zip(document.blocks, Reading.texts(document)).map { ($0.kind, $1) }
  }

  @Test(
    "Each cell is a block, wherever it stands in its row", arguments: [(5, true), (5, false), (0, false)])
  func cells(padding: Int, centered: Bool) throws {
    let blocks = try blocks(Self.page(padding: padding, centered: centered))
    #expect(blocks.filter { $0.kind == .tableCell }.map(\.text) == Self.cells)
    #expect(
      blocks.filter { $0.kind != .tableCell }.map(\.text) == [
        Self.above.joined(separator: " "), Self.below.joined(separator: " "),
      ])
  }

  @Test("Columns of numbers that end below each other are parted as well")
  func numbers() throws {
    let rows = [
      ("The Well of Ambrey", "9"), ("Songs of the ferry", "12"), ("A walk along the wall", "7"),
      ("Bread, its price", "31"), ("Geese", "4"), ("On the sound of bells", "18"),
    ]
    var placed: [Placed] = []
    for (number, row) in rows.enumerated() {
      // A digit is five points wide.
      placed.append((60, 100 + 14 * number, 10, row.0))
      placed.append((160 - 5 * row.1.count, 100 + 14 * number, 10, row.1))
      placed.append((164, 100 + 14 * number, 10, "Harrow"))
      placed.append((230, 100 + 14 * number, 10, "\(1900 + number)"))
    }
    let texts = try blocks(PDFFile.make(placed: [placed])).map(\.text)
    #expect(texts.contains("12") && texts.contains("Harrow") && !texts.contains { $0.contains("12 Harrow") })
  }

  @Test("A list whose marks hang beside it is a list", arguments: ["1.", "-", "(a)", "[1]"])
  func list(mark: String) throws {
    let items = [
      "one stroke for the boat", "two strokes for the other boat", "three for fog, every quarter of an hour",
      "four for a wedding", "five for the doctor", "six for nothing at all",
    ]
    var placed: [Placed] = []
    for (number, item) in items.enumerated() {
      placed.append((60, 100 + 14 * number, 10, mark.replacing("1", with: "\(number + 1)")))
      placed.append((84, 100 + 14 * number, 10, item))
    }
    let kinds = try blocks(PDFFile.make(placed: [placed])).map(\.kind)
    #expect(!kinds.contains(.tableCell))
  }
}
