import Foundation
import Testing
import Tokenization

@Suite("Words with vectors")
struct WordVocabularyTests {
  private func vocabulary(_ text: String) throws -> WordVocabulary {
    let path = NSTemporaryDirectory() + "peruse-words-\(UUID().uuidString).txt"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try WordVocabulary(readingFrom: path)
  }

  private func cut(_ text: String, _ vocabulary: WordVocabulary) -> [(word: String, id: Int32)] {
    var text = text
    return text.withUTF8 { bytes in
      let found = vocabulary.words(utf8: bytes, base: 0)
      return zip(found.offsets, found.ids).map {
        (String(decoding: UnsafeBufferPointer(rebasing: bytes[$0]), as: UTF8.self), $1)
      }
    }
  }

  @Test("Words, marks and clitics are units of their own, with their bytes")
  func units() throws {
    let words = try vocabulary("the\ndo\nn't\n's\n")
    #expect(
      cut("Ann\u{2019}s dogs don't cost $5.50, or do they?", words).map(\.word)
        == ["Ann", "\u{2019}s", "dogs", "do", "n't", "cost", "$", "5.50", ",", "or", "do", "they", "?"])
    #expect(cut("  \n\t\u{A0} ", words).isEmpty)
    #expect(cut("Γλώσσα – 東京", words).map(\.word).joined() == "Γλώσσα–東京")
  }

  @Test("A word has one number however it is written, and the writing beside it")
  func numbers() throws {
    let words = try vocabulary("the\nbridge\n's\n")
    let ids = cut("bridge Bridge BRIDGE the Lisk lisk LISK 1902", words).map(\.id)
    #expect(ids.prefix(3).map(WordVocabulary.index) == [1, 1, 1])
    #expect(ids.prefix(3).map(WordVocabulary.writing) == [.lower, .capitalized, .capitals])
    #expect(Set(ids[4...6].map(WordVocabulary.index)).count == 1)
    #expect(WordVocabulary.index(ids[4]) >= words.count)
    #expect(WordVocabulary.index(ids[4]) != WordVocabulary.index(ids[7]))
    #expect(WordVocabulary.writing(ids[7]) == .digits)
    #expect(cut("It\u{2019}s", words).last.map { WordVocabulary.index($0.id) } == 2)
  }

  @Test(
    "A list that is none is refused with file and line",
    arguments: [("a\n\nb\n", 2), ("a\nb\na\n", 3)])
  func refused(text: String, line: Int) throws {
    let error = try #require(throws: TokenizationError.self) { try vocabulary(text) }
    #expect(error.line == line)
    #expect(error.file.contains("peruse-words"))
    #expect(throws: TokenizationError.self) { try vocabulary("") }
  }
}
