import Foundation
import Ingestion
import Tokenization

/// Stems of other languages than English: SQLite's own tokenizer knows those of English only.
///
/// The index holds them behind the words of a text, so that phrases stay what they are; a query asks for
/// both.
struct SearchStems {
  private let stemmer: SnowballStemmer

  /// - Parameter language: BCP 47 tag; `nil` is returned for languages that have no stemmer, and for English.
  init?(language: String?) {
    guard let code = LanguageTag.code(of: language), let stemmer = SnowballStemmer(language: code) else {
      return nil
    }
    self.stemmer = stemmer
  }

  /// What the index holds for `text`, see `SearchText`; `nil` where that is the text itself.
  static func indexed(_ text: String, _ stems: SearchStems?) -> String? {
    guard let stems else { return SearchText.indexed(text) }
    let added = WordSplitter().words(in: text).compactMap { range -> String? in
      let utf8 = text.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      return stems.stem(String(text[start..<utf8.index(start, offsetBy: range.count)]))
    }
    guard !added.isEmpty else { return SearchText.indexed(text) }
    let extended = text + "\n" + added.joined(separator: " ")
    return SearchText.indexed(extended) ?? extended
  }

  /// What else a word of a query is asked for by: its stem, and of `l’eau` the part behind the article.
  func forms(_ word: String) -> [String] {
    let part = Self.withoutArticle(word)
    return (part == word ? [] : [part]) + [stem(word)].compactMap(\.self)
  }

  /// The stem of a word, where it is another; of `l’eau` that of the part behind the article.
  func stem(_ word: String) -> String? {
    let word = Self.withoutArticle(word).lowercased().precomposedStringWithCanonicalMapping
    guard word.unicodeScalars.count > 3 else { return nil }
    let stem = String(decoding: stemmer.stem(Array(word.utf8)), as: UTF8.self)
    return stem == word ? nil : stem
  }

  private static func withoutArticle(_ word: String) -> String {
    word.split { "'’".contains($0) }.last.map(String.init) ?? word
  }
}
