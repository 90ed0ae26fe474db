import Ingestion
import Testing

@Suite("The provenance checker itself")
struct ProvenanceCheckerTests {
  @Test("A place that is one byte off is found out")
  func shifted() throws {
    let bytes = Array("<r><p>one two</p><p>three</p></r>".utf8)
    var document = try DocumentReader().document(bytes: bytes, name: "t.xml")
    func problems() -> [String] {
      ProvenanceChecker(document: document, bytes: bytes, undo: XMLUndo(document, file: bytes)).problems()
    }
    #expect(problems().isEmpty)
    var map = SourceMap()
    for segment in document.map.segments {
      map.append(
        textStart: segment.textStart, sourceStart: segment.sourceStart + 1, textUnit: Int(segment.textUnit),
        sourceUnit: Int(segment.sourceUnit), count: segment.count)
    }
    document.map = map
    #expect(!problems().isEmpty)
  }

  @Test("Text that is not in the source is found out")
  func invented() throws {
    let bytes = Array("<r><p>one two</p></r>".utf8)
    var document = try DocumentReader().document(bytes: bytes, name: "t.xml")
    document.text = "one too"
    let problems = ProvenanceChecker(document: document, bytes: bytes, undo: XMLUndo(document, file: bytes))
      .problems()
    #expect(!problems.isEmpty)
  }
}
