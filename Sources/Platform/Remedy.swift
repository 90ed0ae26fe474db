/// What a caller may change where something failed, or went in a way that may not be meant.
///
/// Its words speak of values, since nobody below knows how a program lets its users set them; a program has a
/// table of its own from remedies to what its users write.
package protocol Remedy: Sendable, Hashable, CaseIterable {
  /// What to change, as a clause.
  var words: String { get }
}

/// A message in two parts: what is so, and what may be changed about it.
package protocol Advised<Change> {
  /// The remedies that its messages name.
  associatedtype Change: Remedy

  /// What is so, in words.
  var statement: String { get }
  /// What may be changed about it, where anything may.
  var remedy: Change? { get }
}

extension Advised {
  /// The whole message, with the remedy as `words` puts it.
  package func described(by words: (Change) -> String) -> String {
    remedy.map { "\(statement); \(words($0))" } ?? statement
  }
}
