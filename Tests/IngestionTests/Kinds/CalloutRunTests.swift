import Testing

@Suite("Runs of references in text")
struct CalloutRunTests {
  private func jats(_ paragraph: String) throws -> [String] {
    Kind.texts(try Kind.read(Kind.jats("<p>\(paragraph)</p>")))
  }
  private static func xref(_ text: String) -> String { "<xref ref-type=\"bibr\" rid=\"b1\">\(text)</xref>" }

  @Test(
    "What stands between two references goes with them",
    arguments: [
      ("of this type \(xref("[36]"))–\(xref("[39]")).", "of this type."),
      ("of this type \(xref("36"))&#x2013;\(xref("39")).", "of this type."),
      ("of this type [\(xref("36"))]–[\(xref("39"))].", "of this type."),
      ("of this type \(xref("1")), \(xref("2")), and \(xref("3")).", "of this type."),
      ("of this type [\(xref("1"))] and [\(xref("2"))], too.", "of this type, too."),
      ("of this type<sup>\(xref("1"))</sup><sup>,</sup><sup>\(xref("2"))</sup>.", "of this type."),
      ("of this type (\(xref("1")); \(xref("2"))–\(xref("5"))).", "of this type."),
      ("of this type \(xref("[3]"))-\(xref("[5]")), \(xref("[7]")) and more.", "of this type and more."),
    ])
  func between(paragraph: String, expected: String) throws {
    #expect(try jats(paragraph) == [expected])
  }

  @Test(
    "Text behind a reference stays, and so do its marks",
    arguments: [
      ("seen \(xref("1")), and then again.", "seen, and then again."),
      ("seen \(xref("1")) – and \(xref("Brandt 1870")) too.", "seen – and Brandt 1870 too."),
      ("seen \(xref("1")) (by <italic>chance</italic>).", "seen (by chance)."),
      ("seen\(xref("1"))—twice.", "seen—twice."),
      ("from \(xref("1")) to the end.", "from 1 to the end."),
    ])
  func stays(paragraph: String, expected: String) throws {
    #expect(try jats(paragraph) == [expected])
  }

  @Test("In TEI, too, and paths count the elements that were passed over")
  func tei() throws {
    let reference = { (n: Int) in "<ref type=\"bibr\" target=\"#b\(n)\">[\(n)]</ref>" }
    let document = try Kind.read(
      Kind.tei(
        "<p>Of this type \(reference(1))–\(reference(3)). It <ref target=\"http://e.org\">lasts</ref>.</p>"))
    #expect(Kind.texts(document) == ["Of this type. It lasts."])
  }
}
