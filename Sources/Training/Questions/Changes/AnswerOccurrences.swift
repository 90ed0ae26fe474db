import Foundation
import Ingestion
import Tokenization

/// Where else an answer stands.
///
/// Some data give an answer's first occurrence whatever sentence was meant. This one adds the occurrence in
/// the sentence that shares the rarest words with the question; with both as gold answers, training may
/// choose.
package struct AnswerOccurrences {
  private let splitter = SentenceSplitter()
  private var terms = TextTerms()

  package init() {}

  /// The occurrence of `answer`'s text, as a whole word, whose sentence fits the question best; the earliest
  /// of equals.
  package mutating func best(of answer: Range<Int>, for question: String, in context: String) -> Range<Int> {
    let bytes = Array(context.utf8)
    let places = Self.occurrences(of: bytes[answer], in: bytes)
    guard places.count > 1 else { return answer }
    let sentences = splitter.sentences(in: Document(text: context)).map(\.range)
    var vocabularies: [Set<String>] = []
    var frequency: [String: Int] = [:]
    for sentence in sentences {
      let words = Set(terms.terms(of: String(decoding: bytes[sentence], as: UTF8.self)))
      for word in words { frequency[word, default: 0] += 1 }
      vocabularies.append(words)
    }
    let asked = Set(terms.terms(of: question)).subtracting(
      terms.terms(of: String(decoding: bytes[answer], as: UTF8.self)))
    func fit(_ place: Int) -> Double {
      guard let index = sentences.firstIndex(where: { $0.contains(place) }) else { return 0 }
      // Sorted, so that the sum does not depend on the order of a set.
      return asked.intersection(vocabularies[index]).sorted().reduce(0) {
        $0 + log(Double(sentences.count + 1) / (Double(frequency[$1] ?? 0) + 0.5))
      }
    }
    var chosen = answer.lowerBound
    var highest = fit(chosen)
    for place in places {
      let value = fit(place)
      if value > highest { (chosen, highest) = (place, value) }
    }
    return chosen..<chosen + answer.count
  }

  /// Offsets at which `text` stands with no letter or digit next to it.
  private static func occurrences(of text: ArraySlice<UInt8>, in bytes: [UInt8]) -> [Int] {
    guard !text.isEmpty, text.count <= bytes.count else { return [] }
    func isWord(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let byte = bytes[index]
      return byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }
    return (0...bytes.count - text.count).filter { place in
      bytes[place] == text.first && bytes[place..<place + text.count] == text && !isWord(place - 1)
        && !isWord(place + text.count)
    }
  }
}
