import Ingestion
import Testing

@Suite("Hyphens at the ends of lines")
struct LineEndHyphenTests {
  static let teiCases: [(String, String)] = [
    ("con<lb break=\"no\"/>tent", "content"),
    ("the har-\n<lb n=\"3\" break=\"no\"/>bour", "the harbour"),
    ("a perma-<pb n=\"2\" break=\"no\"/>nently", "a permanently"),
    ("thaw<g ref=\"char:EOLhyphen\"/>ing", "thawing"),
    ("the <w>Morn<pc force=\"weak\">-</pc>\n\t<lb/>ing</w> was", "the Morning was"),
    ("cold<lb n=\"5\"/>and clear", "cold and clear"),
    ("a <w>wo<lb/>rd</w> here", "a word here"), ("den<lb type=\"inWord\"/>ken", "denken"),
    ("an X-<lb/>ray", "an X-ray"),
    ("an e-<lb/>mail", "an e-mail"),
    ("the well-<lb/>known doctor", "the well-known doctor"),
    ("a soft&#xAD;<lb/>ly spoken man", "a softly spoken man"),
    ("an old¬<lb/>er one", "an older one"),
    ("the Anglo-<lb/>Saxon", "the Anglo-Saxon"),
    ("the bro⸗<lb/>ken rope", "the broken rope"),
    ("of 1914-<lb/>18 and", "of 1914-18 and"),
    ("grate- <lb/>fully", "gratefully"),
    ("a word<pb/>again", "a wordagain"),
  ]

  @Test("Words are joined over lines and pages: TEI", arguments: teiCases)
  func tei(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.tei("<p>\(source)</p>"))) == [text])
  }

  static let plainCases: [(String, String)] = [
    ("It may be hyphen-\n\tated at the end.\nIt is so.", "It may be hyphenated at the end. It is so."),
    (
      "They saw a self-\ncontained house there\nand it was good.",
      "They saw a self-contained house there and it was good."
    ),
    ("Sie wol-\nlen werden und\nsie sind da.", "Sie wollen werden und sie sind da."),
    ("Die Nord-\nund Südsee ist kalt\nund tief.", "Die Nord- und Südsee ist kalt und tief."),
    (
      "The ex-king and the ex-\nqueen met the king\nthere.",
      "The ex-king and the ex-queen met the king there."
    ),
    ("The re-\nmark was a remark and\nno more.", "The remark was a remark and no more."),
    (
      "A long-term plan is a long-\nterm plan and\nno more.",
      "A long-term plan is a long-term plan and no more."
    ),
    ("He came -\nand left again\nat once.", "He came - and left again at once."),
  ]

  @Test("Words are joined over lines: plain text", arguments: plainCases)
  func plain(source: String, text: String) throws {
    let document = try Reading.checked(Array(source.utf8), as: .text)
    #expect(document.text == text)
  }

  static let french = [
    ("Est-il là, dit-\nil alors, et\nrien de plus.", "dit-il"),
    ("Le grand-\npère vint et\ns'assit là.", "grand-père"),
    ("Il en a vingt-\ndeux et ne\nles vend pas.", "vingt-deux"),
    ("Voir ci-\ndessous ce que\nl'on sait.", "ci-dessous"),
    ("Un porte-\nmonnaie vide\nfut trouvé.", "porte-monnaie"),
    ("Il vint avant-\nhier et\nresta ici.", "avant-hier"),
    ("La belle-\nmère vint et\nrit beaucoup.", "belle-mère"), ("La mai-\nson est vide\net froide.", "maison"),
    ("Un ou-\ntil de fer\nfut trouvé.", "outil"), ("Un pe-\ntit bateau\nvint ici.", "petit"),
  ]

  @Test("Words that French joins by a hyphen keep it", arguments: french)
  func frenchPair(source: String, word: String) throws {
    let text = try Reading.checked(Array(source.utf8), as: .text).text
    #expect(text.split { " .,".contains($0) }.contains(Substring(word)), "\(text)")
  }

  static let english = [
    ("anti-\ninflammatory", "anti-inflammatory"), ("re-\nenter", "re-enter"), ("follow-\nup", "follow-up"),
    ("mid-\nsentence", "mid-sentence"), ("pre-\nexisting", "pre-existing"), ("cut-\noff", "cut-off"),
    ("mid-\nnight", "midnight"), ("re-\nmember", "remember"), ("anti-\nquity", "antiquity"),
    ("syr-\nup", "syrup"),
    ("sec-\ntion", "section"),
  ]

  @Test("Words that English joins by a hyphen keep it", arguments: english)
  func englishPair(source: String, word: String) throws {
    let text = "It was said that they have seen with their own eyes a \(source) there,\nand that was all."
    #expect(try Reading.checked(Array(text.utf8), as: .text).text.contains(" \(word) "))
  }

  static let romance = [
    ("La nave è nel por-\nto e il mare\nè grande.", "porto"),
    ("Il vento ha rot-\nto di notte\nla rete.", "rotto"),
    ("El barco está en el puer-\nto y el mar\nes grande.", "puerto"),
    ("Vio a los muer-\ntos y al muer-\nto de ayer\nen el mar.", "muerto"),
    ("O barco está no por-\nto e o mar\né grande.", "porto"),
    ("Est-\nce que la mer\nest grande.", "Est-ce"),
    ("Il l'a dit, c'est-\nà-dire non, et\nrien de plus.", "c'est-à-dire"),
    ("Y a-t-\nil du vent ou\nde la pluie.", "a-t-il"), ("Que suis-\nje donc ici\nce soir.", "suis-je"),
  ]

  @Test("The little words of one language are syllables of another", arguments: romance)
  func romanceWord(source: String, word: String) throws {
    let text = try Reading.checked(Array(source.utf8), as: .text).text
    #expect(text.split { " .,".contains($0) }.contains(Substring(word)), "\(text)")
  }

  static let suspended = [
    ("It was two-\nto three-fold\nand more.", "two- to three-fold"),
    ("A pre-\nand post-war\nboat was it.", "pre- and post-war"),
    ("An in-\nor output of it\nwas seen.", "in- or output"),
    ("Die Vor-\nund Nachteile sind\nbekannt.", "Vor- und Nachteile"),
    ("It takes 20-\nto 30-year-old\nboats only.", "20- to 30-year-old"),
    ("A man-\nat-arms stood\nat the gate.", "man-at-arms"),
    ("Her mother-\nin-law stood\nat the gate.", "mother-in-law"),
  ]

  @Test(
    "A part of a word that another one completes keeps its hyphen, and so do compounds of three",
    arguments: suspended)
  func suspendedPart(source: String, words: String) throws {
    #expect(try Reading.checked(Array(source.utf8), as: .text).text.contains(words))
  }

  static let russian = [
    ("кто-\nто", "кто-то"), ("кое-\nчто", "кое-что"), ("из-\nза", "из-за"), ("из-\nпод", "из-под"),
    ("по-\nрусски", "по-русски"), ("по-\nновому", "по-новому"), ("как-\nнибудь", "как-нибудь"),
    ("кто-\nлибо", "кто-либо"), ("всё-\nтаки", "всё-таки"), ("чуть-\nчуть", "чуть-чуть"),
    ("юго-\nзападный", "юго-западный"), ("во-\nпервых", "во-первых"), ("тёмно-\nсиний", "тёмно-синий"),
    // Words in one piece.
    ("ле-\nто", "лето"), ("по-\nэтому", "поэтому"), ("по-\nиски", "поиски"), ("за-\nкрыт", "закрыт"),
    ("ру-\nка", "рука"), ("темно-\nта", "темнота"),
  ]

  @Test("Words that Russian joins by a hyphen keep it", arguments: russian)
  func russianPair(source: String, word: String) throws {
    let text = "Он сказал, что там \(source) и больше\nничего не было."
    #expect(try Reading.checked(Array(text.utf8), as: .text).text.contains(" \(word) "))
  }

  static let soft: [(DocumentFormat, String, String)] = [
    (.html, "<p>They co&shy;<br>operate here.</p>", "They cooperate here."),
    (.html, "<p>A long\u{AD}\ner rope.</p>", "A longer rope."),
    (.markdown, "They co\u{AD}\noperate here.", "They cooperate here."),
    (.markdown, "A soft&shy;  \nly spoken man.", "A softly spoken man."),
    (
      .xml, "<doc><p>They co&#xAD;\noperate here, and that is all.</p><p>So it is.</p></doc>",
      "They cooperate here, and that is all."
    ),
    (.jats, Kind.jats("<p>It is per-<break/>haps here.</p>"), "It is perhaps here."),
    (.jats, Kind.jats("<p>It is well-<break/>known here.</p>"), "It is well-known here."),
    (.tei, Kind.tei("<p>A man-<pb/>at-arms came.</p>"), "A man-at-arms came."),
    (.html, "<p>One line<br>another.</p>", "One line another."),
  ]

  @Test("A soft hyphen before any end of a line goes", arguments: soft)
  func softHyphen(format: DocumentFormat, source: String, text: String) throws {
    let document = try Reading.read(Array(source.utf8), as: format)
    #expect(Reading.texts(document).contains(text), "\(Reading.texts(document))")
  }

  @Test(
    "A word is cut inside a cue, and a speaker at the end of one",
    arguments: [
      ("The har-\nbour is good.", "I am not-", "The harbour is good. I am not- Stop."),
      ("It is well-\nknown here.", "But he-", "It is well-known here. But he- Stop."),
      ("The town\nis old.", "So am-", "The town is old. So am- Stop."),
      ("He wan-\ndered far.", "And-", "He wandered far. And- Stop."),
      ("They re-\nmember it.", "We do-", "They remember it. We do- Stop."),
      // Whoever speaks breaks off, or begins again.
      ("He thought-\nnever mind.", "We thought so.", "He thought- never mind. We thought so. Stop."),
      ("But we-\nwe go now.", "And th-\nthere.", "But we- we go now. And th- there. Stop."),
    ])
  func cues(first: String, second: String, text: String) throws {
    let cues = [first, second, "Stop."].enumerated().map {
      "\($0 + 1)\n00:00:0\($0),000 --> 00:00:0\($0),900\n\($1)\n\n"
    }
    #expect(try Reading.checkedSubtitles(cues.joined()).text == text)
  }
}
