import Ingestion
import Testing

@Suite("Source decoder")
struct SourceDecoderTests {
  private func bytes(_ fixture: EncodingFixture) -> [[UInt8]] {
    fixture.scalars.map { hex in
      stride(from: 0, to: hex.utf8.count, by: 2).map { i in
        let start = hex.index(hex.startIndex, offsetBy: i)
        return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16) ?? 0
      }
    }
  }

  /// Every scalar's place in the decoded text leads to exactly its bytes in the file.
  private func expectExact(
    _ source: DecodedSource, scalars: [[UInt8]], text: String, prefix: Int = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(String(decoding: source.utf8, as: UTF8.self) == text, sourceLocation: sourceLocation)
    var at = 0
    var file = prefix
    for (scalar, encoded) in zip(text.unicodeScalars, scalars) {
      let width = UTF8.width(scalar)
      let range = source.map.source(of: at..<(at + width))
      #expect(
        range == ByteRange(byteStart: file, byteEnd: file + encoded.count), "\(scalar)",
        sourceLocation: sourceLocation)
      at += width
      file += encoded.count
    }
    #expect(at == source.utf8.count, sourceLocation: sourceLocation)
  }

  @Test("A declared encoding is read with the place of every character", arguments: EncodingFixture.all)
  func declared(fixture: EncodingFixture) throws {
    let scalars = bytes(fixture)
    let source = try SourceDecoder.decode(scalars.flatMap { $0 }, file: "f", declared: fixture.label)
    #expect(source.encoding == fixture.label)
    expectExact(source, scalars: scalars, text: fixture.text)
  }

  @Test("Chunks of any size give the same text and places", arguments: EncodingFixture.all)
  func chunks(fixture: EncodingFixture) throws {
    let file = bytes(fixture).flatMap { $0 }
    let whole = try SourceDecoder.decode(file, file: "f", declared: fixture.label)
    let encoding = try #require(CharacterEncoding.named(fixture.label))
    for size in [1, 2, 3, 5, 7] {
      let decoder = try IncrementalDecoder(encoding: encoding, file: "f", sourceOffset: 0)
      var utf8: [UInt8] = []
      var map = SourceMap()
      var start = 0
      while start < file.count {
        let end = min(start + size, file.count)
        let chunk = Array(file[start..<end])
        let output = try chunk.withUnsafeBufferPointer { try decoder.decode($0, isLast: end == file.count) }
        utf8 += output.utf8
        for s in output.segments {
          map.append(
            textStart: s.textStart, sourceStart: s.sourceStart, textUnit: Int(s.textUnit),
            sourceUnit: Int(s.sourceUnit), count: s.count)
        }
        start = end
      }
      #expect(utf8 == whole.utf8)
      #expect(map == whole.map, "chunks of \(size)")
    }
  }

  @Test("An XML declaration and an HTML meta element name the encoding", arguments: EncodingFixture.all)
  func declaredInside(fixture: EncodingFixture) throws {
    let isWide = fixture.label.hasPrefix("UTF-16") || fixture.label.hasPrefix("UTF-32")
    let heads = [
      "<?xml version='1.0' encoding = '\(fixture.label)'?><p>",
      "<!DOCTYPE html>\n<!-- <meta charset=utf-7> --><html><META Charset=\(fixture.label)><p>",
      "<html><head><meta content=\"text/html; charset=\(fixture.label)\" http-equiv='Content-Type'/><p>",
    ]
    for head in heads where !isWide {
      let scalars = head.utf8.map { [$0] } + bytes(fixture)
      let source = try SourceDecoder.decode(scalars.flatMap { $0 }, file: "f", declared: nil)
      #expect(source.encoding == fixture.label)
      expectExact(source, scalars: scalars, text: head + fixture.text)
    }
  }

  @Test("A byte order mark settles the encoding and is no part of the text")
  func marks() throws {
    let marks: [(String, [UInt8])] = [
      ("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]),
      ("UTF-32LE", [0xFF, 0xFE, 0, 0]), ("UTF-32BE", [0, 0, 0xFE, 0xFF]),
    ]
    for (label, mark) in marks {
      let fixture = try #require(EncodingFixture.all.first { $0.label == label })
      let scalars = bytes(fixture)
      let file = mark + scalars.flatMap { $0 }
      for declared in [nil, label, String(label.prefix(6))] where !(label == "UTF-8" && declared == "UTF-8") {
        let source = try SourceDecoder.decode(file, file: "f", declared: label == "UTF-8" ? nil : declared)
        #expect(source.encoding == label)
        expectExact(source, scalars: scalars, text: fixture.text, prefix: mark.count)
      }
      #expect(throws: IngestionError(file: "f", reason: .empty)) {
        try SourceDecoder.decode(mark, file: "f", declared: nil)
      }
    }
  }

  @Test(
    "UTF-16 and UTF-32 are known without a mark",
    arguments: [
      "Plain English text.\n", "<?xml version=\"1.0\"?>\n<p>x</p>", "Привет, мир! Как дела?\n",
      "吾輩は猫である。名前はまだ無い。\nどこで生れたか", "a", "吾輩は猫である。名前はまだ無い。",
      "北冥有魚，其名為鯤。鯤之大，不知其幾千里也。化而為鳥，其名為鵬。", "敏捷的棕色狐狸跳過了懶狗，然後回家睡覺去了。\n",
      "나는 학교에 간다.\n오늘은 날씨가 좋다.", "カタカナだけの短い文です。", "나는학교에갔다오늘은날씨가참좋았다",
    ])
  func wideWithoutMark(text: String) throws {
    for (label, unit, big) in [
      ("UTF-16LE", 2, false), ("UTF-16BE", 2, true), ("UTF-32LE", 4, false), ("UTF-32BE", 4, true),
    ] {
      if text.utf8.count == 1, unit == 2 { continue }
      var file: [UInt8] = []
      for scalar in text.unicodeScalars {
        for k in 0..<unit {
          file.append(UInt8(truncatingIfNeeded: scalar.value >> (8 * (big ? unit - 1 - k : k))))
        }
      }
      let source = try SourceDecoder.decode(file, file: "f", declared: nil)
      #expect(source.encoding == label)
      #expect(String(decoding: source.utf8, as: UTF8.self) == text)
    }
  }

  @Test("ISO-8859-1 with bytes that it leaves to control characters is read as windows-1252, as browsers do")
  func c1() throws {
    let file = Array("<meta charset=iso-8859-1>".utf8) + [0x93, 0x48, 0x69, 0x94]
    let source = try SourceDecoder.decode(file, file: "f", declared: nil)
    #expect(source.encoding == "windows-1252")
    #expect(String(decoding: source.utf8, as: UTF8.self).hasSuffix("“Hi”"))
  }

  @Test("Valid UTF-8 wins when nothing is declared, however short")
  func utf8Wins() throws {
    for text in ["é", "Zoë", "naïve café", "漢", "Ã©"] {
      #expect(try SourceDecoder.decode(Array(text.utf8), file: "f", declared: nil).encoding == "UTF-8")
    }
  }

  @Test("Undeclared encodings are guessed", arguments: EncodingGuessFixture.all)
  func guessed(fixture: EncodingGuessFixture) throws {
    let source = try SourceDecoder.decode(fixture.bytes, file: "f", declared: nil)
    #expect(String(decoding: source.utf8, as: UTF8.self) == fixture.text, "read as \(source.encoding)")
  }

  @Test("An unknown name is refused with some that are known")
  func unknownName() {
    for name in [
      "klingon", "", "utf-7", "ISO-2022-JP", "../../etc/passwd", String(repeating: "x", count: 5000),
    ] {
      let error = #expect(throws: IngestionError.self) {
        try SourceDecoder.decode([0x61], file: "f.txt", declared: name)
      }
      #expect(error?.description.contains("Shift_JIS") == true)
      #expect(error?.description.hasPrefix("f.txt: unknown or unsupported encoding") == true)
    }
    let error = #expect(throws: IngestionError.self) {
      try SourceDecoder.decode(
        Array("<?xml version='1.0' encoding='klingon'?>".utf8) + [0xE9], file: "f", declared: nil)
    }
    #expect(error?.description.contains("'klingon' in the XML declaration") == true)
  }

  @Test("Malformed bytes are refused with file, line and offset, never replaced")
  func malformed() {
    let good = Array("éèàü first\nsecond\n".utf8)
    let cases: [([UInt8], String?, Int, Int)] = [
      (good + [0xFF], "UTF-8", 3, good.count), (good + [0x61, 0xE2, 0x82], nil, 3, good.count + 1),
      (Array("<?xml version='1.0'?>\n".utf8) + [0x80], nil, 2, 22),
      (Array("ab\n".utf8) + [0x81], "Shift_JIS", 2, 3),
      (Array("ab\n".utf8) + [0x81, 0x01, 0x61], "Big5", 2, 3),
      ([0x61, 0, 0x0A, 0, 0, 0xD8, 0x61, 0], "UTF-16LE", 2, 4), ([0x61, 0, 0x62], "UTF-16LE", 1, 2),
      (Array("ab".utf8) + [0xFF], "GB18030", 1, 2), ([0x61, 0x62, 0xD2], "ISO-8859-7", 1, 2),
      ([0, 0, 0, 0x61, 0, 0x11, 0, 0], "UTF-32BE", 1, 4),
    ]
    for (bytes, declared, line, offset) in cases {
      let error = #expect(throws: IngestionError.self) {
        try SourceDecoder.decode(bytes, file: "f", declared: declared)
      }
      #expect(error?.line == line, "\(bytes)")
      #expect(error?.byteOffset == offset, "\(bytes)")
      #expect(error?.remedy == .encodingOrLeniency)
    }
  }

  @Test("NUL in the middle is refused in every encoding")
  func nul() {
    let cases: [([UInt8], String?, Int)] = [
      (Array("hello w\0rld and more".utf8), nil, 7), (Array("hello w\0rld and more".utf8), "windows-1252", 7),
      ([0xFF, 0xFE, 0x61, 0, 0, 0, 0x62, 0], nil, 4), (Array("漢字かな交じり文\0です".utf8), nil, 24),
    ]
    for (bytes, declared, offset) in cases {
      let error = #expect(throws: IngestionError.self) {
        try SourceDecoder.decode(bytes, file: "f", declared: declared)
      }
      #expect(error?.byteOffset == offset)
      #expect(error?.description.contains("NUL") == true)
    }
  }

  @Test("Short binary data without NUL is not taken for a text in wide characters")
  func shortNoise() {
    var generator = SplitMix(seed: 19)
    for count in [8, 12, 20, 32, 48, 64, 100] {
      for _ in 0..<200 {
        var noise = (0..<count).map { _ in UInt8.random(in: 1...255, using: &generator) }
        noise[0] = 1
        noise[1] = 2
        let result = noise.withUnsafeBufferPointer { EncodingSniffer.wideEncoding($0) }
        #expect(result == nil, "\(noise)")
      }
    }
    let numbers: [UInt8] = (0..<64).flatMap { number -> [UInt8] in [UInt8(number * 3), 0x3F, 0x80, 0x40] }
    #expect(numbers.withUnsafeBufferPointer { EncodingSniffer.wideEncoding($0) } == nil)
  }

  @Test(
    "Where the caller is lenient, NUL is marked whatever other bytes stand beside it",
    arguments: [
      ([0x61, 0x62, 0, 0x63, 0xFF, 0x64, 0x20, 0x65], "ab\u{FFFD}c\u{FF}d e"),
      ([0xFF, 0x61, 0x62, 0, 0x63, 0x20, 0x64, 0x65], "\u{FF}ab\u{FFFD}c de"),
      (Array("Der B".utf8) + [0xE4] + Array("r kam\0 an.".utf8), "Der B\u{E4}r kam\u{FFFD} an."),
      (Array("a\0b".utf8) + [0xC3, 0xA4] + Array(" c".utf8), "a\u{FFFD}b\u{E4} c"),
      (Array("漢字か\0な交".utf8) + [0xFF], "漢字か\u{FFFD}な交\u{FFFD}"),
    ] as [([UInt8], String)])
  func lenientNUL(bytes: [UInt8], text: String) throws {
    let source = try SourceDecoder.decode(bytes, file: "f", declared: nil, isLenient: true)
    #expect(String(decoding: source.utf8, as: UTF8.self) == text)
    #expect(source.hasReplacements)
    #expect(source.warnings.contains { $0.message.contains("U+FFFD") })
    #expect(throws: IngestionError.self) { try SourceDecoder.decode(bytes, file: "f", declared: nil) }
  }

  @Test("Empty files and binary data are told apart from text")
  func emptyAndBinary() {
    #expect(throws: IngestionError(file: "f", reason: .empty)) {
      try SourceDecoder.decode([], file: "f", declared: nil)
    }
    var generator = SplitMix(seed: 3)
    let noise = (0..<4000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let heads: [[UInt8]] = [
      Array("%PDF-1.4\n".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("PK\u{3}\u{4}".utf8),
      noise, [1, 2, 3, 4, 5], [0, 0, 0, 0, 0, 0],
    ]
    for head in heads {
      let error = #expect(throws: IngestionError.self) {
        try SourceDecoder.decode(head, file: "f", declared: nil)
      }
      var isNamed = false
      switch error?.reason {
      case .foreign, .readOtherwise: isNamed = true
      default: break
      }
      #expect(
        isNamed || error?.reason == .binary || error?.description.contains("NUL") == true, "\(head.prefix(8))"
      )
    }
  }
}
