/// Whether a sentence can stand alone, judged by its first words (English).
public enum SentenceOpening: String, Sendable, Hashable, Codable, CaseIterable {
  /// It names what it is about.
  case selfContained
  /// It ties on to its predecessor: "However", "In addition".
  case connective
  /// It points back to something that its predecessor names: "This", "He", "Such".
  case anaphoric

  private static let pronouns: Set<String> = [
    "he", "she", "they", "it", "him", "them", "his", "her", "their", "its", "this", "that", "these", "those",
    "such",
    "both", "neither", "himself", "herself", "themselves", "another", "others", "hers", "theirs", "latter",
    "former",
  ]
  /// Nouns with which "this" means the document at hand.
  private static let documents: Set<String> = [
    "article", "paper", "study", "work", "report", "review", "book", "chapter", "guide", "manual", "document",
    "section", "policy", "letter", "page", "thesis", "essay", "survey", "tutorial", "story", "week", "year",
    "month",
    "morning", "summer", "winter", "spring", "autumn", "time",
  ]
  private static let connectives: Set<String> = [
    "but", "and", "so", "or", "yet", "nor", "however", "also", "then", "moreover", "furthermore", "therefore",
    "thus",
    "hence", "consequently", "nevertheless", "nonetheless", "instead", "otherwise", "meanwhile", "similarly",
    "likewise", "accordingly", "additionally", "conversely", "still", "indeed", "besides", "rather",
  ]
  /// What begins a clause that stands before its sentence.
  private static let clauses: Set<String> = [
    "when", "while", "as", "after", "before", "once", "until", "because",
  ]
  /// "Third, that you reduce the rent": one of several reasons.
  private static let ordinals: Set<String> = [
    "second", "secondly", "third", "thirdly", "fourth", "fourthly", "fifth", "fifthly", "finally", "lastly",
  ]
  private static let connectivePhrases = [
    "in addition", "for example", "for instance", "as a result", "on the other", "in contrast", "by contrast",
    "at the same time", "in particular", "in other words", "after that", "because of this", "for this reason",
    "as such", "in turn", "in fact", "examples include", "examples are",
  ]

  /// Judges the first words of `text`.
  public init(of text: some StringProtocol) {
    let words = text.loweredWords(most: 5) { scalar in
      scalar == "'" || scalar == "\u{2019}" || scalar.properties.numericType != nil
    }
    guard let first = words.first else {
      self = .selfContained
      return
    }
    let second = words.count > 1 ? words[1] : ""
    let bare = String(first.prefix { $0 != "'" && $0 != "\u{2019}" })
    if bare == "this" || bare == "that" || bare == "these" {
      self = Self.documents.contains(second) ? .selfContained : .anaphoric
    } else if bare == "it" {
      self = Self.isExpletive(words) ? .selfContained : .anaphoric
    } else if Self.clauses.contains(bare), ["he", "she", "they"].contains(second) {
      // "When he had said it": whoever that is was named before.
      self = .anaphoric
    } else if Self.ordinals.contains(bare), Self.hasComma(behindFirstWordOf: text) {
      self = .connective
    } else if bare == "the", second == "latter" || second == "former" || second == "same" {
      self = .anaphoric
    } else if bare == "both" || bare == "neither" || bare == "such" || bare == "another" {
      self = second == "the" || second.isEmpty ? .selfContained : .anaphoric
    } else if Self.pronouns.contains(bare) {
      self = .anaphoric
    } else if Self.connectives.contains(bare)
      || Self.connectivePhrases.contains(where: { words.joined(separator: " ").hasPrefix($0) })
    {
      self = .connective
    } else {
      self = .selfContained
    }
  }

  private static func hasComma(behindFirstWordOf text: some StringProtocol) -> Bool {
    text.unicodeScalars.drop { !$0.isLetter }.first { !$0.isLetter } == ","
  }

  /// "It is known that", "It was hard to": `it` that refers to nothing before it.
  private static func isExpletive(_ opening: [String]) -> Bool {
    let isShort = opening.first == "it's" || opening.first == "it\u{2019}s"
    let words = isShort ? ["it", "is"] + opening.dropFirst() : opening
    let verbs: Set<String> = [
      "is", "was", "seems", "seemed", "appears", "appeared", "remains", "became", "becomes",
    ]
    guard words.count > 2, verbs.contains(words[1]) else { return false }
    return words.dropFirst(3).contains { $0 == "that" || $0 == "to" || $0 == "whether" }
  }
}

extension SentenceOpening {
  /// Share of the anaphora penalty that a sentence which begins so is liable to.
  var dependence: Double {
    switch self {
    case .anaphoric: 1
    case .connective: 0.5
    case .selfContained: 0
    }
  }
}
