import HierarchicalModels
import Tokenization

/// What a writer wrote about a ``WriterText``.
public struct WrittenSequence: Sendable, Hashable {
  /// A word that was written.
  public struct Word: Sendable, Hashable {
    /// As it is shown: as the source writes it where it was copied.
    public var text: String
    /// As the vocabulary has it: in small letters.
    public var lowered: String
    /// The place of the source that was attended to most, in UTF-8 of its text; nil where the source has no
    /// words.
    public var place: Range<Int>?
    /// How much each of the source's words was attended to.
    public var weights: [Float]
    /// Whether the same word stands in the source.
    public var isInSource: Bool

    /// Describes a word.
    public init(text: String, lowered: String, place: Range<Int>?, weights: [Float], isInSource: Bool) {
      (self.text, self.lowered, self.place) = (text, lowered, place)
      (self.weights, self.isInSource) = (weights, isInSource)
    }
  }

  /// Its words.
  public var words: [Word]
  /// log p of the whole, by word.
  public var meanLogProbability: Double

  /// Puts words together.
  public init(words: [Word], meanLogProbability: Double) {
    (self.words, self.meanLogProbability) = (words, meanLogProbability)
  }

  /// The words as people write them: no space before marks and behind opening brackets, the first letter
  /// large.
  public var text: String {
    var text = ""
    var isOpen = true
    for word in words {
      let isTight = Self.tight.contains(word.text) || word.text.hasPrefix("'") || word.text == "n't"
      if !isOpen, !isTight { text += " " }
      text += word.text
      isOpen = Self.opening.contains(word.text)
    }
    guard let first = text.first else { return "" }
    return first.uppercased() + text.dropFirst()
  }

  private static let tight: Set<String> = [
    ".", ",", ";", ":", "?", "!", ")", "]", "}", "%", "\u{201D}", "\u{2019}", "-", "\u{2013}",
  ]
  private static let opening: Set<String> = [
    "(", "[", "{", "\u{201C}", "\u{2018}", "$", "£", "€", "-", "\u{2013}",
  ]
}

extension WrittenSequence {
  /// - Parameters:
  ///   - utf8: the text that the source was cut out of.
  ///   - numbers: of the source's words, as the decoder has them.
  init(
    _ hypothesis: BeamSearch.Hypothesis, of source: WriterText, numbers: WriterBatch.Numbers,
    utf8: UnsafeBufferPointer<UInt8>, list: [Substring]
  ) {
    func shown(_ place: Int) -> String { String(decoding: utf8[source.ranges[place]], as: UTF8.self) }
    words = zip(hypothesis.words, hypothesis.weights).map { number, weights in
      // Of the places with this word, the one that was attended to most.
      let same = numbers.words.indices.filter { numbers.words[$0] == number && $0 < weights.count }
      let copied = same.max { (weights[$0], -$0) < (weights[$1], -$1) }
      let most = weights.indices.max { (weights[$0], -$0) < (weights[$1], -$1) }
      let index = number - DecoderWord.first
      let own = index >= 0 && index < list.count ? String(list[index]) : nil
      var text = copied.map(shown) ?? own ?? ""
      // A capital that only stands at the beginning of the source's sentence says nothing.
      if copied == 0, let own, source.words[0].writing == 1 { text = own }
      return Word(
        text: text, lowered: own ?? copied.map { shown($0).lowercased() } ?? "",
        place: (copied ?? most).map { source.ranges[$0] }, weights: weights, isInSource: copied != nil)
    }
    meanLogProbability = hypothesis.logProbability / Double(hypothesis.words.count + 1)
  }
}
