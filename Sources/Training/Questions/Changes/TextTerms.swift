import Tokenization

/// The stems of a text's words, lower-case.
struct TextTerms {
  private let splitter = WordSplitter()
  private var stemmer = PorterStemmer()

  /// Stems in order, repetitions included.
  mutating func terms(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return splitter.words(in: text).map { range in
      stemmer.stem(String(decoding: bytes[range], as: UTF8.self).lowercased())
    }
  }
}
