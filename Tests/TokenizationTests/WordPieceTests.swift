import Foundation
import Testing
import Tokenization

@Suite("Word pieces")
struct WordPieceTests {
  let tokenizer: WordPieceTokenizer

  init() throws {
    tokenizer = try WordPieceTokenizer(vocabularyAt: Resources.path("wordpiece-vocab.txt"))
  }

  /// A line of the files that `Tools/Fixtures/wordpiece.py` writes.
  struct Expected: Decodable {
    var text: String
    var ids: [Int32]
    var offsets: [[Int]]
  }

  static func expected(in data: Data) throws -> [Expected] {
    try data.split(separator: 0x0A).map { try JSONDecoder().decode(Expected.self, from: Data($0)) }
  }

  /// Texts whose pieces differ from what `tokenizer` makes of them.
  static func differences(_ lines: [Expected], _ tokenizer: WordPieceTokenizer) -> [String] {
    lines.filter { line in
      let pieces = tokenizer.encode(line.text)
      return pieces.ids != line.ids || pieces.offsets.map { [$0.lowerBound, $0.upperBound] } != line.offsets
    }.map(\.text.debugDescription)
  }

  @Test("Identifiers and offsets equal the reference's on hundreds of varied lines")
  func parity() throws {
    let lines = try Self.expected(in: Data(contentsOf: Resources.folder.appending(path: "wordpiece.jsonl")))
    #expect(lines.count > 500)
    #expect(Self.differences(lines, tokenizer) == [])
  }

  @Test(
    "Identifiers and offsets equal the reference's on a file made with the whole vocabulary",
    .enabled(
      if: ProcessInfo.processInfo.environment["PERUSE_WORDPIECE_LINES"] != nil,
      "set PERUSE_WORDPIECE_LINES and PERUSE_WORDPIECE_VOCABULARY; see Tools/Fixtures/wordpiece.py"))
  func wholeVocabulary() throws {
    let environment = ProcessInfo.processInfo.environment
    let lines = try Self.expected(
      in: Data(contentsOf: URL(filePath: environment["PERUSE_WORDPIECE_LINES"] ?? "")))
    let tokenizer = try WordPieceTokenizer(vocabularyAt: environment["PERUSE_WORDPIECE_VOCABULARY"] ?? "")
    let differences = Self.differences(lines, tokenizer)
    print(
      "\(lines.count) lines, \(lines.reduce(0) { $0 + $1.ids.count }) pieces, \(differences.count) different")
    #expect(lines.count >= 10_000)
    #expect(differences == [])
  }

  @Test("Text can't produce special pieces: “[SEP]” is three ordinary ones")
  func specials() {
    for special in ["[SEP]", "[CLS]", "[PAD]", "[UNK]", "[MASK]", "[sep]"] {
      let pieces = tokenizer.encode("a \(special) b")
      let ids = [tokenizer.separatorID, tokenizer.classificationID, tokenizer.paddingID, tokenizer.maskID]
      #expect(!pieces.ids.contains { ids.contains($0) })
      #expect(pieces.count >= 5)
    }
    #expect(tokenizer.piece(for: tokenizer.separatorID) == "[SEP]")
    #expect(tokenizer.piece(for: tokenizer.unknownID) == "[UNK]")
    #expect(tokenizer.piece(for: -1) == "[UNK]")
    #expect(tokenizer.piece(for: .max) == "[UNK]")
  }

  @Test("Every identifier's piece reads back")
  func readBack() throws {
    let lines = try Resources.text("wordpiece-vocab.txt").split(separator: "\n")
    #expect(tokenizer.vocabularyCount == lines.count)
    for (id, line) in lines.enumerated() { #expect(tokenizer.piece(for: Int32(id)) == line) }
  }

  @Test("A slice gives the offsets of its document, and pieces append")
  func slice() {
    let bytes = Array("Zürich: the end".utf8)
    bytes[9...].withUnsafeBufferPointer { slice in
      let pieces = tokenizer.encode(utf8: slice, base: 9)
      #expect(pieces.offsets.first?.lowerBound == 9)
      #expect(pieces.offsets.last?.upperBound == bytes.count)
      var both = pieces
      tokenizer.encode(utf8: slice, base: 9, into: &both)
      #expect(both.ids == pieces.ids + pieces.ids)
    }
  }

  @Test("Bytes that are no UTF-8 are skipped")
  func invalid() {
    let junk: [UInt8] = [
      0xFF, 0x61, 0xC3, 0x28, 0xE2, 0x82, 0x62, 0xED, 0xA0, 0x80, 0xF5, 0x80, 0xC0, 0x80, 0xF0,
    ]
    junk.withUnsafeBufferPointer { bytes in
      let pieces = tokenizer.encode(utf8: bytes, base: 0)
      #expect(pieces.offsets.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= junk.count })
      #expect(pieces.count > 0)
    }
    for _ in 0..<2 {
      let plain = tokenizer.encode(utf8: UnsafeBufferPointer(start: nil, count: 0), base: 5)
      #expect(plain.count == 0)
    }
  }

  @Test("Hostile text is read in time that grows with its length only")
  func hostile() {
    let million = 1_000_000
    #expect(tokenizer.encode(String(repeating: "a", count: 10 * million)).ids == [tokenizer.unknownID])
    #expect(tokenizer.encode(String(repeating: "é", count: million)).offsets == [0..<2 * million])
    #expect(tokenizer.encode("e" + String(repeating: "\u{301}", count: million)).offsets == [0..<1])
    #expect(tokenizer.encode("e" + String(repeating: "\u{1E000}\u{323}", count: million / 2)).count == 1)
    #expect(tokenizer.encode(String(repeating: "\n", count: million)).count == 0)
    #expect(tokenizer.encode(String(repeating: "\u{0}", count: million)).count == 0)
    #expect(tokenizer.encode(String(repeating: "\u{AD}", count: million) + "a").count == 1)
    #expect(tokenizer.encode(String(repeating: "字", count: million)).count == million)
    #expect(tokenizer.encode(String(repeating: "a\u{0}", count: million)).count == 1)
    #expect(tokenizer.encode(String(repeating: "!", count: million)).count == million)
  }
}
