import Foundation
import Ingestion
import Testing
import Tokenization

@Suite("Sentences and words of other languages")
struct LanguageSentenceTests {
  struct Case {
    var language: String
    var sentences: [String]

    /// Chinese and Japanese have no space between sentences.
    var text: String { sentences.joined(separator: ["zh", "ja"].contains(language) ? "" : " ") }
  }

  static func cases() throws -> [Case] {
    var language = ""
    var cases: [Case] = []
    for line in try Resources.text("language-sentences.txt").split(separator: "\n") {
      if line.hasPrefix("## ") {
        language = String(line.dropFirst(3))
      } else if !line.hasPrefix("#") {
        cases.append(Case(language: language, sentences: line.split(separator: "|").map(String.init)))
      }
    }
    return cases
  }

  static let languages = ["de", "fr", "es", "it", "nl", "pt", "pl", "ru", "sv", "da", "no", "cs"]

  @Test("Boundary F1 is at least 0.97 in each language, by its name and by its words", arguments: languages)
  func score(language: String) throws {
    let cases = try Self.cases().filter { $0.language == language }
    #expect(cases.reduce(0) { $0 + $1.sentences.count } >= 60)
    var (hits, extra, missed) = (0, 0, 0)
    for item in cases {
      let splitter = SentenceSplitter(language: language)
      let found = splitter.sentences(in: item.text).map { item.text.utf8($0.range) }
      let (have, want) = (Set(Self.ends(found)), Set(Self.ends(item.sentences)))
      hits += have.intersection(want).count
      extra += have.subtracting(want).count
      missed += want.subtracting(have).count
      if found != item.sentences { print("\(language): " + found.joined(separator: " | ")) }
    }
    let f1 = Double(2 * hits) / Double(2 * hits + extra + missed)
    print("\(language): F1 \(String(format: "%.3f", f1)), found \(hits), extra \(extra), missed \(missed)")
    #expect(f1 >= 0.97)
  }

  /// Where sentences but the last end, in letters counted without spaces.
  private static func ends(_ sentences: [String]) -> [Int] {
    var count = 0
    return sentences.dropLast().map { sentence in
      count += sentence.filter { !$0.isWhitespace }.count
      return count
    }
  }

  @Test(
    "A text of names and abbreviations tells its language by the letters that only it has",
    arguments: [
      (
        "es",
        "El Sr. Gómez y la Dra. Ruiz llegaron a las 5 p. m. ¿Vienes? ¡Claro! D. Juan y Dña. Ana, Ud. y Uds."
      ),
      (
        "ru",
        "Проф. А. С. Иванов и г-н Петров жили на ул. Садовой, д. 5, кв. 3, т. е. был у г. Амбри, и он не ушёл."
      ),
      (
        "pl",
        "Dr hab. Kowalski i inż. Nowak, ul. Długa 5, m. 3, tj. w centrum. Zob. s. 12. Łódź, Śrem, Żnin, na mapie."
      ),
      ("cs", "Dr. Král a prof. Beneš, ul. Na Příkopě č. 5, Řež, Přerov. Viz str. 12 a v kap. 3, na konci."),
    ])
  func ownLetters(language: String, text: String) {
    #expect(LanguageDetector.detect(text) == language)
  }

  @Test("Stops of Chinese and Japanese end sentences, speech inside does not", arguments: ["zh", "ja"])
  func ideographs(language: String) throws {
    for item in try Self.cases() where item.language == language {
      let found = SentenceSplitter().sentences(in: item.text).map { item.text.utf8($0.range) }
      #expect(found == item.sentences)
    }
  }

  static let kinds: [(String, [String])] = [
    ("zh", ["船已经走了。", "“你看见了吗？”他问。", "“没有！”", "她哭了。"]), ("zh", ["她写了《风。浪》这本书。", "没有人读。"]),
    ("zh", ["没有人读。", "《风。浪》是书。"]), ("zh", ["他说：“走吧。”", "她没有动。"]), ("zh", ["她叫M. Reed。", "她很好。"]),
    ("ja", ["それはNo. 7だ。", "船は来ない。"]),
    ("fr", ["Ph. Morel et Th. Renard vinrent à la ville.", "Le cap. Roux est resté."]),
    ("fr", ["Le N°. 7 est bon.", "Il doubla le cap.", "Puis il rentra."]),
    ("de", ["Frau Dr. med. E. Vogt kam.", "Dann ging sie."]),
    ("de", ["Sie wohnt am Rathauspl. 7 im Hof.", "Die Fam. Vogt auch."]),
    ("de", ["Er tat es für den Kpt. Vogt.", "Danach ging er."]),
    ("it", ["Vale l'art. 7 co. 3 della legge.", "Poi uscì."]),
    ("nl", ["Zij zweeg.", "'s Morgens was het koud."]), ("nl", ["Zij zweeg.", "’t Is koud."]),
    ("ru", ["Он купил соль, муку и т. д.", "Потом ушёл."]), ("ru", ["Вес 7 кг.", "Цена высока."]),
    ("ru", ["Он жил на ул. Садовой, д. 7.", "Потом ушёл."]),
    ("pl", ["To kosztuje 7 zł.", "Cena jest dobra."]), ("fr", ["Il reste 7 km.", "Morel attend."]),
  ]

  @Test("Marks, initials, streets, laws, measures", arguments: kinds)
  func kind(language: String, sentences: [String]) {
    let text = sentences.joined(separator: ["zh", "ja"].contains(language) ? "" : " ")
    #expect(SentenceSplitter(language: language).sentences(in: text).map { text.utf8($0.range) } == sentences)
  }

  @Test("A document's declared language decides, else its words")
  func declared() throws {
    let text = "Der Hafen wurde am 1. Februar 1916 eröffnet. Das hatte er z. B. am 3. Mai geschrieben."
    let declared = Document(
      source: SourceDescription(path: "t", format: .text, encoding: "UTF-8", byteCount: 0, sha256: ""),
      language: "de-AT",
      text: text,
      blocks: [Block(kind: .paragraph, role: .body, textRange: 0..<text.utf8.count, elementPath: "/p[1]")])
    #expect(SentenceSplitter().sentences(in: declared).count == 2)
    var undeclared = declared
    undeclared.language = nil
    #expect(SentenceSplitter().sentences(in: undeclared).count == 2)
  }

  static let samples: [(String, String)] = [
    ("en", "She kept the old boat in the harbour and never sold it, though many asked."),
    ("de", "Sie behielt das alte Boot im Hafen und verkaufte es nie, obwohl viele fragten."),
    ("fr", "Elle garda le vieux bateau dans le port et ne le vendit jamais, bien que beaucoup le demandent."),
    ("es", "Ella guardó el viejo barco en el puerto y nunca lo vendió, aunque muchos preguntaron."),
    ("it", "Tenne la vecchia barca nel porto e non la vendette mai, anche se molti la chiedevano."),
    ("pt", "Ela guardou o velho barco no porto e nunca o vendeu, embora muitos perguntassem."),
    ("nl", "Zij hield de oude boot in de haven en verkocht hem nooit, hoewel velen erom vroegen."),
    ("sv", "Hon behöll den gamla båten i hamnen och sålde den aldrig, fast många frågade."),
    ("da", "Hun beholdt den gamle båd i havnen og solgte den aldrig, selv om mange spurgte efter den."),
    ("pl", "Trzymała starą łódź w porcie i nigdy jej nie sprzedała, chociaż wielu o nią pytało."),
    ("cs", "Nechala si starou loď v přístavu a nikdy ji neprodala, i když se na ni mnozí ptali."),
    ("hu", "A régi hajót megtartotta a kikötőben, és soha nem adta el, pedig sokan kérték."),
    ("fi", "Hän piti vanhan veneen satamassa eikä koskaan myynyt sitä, vaikka monet kysyivät."),
    ("ro", "A păstrat vechea barcă în port și nu a vândut-o niciodată, deși mulți au cerut-o."),
    ("tr", "Eski tekneyi limanda tuttu ve çok kişi sorduğu halde onu hiçbir zaman satmadı."),
    ("ru", "Она держала старую лодку в гавани и никогда её не продала, хотя многие просили."),
    ("uk", "Вона тримала старий човен у гавані й ніколи його не продала, хоча багато хто просив."),
    ("el", "Κράτησε το παλιό καράβι στο λιμάνι."), ("he", "היא שמרה את הסירה הישנה בנמל."),
    ("ar", "احتفظت بالقارب القديم في الميناء."), ("th", "เธอเก็บเรือเก่าไว้ในท่าเรือ"),
    ("ko", "그녀는 항구에 낡은 배를 두었다."),
    ("ja", "彼女は古い船を港に置いていた。"), ("zh", "她把旧船留在港口。"),
  ]

  @Test("A line of text tells its language", arguments: samples)
  func detection(language: String, text: String) {
    #expect(LanguageDetector.detect(text) == language)
  }

  static let short: [(String, String?)] = [
    ("Mental disorders in children: a review.", nil), ("Book text is here.", nil),
    ("Results in infants: an open trial.", nil), ("Treatment of disease in older men", nil),
    ("بندر شهر سال گذشته توسط شورا بسته شد. خدمه ماهری آن را دوباره در بهار باز کردند.", "fa"),
    ("گربه روی پشت بام نشسته بود و به پرنده‌ها نگاه می‌کرد.", "fa"), ("این کتاب را دیروز خریدم.", "fa"),
    ("أغلق المجلس ميناء المدينة العام الماضي.", "ar"), ("یہ شہر بہت بڑا ہے اور یہاں کے لوگ اچھے ہیں۔", nil),
    ("Portus urbis anno superiore a senatu clausus est. Nautae periti eum vere iterum aperuerunt.", "la"),
    ("Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani.", "la"),
    ("In principio creavit Deus caelum et terram. Terra autem erat inanis et vacua.", "la"),
    (
      "A város kikötőjét tavaly bezárta a tanács. Egy ügyes legénység tavasszal újra megnyitotta.", "hu"
    ),
    ("A kikötő őre a nagy hajót várta, de az nem jött.", "hu"),
    (
      "Das Café in der Altstadt ist wieder offen. Der Besitzer des Cafés freut sich auf viele Gäste und sagt, dass es so bleiben soll.",
      "de"
    ),
    (
      "Hr. Berg kom kl. 9.15. Jfr s. 4 o.d. Det är t.ex. så i Växjö, bl.a. på våren. Ca. 7 kr. per st.",
      "sv"
    ),
  ]

  @Test("Letters that only one language has decide, and a few words say nothing wrong", arguments: short)
  func shortTexts(text: String, language: String?) {
    #expect(LanguageDetector.detect(text) == language)
  }

  static let named: [(String, String)] = [
    (
      "Erdoğan sprach am Montag in Ankara mit dem Minister. Danach reiste Erdoğan nach Berlin, wo er die Kanzlerin traf. Die Sprecherin sagte, dass Erdoğan und seine Partei den Vertrag bald unterschreiben wollen. Im Parlament gab es Streit, weil Erdoğan die Wahl verschieben will.",
      "de"
    ),
    (
      "Müller ha segnato due volte nella partita di ieri. Il pubblico ha applaudito Müller per molti minuti, e alla fine il tecnico ha detto che Müller resta con la squadra anche nella prossima stagione. La gara era stata rinviata a causa della pioggia, ma non ha perso la calma.",
      "it"
    ),
    (
      "François sprak maandag in Parijs met de minister. Daarna reisde François naar Den Haag, waar hij de koning ontmoette. De woordvoerder zei dat François en zijn partij het verdrag binnenkort willen tekenen.",
      "nl"
    ),
    (
      "Søren bor i Malmö och arbetar på en skola. Varje dag tar Søren bron till Köpenhamn, där han har sin familj. Hans fru säger att Søren är trött när han kommer hem. De har två barn som går i skolan.",
      "sv"
    ),
    (
      "Kota São Paulo adalah kota terbesar di negara itu. Banyak orang tinggal di São Paulo karena pekerjaan. Pemerintah São Paulo akan membangun jalan baru pada tahun ini, dan warga berharap bahwa jalan itu dapat mengurangi kemacetan.",
      "id"
    ),
  ]

  @Test(
    "A name with a foreign letter, however often it comes, makes a page of no other language",
    arguments: named)
  func foreignNames(text: String, language: String) {
    #expect(LanguageDetector.detect(text) == language)
  }

  @Test("Abbreviations are known in a Swedish text that has little else")
  func abbreviated() {
    let text =
      "Hr. Svensson kom kl. 8.30. Det är bl.a. i Lund så. Se s. 12 i bd. 3. Det kostar ca. 5 kr. per kg. Dr. Holm bor i Åbo. Var är du?"
    let found = SentenceSplitter().sentences(in: text).map { text.utf8($0.range) }
    #expect(found.contains("Hr. Svensson kom kl. 8.30."))
    #expect(found.contains("Se s. 12 i bd. 3."))
    #expect(found.contains("Dr. Holm bor i Åbo."))
  }

  @Test(
    "Initials of names of two parts end no sentence",
    arguments: [
      ["J.-J. Rousseau est né à Genève.", "Il y revint."],
      ["On lut M.-A. Legrand à la ville.", "Elle sourit."],
      ["Le peintre J.-B. Chardin vint.", "Il peignit."],
      ["Ph.-L. Roux et Ch.-M. Petit partirent.", "Puis il plut."],
      ["C’est J.-F. Millet qui vint.", "Nous partîmes."],
    ])
  func hyphenatedInitials(sentences: [String]) {
    let text = sentences.joined(separator: " ")
    #expect(SentenceSplitter(language: "fr").sentences(in: text).map { text.utf8($0.range) } == sentences)
  }

  @Test(
    "Numbers, codes and single names tell no language", arguments: ["", "12 345 678", "x = 4;", "Brandt"])
  func nothing(text: String) {
    #expect(LanguageDetector.detect(text) == nil)
    #expect(LanguageDetector.languages.count >= 20)
  }
}
