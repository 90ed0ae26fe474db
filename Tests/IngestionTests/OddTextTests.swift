import Ingestion
import Testing

/// What turns up in files that people really have.
@Suite("Odd real-world text")
struct OddTextTests {
  /// ASCII as it is, other scalars by `table`.
  private func bytes(_ text: String, _ table: [Unicode.Scalar: [UInt8]]) -> [UInt8] {
    text.unicodeScalars.flatMap { $0.isASCII ? [UInt8($0.value)] : table[$0] ?? [] }
  }

  private func utf16(_ text: String, bigEndian: Bool = false) -> [UInt8] {
    text.utf16.flatMap { unit in
      let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return bigEndian ? pair.reversed() : pair
    }
  }

  @Test("Smart quotes from Windows, undeclared, in text, Markdown and HTML labelled ISO-8859-1")
  func smartQuotes() throws {
    let table: [Unicode.Scalar: [UInt8]] = ["“": [0x93], "”": [0x94], "’": [0x92], "–": [0x96], "é": [0xE9]]
    let text = "He said, “It’s a café – really.” Nobody else in the room had noticed."
    let plain = try Reading.checked(bytes(text, table), as: nil)
    #expect(plain.text == text)
    #expect(plain.source.encoding == "windows-1252")
    let place = try #require(plain.provenance(of: 9..<12))
    #expect(place.bytes == ByteRange(byteStart: 9, byteEnd: 10))

    let markdown = try Reading.checked(bytes("# T\n\n*\(text)*\n\n[l](x) and `c`\n", table), as: nil)
    #expect(markdown.source.format == .markdown)
    #expect(Reading.texts(markdown).contains(text))

    let page = "<html><head><meta charset='iso-8859-1'><title>T</title></head><p>\(text)</p></html>"
    let html = try Reading.checked(bytes(page, table), as: nil)
    #expect(html.source.format == .html)
    #expect(html.source.encoding == "windows-1252")
    #expect(html.text == text)
  }

  @Test("UTF-16LE HTML without a byte order mark but with an XML declaration")
  func wideHTML() throws {
    let page =
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<html><body><p>Grüße &amp; 漢字 <b>x</b></p><br></body></html>"
    for bigEndian in [false, true] {
      let document = try Reading.checked(utf16(page, bigEndian: bigEndian), as: nil)
      #expect(document.source.format == .html)
      #expect(document.source.encoding == (bigEndian ? "UTF-16BE" : "UTF-16LE"))
      #expect(document.text == "Grüße & 漢字 x")
      let range = try #require(document.provenance(of: 0..<1)?.bytes)
      #expect(range.count == 2)
    }
  }

  @Test("Shift_JIS, where a second byte may be a backslash and 0x5C itself may look like a yen sign")
  func shiftJIS() throws {
    // 表 is 95 5C, 能 is 94 5C: the second byte is a backslash in ASCII. ｱ is one byte, B1.
    let table: [Unicode.Scalar: [UInt8]] = [
      "表": [0x95, 0x5C], "能": [0x94, 0x5C], "の": [0x82, 0xCC], "ｱ": [0xB1], "。": [0x81, 0x42],
      "を": [0x82, 0xF0],
      "見": [0x8C, 0xA9], "る": [0x82, 0xE9],
    ]
    let markdown = try Reading.checked(
      bytes("# 表の能\n\n表*能*の\\*ｱ\\*。C:\\\\ を見る。\n", table), as: .markdown, encoding: "Shift_JIS",
      samples: 0)
    #expect(Reading.texts(markdown) == ["表の能", "表能の*ｱ*。C:\\ を見る。"])
    let text = try Reading.checked(bytes("表の能を見る。\\100 ｱ\n", table), as: .text, encoding: "shift-jis")
    #expect(text.text == "表の能を見る。\\100 ｱ")
  }

  @Test("LF, CR LF and CR mixed in one file, in each format")
  func lineEnds() throws {
    let text = "One line\r\nand another\rand a third\n\r\nNew paragraph\r\rLast one"
    let expected = ["One line and another and a third", "New paragraph", "Last one"]
    #expect(Reading.texts(try Reading.checked(Array(text.utf8), as: .text)) == expected)
    #expect(Reading.texts(try Reading.checked(Array(text.utf8), as: .markdown)) == expected)
    let html = try Reading.checked(Array("<p>One\r\nline\rof <b>\n\rtext</b>\r</p>".utf8), as: .html)
    #expect(html.text == "One line of text")
    let code = try Reading.checked(Array("<pre>a\r\n b\r  c\n</pre>".utf8), as: .html)
    #expect(code.text == "a\n b\n  c")
  }

  @Test("A byte order mark in the middle, as joined files have it, stays where it is and breaks nothing")
  func markInside() throws {
    let first: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("First file.\n\n".utf8)
    let document = try Reading.checked(first + first, as: .text)
    #expect(document.text == "First file.\n\n\u{FEFF}First file.")
    #expect(document.provenance(of: 0..<1)?.bytes == ByteRange(byteStart: 3, byteEnd: 4))
    let wide = [0xFF, 0xFE] + utf16("One.\n\n\u{FEFF}Two.")
    #expect(Reading.texts(try Reading.checked(wide, as: .text)) == ["One.", "\u{FEFF}Two."])
  }

  @Test("Soft hyphens and zero-width characters are kept, each with its own bytes")
  func invisible() throws {
    let text = "Donau\u{AD}dampf\u{AD}schiff, zero\u{200B}width, join\u{200D}er, \u{2060}word joiner"
    let plain = try Reading.checked(Array(text.utf8), as: .text)
    #expect(plain.text == text)
    let html = try Reading.checked(
      Array("<p>Donau&shy;dampf&#173;schiff&ZeroWidthSpace;x&zwj;y".utf8), as: .html, samples: 0)
    #expect(html.text == "Donau\u{AD}dampf\u{AD}schiff\u{200B}x\u{200D}y")
    #expect(html.provenance(of: 5..<7)?.bytes == ByteRange(byteStart: 8, byteEnd: 13))
  }

  @Test("Right-to-left text is read in logical order, marks and all")
  func rightToLeft() throws {
    let hebrew = "\u{200F}שלום עולם (abc 123) \u{202B}כן\u{202C}."
    for format in [DocumentFormat.text, .markdown, .html] {
      let document = try Reading.checked(Array(hebrew.utf8), as: format)
      #expect(document.text == hebrew)
    }
    let arabic = "<html lang=ar dir=rtl><body><p>مرحبا <b>بالعالم</b>، &#1606;&#1593;&#1605;</p>"
    let document = try Reading.checked(Array(arabic.utf8), as: nil)
    #expect(document.text == "مرحبا بالعالم، نعم")
    #expect(document.language == "ar")
  }

  @Test("Letters with combining marks are not cut from them, however they are written")
  func combining() throws {
    let text = "e\u{301}a\u{308}o\u{302}\u{323} *z\u{335}*"
    let document = try Reading.checked(Array(text.utf8), as: .markdown)
    #expect(
      document.text.unicodeScalars.elementsEqual("e\u{301}a\u{308}o\u{302}\u{323} z\u{335}".unicodeScalars))
    let html = try Reading.checked(Array("<p>e&#x301;<b>a</b>&#x308;".utf8), as: .html)
    #expect(html.text.unicodeScalars.elementsEqual("e\u{301}a\u{308}".unicodeScalars))
  }

  @Test("Old pages: font tags, upper case, unquoted attributes, tables for layout, no html element")
  func oldPage() throws {
    let page = """
      <TITLE>My Page</TITLE><BODY BGCOLOR=#FFFFFF><CENTER><FONT SIZE=+3 COLOR=red>Welcome</FONT></CENTER>
      <TABLE BORDER=0><TR><TD WIDTH=100><A HREF=a.htm>One</A><BR><A HREF=b.htm>Two</A><BR><A HREF=c.htm>Three</A>
      <TD><P>The text of the page is here, and it goes on for a while, as pages do.<P>Second &copy 1997 by me
      </TABLE>
      """
    let document = try Reading.checked(Array(page.utf8), as: nil)
    #expect(document.title == "My Page")
    #expect(
      Reading.texts(document) == [
        "Welcome", "The text of the page is here, and it goes on for a while, as pages do.",
        "Second © 1997 by me",
      ])
  }
}
