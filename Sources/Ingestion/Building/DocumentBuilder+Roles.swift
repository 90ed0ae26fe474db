extension DocumentBuilder {
  /// The role that a block of its `own` has within another document, whose part has the role `outer`: what a
  /// letter quotes is a note with the lines that say who wrote it.
  static func role(_ own: Block.Role, within outer: Block.Role?) -> Block.Role {
    let isMerged = own == .body || own == .front || own == .metadata && outer == .note
    return isMerged ? outer ?? own : own
  }
}
