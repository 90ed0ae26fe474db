import Platform
import Testing
import Tokenization

@Suite("Words")
struct WordSplitterTests {
  func split(_ text: String) -> [String] { WordSplitter().words(in: text).map { text.utf8($0) } }

  @Test("Letters and numbers are words; space and punctuation are not")
  func english() {
    #expect(
      split("Don't pay $3.14 (or 1,000) for self-attention — café №5!") == [
        "Don't", "pay", "3.14", "or", "1,000", "for", "self", "attention", "café", "5",
      ])
    #expect(split("").isEmpty)
    #expect(split(" \n…—!?").isEmpty)
  }

  @Test("Scripts without spaces are cut by dictionary")
  func dictionary() {
    #expect(split("我们去图书馆。").joined() == "我们去图书馆")
    #expect(split("我们去图书馆。").count > 1)
    #expect(split("ภาษาไทย").joined() == "ภาษาไทย")
    #expect(split("ภาษาไทย").count > 1)
  }

  @Test("A word of ten million letters is one word")
  func long() {
    #expect(WordSplitter().words(in: String(repeating: "a", count: 10_000_000)) == [0..<10_000_000])
  }

  @Test("A slice gives the offsets of its document")
  func slice() {
    let bytes = Array("skip this, read that".utf8)
    bytes[11...].withUnsafeBufferPointer {
      #expect(WordSplitter().words(utf8: $0, base: 11) == [11..<15, 16..<20])
    }
  }

  @Test(
    "Words are counted quickly as they are found by the plain way",
    arguments: [
      "ab1_.:',;@ -/\t\n\u{0}\u{7F}", "aZ09_''..,,;;::@@", "__a_1_", "ab.é,’1\u{301} _\u{200D}:'",
      "a 港に1ภาษ.ไ 我\u{301}",
    ])
  func counting(alphabet: String) {
    let letters = Array(alphabet.unicodeScalars)
    var numbers = SplitMix64(seed: 7)
    for length in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<(length % 40) {
        text.append(letters[Int.random(in: letters.indices, using: &numbers)])
      }
      let words = String(text)
      let plain = WordSplitter().words(in: words).count
      #expect(WordSplitter().count(in: words) == plain, "\(words.debugDescription)")
    }
  }
}
