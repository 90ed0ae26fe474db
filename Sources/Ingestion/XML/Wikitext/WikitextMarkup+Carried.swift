extension WikitextMarkup {
  /// Shows what `template`, one of the dump's own, prints in `whole` with `arguments`.
  ///
  /// - Returns: whether it could: an argument that is not given and has no default, and arguments in another order than
  ///   the page has them, are beyond what can be shown in place.
  mutating func show(_ template: WikiTextTemplate, _ arguments: [Argument], _ whole: Range<Int>) -> Bool {
    var pieces: [(before: String, range: Range<Int>)] = []
    var before = ""
    var reached = whole.lowerBound
    for piece in template.pieces {
      before += piece.before
      if let argument = arguments.last(where: { $0.name == piece.argument }) {
        guard argument.range.lowerBound >= reached else { return false }
        guard !argument.range.isEmpty else { continue }
        pieces.append((before, argument.range))
        (before, reached) = ("", argument.range.upperBound)
      } else if let standard = piece.standard {
        before += standard
      } else {
        return false
      }
    }
    let after = before + template.after
    if pieces.isEmpty {
      found.append(Item(range: whole, text: after))
    } else {
      show(pieces, after, whole)
    }
    return true
  }
}
