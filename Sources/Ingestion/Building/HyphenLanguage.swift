/// Languages whose little words are syllables of other languages: "two- to three-fold" is English, "puer-to"
/// is not.
enum HyphenLanguage: CaseIterable {
  case english, french, german, dutch, spanish, italian, portuguese

  /// Words that stand in nearly every page, and in those of other languages hardly ever.
  var functionWords: [String] {
    switch self {
    case .english:
      [
        "that", "this", "with", "from", "which", "were", "have", "they", "their", "into", "when", "there",
      ]
    case .french: ["dans", "pour", "avec", "cette", "mais", "nous", "vous", "leur", "était", "sont", "plus"]
    case .german:
      ["nicht", "eine", "einen", "auch", "sich", "wird", "sind", "oder", "nach", "einer", "wurde"]
    case .dutch: ["niet", "voor", "naar", "deze", "maar", "zijn", "werd", "door", "hebben", "wordt", "omdat"]
    case .spanish:
      [
        "para", "como", "pero", "esta", "este", "más", "había", "cuando", "sobre", "también", "todo",
        "porque",
      ]
    case .italian:
      [
        "della", "delle", "nella", "sono", "come", "anche", "questo", "questa", "alla", "degli", "dalla",
        "perché",
      ]
    case .portuguese:
      ["não", "muito", "também", "pela", "pelo", "seus", "isso", "foram", "mais", "está", "para", "quando"]
    }
  }

  /// Words after a hyphen that stands for a part of a word left out, `pre- and post-war`, `Nord- und Südsee`,
  /// with the languages that have them; none for those that are no syllable anywhere.
  static let connectives: [String: Set<HyphenLanguage>] = [
    "and": [], "und": [], "oder": [], "bzw": [], "sowie": [], "och": [], "eller": [], "lub": [],
    "to": [.english], "or": [.english], "of": [.english, .dutch], "bis": [.german], "als": [.german, .dutch],
    "wie": [.german], "et": [.french], "ou": [.french, .portuguese], "en": [.dutch],
    "e": [.italian, .portuguese], "o": [.italian, .spanish, .portuguese], "y": [.spanish], "i": [],
  ]

  /// Little words inside compounds of three: `man-at-arms`, `c'est-à-dire`, `va-t-il`.
  static let links: Set<String> = [
    "at", "in", "of", "to", "the", "on", "by", "for", "up", "out", "and", "or", "a", "an", "o", "as",
    "à", "de", "la", "le", "les", "lès", "en", "sur", "sous", "au", "aux", "du", "t", "et", "là", "ci", "ce",
    "je", "tu", "il", "elle", "ils", "elles", "vous", "nous", "del", "di", "da", "do", "dos", "das", "am",
    "der", "und", "von", "на", "и",
  ]

  /// Numbers that another one follows behind "to".
  static let numbers: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
    "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
}
