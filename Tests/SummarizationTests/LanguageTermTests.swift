import Ingestion
import Summarization
import Testing
import Tokenization

@Suite("Words of other languages")
struct LanguageTermTests {
  /// A language, and sentences in each of which the same word stands in another form.
  static let inflected: [(String, [String])] = [
    ("de", ["Brücken", "Brücke"]), ("de", ["Häuser", "Häusern"]), ("fr", ["continuellement", "continuelle"]),
    ("fr", ["l'eau", "eaux"]), ("fr", ["d’ouvriers", "ouvrier"]), ("es", ["canciones", "canción"]),
    ("it", ["dell'isola", "isole"]), ("it", ["navigazioni", "navigazione"]),
    ("nl", ["havenmeesters", "havenmeester"]),
    ("nl", ["werkelijke", "werkelijk"]), ("pt", ["barcos", "barco"]), ("ru", ["мостами", "моста"]),
    ("sv", ["hamnarna", "hamnar"]), ("de-AT", ["Schiffe", "Schiffen"]), ("fra", ["bateaux", "bateau"]),
    ("es", ["cancio\u{301}n", "canción"]),
  ]

  private func terms(_ language: String?, _ sentences: [String]) -> [[Int32]] {
    let terms = SentenceTerms(sentences.map { $0[...] }, language: language)
    return (0..<terms.count).map { row in terms.row(row).map { terms.terms[$0] } }
  }

  @Test("Forms of a word are one term", arguments: inflected)
  func stems(language: String, forms: [String]) {
    let rows = terms(language, forms)
    #expect(rows[0].count == 1)
    #expect(rows[0] == rows[1], "\(forms)")
  }

  @Test(
    "Words that say nothing are no terms",
    arguments: [
      ("de", "Und er ist nicht über die"), ("fr", "Il n'est pas dans les"), ("es", "Y no está en los"),
      ("it", "Non è nella loro"), ("nl", "En het is niet in de"), ("pt", "Não está na sua"),
      ("ru", "И он не был в этом"), ("sv", "Och det är inte på"), ("pl", "I nie jest w tym"),
      ("fr", "Qu’il l’a été"),
    ])
  func stopWords(language: String, sentence: String) {
    #expect(terms(language, [sentence]) == [[]])
  }

  @Test("Polish has stop words and no stemmer: forms stay apart, and nothing is lost")
  func polish() {
    #expect(SnowballStemmer(language: "pl") == nil)
    let rows = terms("pl", ["mosty nad rzeką", "most nad rzekami"])
    #expect(rows[0].count == 2 && rows[1].count == 2)
    #expect(Set(rows[0]).isDisjoint(with: rows[1]))
  }

  @Test("English keeps its own stemmer, whatever names it", arguments: [nil, "en", "en-GB", "eng"])
  func english(language: String?) {
    let rows = terms(
      language, ["The bridges' relational, generous organization", "bridge relate gener organ"])
    #expect(rows[0] == [0, 1, 2, 3])
    #expect(rows[1] == [0, 1, 2, 3])
  }

  @Test("Languages that nothing is known of keep their words, as before")
  func unknown() {
    #expect(terms("und", ["the mills and mill"]) == [[0, 1, 2, 3]])
    #expect(terms("cy", ["y melinau a melin"]).first?.count == 2)
  }

  static let german = [
    "Die alte Brücke über die Lisk wurde am Samstag wieder geöffnet.", "Das Wetter war schön und sehr warm.",
    "Vor einem Jahr hatte ein Hochwasser die Brücken am Fluss beschädigt.",
    "Die Stadt bezahlte die Arbeiten an der Brücke und am Fluss aus eigenen Mitteln.",
    "Ein Hund lief ohne seinen Herrn davon.",
  ]

  @Test(
    "The classic methods see that sentences are about the same thing",
    arguments: [SummarizationMethod.textrank, .lexrank, .lsa])
  func methods(method: SummarizationMethod) throws {
    var (document, sentences) = Sample.paragraph(Self.german)
    document.language = "de"
    let summary = try Summarizer().summarize(
      document, sentences: sentences, options: SummaryOptions(method: method, budget: .sentences(1)))
    #expect([0, 2, 3].contains(summary.sentences.first?.index))
  }

  @Test(
    "Without a method documents of other languages have the best classic one, declared or not; a method that was chosen stays",
    arguments: ["de", nil])
  func byDefault(declared: String?) throws {
    var (document, sentences) = Sample.paragraph(Self.german)
    document.language = declared
    // No trained summarizer is loaded here: English would be refused.
    let summary = try Summarizer().summarize(document, sentences: sentences, options: SummaryOptions())
    #expect(summary.options.method == .lsa)
    let merged = try Summarizer().summarize(merging: [(document, sentences)], options: SummaryOptions())
    #expect(merged.options.method == .lsa)
    let (english, lines) = Sample.paragraph(
      ["The old bridge over the Lisk was opened again on Saturday.", "The weather was fine and very warm."])
    for options in [SummaryOptions(), SummaryOptions(method: .learned)] {
      #expect(throws: SummarizationError.noEncoder(.learned)) {
        try Summarizer().summarize(english, sentences: lines, options: options)
      }
    }
    #expect(throws: SummarizationError.noEncoder(.learned)) {
      try Summarizer().summarize(document, sentences: sentences, options: SummaryOptions(method: .learned))
    }
  }

  @Test("English that is declared as something else is read as English")
  func declaredWrongly() {
    var (document, _) = Sample.paragraph([
      "The keeper of the light wrote down the height of the tide and the direction of the wind, and the clerk",
      "of the harbour kept the books of the keeper in the office of the port for the use of the captains.",
    ])
    document.language = "de"
    #expect(document.textLanguage == "en")
    document.language = "fr"
    #expect(document.textLanguage == "en")
  }

  @Test("Key phrases of German text are German, and none is a stop word")
  func keyPhrases() throws {
    var (document, sentences) = Sample.paragraph(Self.german)
    document.language = "de"
    let summary = try Summarizer().summarize(
      document, sentences: sentences, options: SummaryOptions(method: .textrank))
    let phrases = KeyPhrases.of(document, sentences: sentences, summary: summary, count: 5)
    #expect(phrases.contains { $0.contains("Brücke") })
    #expect(!phrases.contains { ["die", "der", "und", "am"].contains($0.lowercased()) })
  }
}
