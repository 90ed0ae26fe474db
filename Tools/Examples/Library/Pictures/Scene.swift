/// A picture of coloured shapes in the cells of a grid, and questions about it with one right answer.
public struct Scene: Sendable, Hashable, Codable {
  /// What can be drawn.
  public enum Shape: String, Sendable, Hashable, Codable, CaseIterable {
    case circle, square, triangle, cross
  }

  /// In what colour.
  public enum Color: String, Sendable, Hashable, Codable, CaseIterable {
    case red, green, blue, yellow, purple, white
  }

  /// One thing in a picture.
  public struct Item: Sendable, Hashable, Codable {
    /// What it is.
    public var shape: Shape
    /// Its colour.
    public var color: Color
    /// The cell that it stands in, row by row from the upper left.
    public var cell: Int
    /// How far its middle is from the cell's, in pixels.
    public var dx, dy: Int
    /// Half its width in pixels.
    public var radius: Int

    /// A thing.
    public init(shape: Shape, color: Color, cell: Int, dx: Int, dy: Int, radius: Int) {
      (self.shape, self.color, self.cell) = (shape, color, cell)
      (self.dx, self.dy, self.radius) = (dx, dy, radius)
    }
  }

  /// A question, its answer, and the thing that has to be looked at.
  public struct Question: Sendable, Hashable, Codable {
    /// Words with spaces between them.
    public var text: String
    /// One word.
    public var answer: String
    /// The cell of what is asked for.
    public var cell: Int

    /// A question.
    public init(text: String, answer: String, cell: Int) {
      (self.text, self.answer, self.cell) = (text, answer, cell)
    }
  }

  /// Cells in a row, and rows.
  public static let side = 4
  /// Pixels across a cell.
  public static let cellPixels = 12
  /// Pixels across a picture.
  public static let pixels = side * cellPixels

  /// What is in the picture.
  public var items: [Item]
  /// Questions about it.
  public var questions: [Question]

  /// A scene of its parts.
  public init(items: [Item], questions: [Question]) { (self.items, self.questions) = (items, questions) }

  /// Colours and shapes that stand together in no picture that is trained on: each colour and each shape is
  /// seen in others.
  public static func isUnseen(_ shape: Shape, _ color: Color) -> Bool {
    switch (color, shape) {
    case (.red, .triangle), (.green, .circle), (.blue, .cross), (.yellow, .square): true
    default: false
    }
  }

  /// Where a cell is, in a word.
  public static func place(of cell: Int) -> String {
    (cell / side < side / 2 ? "upper" : "lower") + (cell % side < side / 2 ? "left" : "right")
  }

  /// All words of questions, in a fixed order.
  public static let words =
    ["what", "colour", "shape", "has", "is", "the", "thing", "where", "?"] + Shape.allCases.map(\.rawValue)
    + Color.allCases.map(\.rawValue)

  /// All answers, in a fixed order: colours, shapes, places.
  public static let answers =
    Color.allCases.map(\.rawValue) + Shape.allCases.map(\.rawValue)
    + ["upperleft", "upperright", "lowerleft", "lowerright"]
}
