import Ingestion
import Testing

@Suite("Titles of pages beside the names of their sites")
struct PageTitleTests {
  private func read(_ head: String, heading: String = "") throws -> String? {
    let page =
      "<html><head>\(head)</head><body>\(heading)<p>The mill by the brook turned again on Tuesday.</p></body></html>"
    return try Reading.checked(Array(page.utf8), as: .html).title
  }

  static let titles: [(String, String, String)] = [
    ("<title>Boat forum • View topic - Which tar?</title>", "<h1>Boat forum</h1>", "Which tar?"),
    ("<title>Bootsforum • Thema anzeigen - Welcher Teer?</title>", "", "Welcher Teer?"),
    ("<title>Boats of Tarn - Which tar?</title>", "<h1>Which tar?</h1>", "Which tar?"),
    (
      "<title>The old harbour board - Which tar is best?</title>", "",
      "The old harbour board - Which tar is best?"
    ),
    (
      "<title>Boat forum • Which tar?</title><meta property=og:site_name content=\"Boat forum\">", "",
      "Which tar?"
    ),
    (
      "<title>Which tar? › Tar and rope › Boat forum</title><meta property=og:site_name content=\"Boat Forum\">",
      "", "Which tar? › Tar and rope"
    ),
    (
      "<title>DER BOTE - Ein Hafen</title><link rel=canonical href=\"https://www.derbote.example/hafen\">",
      "",
      "Ein Hafen"
    ),
    (
      "<title>Ropes - Encyclopedia</title><meta property=og:url content=\"https://en.encyclopedia.example/ropes\">",
      "", "Ropes"
    ),
    ("<title>The harbour gets deeper | The Tarn News</title>", "", "The harbour gets deeper"),
    ("<title>Tarn - a town</title>", "", "Tarn - a town"),
  ]

  @Test("A site's name goes wherever it stands, and the page's own title stays", arguments: titles)
  func titled(head: String, heading: String, title: String) throws {
    #expect(try read(head, heading: heading) == title)
  }

  @Test(
    "An end tag of a line break breaks the line",
    arguments: ["x</br>y", "x</br >y", "x</BR>y", "<b>x</b></br>y", "x</br></br/>y", "x<br></br>y"])
  func endTag(html: String) throws {
    // What undoes pages in tests knows no end tags of what is empty.
    let document = try Reading.read(Array("<p>\(html)</p>".utf8), as: .html)
    #expect(document.text.split(whereSeparator: \.isWhitespace) == ["x", "y"])
  }
}
