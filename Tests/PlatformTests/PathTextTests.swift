import Platform
import Testing

@Suite("Paths as text")
struct PathTextTests {
  @Test("Names in UTF-8 are their own text, whatever else stands in them")
  func plain() {
    for name in ["report.xml", "Übung/naïve 報告.txt", "a\\b", "tab\there", "\\xZZ", "\\x41", "new\nline"] {
      #expect(PathText.text(Array(name.utf8)) == name)
      #expect(PathText.bytes(name) == Array(name.utf8))
    }
  }

  @Test("Bytes that are not UTF-8 are shown in hexadecimal")
  func shown() {
    #expect(PathText.text([0x63, 0x61, 0x66, 0xE9, 0x2E, 0x74]) == "caf\\xE9.t")
    #expect(PathText.text([0xC3, 0xA9, 0xC3]) == "é\\xC3")
    #expect(PathText.text(Array("\\xE9".utf8)) == "\\x5CxE9")
  }

  @Test("Every sequence of bytes comes back from its text, and no two share one")
  func roundTrip() {
    var numbers = SplitMix64(seed: 3)
    let pieces: [[UInt8]] = [
      [0x5C], [0x5C, 0x78], Array("\\xE9".utf8), Array("\\x5C".utf8), [0xE9], [0xC3], [0xC3, 0xA9], [0x80],
      [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0x2F], [0x41], [0x35, 0x43],
    ]
    var texts: [String: [UInt8]] = [:]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<7, using: &numbers)).flatMap { _ in
        pieces[Int.random(in: pieces.indices, using: &numbers)]
      }
      let text = PathText.text(bytes)
      #expect(PathText.bytes(text) == bytes)
      #expect(texts[text] == nil || texts[text] == bytes)
      texts[text] = bytes
    }
  }

  @Test("What holds a NUL names no file")
  func nul() {
    PathText.withPath("/etc\u{0}/passwd") { #expect(String(cString: $0).isEmpty) }
  }
}
