import Ingestion
import Testing

@Suite("Raised and lowered expressions, citations raised without a link")
struct RaisedExpressionTests {
  static let expressionsCases: [(String, String)] = [
    ("Of q<sup>k+2</sup> here.", "Of q^(k+2) here."),
    ("Of q<sub>m,n</sub><sup>T</sup> here.", "Of q_(m,n)^T here."),
    ("Of 3<sup>n/2</sup> here.", "Of 3^(n/2) here."),
    ("Of q<sub>n−1</sub> here.", "Of q_(n−1) here."),
    ("At 4.5<sup>b</sup> m.", "At 4.5^b m."),
    ("At 12<sup>∘</sup>C.", "At 12∘C."),
    ("Of NO<sub>3</sub><sup>−</sup> and p<sub>min</sub>.", "Of NO3^− and pmin."),
    ("The 2<sup>nd</sup> of 1<sup>a</sup> vez.", "The 2nd of 1a vez."),
  ]

  @Test("What is more than one thing stands in brackets", arguments: expressionsCases)
  func expressions(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }

  @Test("Letters beside the numbers of a table stay apart", arguments: ["a", "c", "d", "e", "o"])
  func cells(letter: String) throws {
    let table = "<table-wrap><table><tr><td>7<sup>\(letter)</sup></td><td>8</td></tr></table></table-wrap>"
    #expect(Kind.texts(try Kind.read(Kind.jats(table))) == ["7^\(letter)", "8"])
  }

  @Test(
    "HTML's are marked alike",
    arguments: [
      ("Of q<sup>k+2</sup> here.", "Of q^(k+2) here."), ("Of q<sub>i,j</sub> here.", "Of q_(i,j) here."),
      ("Of 10<sup>-4</sup> here.", "Of 10^-4 here."), ("Of H<sub>2</sub>O here.", "Of H2O here."),
      ("Of 10<sub>2</sub> here.", "Of 10_2 here."),
    ])
  func html(source: String, text: String) throws {
    let page = "<!DOCTYPE html><html><body><p>\(source)</p></body></html>"
    let document = try Reading.html(page)
    #expect(document.text == text)
  }

  static let citationsCases: [(String, String)] = [
    ("Dikes break<sup>3–5</sup> often.", "Dikes break often."),
    ("Dikes break<sup>[6]</sup> often.", "Dikes break often."),
    ("As Marl<sup>5</sup> said.", "As Marl said."),
    ("In 20%<sup>12</sup> of dikes.", "In 20% of dikes."),
    ("As Fenn<sup>6,7</sup> agreed.", "As Fenn agreed."),
    ("At 10<sup>-3</sup> m<sup>2</sup>.", "At 10^-3 m^2."),
    ("At 4 min<sup>2</sup> or 5 inches<sup>3</sup>.", "At 4 min^2 or 5 inches^3."),
    ("Of sin<sup>2</sup> x and chi<sup>2</sup>.", "Of sin^2 x and chi^2."),
    ("Of Ser<sup>47</sup> and Mn<sup>2</sup>.", "Of Ser^47 and Mn^2."),
    ("Of R<sup>2</sup> and cm<sup>3</sup>.", "Of R^2 and cm^3."),
  ]

  @Test("Citations without a link go, powers stay", arguments: citationsCases)
  func citations(source: String, text: String) throws {
    #expect(Kind.texts(try Kind.read(Kind.jats("<p>\(source)</p>"))) == [text])
  }
}
