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
}
