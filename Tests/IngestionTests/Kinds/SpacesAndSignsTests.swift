import Ingestion
import Testing

@Suite("Spaces, signs and boxes in encodings of one byte")
struct SpacesAndSignsTests {
  static let harbour =
    "The harbour of Fenport was closed in 1900. It was opened again a year later by the council of the town. "

  static let windows = [
    harbour + "The rope\u{A0}makers were glad.", "The ropes\u{A0}were long.",
    "The old\u{A0}harbour and the new\u{A0}quay were full.", "Don’t\u{A0}panic, it is a drill.",
    "Kapitel\u{A0}eins handelt von Seilen.", "See § 12 and ¶ 3; © 2030 Fenport.",
    harbour + "‘rope’ and a dagger† here‡.", "Note† and note‡; see ¶ 4.",
    "Copyright © 1999 by A. Reed ¶ All rights reserved ®", harbour + "Prices: £5, §\u{A0}7, 30\u{A0}°C.",
    "It was (he said)\u{A0}nothing – nothing at\u{A0}all.", "Das Wort ›Seil‹ ist kurz, «Tau» auch.",
  ]

  @Test("No-break spaces and signs are those of windows-1252, and no letters of DOS", arguments: windows)
  func windows1252(text: String) throws {
    let page = "<html><head><title>T</title></head><body><p>\(text)</p></body></html>"
    for text in [text, page] {
      let bytes = try #require(Iconv.bytes(Array(text.utf8), to: "WINDOWS-1252"))
      let source = try SourceDecoder.decode(bytes, file: "f", declared: nil)
      #expect(String(decoding: source.utf8, as: UTF8.self) == text, "read as \(source.encoding)")
    }
  }

  @Test(
    "A letter that stands where Windows has a no-break space stays one",
    arguments: ["Está más allá del pan.", "La página está en inglés, mañana habrá más."])
  func letters(text: String) throws {
    let bytes = try #require(Iconv.bytes(Array(text.utf8), to: "CP850"))
    let source = try SourceDecoder.decode(bytes, file: "f", declared: nil)
    #expect(String(decoding: source.utf8, as: UTF8.self) == text, "read as \(source.encoding)")
  }

  static let boxes: [(String, String)] = [
    ("Menü für Gäste\n╔═══╗\n║ Öl ║\n╚═══╝\n", "CP437"),
    ("┌──────┐\n│ Äpfel │\n└──────┘\nWeiter mit der Eingabetaste.\n", "CP850"),
    ("Hauptmenü\n════════════════\nÖffnen\nSchließen\n", "CP437"),
    ("╔════╦════╗\n║ Größe ║ Maß ║\n╚════╩════╝\n", "CP437"),
    ("┌─────────┐\n│ Главное меню │\n└─────────┘\nВыберите строку.\n", "CP866"),
    ("Readme\n┌────┬────┐\n│ one │ two │\n└────┴────┘\n", "CP437"),
  ]

  @Test("Text with drawn boxes is in a code page of DOS", arguments: boxes)
  func drawn(text: String, name: String) throws {
    let bytes = try #require(Iconv.bytes(Array(text.utf8), to: name))
    let source = try SourceDecoder.decode(bytes, file: "f", declared: nil)
    #expect(String(decoding: source.utf8, as: UTF8.self) == text, "read as \(source.encoding)")
  }

  @Test(
    "Doubled characters of two bytes are no boxes",
    arguments: [
      ("老街拐角处新开了一家面馆，每天清晨都有许多顾客排队等候。邻居说他们哪哪都去过，还是这里好。", "GBK"),
      ("他们哪哪都好，每天清晨都有许多顾客在老街拐角处的面馆排队等候。", "GBK"),
    ])
  func doubled(text: String, name: String) throws {
    let bytes = try #require(Iconv.bytes(Array(text.utf8), to: name))
    let source = try SourceDecoder.decode(bytes, file: "f", declared: nil)
    #expect(String(decoding: source.utf8, as: UTF8.self) == text, "read as \(source.encoding)")
  }

  static let lies: [(String, String)] = [
    ("SHIFT_JIS", "船は朝に港に着いた。荷は昼前に下ろされた。子供は歌った。"),
    ("EUC-JP", "祖母は毎朝早く起きて、庭の花に水をやりながら小鳥の声を聞いていました。"),
    ("GBK", "老街拐角处新开了一家面馆，每天清晨都有许多顾客排队等候。"),
    ("BIG5", "老街轉角處新開了一家麵館，每天清晨都有許多顧客排隊等候。"),
    ("EUC-KR", "할머니는 아침마다 마당을 쓸고 나서 따뜻한 차를 마시며 새소리를 들으셨다."),
  ]

  @Test("A page that says UTF-8 and is East Asian is read in what it is", arguments: lies)
  func falselyUTF8(name: String, text: String) throws {
    let page = "<html><head><meta charset=\"utf-8\"><title>T</title></head><body><p>\(text)</p></body></html>"
    let bytes = try #require(Iconv.bytes(Array(page.utf8), to: name))
    let document = try Reading.read(bytes, as: .html)
    #expect(document.text.contains(text), "read as \(document.source.encoding)")
    #expect(document.warnings.contains { $0.message.contains("declared as UTF-8") })
  }

  @Test(
    "XML under a name of an encoding that nobody knows is read where it is UTF-8, with a warning",
    arguments: ["Foo-99", "none", "klingon", "x-user-defined", "UTF-9"])
  func unknownName(name: String) throws {
    let xml = "<?xml version=\"1.0\" encoding=\"\(name)\"?><doc><p>Köln größer</p></doc>"
    let document = try DocumentReader().document(bytes: Array(xml.utf8), name: "x.xml")
    #expect(document.text == "Köln größer")
    #expect(document.warnings.contains { $0.message.contains("'\(name)' is not known") })
    let latin = try #require(Iconv.bytes(Array(xml.utf8), to: "ISO-8859-1"))
    #expect(throws: IngestionError.self) { try DocumentReader().document(bytes: latin, name: "x.xml") }
  }

  @Test(
    "UTF-16 without a mark is known in scripts with few spaces",
    arguments: [
      "เรือมาถึงท่าเรือในตอนเช้า สินค้าถูกขนลงก่อนเที่ยง", "สวัสดีครับผมชื่อสมชาย",
      "ទូកមកដល់កំពង់ផែនៅពេលព្រឹក។ ទំនិញត្រូវបានដោះមុនថ្ងៃត្រង់។", "ភាសាខ្មែរជាភាសាផ្លូវការ",
      "ເຮືອມາຮອດທ່າເຮືອໃນຕອນເຊົ້າ", "Приветмирудивительный", "ຂ້ອຍມັກອ່ານປຶ້ມ",
    ])
  func wide(text: String) throws {
    for isBig in [false, true] {
      let bytes = text.utf16.flatMap { unit in
        isBig ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      }
      let source = try SourceDecoder.decode(bytes, file: "f", declared: nil)
      #expect(source.encoding == (isBig ? "UTF-16BE" : "UTF-16LE"))
      #expect(String(decoding: source.utf8, as: UTF8.self) == text)
    }
  }
}
