import HierarchicalModels
import Tokenization

/// A stretch of text as a writer reads it: words with their places, and which of them are the answer.
public struct WriterText: Sendable {
  /// Its words.
  public private(set) var words: [WriterBatch.Word]
  /// UTF-8 range of each word in the text.
  public private(set) var ranges: [Range<Int>]

  /// Cuts the words of `range` out of a text.
  ///
  /// - Parameters:
  ///   - answer: whose words are marked; nil for none.
  ///   - limit: words at most. Of a longer stretch those around the answer are read.
  public init(
    utf8: UnsafeBufferPointer<UInt8>, range: Range<Int>, answer: Range<Int>?, vocabulary: WordVocabulary,
    limit: Int
  ) {
    let found = vocabulary.words(utf8: UnsafeBufferPointer(rebasing: utf8[range]), base: range.lowerBound)
    var begun = false
    words = zip(found.ids, found.offsets).map { id, place in
      let isAnswer = answer.map { place.overlaps($0) } ?? false
      defer { begun = begun || isAnswer }
      return WriterBatch.Word(
        index: WordVocabulary.index(id), writing: Int(WordVocabulary.writing(id).rawValue),
        tag: isAnswer ? (begun ? 2 : 1) : 0)
    }
    ranges = found.offsets
    guard words.count > limit else { return }
    let first = words.firstIndex { $0.tag > 0 } ?? 0, last = words.lastIndex { $0.tag > 0 } ?? 0
    let start = max(0, min((first + last + 1 - limit) / 2, words.count - limit))
    words = Array(words[start..<start + limit])
    ranges = Array(ranges[start..<start + limit])
  }
}
