/// A cell of a sheet that shows something.
struct SheetCell {
  /// A stretch of the source and what it shows.
  struct Piece {
    /// Offsets in the builder's source.
    var range: Range<Int>
    /// What it shows; nil where that is its bytes.
    var text: [UInt8]?
  }

  /// Cells of a row that are kept until it is written: one more than a document may have, so that its builder
  /// says that they are too many.
  static let most = DocumentBuilder.maximumBlocks + 1

  /// Column, from 0.
  var column: Int
  var columnSpan = 1
  var rowSpan = 1
  var pieces: [Piece]
  /// Whether it is a number, a day or a time.
  var isNumber: Bool
  /// The path of its element.
  var path: String

  /// UTF-8 bytes of what it shows.
  var length: Int { pieces.reduce(0) { $0 + ($1.text?.count ?? $1.range.count) } }
}
