import Ingestion
import Testing

@Suite("Wikis in other languages")
struct WikiLanguageTests {
  static let pictures: [(String, [String])] = [
    (
      "[[Datei:Fliege.jpg|mini|hochkant|alt=Zeichnung|Eine Fliege von oben]]\nSie fliegt.",
      ["Eine Fliege von oben", "Sie fliegt."]
    ),
    (
      "[[Fichier:Mouche.jpg|vignette|135px|Une mouche vue de dessus]]\nElle vole.",
      ["Une mouche vue de dessus", "Elle vole."]
    ),
    ("[[Archivo:Mosca.png|miniaturadeimagen|derecha|Una mosca]]\nVuela.", ["Una mosca", "Vuela."]),
    ("Foo bar [[File:Coli.jpg|135px]] baz.", ["Foo bar baz."]),
    (
      "Eins. [[Bild:X.png|thumb|upright=1.2|Caption with [[nested|inner link]] and more]] Zwei.",
      ["Eins. Zwei.", "Caption with inner link and more"]
    ),
    ("Ein Insekt[[Kategorie:Insekt]]. Ende.", ["Ein Insekt. Ende."]),
    ("Een vlieg.[[Categorie:Insect]]\n[[en:Fly]]\n[[zh-min-nan:Fly]]", ["Een vlieg."]),
    ("Siehe [[:Kategorie:Insekt]] hier.", ["Siehe Kategorie:Insekt hier."]),
    ("Файл тут. [[Файл:Муха.jpg|мини|слева|200px|Муха]] Конец.", ["Файл тут. Конец.", "Муха"]),
    ("I agree. --[[User:Ann|Ann]] ([[User talk:Ann|talk]]) 12:30, 4 May 2031 (UTC)", ["I agree."]),
  ]

  @Test("Pictures give their captions, categories and interwiki links nothing", arguments: pictures)
  func links(source: String, texts: [String]) throws {
    #expect(Kind.texts(try Kind.read(Kind.wiki(source))) == texts)
  }

  @Test("A dump's own words name its namespaces")
  func siteinfo() throws {
    let site =
      "<siteinfo><namespaces><namespace key=\"6\">Skrifmynd</namespace><namespace key=\"14\">Flokkurinn</namespace></namespaces></siteinfo>"
    let document = try Kind.read(
      Kind.wiki("[[Skrifmynd:A.jpg|thumb|Fluga]]\nHún flýgur.[[Flokkurinn:Flugur]]", site: site))
    #expect(Kind.texts(document) == ["Fluga", "Hún flýgur."])
  }

  static let dump = """
    <mediawiki><siteinfo><namespaces><namespace key="10">Vorlage</namespace></namespaces></siteinfo>
    <page><title>Fliege</title><ns>0</ns><revision><text>Sie fliegt.</text></revision></page>
    <page><title>Vorlage:X</title><ns>10</ns><revision><text>Nicht lesen.</text></revision></page>
    <page><title>Mücke</title><ns>0</ns><redirect title="Fliege"/><revision><text>#WEITERLEITUNG [[Fliege]]</text></revision></page>
    <page><title>Mosca</title><ns>0</ns><revision><text>#REDIRECCIÓN [[Fliege]]</text></revision></page>
    <page><title>Käfer</title><ns>0</ns><revision><text># [[Erster]] Punkt.</text></revision></page></mediawiki>
    """

  @Test("Redirects and templates are no articles, unless asked for")
  func pages() throws {
    let articles = try XMLReading.records(Array(Self.dump.utf8)).map { try $0.get() }
    #expect(articles.map(\.source.recordID) == ["Fliege", "Käfer"])
    #expect(articles.map(\.source.recordIndex) == [0, 4])
    #expect(articles[1].warnings.map(\.message).contains { $0.hasPrefix("3 pages are redirects") })
    let all = try XMLReading.records(Array(Self.dump.utf8)) { $0.readsAllPages = true }
    #expect(all.count == 5)
    let whole = try XMLReading.document(Self.dump)
    #expect(!whole.text.contains("Nicht lesen"))
  }
}
