import Foundation
import Tokenization

/// What is done with the words of a language before they are compared: stop words, elided articles, stems.
///
/// English has its own stemmer (Porter 1980). Other languages have libstemmer's; Polish and others without an
/// algorithm keep their words.
struct TermLanguage: Sendable {
  /// ISO 639-1 code; `nil` where nothing is known.
  let code: String?
  let isEnglish: Bool
  let stopWords: Set<[UInt8]>
  private let elisions: Set<[UInt8]>

  /// - Parameter tag: BCP 47 tag; nothing declared means English.
  init(_ tag: String?) {
    isEnglish = tag.map { $0.lowercased().hasPrefix("en") } ?? true
    code = isEnglish ? "en" : LanguageTag.code(of: tag)
    stopWords = isEnglish ? StopWords.english : code.flatMap { StopWords.others[$0] } ?? []
    elisions = code.flatMap { Self.elisions[$0] } ?? []
  }

  /// The stemmer of a language other than English; it serves one thread.
  func stemmer() -> SnowballStemmer? { isEnglish ? nil : code.flatMap { SnowballStemmer(language: $0) } }

  /// A word of another language than English in lower case, as it is compared; `nil` for one that says
  /// nothing.
  func term(_ word: [UInt8], _ stemmer: SnowballStemmer?, stemming: Bool) -> [UInt8]? {
    guard !stopWords.isEmpty || stemmer != nil else { return word }
    var word = Self.composed(word)
    if !elisions.isEmpty { word = withoutElision(word) }
    if word.isEmpty || stopWords.contains(word) { return nil }
    return stemming && word.count > 3 ? stemmer?.stem(word) ?? word : word
  }

  /// A letter and its mark as one character, which is how lists and algorithms have it.
  private static func composed(_ word: [UInt8]) -> [UInt8] {
    // U+0300 to U+036F
    guard word.contains(where: { $0 == 0xCC || $0 == 0xCD }) else { return word }
    return Array(String(decoding: word, as: UTF8.self).precomposedStringWithCanonicalMapping.utf8)
  }

  /// `l'eau`, `dell’acqua`: the word behind an article or a pronoun that has lost its vowel.
  private func withoutElision(_ word: [UInt8]) -> [UInt8] {
    let mark: (at: Int, width: Int)
    if let at = word.firstIndex(of: 0x27) {
      mark = (at, 1)
    } else if word.count > 3,
      let at = word.indices.dropLast(2).first(where: { word[$0...].starts(with: [0xE2, 0x80, 0x99]) })
    {
      mark = (at, 3)
    } else {
      return word
    }
    return elisions.contains(Array(word[..<mark.at])) ? Array(word[(mark.at + mark.width)...]) : word
  }

  private static let elisions: [String: Set<[UInt8]>] = [
    "fr": "l d j m n s t c qu jusqu lorsqu puisqu quoiqu",
    "it": "l d un c v s m t n dell all nell sull dall coll quell quest sant bell dev",
    "ca": "l d m n s t",
  ].mapValues { Set($0.split(separator: " ").map { Array($0.utf8) }) }
}
