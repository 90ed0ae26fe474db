import Ingestion
import Testing

@Suite("Places in members and on pages")
struct SourceSpaceTests {
  /// Two lines on page 3 and one on page 4; the second line begins with the rest of a broken word.
  private func words() -> PageWords {
    var words = PageWords()
    words.pageCount = 9
    words.beginLine(page: 3, top: 72, bottom: 84)
    words.append(PageWords.Word(start: 0, end: 3, left: 72, right: 90))
    words.append(PageWords.Word(start: 4, end: 8, left: 94, right: 120.126))
    words.beginLine(page: 3, top: 86, bottom: 98)
    words.append(PageWords.Word(start: 8, end: 11, left: 72, right: 88))
    words.beginLine(page: 4, top: 72, bottom: 84)
    words.append(PageWords.Word(start: 12, end: 20, left: 72, right: 130))
    return words
  }

  @Test("A range covers a rectangle a line, on every page that it reaches")
  func rectangles() {
    let words = words()
    #expect(
      words.rectangles(of: 4..<20) == [
        PageRectangle(page: 3, x0: 94, y0: 72, x1: 120.13, y1: 84),
        PageRectangle(page: 3, x0: 72, y0: 86, x1: 88, y1: 98),
        PageRectangle(page: 4, x0: 72, y0: 72, x1: 130, y1: 84),
      ])
    #expect(words.rectangles(of: 5..<6) == [PageRectangle(page: 3, x0: 94, y0: 72, x1: 120.13, y1: 84)])
    #expect(words.rectangles(of: 3..<4) == [], "a space between words stands nowhere")
    #expect(words.rectangles(of: 20..<25) == [])
    #expect(words.rectangles(of: 6..<6) == [])
    #expect(words.page(at: 12) == 4)
    #expect(words.page(at: 20) == nil)
  }

  @Test("A slice leads to the same rectangles, counted from its beginning")
  func slices() {
    let words = words()
    for start in 0..<20 {
      for end in start..<20 {
        let slice = words.slice(start..<end)
        #expect(slice.rectangles(of: 0..<end - start) == words.rectangles(of: start..<end))
      }
    }
  }

  @Test("A place in a container names the member and counts in it")
  func members() throws {
    var map = SourceMap()
    map.append(textStart: 0, sourceStart: 10, textUnit: 1, sourceUnit: 1, count: 5)
    map.append(textStart: 7, sourceStart: 103, textUnit: 1, sourceUnit: 1, count: 5)
    map.omit(ByteRange(byteStart: 104, byteEnd: 106))
    let space = SourceSpace.members([
      SourceMember(name: "a.xhtml", start: 0), SourceMember(name: "b/c.xhtml", start: 100),
    ])
    let second = try #require(space.provenance(of: 7..<12, map: map, path: "/p[2]"))
    #expect(second.member == "b/c.xhtml")
    #expect(second.bytes == ByteRange(byteStart: 3, byteEnd: 8))
    #expect(second.omitted == [ByteRange(byteStart: 4, byteEnd: 6)])
    #expect(second.citation(in: "book.epub") == "book.epub!b/c.xhtml:3-8")
    let both = try #require(space.provenance(of: 0..<12, map: map, path: "/"))
    #expect(both.member == "a.xhtml")
    #expect(both.bytes == ByteRange(byteStart: 10, byteEnd: 15), "what of it lies where it begins")
    #expect(both.omitted.isEmpty)
    #expect(space.part(of: 7..<12, map: map).provenance(of: 7..<12, map: map, path: "/p[2]") == second)
  }

  @Test("Places read as people write them")
  func citations() {
    let bytes = ByteRange(byteStart: 10, byteEnd: 20)
    #expect(Provenance(bytes: bytes, path: "/").citation(in: "a.txt") == "a.txt:10-20")
    let page = Provenance(page: 12, rectangles: words().rectangles(of: 0..<3), path: "/")
    #expect(page.citation(in: "report.pdf") == "report.pdf:p12")
    #expect(page.words == "page 12")
    let converted = Provenance(bytes: bytes, path: "/", convertedBy: "pandoc 3")
    #expect(converted.citation(in: "a.rst") == "a.rst!converted:10-20")
    #expect(converted.words == "bytes 10–20 of the text converted by pandoc 3")
  }
}
