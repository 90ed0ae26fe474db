import Ingestion
import Testing

@Suite("Spoken text and editors' gaps in TEI")
struct SpokenTextTests {
  static let cases: [(String, [String])] = [
    (
      "<u>well <pause dur=\"2\"/> I think <vocal><desc>coughs</desc></vocal> so</u>",
      ["paragraph/body: well I think so", "paragraph/stage: coughs"]
    ),
    (
      "<u>yes<kinesic><desc>nods</desc></kinesic></u>",
      ["paragraph/body: yes", "paragraph/stage: nods"]
    ),
    (
      "<u>yes<incident><desc>door slams</desc></incident>no</u>",
      ["paragraph/body: yes no", "paragraph/stage: door slams"]
    ),
    ("<u>well<pause/>I do</u>", ["paragraph/body: well I do"]),
    (
      "<u>a <vocal><desc>laughs</desc></vocal>, b</u>",
      ["paragraph/body: a, b", "paragraph/stage: laughs"]
    ),
    ("<p>The <measure>4 kg</measure><space quantity=\"2\"/>here.</p>", ["paragraph/body: The 4 kg here."]),
  ]

  @Test("What is heard and seen beside speech is no speech, and words stay apart", arguments: cases)
  func spoken(source: String, outline: [String]) throws {
    let document = try Kind.read(Kind.tei(source))
    #expect(XMLReading.outline(document).filter { !$0.contains("/metadata") } == outline)
  }

  @Test(
    "A gap in the midst of a sentence shows, and is no text of the source",
    arguments: [
      ("word\u{2014}<gap/>\u{2014}end.", "word\u{2014}[…]\u{2014}end."),
      ("He came <gap reason=\"illegible\"/> and sat.", "He came […] and sat."),
      ("He c<gap/>me.", "He c[…]me."),
      ("He <gap><desc>two lines</desc></gap> sat.", "He […] sat."),
      ("<gap/> and sat.", "[…] and sat."),
    ])
  func gap(source: String, text: String) throws {
    let document = try Kind.read(Kind.tei("<p>\(source)</p>"))
    #expect(Kind.texts(document) == [text])
    let utf8 = Array(document.text.utf8)
    #expect(document.map.insertions.map { String(decoding: utf8[$0], as: UTF8.self) } == ["[…]"])
  }
}
