import Foundation
import Ingestion
import Platform
import Search
import SpanExtraction
import TestSupport
import Testing
import Tokenization

@Suite("Passages in a database")
struct PassageLayoutTests {
  /// Every document of `corpora/`, whole.
  private func documents() throws -> [Document] {
    let root = Program.root.appendingPathComponent("corpora").path
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let documents = names.sorted().compactMap { try? DocumentReader().document(at: "\(root)/\($0)") }
    try #require(documents.count > 10)
    return documents
  }

  @Test("A layout that was written and read leads to the places that the document leads to")
  func roundTrip() throws {
    for document in try documents() {
      let sentences = SentenceSplitter().sentences(in: document)
      for start in stride(from: 0, to: sentences.count, by: 5) {
        let part = Array(sentences[start..<min(sentences.count, start + 5)])
        let range = (part.first?.range.lowerBound ?? 0)..<(part.last?.range.upperBound ?? 0)
        let written = PassageLayout(range, sentences: part, of: document).bytes
        let layout = try #require(PassageLayout(bytes: written, textCount: range.count))
        #expect(layout.bytes == written)
        for (sentence, original) in zip(layout.sentences, part) {
          let there = document.provenance(of: original.range)
          let here = layout.map.source(of: sentence.range)
          #expect(here == there?.bytes)
          #expect(here.map { layout.map.omissions(in: $0) } == there?.omitted)
          #expect(sentence.block.map { layout.blocks[$0].elementPath } == there?.path)
        }
      }
    }
  }

  @Test("Cells keep their places in the table, and columns their names")
  func cells() throws {
    let text = "Name,,Born\nAnn,x,1931\nBob,,1902\n"
    let document = try DocumentReader().document(bytes: Array(text.utf8), name: "a.csv")
    let outline = TableOutline(document)
    #expect(outline.row(of: 4) == 2 && outline.columns(at: 1).isEmpty)
    let columns = outline.columns(at: 5)
    #expect(columns.map(\.name) == ["Name", "Born"] && columns.map(\.index) == [0, 2])
    let sentences = Array(SentenceSplitter().sentences(in: document)[5...])
    let range = document.blocks[5].textRange.lowerBound..<document.text.utf8.count
    let written = PassageLayout(range, sentences: sentences, of: document, columns: columns).bytes
    let layout = try #require(PassageLayout(bytes: written, textCount: range.count))
    #expect(layout.columns == columns && layout.blocks.map(\.cell) == document.blocks[5...].map(\.cell))
    let piece = Document(
      source: document.source, text: document.text(in: range), blocks: layout.blocks, map: layout.map)
    #expect(TableRow.text(at: 5, in: piece, columns: layout.columns) == "Bob | Born: 1902")
    for count in written.indices {
      #expect(PassageLayout(bytes: Array(written.prefix(count)), textCount: range.count)?.bytes != written)
    }
  }

  @Test("Members, pages and converted texts keep their places through bytes, and damage does not trap")
  func spaces() throws {
    let text = "One two three. Four five six."
    var map = SourceMap()
    map.append(textStart: 0, sourceStart: 40, textUnit: 1, sourceUnit: 1, count: 14)
    map.append(textStart: 15, sourceStart: 1015, textUnit: 1, sourceUnit: 1, count: 14)
    var words = PageWords()
    words.pageCount = 12
    words.beginLine(page: 7, top: 72.25, bottom: 84)
    words.append(PageWords.Word(start: 0, end: 14, left: 72, right: 190.5))
    words.beginLine(page: 8, top: 70, bottom: 82)
    words.append(PageWords.Word(start: 15, end: 29, left: 300, right: 410))
    let members = ["a", "b"].enumerated().map { SourceMember(name: $1, start: $0 * 1000) }
    var numbers = SplitMix64(seed: 3)
    for space: SourceSpace in [.members(members), .pages(words), .converted(by: "pandoc 3")] {
      var document = Document(text: text)
      (document.map, document.space) = (map, space)
      if case .pages = space { document.map = SourceMap() }
      let sentences = [Sentence(range: 0..<14, block: 0), Sentence(range: 15..<29, block: 0)]
      for part in [Array(sentences), [sentences[1]]] {
        let start = part[0].range.lowerBound
        let written = PassageLayout(start..<29, sentences: part, of: document).bytes
        let layout = try #require(PassageLayout(bytes: written, textCount: 29 - start))
        for (sentence, original) in zip(layout.sentences, part) {
          let there = document.provenance(of: original.range)
          #expect(there != nil)
          #expect(layout.provenance(of: sentence.range, path: "/p[1]") == there)
        }
        for _ in 0..<5000 {
          var bad = written
          bad[Int.random(in: bad.indices, using: &numbers)] = UInt8.random(in: .min ... .max, using: &numbers)
          guard let layout = PassageLayout(bytes: bad, textCount: 29 - start) else { continue }
          for sentence in layout.sentences { _ = layout.provenance(of: sentence.range, path: "/") }
        }
      }
    }
  }

  @Test("Damaged layouts are refused or give something, and never trap")
  func damaged() throws {
    var numbers = SplitMix64(seed: 17)
    let document = try #require(try documents().max { $0.map.segments.count < $1.map.segments.count })
    let sentences = Array(SentenceSplitter().sentences(in: document).prefix(8))
    let range = 0..<(sentences.last?.range.upperBound ?? 0)
    let good = PassageLayout(range, sentences: sentences, of: document).bytes
    for _ in 0..<20_000 {
      var bad = good
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        bad[Int.random(in: bad.indices, using: &numbers)] = UInt8.random(in: .min ... .max, using: &numbers)
      }
      if Bool.random(using: &numbers) {
        bad = Array(bad.prefix(Int.random(in: bad.indices, using: &numbers)))
      }
      guard let layout = PassageLayout(bytes: bad, textCount: range.count) else { continue }
      for sentence in layout.sentences { _ = layout.map.source(of: sentence.range) }
    }
  }

  @Test("Vectors in bytes keep their cosines")
  func vectors() throws {
    var numbers = SplitMix64(seed: 5)
    let width = 384
    func vector() -> [Float] {
      let values = (0..<width).map { _ in Float.random(in: -1...1, using: &numbers) }
      let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { $0 / norm }
    }
    let query = vector()
    let rows = (0..<20).map { _ in vector() }
    let stored = QuantizedVectors(rows.flatMap { row in row.map { $0 * 7 } }, width: width)
    let read = try #require(QuantizedVectors(bytes: stored.bytes, width: width))
    for (row, cosine) in zip(rows, read.cosines(with: query)) {
      let exact = zip(row, query).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(cosine - exact) < 0.002)
    }
    #expect(QuantizedVectors(bytes: Array(stored.bytes.dropLast()), width: width) == nil)
  }

  @Test("Queries keep to telling words, and to the others where there are none")
  func queries() {
    #expect(SearchQuery("What is the tide clock?").expression == #""tide" OR "clock""#)
    #expect(SearchQuery("What was it?").expression == #""what" OR "was" OR "it""#)
    #expect(
      SearchQuery(#""tide clock" winder"#).expression == #"("tide clock") AND ("tide clock" OR "winder")"#)
    #expect(SearchQuery("…!").expression == nil)
  }
}
