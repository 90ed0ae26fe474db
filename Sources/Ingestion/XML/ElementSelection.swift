/// The elements that the caller's own XPaths select, by their number in document order.
struct ElementSelection: Sendable {
  /// Elements whose text is read, or `nil` for all.
  var text: Set<Int>?
  /// Elements that hold the title.
  var title: Set<Int> = []
  /// Elements left out.
  var skip: Set<Int> = []

  /// Evaluates the paths of `options` on `unit`; `nil` where there are none.
  ///
  /// - Throws: `.invalidPath` for a path that is no XPath or does not select elements.
  init?(_ unit: XMLUnit, options: IngestionOptions) throws(IngestionError) {
    guard options.hasPaths else { return nil }
    let tree = try XMLTree(unit)
    if let path = options.textPath { text = try tree.elements(path, otherwise: .textPath) }
    if let path = options.titlePath { title = try tree.elements(path, otherwise: .titlePath) }
    if let path = options.skipPath { skip = try tree.elements(path, otherwise: .skipPath) }
  }
}

extension IngestionOptions {
  /// Whether the caller gives XPaths, for which a tree must be built.
  var hasPaths: Bool { textPath != nil || titlePath != nil || skipPath != nil }
}
