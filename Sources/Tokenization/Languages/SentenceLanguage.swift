/// What the sentence rules must know about a language other than English: its abbreviations, the words that
/// begin sentences, and whether a number with a full stop is an ordinal.
struct SentenceLanguage: Sendable {
  /// ISO 639-1 code.
  let code: String
  /// Abbreviations, and the caller's own.
  var abbreviations: AbbreviationList
  /// Words that, with a capital after a doubtful full stop, begin a sentence.
  let starters: Set<String>
  /// `19. Jahrhundert`: a number before a full stop counts.
  let hasOrdinals: Bool
  /// Words after an ordinal that carry a capital: months, days, nouns that are numbered.
  let numbered: Set<String>
  /// Words before an ordinal: `am 1.`, `der II.`
  let beforeOrdinals: Set<String>
  /// Ends of words that are abbreviated in compounds: `Hauptstr.`
  let suffixes: [String]

  init(
    _ code: String, starters: String, hasOrdinals: Bool = false, numbered: String = "",
    beforeOrdinals: String = "", suffixes: [String] = [], _ abbreviations: [(AbbreviationList.Kind, String)]
  ) {
    func set(_ words: String) -> Set<String> {
      Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
    }
    self.code = code
    self.starters = set(starters)
    self.hasOrdinals = hasOrdinals
    self.numbered = set(numbered)
    self.beforeOrdinals = set(beforeOrdinals)
    self.suffixes = suffixes
    var list = AbbreviationList(abbreviations)
    if code != "de" {
      // Titles are written small as well; and where nouns have no capitals, a capital after "etc." begins a
      // sentence.
      for (kind, words) in abbreviations where kind == .title {
        for word in words.split(whereSeparator: \.isWhitespace) where word.count > 1 {
          list.insert(word.lowercased(), kind: .title)
        }
      }
      for word in Self.finals { list.insert(word, kind: .final) }
    }
    self.abbreviations = list
  }

  /// "And so on".
  private static let finals = [
    "etc", "ecc", "enz", "osv", "o.s.v", "m.m", "mm", "itd", "itp", "atd", "apod", "т.д", "т.п", "m.v", "mv",
  ]

  /// The rules for a BCP 47 tag such as `de-AT`; `nil` where English's are used.
  static func of(_ tag: String?) -> SentenceLanguage? {
    LanguageTag.code(of: tag).flatMap { all[$0] }
  }

  private static let all: [String: SentenceLanguage] = {
    let list = [
      german, french, spanish, italian, dutch, portuguese, polish, russian, swedish, danish, norwegian, czech,
    ]
    return Dictionary(uniqueKeysWithValues: list.map { ($0.code, $0) })
  }()
}
