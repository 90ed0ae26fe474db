/// A document as an index keeps it.
struct IndexedDocument: Sendable {
  var path: String
  var format: String
  var title: String?
  var language: String?
  var sha256: String
  /// The record's own identifier.
  var recordID: String?
  var words: Int
  var passages: [IndexedPassage]
}

/// A stretch of a document that is found and read as one.
struct IndexedPassage: Sendable {
  /// Headings of the sections around it, outermost first.
  var heading: String
  var text: String
  /// Blocks, sentences and the way to the source, see `PassageLayout`.
  var layout: [UInt8]
  /// The title's and each sentence's vector, see `QuantizedVectors`.
  var vectors: [UInt8]?
}
