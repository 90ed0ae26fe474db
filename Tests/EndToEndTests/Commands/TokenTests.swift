import Foundation
import TestSupport
import Testing

@Suite("peruse inspect --tokens")
struct TokenTests {
  private struct Token: Decodable {
    struct Source: Decodable {
      var byteStart: Int
      var byteEnd: Int
    }
    var piece: String
    var text: String
    var source: Source
    var range: Range<Int> { source.byteStart..<source.byteEnd }
  }
  private struct Inspection: Decodable { var tokens: [Token] }

  private func tokens(_ path: String) throws -> [Token] {
    let outcome = try Tool.run(["inspect", "--tokens", "--format", "json", path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Inspection.self, from: Data(outcome.output.utf8)).tokens
  }

  @Test(
    "Word pieces cut their ranges out of the text, one after the other, and leave only space between them")
  func ranges() throws {
    let scratch = try Scratch()
    let text = "Łódź lies far off.\n\nNobody unbelievably brave — or 27 “brave” men — went there at 6.30.\n"
    let bytes = Array(text.utf8)
    let path = try scratch.write("a.txt", text)
    let tokens = try tokens(path)
    var end = 0
    for token in tokens {
      try #require(
        token.range.lowerBound >= end && token.range.upperBound <= bytes.count && !token.range.isEmpty)
      let between = String(decoding: bytes[end..<token.range.lowerBound], as: UTF8.self)
      try #require(between.allSatisfy { $0.isWhitespace }, "\(between)")
      try #require(String(decoding: bytes[token.range], as: UTF8.self) == token.text)
      // Pieces are those of an uncased vocabulary, which writes letters without their marks.
      let plain = token.text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      let piece = token.piece.replacing("##", with: "")
      #expect(piece == plain || token.text.contains { "Łź".contains($0) }, "\(token)")
      end = token.range.upperBound
    }
    #expect(String(decoding: bytes[end...], as: UTF8.self).allSatisfy { $0.isWhitespace })
    // Words that the vocabulary has not are cut, and the cuts are their pieces' own.
    let word = tokens.drop { $0.text != "un" }.prefix(5)
    #expect(
      word.map(\.text).joined() == "unbelievably" && word.dropFirst().allSatisfy { $0.piece.hasPrefix("##") })

    let lines = try Tool.run(["inspect", "--tokens", path]).output.split(separator: "\n").dropFirst(2)
    #expect(lines.count == tokens.count)
    for (line, token) in zip(lines, tokens) {
      let fields = line.split(separator: " ")
      #expect(fields.first.map(String.init) == "\(token.range.lowerBound)-\(token.range.upperBound)")
      #expect(fields.last.map(String.init) == token.piece)
    }
  }

  @Test("Pieces of a page stand at the markup that they were written as")
  func markup() throws {
    let scratch = try Scratch()
    let page = "<html><body><p>The caf&eacute; of R&amp;D has <b>har</b>bours.</p></body></html>"
    let bytes = Array(page.utf8)
    let written = try tokens(scratch.write("a.html", page)).map {
      (text: $0.text, bytes: String(decoding: bytes[$0.range], as: UTF8.self))
    }
    for (text, markup) in [("café", "caf&eacute;"), ("&", "&amp;"), ("harbour", "har</b>bour"), ("D", "D")] {
      #expect(written.first { $0.text == text }?.bytes == markup, "\(written)")
    }
    #expect(written.map(\.text).joined() == "ThecaféofR&Dhasharbours.")
  }
}
