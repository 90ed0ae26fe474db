import Ingestion
import Testing

@Suite("Labels, parts of articles, words in pieces")
struct LabelAndJoiningTests {
  static let labelsCases: [(String, [String])] = [
    ("<sec><label>2.1</label><title>Dikes</title><p>Sand.</p></sec>", ["Dikes", "Sand."]),
    ("<list><list-item><label>(i)</label><p>Sand.</p></list-item></list>", ["(i) Sand."]),
    ("<list><list-item><label>•</label><p>Sand.</p></list-item></list>", ["Sand."]),
    ("<statement><label>Lemma 4</label><p>It ends.</p></statement>", ["Lemma 4", "It ends."]),
    ("<sec><label><bold>3</bold></label><title>Dikes</title><p>Sand.</p></sec>", ["Dikes", "Sand."]),
  ]

  @Test(
    "Labels of items and statements are printed, a section's number is no part of its name",
    arguments: labelsCases)
  func labels(source: String, texts: [String]) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats(source))) == texts)
  }

  @Test(
    "Elements in a sentence leave it whole",
    arguments: [
      ("The <abbrev>BOD<def><p>oxygen demand</p></def></abbrev> rose.", "The BOD (oxygen demand) rose."),
      ("See <related-article>the note</related-article> here.", "See the note here."),
      (
        "So <chem-struct-wrap><chem-struct><graphic/></chem-struct></chem-struct-wrap> ends.",
        "So [formula] ends."
      ),
    ])
  func sentence(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  @Test(
    "A translation and an addendum are no reviews",
    arguments: [
      ("sub-article article-type=\"translation\"", Block.Role.back),
      ("response response-type=\"addendum\"", .back), ("sub-article article-type=\"reply\"", .review),
      ("response response-type=\"reply\"", .review), ("sub-article article-type=\"correction\"", .back),
      ("sub-article article-type=\"abstract\"", .body), ("sub-article article-type=\"case-report\"", .body),
      ("sub-article article-type=\"letter\"", .body), ("sub-article article-type=\"meeting-report\"", .body),
      ("sub-article article-type=\"poster\"", .body), ("sub-article", .body),
      ("sub-article article-type=\"referee-report\"", .review),
      ("sub-article article-type=\"aggregated-review-documents\"", .review),
      ("sub-article article-type=\"author-comment\"", .review),
    ])
  func roles(tag: String, role: Block.Role) throws {
    let name = tag.prefix { $0 != " " }
    let article = Kind.jats("<p>Dikes.</p>").replacing(
      "</article>", with: "<\(tag)><body><p>Other.</p></body></\(name)></article>")
    #expect(try XMLReading.block(Kind.read(article), "Other").role == role)
  }

  @Test(
    "What is said of the rights in a figure is about it",
    arguments: [
      "<fig><caption><p>Dikes.</p></caption><permissions><copyright-statement>© Marl</copyright-statement></permissions></fig>",
      "<fig><caption><p>Dikes.</p></caption><copyright-statement>© Marl</copyright-statement></fig>",
      "<table-wrap><caption><p>Dikes.</p></caption><permissions><copyright-statement>© Marl</copyright-statement></permissions></table-wrap>",
      "<media><caption><p>Dikes.</p></caption><permissions><copyright-holder>© Marl</copyright-holder></permissions></media>",
      "<boxed-text><p>Dikes.</p><permissions><license><license-p>© Marl</license-p></license></permissions></boxed-text>",
    ])
  func rights(figure: String) throws {
    let document = try Kind.read(Kind.jats("<p>Water rose.</p>\(figure)"))
    #expect(try XMLReading.block(document, "© Marl").role == .metadata)
    #expect(try XMLReading.block(document, "Dikes").role == .body)
  }

  static let wordsCases: [(String, String)] = [
    ("<w>canem</w><pc>,</pc> <w>vidit</w><pc>.</pc>", "canem, vidit."),
    ("<w>canem</w>\n<pc>;</pc>\n<w>vidit</w>\n<pc>.</pc>", "canem; vidit."),
    ("<w join=\"right\">d'</w><w>eau</w>", "d'eau"), ("<w>is</w><w>n't</w> <w>it</w>", "isn't it"),
    ("<w part=\"I\">wa</w><lb/><w part=\"F\">ter</w>", "water"),
    ("It <restore><del>truly</del></restore> rose.", "It truly rose."),
    ("D<am>r</am><ex>octo</ex>r Marl", "Doctor Marl"), ("<am>~</am>water", "~water"),
  ]

  @Test("The pieces of a word are joined", arguments: wordsCases)
  func words(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.tei("<p>\(source)</p>"))) == [text])
  }

  static let docbookCases: [(String, String)] = [
    ("<para>Press <keycap function=\"enter\"/> now.</para>", "Press Enter now."),
    (
      "<para>Press <keycombo action=\"seq\"><keycap>Esc</keycap><keycap>Z</keycap></keycombo> now.</para>",
      "Press Esc Z now."
    ),
    ("<para>Of <trademark class=\"registered\">Dike</trademark> make.</para>", "Of Dike® make."),
    (
      "<para>Let <inlineequation><alt>q^2</alt><graphic fileref=\"e.png\"/></inlineequation> hold.</para>",
      "Let q^2 hold."
    ),
    (
      "<cmdsynopsis><command>dike</command><group choice=\"req\"><arg>-a</arg><arg>-b</arg></group><arg>file</arg></cmdsynopsis>",
      "dike (-a | -b) file"
    ),
  ]

  @Test("DocBook prints what its elements say", arguments: docbookCases)
  func docbook(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.docbook(source))) == [text])
  }
}
