import HierarchicalModels
import Tokenization

/// How a classifier cuts text into words: by a list of words that have vectors of their own, or into the
/// words that a word encoder's pieces spell.
public enum ClassifierWords: Sendable {
  /// Words with vectors of their own.
  case listed(WordVocabulary)
  /// Words of word pieces.
  case spelled(PieceWords)

  /// The words of a slice of UTF-8; `base` is added to every offset.
  func words(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> Cut {
    switch self {
    case .listed(let vocabulary):
      let found = vocabulary.words(utf8: utf8, base: base)
      return Cut(
        words: found.ids.map {
          ClassifierBatch.Word(
            index: WordVocabulary.index($0), writing: Int(WordVocabulary.writing($0).rawValue))
        }, pieces: [], ranges: found.offsets)
    case .spelled(let words): return words.words(utf8: utf8, base: base)
    }
  }

  /// Words side by side.
  struct Cut {
    var words: [ClassifierBatch.Word]
    /// Word pieces of each word; empty where words have vectors of their own.
    var pieces: [[Int32]]
    /// UTF-8 range of each.
    var ranges: [Range<Int>]
  }
}

/// Cuts text into words of word pieces: a piece that begins with `##` continues the word before it.
public struct PieceWords: Sendable {
  let tokenizer: WordPieceTokenizer
  private let continues: [Bool]

  /// Words of this tokenizer's pieces.
  public init(_ tokenizer: WordPieceTokenizer) {
    self.tokenizer = tokenizer
    continues = (0..<tokenizer.vocabularyCount).map { tokenizer.piece(for: Int32($0)).hasPrefix("##") }
  }

  func words(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> ClassifierWords.Cut {
    let found = tokenizer.encode(utf8: utf8, base: base)
    var cut = ClassifierWords.Cut(words: [], pieces: [], ranges: [])
    for (id, range) in zip(found.ids, found.offsets) {
      if continues[Int(id)], let last = cut.ranges.indices.last {
        cut.pieces[last].append(id)
        cut.ranges[last] = cut.ranges[last].lowerBound..<max(cut.ranges[last].upperBound, range.upperBound)
      } else {
        cut.pieces.append([id])
        cut.ranges.append(range)
      }
    }
    cut.words = cut.ranges.map { range in
      let bytes = UnsafeBufferPointer(rebasing: utf8[range.lowerBound - base..<range.upperBound - base])
      let writing = WordVocabulary.writing(of: String(decoding: bytes, as: UTF8.self))
      return ClassifierBatch.Word(index: 0, writing: Int(writing.rawValue))
    }
    return cut
  }
}
