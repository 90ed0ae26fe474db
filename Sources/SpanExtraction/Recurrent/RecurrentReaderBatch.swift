import Foundation
import Tokenization

/// Questions and texts side by side as numbers of a `WordVocabulary`, padded.
package struct RecurrentReaderBatch: Sendable {
  /// Words of each question, at least 1, and of each text.
  package let questionLengths, textLengths: [Int]
  /// The longest question and the longest text.
  package let questionLength, textLength: Int
  let question, text: Words
  /// 1 for each pair of a text's and a question's place that both hold words, [batch, text, question].
  let pairs: [UInt8]
  /// 1 for each place of a text that holds a word, [batch, text].
  package let places: [UInt8]

  /// Numbers of all places, 0 or −1 in padding.
  struct Words: Sendable {
    /// Row of the vocabulary's table; −1 for words that it lacks.
    var known: [Int] = []
    /// Row of the table that unknown words share; −1 for known ones.
    var unknown: [Int] = []
    /// [places, `RecurrentReaderBatch.features`].
    var features: [Float] = []
  }

  /// Whether the word stands in the other text too, how it is written, and how rare it is.
  static let features = 1 + WordVocabulary.Writing.allCases.count + 1

  /// Number of pairs.
  package var count: Int { textLengths.count }

  /// Pads pairs of question and text.
  package init(
    _ pairs: [(question: [Int32], text: [Int32])], configuration: RecurrentReaderConfiguration,
    multiple: Int = 8
  ) {
    func padded(_ longest: Int) -> Int { (max(1, longest) + multiple - 1) / multiple * multiple }
    questionLengths = pairs.map(\.question.count)
    textLengths = pairs.map(\.text.count)
    let questionLength = padded(questionLengths.max() ?? 1), textLength = padded(textLengths.max() ?? 1)
    (self.questionLength, self.textLength) = (questionLength, textLength)
    var question = Words(), text = Words()
    var both: [UInt8] = []
    var places: [UInt8] = []
    both.reserveCapacity(pairs.count * questionLength * textLength)
    for pair in pairs {
      let asked = Set(pair.question.map(WordVocabulary.index)),
        read = Set(pair.text.map(WordVocabulary.index))
      question.add(pair.question, in: read, padTo: questionLength, configuration)
      text.add(pair.text, in: asked, padTo: textLength, configuration)
      let row =
        [UInt8](repeating: 1, count: pair.question.count)
        + [UInt8](repeating: 0, count: questionLength - pair.question.count)
      for place in 0..<textLength {
        let holds = place < pair.text.count
        places.append(holds ? 1 : 0)
        both += holds ? row : [UInt8](repeating: 0, count: questionLength)
      }
    }
    (self.question, self.text, self.pairs, self.places) = (question, text, both, places)
  }
}

extension RecurrentReaderBatch.Words {
  mutating func add(
    _ ids: [Int32], in other: Set<Int>, padTo length: Int, _ configuration: RecurrentReaderConfiguration
  ) {
    for id in ids {
      let index = WordVocabulary.index(id)
      let isKnown = index < configuration.vocabulary_size
      known.append(isKnown ? index : -1)
      unknown.append(isKnown ? -1 : (index - configuration.vocabulary_size) % configuration.unknown_buckets)
      features.append(other.contains(index) ? 1 : 0)
      for writing in WordVocabulary.Writing.allCases {
        features.append(WordVocabulary.writing(id) == writing ? 1 : 0)
      }
      // 0 for the most frequent word, 1 for the rarest and for unknown ones.
      features.append(
        isKnown ? Float.rarity(index, of: configuration.vocabulary_size) : 1)
    }
    let padding = length - ids.count
    known += [Int](repeating: -1, count: padding)
    unknown += [Int](repeating: -1, count: padding)
    features += [Float](repeating: 0, count: padding * RecurrentReaderBatch.features)
  }
}

extension Float {
  fileprivate static func rarity(_ index: Int, of count: Int) -> Float {
    Float(log(Double(index + 1)) / log(Double(count + 1)))
  }
}
