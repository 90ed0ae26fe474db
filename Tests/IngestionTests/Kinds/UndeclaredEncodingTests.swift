import Foundation
import Ingestion
import Testing

@Suite("Undeclared encodings")
struct UndeclaredEncodingTests {
  static let texts: [(String, String)] = [
    ("Το καράβι έφυγε νωρίς και οι επιβάτες κοίταζαν τη στεριά.", "CP737"),
    ("Καλή μέρα σας, κύριε.", "CP737"), ("הילדים שיחקו בחצר עד שירד הגשם.", "CP862"),
    ("Вечером бабушка рассказывала внукам. Потом все легли спать.", "MAC-CYRILLIC"),
    ("Весна пришла. Река поднялась, и Юрий ушёл.", "MAC-CYRILLIC"),
    ("As nações irmãs não ignoram a situação das crianças.", "CP860"),
    ("แม่ไปตลาดตอนเช้าเพื่อซื้อปลาและผัก", "TIS-620"), ("ฝนตกหนักมากที่ภาคใต้เมื่อวานนี้", "TIS-620"),
    ("Ağabeyim İzmir’de yaşıyor.", "WINDOWS-1254"), ("Bugün hava çok sıcak, değil mi?", "WINDOWS-1254"),
    ("Kardeşim yarın akşam gelecek.", "WINDOWS-1254"),
    ("Kuşlar göğe doğru uçtu ve kayboldu.", "WINDOWS-1254"),
    ("Şoför kapıyı açtı, çocuk indi.", "WINDOWS-1254"), ("Küçük kız ağlamaya başladı.", "WINDOWS-1254"),
    ("Mẹ tôi đi chợ mua cá và rau cho bữa cơm tối nay.", "CP1258"),
    ("Trời hôm nay rất đẹp, chúng tôi đi học sớm.", "CP1258"),
    ("Šį rytą žvejai grįžo į uostą, o jų žmonos laukė.", "CP775"),
    ("Пристанът е затворен днес, а морето е бурно.", "CP866"),
    ("Tüdruk küsis õhtul, kas žürii sõi šokolaadi ära.", "ISO-8859-15"),
    ("Káldi maðurinn sagði að það væri þægilegt.", "CP861"),
  ]

  @Test("Old and rare encodings are told by their letters", arguments: texts)
  func rare(text: String, name: String) throws {
    let bytes = try #require(Iconv.bytes(Array(text.utf8), to: name))
    let document = try Reading.read(bytes, as: .text)
    #expect(
      document.text.precomposedStringWithCanonicalMapping == text.precomposedStringWithCanonicalMapping,
      "read as \(document.source.encoding)")
  }

  @Test(
    "A page without a declaration is told by its words, not by its tags",
    arguments: [
      ("Καλή μέρα σας, κύριε.", "WINDOWS-1253"), ("Снег идёт второй день.", "WINDOWS-1251"),
      ("祖母は毎朝早く起きます。", "SHIFT_JIS"), ("老街拐角处新开了一家面馆。", "GBK"), ("הילדים שיחקו בחצר.", "WINDOWS-1255"),
    ])
  func page(text: String, name: String) throws {
    let page =
      "<html><head><style>p { margin: 0 }</style></head><body><p class=\"first paragraph\">\(text)</p></body></html>"
    let bytes = try #require(Iconv.bytes(Array(page.utf8), to: name))
    #expect(try Reading.read(bytes, as: .html).text == text)
  }

  @Test(
    "Text in an encoding with shift states is refused by its name; leniently it is read with a warning",
    arguments: ["ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN"])
  func shifted(name: String) throws {
    let text = name == "ISO-2022-KR" ? "할머니는 아침마다 마당을 쓸었다." : "雨天有水，花木有香。"
    let bytes = try #require(Iconv.bytes(Array(text.utf8), to: name))
    let error = #expect(throws: IngestionError.self) { () throws in _ = try Reading.read(bytes, as: .text) }
    #expect(error.map { "\($0)" }?.contains(name) == true)
    let document = try Self.lenient(bytes)
    #expect(document.warnings.contains { $0.message.contains(name) })
  }

  @Test("So is HZ, but not what looks a little like it")
  func hz() throws {
    let bytes = Array("~{<:Ky2;NL~} ~{IC<:Ky2;~}".utf8)
    #expect(throws: IngestionError.self) { try Reading.read(bytes, as: .text) }
    let notes = "See Figure~{1} and \u{1B}[1mbold\u{1B}[0m words; ~{ab~} too."
    #expect(try Reading.read(Array(notes.utf8), as: .text).text.contains("Figure"))
  }

  static let mixtures: [(String, String, String)] = [
    ("Größe eins.\n", "Größe zwei.\n", "ISO-8859-1"),
    ("Le café est fermé.\n", "Un thé, s’il vous plaît.\n", "WINDOWS-1252"),
    ("Żółta łódź płynie.\n", "Śnieg spadł.\n", "ISO-8859-2"),
    ("El niño duerme; ¿qué pasó?\n", "Mañana.\n", "ISO-8859-1"),
    ("Снег идёт второй день подряд.\n", "Зима.\n", "WINDOWS-1251"),
    ("Το καράβι έφυγε νωρίς το πρωί.\n", "Αύριο.\n", "ISO-8859-7"),
  ]

  @Test("UTF-8 with a line of another encoding is UTF-8 with faults", arguments: mixtures)
  func mixed(sound: String, other: String, name: String) throws {
    let bytes = Array(sound.utf8) + (try #require(Iconv.bytes(Array(other.utf8), to: name)))
    let error = #expect(throws: IngestionError.self) { () throws in _ = try Reading.read(bytes, as: .text) }
    #expect(error?.line == 2)
    let document = try Self.lenient(bytes)
    #expect(document.text.contains(sound.dropLast()))
    #expect(document.text.contains("\u{FFFD}"))
    #expect(document.warnings.contains { $0.line == 2 && $0.message.contains("no UTF-8") })
  }

  @Test(
    "UTF-8 that is cut off in its last character is UTF-8",
    arguments: ["Größ", "Señor Muñ", "Les élè", "Снег ид", "祖母は毎", "It’s"])
  func cut(text: String) throws {
    for removed in 1...2 {
      let whole = Array((text + "ß€").utf8)
      let bytes = Array(whole.dropLast(removed))
      let document = try Self.lenient(bytes)
      #expect(document.text == text + "ß\u{FFFD}")
      #expect(!document.warnings.isEmpty)
    }
  }

  static let archives: [([String], String)] = [
    (["報告書.txt", "漁師の話/ソース表.txt", "テスト.txt"], "SHIFT_JIS"), (["测试报告.txt", "渔民们的故事.doc"], "GBK"),
    (["測試報告.txt", "漁民們的故事.doc"], "BIG5"), (["회의록.txt", "어부 이야기.hwp"], "EUC-KR"),
    (["Λιμάνι.txt", "Ψαράδες.txt"], "CP1253"), (["Καλημέρα.txt", "Ψαράδες και πλοία.txt"], "CP737"),
    (["מכתב.txt", "סיפור הדייגים.txt"], "CP862"), (["Größe.txt", "Äpfel/öl.txt", "café.txt"], "CP437"),
    (["São João.txt", "Ação.txt"], "CP850"), (["Źródło.txt", "żółw.txt", "Łódź.txt"], "CP852"),
    (["Отчёт.txt", "письмо домой.txt"], "CP866"), (["Порт.txt", "Рыбаки и дети.txt"], "WINDOWS-1251"),
    (["Größe.txt", "naïve café.txt"], "WINDOWS-1252"),
  ]

  @Test("All names of an archive tell their encoding together", arguments: archives)
  func names(names: [String], name: String) throws {
    let bytes = try names.map { try #require(Iconv.bytes(Array($0.utf8), to: name)) }
    let encoding = EncodedName.encoding(of: bytes)
    #expect(bytes.map { EncodedName.text($0, in: encoding) } == names, "read as \(encoding.name)")
  }

  private static func lenient(_ bytes: [UInt8]) throws -> Document {
    var options = IngestionOptions()
    options.format = .text
    options.isLenient = true
    return try DocumentReader(options: options).document(bytes: bytes, name: "a.txt")
  }
}
