import Foundation
import Ingestion
import Platform
import Testing
import Tokenization

@Suite("Sentences")
struct SentenceSplitterTests {
  func split(_ text: String, _ newlines: NewlinePolicy = .auto) -> [String] {
    SentenceSplitter(newlines: newlines).sentences(in: text).map { text.utf8($0.range) }
  }

  @Test("A sentence is trimmed and keeps the marks that close after its full stop")
  func trimming() {
    #expect(split("  “One.”  (Two.)\n\n Three.[4] \n") == ["“One.”", "(Two.)", "Three.[4]"])
    #expect(split("One.\u{3000}Two.\u{A0}Three.") == ["One.", "Two.", "Three."])
  }

  @Test(
    "Text without words has no sentence to speak of", arguments: ["", " ", "\n\n\n", "\u{FEFF}", "\r\n \t"])
  func empty(_ text: String) {
    #expect(split(text).isEmpty)
  }

  @Test("The newline policy decides what a line break means")
  func newlines() {
    let text = "One line\ngoes on here\n\nTwo. Three"
    #expect(split(text, .hard) == ["One line", "goes on here", "Two.", "Three"])
    #expect(split(text, .paragraph) == ["One line\ngoes on here", "Two.", "Three"])
    #expect(split(text, .auto) == ["One line\ngoes on here", "Two.", "Three"])
  }

  @Test("Line ends of Windows and of old Macs count like others", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ end: String) {
    #expect(split("First\(end)\(end)Second\(end)", .paragraph) == ["First", "Second"])
    #expect(split("First\(end)Second", .hard) == ["First", "Second"])
  }

  @Test("Pre-segmented text is one sentence a line, whatever the lines hold")
  func presegmented() {
    let text = "Dr. Who? Yes. No.\n\n  and so on \r\nlast"
    let found = SentenceSplitter(presegmented: true).sentences(in: text).map { text.utf8($0.range) }
    #expect(found == ["Dr. Who? Yes. No.", "and so on", "last"])
  }

  @Test("No sentence crosses the edge of a block, and each names its block")
  func blocks() {
    let parts: [(String, Block.Kind)] = [
      ("The History of Mr.", .heading), ("He came. He saw", .paragraph), ("and left", .paragraph),
      ("Rose-cheeked Laura, come,\nSing thou smoothly", .verse), ("", .paragraph),
    ]
    var document = Document(
      source: SourceDescription(path: "-", format: .text, encoding: "UTF-8", byteCount: 0, sha256: ""))
    for (text, kind) in parts {
      if !document.text.isEmpty { document.text += "\n\n" }
      let start = document.text.utf8.count
      document.text += text
      document.blocks.append(
        Block(kind: kind, role: .body, textRange: start..<document.text.utf8.count, elementPath: "/"))
    }
    let sentences = SentenceSplitter().sentences(in: document)
    #expect(
      sentences.map { document.text(in: $0.range) } == [
        "The History of Mr.", "He came.", "He saw", "and left",
        "Rose-cheeked Laura, come,\nSing thou smoothly",
      ])
    #expect(sentences.map(\.block) == [0, 1, 1, 2, 3])
  }

  @Test("Sentences follow each other, start and end with text, and leave out nothing but white space")
  func invariants() {
    let parts = [
      "Dr.", "a", "B.", "word", "\n", "\n\n", " ", "  ", ".", "!", "?", "…", "\"", "”", "“", "'", ")", "(",
      "[12]", "[",
      "]", "3.5", "7", "é", "字。", "😀", "\u{301}", "The", "then", "-", "—", ",", ":", "\u{A0}", "\u{2028}",
      "etc.", "www.x.y",
      "\t", "\r\n", "U.S.", "i.e.", ":)", "…”", ". . .", "''", "\u{0}", "\u{FEFF}",
    ]
    var random = SplitMix64(seed: 4)
    for _ in 0..<4000 {
      let text = (0..<Int.random(in: 0...24, using: &random)).map { _ in parts.randomElement(using: &random)!
      }.joined()
      let bytes = Array(text.utf8)
      for policy in NewlinePolicy.allCases {
        var end = 0
        for sentence in SentenceSplitter(newlines: policy).sentences(in: text) {
          #expect(sentence.range.lowerBound >= end && !sentence.range.isEmpty)
          #expect(isSpace(bytes[end..<sentence.range.lowerBound]))
          let inside = String(validating: bytes[sentence.range], as: UTF8.self)
          #expect(inside?.unicodeScalars.first?.properties.isWhitespace == false, "\(text.debugDescription)")
          #expect(inside?.unicodeScalars.last?.properties.isWhitespace == false, "\(text.debugDescription)")
          end = sentence.range.upperBound
        }
        #expect(isSpace(bytes[end...]), "\(text.debugDescription)")
      }
    }
  }

  private func isSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0 == "\u{FEFF}"
    }
  }

  @Test("Marks and quotation marks alone are no sentence but belong to the one before")
  func strays() {
    #expect(split("“Ah? … Well!”") == ["“Ah? …", "Well!”"])
    #expect(split("It hurts.\n\"\nNext one.") == ["It hurts.\n\"", "Next one."])
    #expect(split("One.\n\n...\n\nTwo.") == ["One.", "...", "Two."])
  }

  @Test("Every sentence of every document in corpora/ lies in its block")
  func corpora() throws {
    let folder = Resources.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpora")
    var count = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      if name.hasSuffix(".json") || name.hasSuffix("README.md") { continue }
      guard let document = try? DocumentReader().document(at: folder.appending(path: name).path) else {
        continue
      }
      var end = 0
      for sentence in SentenceSplitter().sentences(in: document) {
        let block = try #require(sentence.block)
        let range = document.blocks[block].textRange
        #expect(
          sentence.range.lowerBound >= max(end, range.lowerBound)
            && sentence.range.upperBound <= range.upperBound)
        end = sentence.range.upperBound
        count += 1
      }
    }
    #expect(count > 500)
  }

  @Test("Many threads at once find what one finds")
  func threads() async {
    let text = String(repeating: "Dr. Hale met Mr. Orr. They spoke. “Why?” he asked. ", count: 200)
    let splitter = SentenceSplitter()
    let alone = splitter.sentences(in: text)
    await withTaskGroup(of: [Sentence].self) { group in
      for _ in 0..<16 { group.addTask { splitter.sentences(in: text) } }
      for await found in group { #expect(found == alone) }
    }
  }

  @Test("Hostile text is read to its end in time that grows with its length only")
  func hostile() {
    let million = 1_000_000
    #expect(split(String(repeating: "a", count: 10 * million)).count >= 1)
    #expect(split(String(repeating: "\n", count: million)).isEmpty)
    #expect(split("e" + String(repeating: "\u{301}", count: million)).count >= 1)
    #expect(split(String(repeating: ".", count: million)).count >= 1)
    #expect(split(String(repeating: ". ", count: million)).count >= 1)
    #expect(split("a." + String(repeating: "\"", count: million) + " B").count >= 1)
    #expect(split("a." + String(repeating: " ", count: million) + "B").count >= 1)
    #expect(split(String(repeating: ".", count: million)).count >= 1)
    #expect(split(String(repeating: "😀.", count: million / 4)).count >= 1)
    #expect(split(String(repeating: "a.\"B", count: million / 4)).count >= 1)
    #expect(split(String(repeating: "A. ", count: million / 4)).count >= 1)
    #expect(split(String(repeating: "x\n", count: million / 2)).count >= 1)
  }
}

@Suite("Windows over long texts")
struct TextWindowTests {
  @Test("Windows cover the text, end on character boundaries, and prefer line ends to spaces")
  func windows() {
    func cut(_ text: String, _ limit: Int) -> [String] {
      Array(text.utf8).withUnsafeBufferPointer { bytes in
        TextWindows(bytes, limit: limit).map { String(decoding: bytes[$0], as: UTF8.self) }
      }
    }
    #expect(cut("", 8).isEmpty)
    #expect(cut("short", 8) == ["short"])
    #expect(cut("abcdefghijklm\no p", 16) == ["abcdefghijklm\n", "o p"])
    #expect(cut("abcdefghijklm no p q", 16) == ["abcdefghijklm ", "no p q"])
    #expect(cut("ééééééééé", 9) == ["éééé", "éééé", "é"])
  }
}
