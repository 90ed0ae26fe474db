import Platform
import Tokenization

/// The words of each sentence that carry meaning, as numbers: stop words left out, words stemmed by their
/// language.
///
/// Rows are stored one after another, each sorted by term.
package struct SentenceTerms: Sendable {
  /// Where each sentence's terms start in `terms`; one more than there are sentences.
  package private(set) var starts: [Int] = [0]
  /// Distinct terms of a sentence, ascending.
  package private(set) var terms: [Int32] = []
  /// How often each stands in the sentence.
  package private(set) var counts: [Float] = []
  /// Number of sentences that hold each term.
  package private(set) var sentenceFrequency: [Int32] = []
  /// The language's tag, as it was given.
  package let language: String?
  private var numbering: TermNumbering

  /// Number of sentences.
  package var count: Int { starts.count - 1 }
  /// Number of distinct terms.
  package var vocabulary: Int { sentenceFrequency.count }

  /// Reads the words of `sentences`.
  ///
  /// - Parameter language: BCP 47 tag of the text's language; English, or `nil`, means English stop words and
  ///   stems. Other languages have theirs where there are any; else their words are kept, and what most
  ///   sentences share weighs little by its frequency.
  /// - Parameter stemming: whether words are stemmed.
  package init(_ sentences: [Substring], language: String?, stemming: Bool = true) {
    self.language = language
    numbering = TermNumbering(TermLanguage(language), stemming: stemming)
    for sentence in sentences {
      let row = numbering.terms(in: String(sentence))
      for (term, count) in row {
        terms.append(term)
        counts.append(count)
        if Int(term) >= sentenceFrequency.count {
          sentenceFrequency.append(
            contentsOf: repeatElement(0, count: Int(term) + 1 - sentenceFrequency.count))
        }
        sentenceFrequency[Int(term)] += 1
      }
      starts.append(terms.count)
    }
  }

  /// Positions in `terms` of sentence `index`.
  package func row(_ index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

  /// Number of distinct terms of sentence `index`.
  package func distinct(_ index: Int) -> Int { starts[index + 1] - starts[index] }

  /// Terms of a text that is not one of the sentences, such as a query or the title; unknown terms are left
  /// out.
  package func known(in text: String) -> [(term: Int32, count: Float)] {
    var numbering = numbering
    return numbering.terms(in: text).filter { Int($0.term) < vocabulary }
  }

  /// log(N / n): 0 for a term that every sentence holds.
  package func inverseFrequency(_ term: Int32) -> Float {
    let frequency = sentenceFrequency[Int(term)]
    return frequency > 0 ? Mathematics.log(Float(count) / Float(frequency)) : 0
  }
}

/// Gives terms their numbers.
private struct TermNumbering: Sendable {
  private let language: TermLanguage
  private let stemming: Bool
  private var table = ByteStringTable()
  private var stemmer = PorterStemmer()
  private let splitter = WordSplitter()

  init(_ language: TermLanguage, stemming: Bool) {
    self.language = language
    self.stemming = stemming
  }

  /// Distinct terms of `text` with their counts, ascending.
  mutating func terms(in text: String) -> [(term: Int32, count: Float)] {
    var text = text
    var numbers: [Int32] = []
    // One a text: it is quickly made, and serves one thread only.
    let other = stemming ? language.stemmer() : nil
    text.withUTF8 { bytes in
      for range in splitter.words(utf8: bytes, base: 0) {
        if let number = number(of: UnsafeBufferPointer(rebasing: bytes[range]), other) {
          numbers.append(number)
        }
      }
    }
    numbers.sort()
    var result: [(term: Int32, count: Float)] = []
    for number in numbers {
      if let last = result.last, last.term == number {
        result[result.count - 1].count += 1
      } else {
        result.append((number, 1))
      }
    }
    return result
  }

  private mutating func number(of word: UnsafeBufferPointer<UInt8>, _ other: SnowballStemmer?) -> Int32? {
    var lower = [UInt8](word)
    if lower.allSatisfy({ $0 < 0x80 }) {
      for index in lower.indices where (0x41...0x5A).contains(lower[index]) { lower[index] |= 0x20 }
      // A single letter is an initial, a variable or the rest of a contraction.
      if lower.count == 1, !(0x30...0x39).contains(lower[0]) { return nil }
      if language.isEnglish {
        if lower.count > 2, lower.suffix(2).elementsEqual([0x27, 0x73]) { lower.removeLast(2) }  // 's
        if StopWords.english.contains(lower) { return nil }
        if stemming, lower.count > 3 { lower = stemmer.stem(bytes: lower) }
      }
    } else {
      lower = Array(String(decoding: lower, as: UTF8.self).lowercased().utf8)
      // ’s with the typographic apostrophe
      if language.isEnglish, lower.count > 4, lower.suffix(4).elementsEqual([0xE2, 0x80, 0x99, 0x73]) {
        lower.removeLast(4)
        if StopWords.english.contains(lower) { return nil }
        if stemming, lower.allSatisfy({ $0 < 0x80 }), lower.count > 3 { lower = stemmer.stem(bytes: lower) }
      }
    }
    if !language.isEnglish {
      guard let term = language.term(lower, other, stemming: stemming) else { return nil }
      lower = term
    }
    return table.intern(lower)
  }
}
