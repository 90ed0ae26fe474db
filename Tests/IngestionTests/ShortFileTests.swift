import Ingestion
import Testing

@Suite("Files as short as marks")
struct ShortFileTests {
  @Test("A file of any few bytes is read or refused, never fatal", arguments: 0...16)
  func length(count: Int) throws {
    for text in [
      "abcdefghijklmnop", "%PDF-1.4%PDF-1.4", "\n%PDF-1.4\n%PDF-1.", "\u{FEFF}%PDF-1.7 x y z",
      "PK\u{3}\u{4}PK\u{5}\u{6}PK\u{1}\u{2}aaaa",
    ] {
      let bytes = Array(Array(text.utf8).prefix(count))
      #expect(PDFTool.matches(bytes) == (text.hasPrefix("%PDF-") && count >= 5 || isLate(text, count)))
      _ = try? DocumentReader().document(bytes: bytes, name: "short")
    }
    if count > 0 {
      let document = try DocumentReader().document(
        bytes: Array("abcdefghijklmnop".utf8.prefix(count)), name: "short")
      #expect(document.text.hasPrefix("a") && document.source.format == .text)
    }
  }

  /// Behind a line end or a byte order mark, the mark counts with its version.
  private func isLate(_ text: String, _ count: Int) -> Bool {
    text.hasPrefix("\n%PDF") && count >= 9 || text.hasPrefix("\u{FEFF}%PDF") && count >= 11
  }
}
