extension DocumentBuilder {
  /// What happens to white space in a block.
  enum WhiteSpace: Sendable {
    /// Runs become one space, none at the edges. Line breaks come from
    /// ``DocumentBuilder/appendLineBreak(for:)``.
    case collapse
    /// Everything stays, except that line ends become `\n` and blank edges go.
    case keep
  }

  /// A block as its opener describes it.
  struct Description {
    var kind: Block.Kind
    var role: Block.Role
    var elementPath: String
    var whiteSpace: WhiteSpace
    var cell = CellPlace()
  }
}
