/// What is undone in a word of a PDF: references, ligatures, characters that show nothing.
enum PDFText {
  /// Appends the word that stands escaped in `range` of `bytes`.
  static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
  ) {
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x26, let (character, next) = reference(bytes, at, range.upperBound) {
        output.append(contentsOf: character)
        at = next
      } else if byte == 0xEF, at + 2 < range.upperBound, bytes[at + 1] == 0xAC,
        let letters = ligature(bytes[at + 2])
      {
        output.append(contentsOf: letters)
        at += 3
      } else {
        if byte >= 0x20, byte != 0x7F {
          output.append(byte)
        } else {
          output.append(contentsOf: texGlyph(byte))
        }
        at += 1
      }
    }
  }

  /// The letters of U+FB00 to U+FB06, by the last byte of their UTF-8.
  private static func ligature(_ last: UInt8) -> [UInt8]? {
    switch last {
    case 0x80: Array("ff".utf8)
    case 0x81: Array("fi".utf8)
    case 0x82: Array("fl".utf8)
    case 0x83: Array("ffi".utf8)
    case 0x84: Array("ffl".utf8)
    case 0x85, 0x86: Array("st".utf8)
    default: nil
    }
  }

  /// What TeX's fonts have at the places of control characters, where a PDF has pictures of their glyphs and
  /// no names: the T1 encoding from 16 on, the older OT1 below. Nothing for the others, which show nothing.
  private static func texGlyph(_ byte: UInt8) -> [UInt8] {
    let glyphs = [
      "ff", "fi", "fl", "ffi", "ffl", "“", "”", "„", "«", "»", "–", "—", "", "", "ı", "", "ff",
      "fi", "fl", "ffi",
      "ffl",
    ]
    return (0x0B...0x1F).contains(byte) ? Array(glyphs[Int(byte) - 0x0B].utf8) : []
  }

  private static func reference(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> ([UInt8], Int)? {
    for (name, character) in [
      ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
    ]
    where start + name.utf8.count <= end
      && bytes[start..<start + name.utf8.count].elementsEqual(name.utf8)
    {
      return (Array(character.utf8), start + name.utf8.count)
    }
    return nil
  }

  /// How many characters of `bytes` a reader cannot make anything of: private use and U+FFFD, which stand for
  /// glyphs whose meaning the file does not tell.
  static func unreadable(_ bytes: some Collection<UInt8>) -> Int {
    var count = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars
    where scalar.value == 0xFFFD || (0xE000...0xF8FF).contains(scalar.value)
      || scalar.value >= 0xF0000
    {
      count += 1
    }
    return count
  }
}
