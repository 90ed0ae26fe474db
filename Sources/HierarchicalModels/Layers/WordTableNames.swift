/// Names of the tensors with the vectors of words, in every model that reads or writes words of a vocabulary.
package enum WordTableNames {
  /// A row a word of the vocabulary.
  package static let words = "words.weight"
  /// A row a bucket that words outside the vocabulary are hashed into.
  package static let unknown = "unknown.weight"
}
