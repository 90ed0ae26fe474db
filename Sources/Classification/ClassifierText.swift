import HierarchicalModels
import Ingestion
import Tokenization

/// A document as a classifier reads it: pieces of sentences, each a row of words with their places.
public struct ClassifierText: Sendable {
  /// A sentence, or a part of one that is longer than the model reads at once.
  public struct Piece: Sendable {
    /// Its words.
    public var words: [ClassifierBatch.Word]
    /// Word pieces of each word; empty where words have vectors of their own.
    public var pieces: [[Int32]]
    /// UTF-8 range of each word in the document's text.
    public var ranges: [Range<Int>]
    /// Index of the sentence among the document's.
    public var sentence: Int
  }

  /// Pieces in order.
  public private(set) var pieces: [Piece] = []

  /// Blocks that say nothing of what a text is about, or say it for other texts.
  static let skipped: Set<Block.Role> = [.bibliography, .metadata, .note]

  /// Cuts a document.
  ///
  /// - Parameters:
  ///   - sentences: the document's, with UTF-8 offsets into its text.
  ///   - sentenceWords: words of a piece at most.
  ///   - limit: words of all pieces at most; nil for the whole document.
  public init(
    _ document: Document, sentences: [Sentence], cutBy vocabulary: ClassifierWords, sentenceWords: Int,
    limit: Int? = nil
  ) {
    var text = document.text
    var rest = limit ?? .max
    text.withUTF8 { utf8 in
      for (index, sentence) in sentences.enumerated() where rest > 0 {
        if let block = sentence.block, Self.skipped.contains(document.blocks[block].role) { continue }
        let found = vocabulary.words(
          utf8: UnsafeBufferPointer(rebasing: utf8[sentence.range]), base: sentence.range.lowerBound)
        let count = min(found.words.count, rest)
        rest -= count
        for start in stride(from: 0, to: count, by: sentenceWords) {
          let part = start..<min(count, start + sentenceWords)
          pieces.append(
            Piece(
              words: Array(found.words[part]), pieces: found.pieces.isEmpty ? [] : Array(found.pieces[part]),
              ranges: Array(found.ranges[part]), sentence: index))
        }
      }
    }
  }

  /// UTF-8 ranges of all words in the document's text, in order.
  public var words: [Range<Int>] { pieces.flatMap(\.ranges) }

  /// The text without some of its words, which are counted over all pieces; a piece that has lost all of them
  /// goes.
  public func erasing(_ erased: Set<Int>) -> ClassifierText {
    guard !erased.isEmpty else { return self }
    var copy = self
    copy.pieces = []
    var first = 0
    for piece in pieces {
      let kept = piece.words.indices.filter { !erased.contains(first + $0) }
      first += piece.words.count
      guard !kept.isEmpty else { continue }
      copy.pieces.append(
        Piece(
          words: kept.map { piece.words[$0] },
          pieces: piece.pieces.isEmpty ? [] : kept.map { piece.pieces[$0] },
          ranges: kept.map { piece.ranges[$0] }, sentence: piece.sentence))
    }
    return copy
  }
}
