import Ingestion
import Testing
import Tokenization

@Suite("Text without ends of sentences")
struct LongSentenceTests {
  private static let texts: [(String, String)] = [
    ("guillemets", String(repeating: "‹", count: 40_000)),
    ("one word", String(repeating: "a", count: 100_000)),
    ("words", String(repeating: "word ", count: 20_000)),
    ("Chinese with commas", String(repeating: "港口的历史很长，", count: 4_000)),
    ("Chinese without", String(repeating: "港口的历史很长", count: 4_000)),
    ("emoji", String(repeating: "🙂", count: 20_000)),
    ("mixed", String(repeating: "ab ü, 港 🙂;", count: 5_000)),
  ]

  @Test("No sentence is longer than the limit, nothing is lost, and all cuts lie between characters")
  func cuts() throws {
    for (name, text) in Self.texts {
      for splitter in [SentenceSplitter(), SentenceSplitter(presegmented: true)] {
        let sentences = splitter.sentences(in: text)
        #expect(sentences.count > 1, "\(name)")
        let bytes = Array(text.utf8)
        var end = 0
        for sentence in sentences {
          #expect(sentence.range.count <= LongSentences.longest, "\(name)")
          #expect(bytes[end..<sentence.range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x0A }, "\(name)")
          #expect(String(validating: bytes[sentence.range], as: UTF8.self) != nil, "\(name)")
          end = sentence.range.upperBound
        }
        #expect(bytes[end...].allSatisfy { $0 == 0x20 }, "\(name)")
      }
    }
  }

  @Test("Cuts stand at white space, else behind commas")
  func places() {
    let words = SentenceSplitter().sentences(in: String(repeating: "word ", count: 20_000))
    #expect(words.allSatisfy { $0.range.count % 5 == 4 })
    let chinese = String(repeating: "港口的历史很长，", count: 4_000)
    let bytes = Array(chinese.utf8)
    for sentence in SentenceSplitter().sentences(in: chinese) {
      #expect(bytes[..<sentence.range.upperBound].suffix(3).elementsEqual("，".utf8))
    }
  }

  @Test("Sentences of usual length stay as they are, right up to the limit")
  func usual() {
    let text = String(repeating: "word ", count: LongSentences.longest / 5 - 1) + "end."
    #expect(SentenceSplitter().sentences(in: text).count == 1)
  }
}
