import Ingestion
import Testing

@Suite("Callouts that carry their sentence")
struct CalloutSentenceTests {
  private static func bibr(_ text: String) -> String { "<xref ref-type=\"bibr\" rid=\"b1\">\(text)</xref>" }
  private static func ref(_ text: String) -> String { "<ref type=\"bibr\" target=\"#b1\">\(text)</ref>" }

  static let yearsCases: [(String, String)] = [
    ("Marl (\(bibr("1987"))) dug it.", "Marl (1987) dug it."),
    ("Marl (\(bibr("1987a")), \(bibr("b"))) dug it.", "Marl (1987a, b) dug it."),
    (
      "It leaks (Marl, \(bibr("1987")); Fenn and Oake, \(bibr("2004"))).",
      "It leaks (Marl, 1987; Fenn and Oake, 2004)."
    ),
    ("Marl \(bibr("(1987)")) dug it.", "Marl (1987) dug it."),
    ("It leaks (Marl, \(bibr("1987")), \(bibr("1991"))).", "It leaks (Marl, 1987, 1991)."),
  ]

  @Test("A year stays with its author", arguments: yearsCases)
  func years(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  static let objectsCases: [(String, String)] = [
    ("As in [\(bibr("8"))], water rose.", "As in [8], water rose."),
    ("The method of \(bibr("[8]")) was used.", "The method of [8] was used."),
    ("It was seen (see \(bibr("8")) for more).", "It was seen (see 8 for more)."),
    ("It was seen (e.g. [\(bibr("8"))]).", "It was seen (e.g. [8])."),
    ("As shown in refs. \(bibr("8")) and \(bibr("9")), it rose.", "As shown in refs. 8 and 9, it rose."),
    ("See Refs. [\(bibr("8")),\(bibr("9"))] for it.", "See Refs. [8,9] for it."),
    ("According to [\(bibr("8"))], it rose.", "According to [8], it rose."),
    ("It was reviewed by \(bibr("<sup>8</sup>")).", "It was reviewed by 8."),
    ("In ref. <sup>\(bibr("8"))</sup> it rose.", "In ref. 8 it rose."),
    ("It rose (p. 4; \(bibr("8"))).", "It rose (p. 4; 8)."),
    ("It rose (\(bibr("8")) and much else).", "It rose (8 and much else)."),
  ]

  @Test("What a word speaks of stays", arguments: objectsCases)
  func objects(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  static let brackets: [(String, String)] = [
    ("It was seen (see \(bibr("8"))).", "It was seen."),
    ("It is known (reviewed in \(bibr("8"))).", "It is known."),
    ("Dikes [e.g., \(bibr("8")), \(bibr("9"))] too.", "Dikes too."),
    ("It rose (for reviews, see refs. \(bibr("8"))–\(bibr("11"))), then fell.", "It rose, then fell."),
    ("It rose (cf. \(bibr("8")) and \(bibr("9"))) a lot.", "It rose a lot."),
    ("It rose (seen by \(bibr("8"))).", "It rose (seen by 8)."),
    ("It rose (see Marl, \(bibr("1987"))).", "It rose (see Marl, 1987)."),
    ("It rose (see \(bibr("1987"))).", "It rose (see 1987)."),
  ]

  @Test("A bracket that only sends the reader to the bibliography goes as a whole", arguments: brackets)
  func bracket(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  static let subjectsCases: [(String, String)] = [
    ("[\(bibr("8"))] describes dikes.", "[8] describes dikes."),
    ("It rose. \(bibr("[8]")) says so.", "It rose. [8] says so."),
    ("Later, [\(bibr("8"))] measured it.", "Later, [8] measured it."),
    ("It rose while \(bibr("[8]")) fell.", "It rose while [8] fell."),
    ("It rose; [\(bibr("8"))], [\(bibr("9"))] agree.", "It rose; [8], [9] agree."),
  ]

  @Test("The subject of a sentence stays", arguments: subjectsCases)
  func subjects(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  static let plainCases: [(String, String)] = [
    ("Water rose [\(bibr("8"))].", "Water rose."),
    ("Fenn et al. [\(bibr("8"))] measured it.", "Fenn et al. measured it."),
    ("Water rose. [\(bibr("8"))] Dikes broke.", "Water rose. Dikes broke."),
    ("Water rose.<sup>\(bibr("8"))</sup> dikes broke.", "Water rose. dikes broke."),
    ("Water rose, [\(bibr("8"))] and dikes broke.", "Water rose, and dikes broke."),
    ("In<sup>\(bibr("8"))</sup> water.", "In water."),
    ("It was noted before [\(bibr("8"))], too.", "It was noted before, too."),
    ("A cell of<xref ref-type=\"fn\" rid=\"f1\">2</xref> it.", "A cell of it."),
  ]

  @Test("A number on a word or behind a sentence goes", arguments: plainCases)
  func plain(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  static let teiCases: [(String, String)] = [
    ("As Marl \(ref("(1987)")) wrote.", "As Marl (1987) wrote."),
    ("The model of \(ref("[8]")) holds.", "The model of [8] holds."),
    ("Dikes broke \(ref("[8]"))\(ref("[9]")).", "Dikes broke."),
    ("As in \(ref("(Marl, 1987)")).", "As in (Marl, 1987)."),
    ("\(ref("[8]")) found sand.", "[8] found sand."),
  ]

  @Test("In TEI, too", arguments: teiCases)
  func tei(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.tei("<p>\(source)</p>"))) == [text])
  }
}
