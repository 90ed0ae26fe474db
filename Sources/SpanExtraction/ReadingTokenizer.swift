import Tokenization

/// Cuts text into the units that a reader scores: word pieces for a transformer, words for a recurrent
/// reader.
public protocol ReadingTokenizer: Sendable {
  /// The units of a slice of UTF-8 in order: an id each, and the bytes that it stands for.
  ///
  /// - Parameter base: added to every offset, so that a slice of a document gives offsets of the document.
  func units(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> (ids: [Int32], offsets: [Range<Int>])
  /// Whether a unit goes on with the word that the one before it began.
  func continuesWord(_ id: Int32) -> Bool
}

extension ReadingTokenizer {
  /// The units of a question.
  func ids(of text: String) -> [Int32] {
    var text = text
    return text.withUTF8 { units(utf8: $0, base: 0).ids }
  }
}

extension WordPieceTokenizer: ReadingTokenizer {
  /// Word pieces.
  public func units(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> (ids: [Int32], offsets: [Range<Int>]) {
    let encoding = encode(utf8: utf8, base: base)
    return (encoding.ids, encoding.offsets)
  }

  /// Pieces that begin with `##`.
  public func continuesWord(_ id: Int32) -> Bool { piece(for: id).utf8.starts(with: "##".utf8) }
}
