import Ingestion
import Testing

@Suite("Encodings of names in archives")
struct ArchiveEncodingTests {
  static let archives: [([String], String)] = [
    (["Канат.txt"], "WINDOWS-1251"), (["Папка/Мой файл.txt"], "WINDOWS-1251"),
    (["Лодка.txt"], "WINDOWS-1251"),
    (["ОТЧЕТ.DOC"], "WINDOWS-1251"), (["Приказ №5.doc"], "WINDOWS-1251"), (["Київ.txt"], "WINDOWS-1251"),
    (["България.txt"], "WINDOWS-1251"), (["Фото/Дом.txt"], "CP866"), (["Лето.txt"], "CP866"),
    (["Übung.txt"], "CP437"), (["Über uns.txt"], "CP437"), (["Ökologie.doc"], "CP437"),
    (["Straße.txt"], "CP437"),
    (["España.txt", "él.txt"], "CP437"), (["Pièce jointe.txt"], "CP437"), (["São.txt"], "CP850"),
    (["Ætt.txt"], "CP850"), (["coração.txt"], "CP850"), (["Ørsted.txt"], "CP850"),
    (["Ñandú.txt", "São.txt"], "CP850"), (["Übung.txt"], "WINDOWS-1252"), (["l’été.txt"], "WINDOWS-1252"),
    (["Bericht – Größe.txt"], "WINDOWS-1252"), (["Żółw.txt"], "WINDOWS-1250"), (["Měsíc.txt"], "CP852"),
    (["חבל.txt"], "WINDOWS-1255"), (["שלום.txt"], "WINDOWS-1255"), (["מסמך.txt"], "WINDOWS-1255"),
    (["ספר.txt"], "CP862"), (["Αρχείο.txt"], "CP1253"), (["Σχοινί.txt"], "CP737"),
    (["ملف جديد.txt"], "WINDOWS-1256"),
    (["テスト.txt"], "SHIFT_JIS"), (["データ.txt"], "SHIFT_JIS"), (["メモ.txt"], "SHIFT_JIS"),
    (["ﾃｽﾄ.txt"], "SHIFT_JIS"), (["写真.jpg"], "SHIFT_JIS"), (["報告.txt"], "BIG5"), (["照片.txt"], "BIG5"),
    (["會議記錄.txt"], "BIG5"), (["报告.txt"], "GBK"), (["照片.txt"], "GBK"), (["사진.txt"], "CP949"),
    (["보고서.txt"], "CP949"), (["รูปภาพ.txt"], "TIS-620"), (["Şirket ığdır.txt"], "WINDOWS-1254"),
  ]

  @Test("A single short name is read in what it is likeliest in", arguments: archives)
  func short(names: [String], name: String) throws {
    let bytes = try names.map { try #require(Iconv.bytes(Array($0.utf8), to: name)) }
    let encoding = EncodedName.encoding(of: bytes)
    #expect(bytes.map { EncodedName.text($0, in: encoding) } == names, "read as \(encoding.name)")
  }

  @Test("Names of any bytes have an encoding")
  func any() {
    var generator = SplitMix(seed: 7)
    for count in 0...40 {
      let name = (0..<count).map { _ in UInt8.random(in: 1...255, using: &generator) }
      let encoding = EncodedName.encoding(of: [name, [0xFF], [0x81, 0x20], []])
      #expect(!EncodedName.text(name + [0xFF, 0x81], in: encoding).isEmpty)
    }
  }
}
