import Foundation
import Ingestion
import SpanExtraction
import Testing
import Tokenization

/// Words between spaces; each has a number of its own, in the order in which they come.
private final class PlainWords: ReadingTokenizer, @unchecked Sendable {
  private var numbers: [String: Int32] = [:]
  private let lock = NSLock()

  func units(utf8: UnsafeBufferPointer<UInt8>, base: Int) -> (ids: [Int32], offsets: [Range<Int>]) {
    lock.withLock {
      var ids: [Int32] = []
      var offsets: [Range<Int>] = []
      var start = 0
      for end in 0...utf8.count where end == utf8.count || utf8[end] == 0x20 {
        if end > start {
          let word = String(decoding: utf8[start..<end], as: UTF8.self).lowercased()
          let number = numbers[word] ?? Int32(numbers.count)
          numbers[word] = number
          ids.append(number)
          offsets.append(base + start..<base + end)
        }
        start = end + 1
      }
      return (ids, offsets)
    }
  }

  func continuesWord(_ id: Int32) -> Bool { false }

  func ids(_ text: String) -> [Int32] {
    var text = text
    return text.withUTF8 { units(utf8: $0, base: 0).ids }
  }
}

@Suite("From coarse to fine")
struct CoarseReadingTests {
  private let words = PlainWords()

  private func document(_ sentences: [String]) -> ReadableDocument {
    let text = sentences.joined(separator: " ")
    let document = Document(text: text)
    var cut: [Sentence] = []
    var start = 0
    for sentence in sentences {
      cut.append(Sentence(range: start..<start + sentence.utf8.count, block: nil))
      start += sentence.utf8.count + 1
    }
    return ReadableDocument(document, sentences: cut, tokenizer: words)
  }

  /// No two words are alike.
  private func apart(_ ids: [Int32]) -> [Float] {
    ids.flatMap { id in (0..<64).map { $0 == Int(id) % 64 ? Float(1) : 0 } }
  }

  private func windows(_ count: Int, of size: Int) -> [ReadingWindow] {
    (0..<count).map {
      ReadingWindow(pieces: $0 * size..<($0 + 1) * size, owned: $0 * size..<($0 + 1) * size)
    }
  }

  @Test("The sentence with the question's rare words gets nearly all of the attention")
  func weights() {
    var sentences = (0..<40).map { "the town had a hall number\($0) and the river" }
    sentences[23] = "the clockmaker Ilse wound the tide clock twice"
    let weights = CoarseReading.sentenceWeights(
      document(sentences), words.ids("who wound the tide clock"), apart)
    #expect(weights.count == 40)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-4)
    #expect(weights[23] > 0.9)
  }

  @Test("As many windows as asked are read, the best ones, in the document's order")
  func windows() {
    var sentences = (0..<20).map { _ in "plain words stand in this line" }
    sentences[4] = "the tide clock stood in Lisk"
    sentences[17] = "Ilse wound the tide clock twice"
    let readable = document(sentences), all = windows(10, of: 12)
    let question = words.ids("who wound the tide clock")
    let two = CoarseReading.chosen(2, of: all, in: readable, for: question, vectors: apart)
    #expect(two == [all[2], all[8]])
    #expect(CoarseReading.chosen(1, of: all, in: readable, for: question, vectors: apart) == [all[8]])
    #expect(CoarseReading.chosen(10, of: all, in: readable, for: question, vectors: apart) == all)
  }

  @Test("A question that shares nothing with the text, and one that is all of it, still choose")
  func strange() {
    let readable = document((0..<6).map { _ in "a a a a" }), all = windows(6, of: 4)
    for question in ["zebra", "a", "a a a a a"] {
      let chosen = CoarseReading.chosen(3, of: all, in: readable, for: words.ids(question), vectors: apart)
      #expect(chosen.count == 3)
      #expect(chosen == chosen.sorted { $0.pieces.lowerBound < $1.pieces.lowerBound })
    }
  }
}
