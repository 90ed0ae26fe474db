import Ingestion
import Testing

@Suite("NewsML 1 and dictionaries in TEI: Dialects")
struct NewsAndDictionaryDialectTests {
  @Test("NewsML 1: the headline is the title, the content is the body, codes are no text")
  func newsML() throws {
    let text = """
      <?xml version="1.0"?><NewsML Version="1.2"><NewsEnvelope><DateAndTime>20260105T100000</DateAndTime></NewsEnvelope>
      <NewsItem><Identification><NewsIdentifier><ProviderId>example.org</ProviderId></NewsIdentifier></Identification>
      <NewsManagement><NewsItemType FormalName="News"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Crane moved</HeadLine>
      <SubHeadLine>By night</SubHeadLine><ByLine>Ada Quay</ByLine></NewsLines><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
      <ContentItem><MediaType FormalName="Text"/><DataContent><p>The crane was moved.</p><p>Nobody saw it.</p></DataContent></ContentItem>
      </NewsComponent></NewsItem></NewsML>
      """
    let records = try XMLReading.records(Array(text.utf8)).map { try $0.get() }
    let document = try #require(records.first)
    #expect(records.count == 1)
    #expect(document.source.format == .newsml)
    #expect(document.title == "Crane moved")
    #expect(
      XMLReading.outline(document) == [
        "title/front: Crane moved", "heading/body: By night", "paragraph/metadata: Ada Quay",
        "paragraph/body: The crane was moved.", "paragraph/body: Nobody saw it.",
      ])
  }

  @Test("A dictionary's entries are sections headed by their forms; senses are paragraphs")
  func dictionary() throws {
    let text = """
      <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Words</title></titleStmt></fileDesc></teiHeader><text><body>
      <entry><form><orth>crane</orth><pron>kreɪn</pron></form><gramGrp><pos>n.</pos></gramGrp><sense n="1"><def>A tall bird.</def>
      <cit type="example"><quote>A crane stood there.</quote></cit></sense><sense n="2"><def>A machine that lifts.</def></sense><etym>Old English cran.</etym></entry>
      <entry><form><orth>quay</orth></form><sense><def>A place for ships.</def></sense></entry></body></text></TEI>
      """
    let document = try XMLReading.document(text)
    #expect(document.sections.map(\.heading) == ["crane kreɪn", "quay"])
    #expect(
      XMLReading.outline(document).suffix(8) == [
        "heading/body: crane kreɪn", "paragraph/metadata: n.", "paragraph/body: A tall bird.",
        "paragraph/body: A crane stood there.", "paragraph/body: A machine that lifts.",
        "paragraph/note: Old English cran.", "heading/body: quay", "paragraph/body: A place for ships.",
      ])
    let bytes = Array(text.utf8)
    let problems = ProvenanceChecker(document: document, bytes: bytes, undo: XMLUndo(document, file: bytes))
      .problems()
    // Forms have a space between them that the source only implies.
    #expect(problems.allSatisfy { $0.contains("/form[1]") }, "\(problems)")
  }
}
