import Ingestion
import Testing

@Suite("Parallel readings")
struct ParallelReadingsTests {
  static let cases: [(String, String, String)] = [
    ("is <choice><sic>teh</sic><corr>the</corr></choice> one", "is the one", "is teh one"),
    ("is <choice><orig>vnto</orig><reg>unto</reg></choice> me", "is unto me", "is vnto me"),
    ("is <choice><abbr>Mr</abbr><expan>Master</expan></choice> Reed", "is Master Reed", "is Mr Reed"),
    ("is <choice><reg>met</reg><sic>meet</sic></choice> now", "is met now", "is meet now"),
    (
      "is <app><lem wit=\"#a\">Steve</lem><rdg wit=\"#b\">Stephen</rdg></app> here", "is Steve here",
      "is Steve here"
    ),
    (
      "is <app><rdg wit=\"#a\">Winwood</rdg><rdg wit=\"#c\">Mayall</rdg></app> here", "is Winwood here",
      "is Winwood here"
    ),
    (
      "is <choice><unclear cert=\"high\">rope</unclear><unclear cert=\"low\">hope</unclear></choice> here",
      "is rope here", "is rope here"
    ),
    (
      "is <app><rdgGrp><rdg wit=\"#d\">one</rdg><rdg wit=\"#e\">two</rdg></rdgGrp></app> here", "is one here",
      "is one here"
    ),
    ("is <choice><seg>so</seg><seg>thus</seg></choice> here", "is so here", "is so here"),
    ("is <choice><sic>a<lb/>b</sic><corr><hi>c</hi></corr></choice> here", "is c here", "is a b here"),
  ]

  @Test("One reading is read, never none", arguments: cases)
  func spelling(source: String, regularized: String, original: String) throws {
    let text = Kind.tei("<p>\(source)</p>")
    #expect(Kind.texts(try Kind.read(text)) == [regularized])
    #expect(Kind.texts(try Kind.read(text) { $0.spelling = .original }) == [original])
  }

  @Test("A witness is read where it has a reading", arguments: ["b", "#b"])
  func witness(name: String) throws {
    let text = Kind.tei(
      "<p>The <app><lem wit=\"#a\">rope</lem><rdg wit=\"#b #c\">cord</rdg></app> and <app><lem>tar</lem><rdg wit=\"#c\">oil</rdg></app> and"
        + " <app><rdgGrp><rdg wit=\"#a\">x</rdg></rdgGrp><rdgGrp><rdg wit=\"#c\">y</rdg><rdg wit=\"#b\">z</rdg></rdgGrp></app>.</p>"
    )
    #expect(Kind.texts(try Kind.read(text) { $0.witness = name }) == ["The cord and tar and z."])
  }

  @Test("Stage directions and speakers have roles of their own")
  func drama() throws {
    let document = try Kind.read(
      Kind.tei(
        "<sp><speaker>HOLT.</speaker><stage>aside</stage><p>I go <stage>exit</stage> now.</p></sp><stage>Night.</stage>"
      ))
    #expect(
      XMLReading.outline(document) == [
        "paragraph/speaker: HOLT.", "paragraph/stage: aside", "paragraph/body: I go now.",
        "paragraph/stage: exit",
        "paragraph/stage: Night.",
      ])
  }
}
