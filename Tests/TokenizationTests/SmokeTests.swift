import Testing
import Tokenization

@Test("Sentences of a short text") func short() {
  let text = "Dr. Smith went to Washington. He met the U.S. Senate at 5 p.m. on Monday."
  let found = SentenceSplitter().sentences(in: text).map {
    String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)
  }
  #expect(found == ["Dr. Smith went to Washington.", "He met the U.S. Senate at 5 p.m. on Monday."])
}
