import Foundation
import Ingestion
import Testing

@Suite("Templates that the dump itself holds")
struct WikiOwnTemplateTests {
  /// A dump: the article after (or before) its templates.
  static func dump(
    _ article: String, _ templates: [(String, String)], namespace: String = "Template", isFirst: Bool = false
  ) -> String {
    func escaped(_ text: String) -> String { text.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
    let pages = templates.map { name, text in
      "<page><title>\(namespace):\(name)</title><ns>10</ns><id>7</id><revision><id>8</id><text xml:space=\"preserve\">\(escaped(text))</text></revision></page>"
    }.joined(separator: "\n")
    let page =
      "<page><title>Tarn</title><ns>0</ns><revision><text>\(escaped(article))</text></revision></page>"
    return
      "<mediawiki><siteinfo><namespaces><namespace key=\"10\">\(namespace)</namespace></namespaces></siteinfo>\n"
      + (isFirst ? page + pages : pages + page) + "</mediawiki>"
  }

  static let cases: [(article: String, templates: [(String, String)], namespace: String, text: String)] = [
    (
      "It stands in {{Carrow}} today.", [("Carrow", "the port of Carrow")], "Template",
      "It stands in the port of Carrow today."
    ),
    (
      "Es liegt in {{Ort}} heute.",
      [("Ort", "<noinclude>Doku</noinclude>der [[Hafen|Hafenstadt]]<!-- x --> Ulm")],
      "Vorlage", "Es liegt in der Hafenstadt Ulm heute."
    ),
    (
      "Il y a {{Vorlage}} ici, {{modèle:vorlage}}.", [("Vorlage", "''deux''&nbsp;ports")], "Modèle",
      "Il y a deux\u{A0}ports ici, deux\u{A0}ports."
    ),
    (
      "Tiene {{medida de agua|30|metros}} hoy.",
      [
        (
          "Medida de agua",
          "<includeonly>{{{1}}} {{{2|pies}}} de agua</includeonly><noinclude>{{doc}}</noinclude>"
        )
      ],
      "Plantilla", "Tiene 30 metros de agua hoy."
    ),
    (
      "Tiene {{medida de agua|30}} hoy.", [("Medida de agua", "{{{1}}} {{{2|pies}}} de agua")], "Plantilla",
      "Tiene 30 pies de agua hoy."
    ),
    (
      "Стоит в {{порт}} давно.",
      [("Порт", "#ПЕРЕНАПРАВЛЕНИЕ [[Шаблон:Гавань]]"), ("Гавань", "старой гавани")],
      "Шаблон", "Стоит в старой гавани давно."
    ),
    (
      "Det ligger i {{hamn|namn=Kalv|typ=liten}} nu.", [("Hamn", "en {{{typ}}} hamn, {{{namn}}}")], "Mall",
      "Det ligger i en liten hamn, Kalv nu."
    ),
    (
      "Det ligger i {{hamn|typ=liten|namn=Kalv}} nu.", [("Hamn", "en {{{typ}}} hamn, {{{namn}}}")], "Mall",
      "Det ligger i en liten hamn, Kalv nu."
    ),
    ("港は{{港名}}にある。", [("港名", "東の町")], "Template", "港は東の町にある。"),
    (
      "It is {{state|x}} or {{state}} now.", [("State", "{{#if:{{{1|}}}|given {{{1}}}|bare}}")], "Template",
      "It is given x or bare now."
    ),
    (
      "It is {{tongue|de}} or {{tongue|xx}} now.",
      [("Tongue", "{{#switch:{{{1}}}|de|at=German|fr=French|#default=unknown}}")], "Template",
      "It is German or unknown now."
    ),
    (
      "It is {{outer|7}} now.",
      [("Outer", "({{inner|{{{1}}}|unit=cm}})"), ("Inner", "{{{1}}} {{{unit|m}}}")],
      "Template", "It is (7 cm) now."
    ),
    ("It is {{twice|4}} now.", [("Twice", "{{#expr:{{{1}}}*2}}")], "Template", "It is 8 now."),
    ("It is {{low|ABC}} now.", [("Low", "{{lc:{{{1}}}}}")], "Template", "It is abc now."),
    ("It is {{void}} now.", [("Void", "<noinclude>Nothing.</noinclude>")], "Template", "It is now."),
    ("{{para|A whole paragraph.}}", [("Para", "<div>{{{1}}}</div>")], "Template", "A whole paragraph."),
    ("It is {{swap|a|b}} now.", [("Swap", "{{{2}}} {{{1}}}")], "Template", "It is b a now."),
    ("It is {{again}} now.", [("Again", "a{{again}}")], "Template", "It is […] now."),
    // More than text: as without it.
    ("It has {{box}} now.", [("Box", "{| class=x\n| a\n|}")], "Template", "It has […] now."),
    ("It has {{chain}} now.", [("Chain", "{{other}} links")], "Template", "It has […] now."),
    ("It has {{loop}} now.", [("Loop", "#REDIRECT [[Template:Loop]]")], "Template", "It has […] now."),
    ("It has {{lost|x}} now.", [("Lost", "a {{{2}}} b")], "Template", "It has […] now."),
    (
      "It has {{notice}} now.", [("Notice", "<div class=x>Please mend this page.</div>")], "Template",
      "It has […] now."
    ),
    // The dump's own page says what its template prints, whatever others mean by the name.
    ("He was {{born|Oslo}} there.", [("Born", "born in {{{1}}}")], "Template", "He was born in Oslo there."),
    (
      "The {{title|king|Norway}} came.", [("Title", "{{{1}}} of {{{2}}}")], "Template",
      "The king of Norway came."
    ),
    ("It is {{small|x}} here.", [("Small", "<small>tiny {{{1}}}</small>")], "Template", "It is tiny x here."),
    (
      "It is {{wrap|x}} here.", [("Wrap", "({{nowrap|{{{1}}}}})"), ("Nowrap", "close {{{1}}}")], "Template",
      "It is (close x) here."
    ),
    // One that cannot be told is what the name means elsewhere, and boxes are none of the text.
    ("He ({{born|1904}}) was.", [("Born", "{{#invoke:born|main}}")], "Template", "He (b. 1904) was."),
    ("{{main|Tar}}\nIt is here.", [("Main", "Main article: [[{{{1}}}]]")], "Template", "It is here."),
    // Measures are computed.
    ("It is {{convert|3|km|mi}} off.", [("Convert", "wrong {{{1}}}")], "Template", "It is 3 km off."),
  ]

  @Test(
    "A template that only carries text is read where it is called, wherever its page stands",
    arguments: cases.indices)
  func expanded(index: Int) throws {
    let each = Self.cases[index]
    for isFirst in [false, true] {
      let text = Self.dump(each.article, each.templates, namespace: each.namespace, isFirst: isFirst)
      let document = try Kind.read(text)
      #expect(Kind.texts(document) == [each.text], "as one document")
      let records = try XMLReading.records(Array(text.utf8)).map { try $0.get() }
      #expect(records.map { Kind.texts($0) } == [[each.text]], "as records")
    }
  }

  @Test("What a template expands to is marked as inserted, and arguments keep their places")
  func inserted() throws {
    let text = Self.dump("It is {{deep|30}} here.", [("Deep", "all of {{{1}}} fathoms deep")])
    let document = try Kind.read(text)
    #expect(document.text.contains("It is all of 30 fathoms deep here."))
    let utf8 = Array(document.text.utf8)
    let own = document.map.insertions.map { String(decoding: utf8[$0], as: UTF8.self) }
    #expect(own == ["all of ", " fathoms deep"])
  }

  @Test("What is kept of a wiki's templates is bounded, and a long page is none of them")
  func bounded() throws {
    let many = (0..<300).map { ("T\($0)", "text \($0)") } + [("Long", String(repeating: "word ", count: 500))]
    let document = try Kind.read(Self.dump("It is {{T299}} and {{long}} now.", many))
    #expect(Kind.texts(document) == ["It is text 299 and […] now."])
  }
}
