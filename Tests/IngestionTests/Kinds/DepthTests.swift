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

  private func read(
    _ text: String, _ format: DocumentFormat, limit: Int
  ) throws(IngestionError) -> Document {
    try XMLReading.document(text) {
      $0.format = format
      $0.maximumDepth = limit
    }
  }

  /// A page whose elements nest `depth` deep, `html` and `body` included.
  private func page(_ depth: Int) -> String {
    String(repeating: "<div>", count: depth - 3) + "<p>Deep down.</p>"
      + String(repeating: "</div>", count: depth - 3)
  }

  @Test("So it is for pages", arguments: [(40, 50), (256, 256), (400, 500), (2048, 2048)])
  func pages(depth: Int, limit: Int) throws {
    #expect(try read(page(depth), .html, limit: limit).text == "Deep down.")
    let error = #expect(throws: IngestionError.self) { try read(page(limit + 1), .html, limit: limit) }
    #expect(error?.reason == .limit("nesting depth of the page's elements", limit))
    let remedy: IngestionRemedy? = limit < 2048 ? .depth : nil
    #expect(error?.remedy == remedy)
  }

  @Test("So it is for lists and quotations", arguments: [(40, 50), (256, 256), (400, 500), (2048, 2048)])
  func lists(depth: Int, limit: Int) throws {
    func quotations(_ depth: Int) -> String { String(repeating: "> ", count: depth) + "Deep down." }
    #expect(try read(quotations(depth), .markdown, limit: limit).text == "Deep down.")
    // A list and its item are two.
    let items = String(repeating: "- ", count: depth / 2) + "Deep down."
    #expect(try read(items, .markdown, limit: limit).text == "Deep down.")
    let error = #expect(throws: IngestionError.self) {
      try read(quotations(limit + 1), .markdown, limit: limit)
    }
    #expect(error?.reason == .limit("nesting depth of lists and quotations", limit))
    let remedy: IngestionRemedy? = limit < 2048 ? .depth : nil
    #expect(error?.remedy == remedy)
  }

  @Test("Nobody gets more than libxml2's most", arguments: [DocumentFormat.html, .markdown])
  func most(format: DocumentFormat) {
    let deep = format == .html ? page(5_000) : String(repeating: "> ", count: 5_000) + "Deep down."
    let error = #expect(throws: IngestionError.self) { try read(deep, format, limit: 10_000) }
    #expect(error?.description.hasSuffix("exceeds the limit of 2048") == true)
  }
}
