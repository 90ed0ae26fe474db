import Ingestion
import Testing

@Suite("Nesting deeper than libxml2's own limit")
struct DepthTests {
  private func nested(_ depth: Int) -> String {
    String(repeating: "<d>", count: depth - 1) + "<p>Deep down.</p>"
      + String(repeating: "</d>", count: depth - 1)
  }

  @Test(
    "The limit is the caller's, above and below 256",
    arguments: [(40, 50), (255, 256), (400, 500)])
  func limit(depth: Int, limit: Int) throws {
    let document = try XMLReading.document(nested(depth)) { $0.maximumDepth = limit }
    #expect(document.text == "Deep down.")
    let error = XMLReading.failure(Array(nested(limit + 1).utf8)) { $0.maximumDepth = limit }
    #expect(error?.reason == .limit("nesting depth of elements", limit))
  }
}
