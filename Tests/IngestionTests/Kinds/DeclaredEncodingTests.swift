import Foundation
import Ingestion
import Testing

@Suite("Declared encodings")
struct DeclaredEncodingTests {
  /// A text in a language, and encodings that it is usually written in, as the C library calls them.
  struct Sample: Sendable, CustomTestStringConvertible {
    var language: String
    var encodings: [String]
    var sentences: [String]
    var testDescription: String { language }
  }

  static let samples: [Sample] = [
    Sample(
      language: "German", encodings: ["ISO-8859-1", "ISO-8859-15", "WINDOWS-1252"],
      sentences: [
        "Größe zählt.",
        "Über den Dächern kreisten Vögel, während unten die Bäckerei öffnete und süße Brötchen verkaufte.",
      ]),
    Sample(
      language: "French", encodings: ["ISO-8859-1", "WINDOWS-1252"],
      sentences: [
        "Ça gèle déjà.",
        "L'hôtelière préféra fermer la fenêtre, car l'été s'était achevé très tôt et la forêt était mouillée.",
      ]),
    Sample(
      language: "Portuguese", encodings: ["ISO-8859-1", "WINDOWS-1252"],
      sentences: [
        "Não há pão.", "As nações irmãs não podiam ignorar a situação das crianças à beira do sertão.",
      ]),
    Sample(
      language: "Icelandic", encodings: ["ISO-8859-1", "WINDOWS-1252"],
      sentences: [
        "Þú ert góð.", "Maðurinn sagði að það væri ekki hægt að fá bátinn fyrr en á þriðjudaginn, því miður.",
      ]),
    Sample(
      language: "Faroese", encodings: ["ISO-8859-1", "WINDOWS-1252"],
      sentences: [
        "Góðan dag øll.",
        "Føroyar eru átjan oyggjar í Norðuratlantshavi, og har búgva fólk á nógvum støðum við havið.",
      ]),
    Sample(
      language: "Gaelic", encodings: ["ISO-8859-1", "WINDOWS-1252"],
      sentences: [
        "Tha mi gu math.",
        "Bha an taigh-òsta làn, agus chaidh sinn dhan bhùth gus bìdh is càise a cheannach mus do dhùin iad na dorsan mòra.",
      ]),
    Sample(
      language: "Polish", encodings: ["ISO-8859-2", "WINDOWS-1250"],
      sentences: [
        "Żółta łódź.", "Wójt gminy ogłosił, że źródło będzie zamknięte, a mieszkańcy dostaną wodę z beczek.",
      ]),
    Sample(
      language: "Czech", encodings: ["ISO-8859-2", "WINDOWS-1250"],
      sentences: [
        "Dítě spí.", "Vlašťovky odlétají na jih, když začíná být chladněji a dny se rychle zkracují.",
      ]),
    Sample(
      language: "Hungarian", encodings: ["ISO-8859-2", "WINDOWS-1250"],
      sentences: ["Jó éjt!", "A tűző nap elől mindenki a hűvös pincébe menekült, ahol őszig állt a bor."]),
    Sample(
      language: "Croatian", encodings: ["ISO-8859-2", "WINDOWS-1250"],
      sentences: [
        "Kuća gori.", "Đački dom u Šibeniku čekao je obnovu više godina, a sad će žbuka biti nova.",
      ]),
    Sample(
      language: "Romanian", encodings: ["ISO-8859-16"],
      sentences: [
        "Și țara.",
        "„Țăranii” și-au vândut grâul la târg, iar copiii așteptau întoarcerea lor până spre seară.",
      ]),
    Sample(
      language: "Turkish", encodings: ["ISO-8859-9", "WINDOWS-1254"],
      sentences: ["Işık söndü.", "Çocuklar bahçede oynarken yağmur başladı ve hepsi ağacın altına sığındı."]),
    Sample(
      language: "Lithuanian", encodings: ["ISO-8859-13", "WINDOWS-1257"],
      sentences: ["Ačiū už viską.", "Šį rytą žvejai grįžo į uostą, o jų žmonos jau laukė krantinėje."]),
    Sample(
      language: "Russian", encodings: ["WINDOWS-1251", "KOI8-R", "ISO-8859-5", "CP866"],
      sentences: [
        "Снег идёт.", "ВНИМАНИЕ! ПОЕЗД ОТПРАВЛЯЕТСЯ.",
        "Вечером бабушка рассказывала внукам, как раньше ездили на ярмарку и чем там торговали.",
      ]),
    Sample(
      language: "Ukrainian", encodings: ["WINDOWS-1251", "KOI8-U"],
      sentences: [
        "Їжа є.", "Щороку восени дядько Юхим возив яблука на базар і повертався з подарунками для дітей.",
      ]),
    Sample(
      language: "Serbian", encodings: ["WINDOWS-1251", "ISO-8859-5"],
      sentences: ["Њива ћути.", "Ђорђе је целог лета чувао краљеве овце, а џеп му је био пун љешника."]),
    Sample(
      language: "Greek", encodings: ["ISO-8859-7", "WINDOWS-1253"],
      sentences: ["Καλή μέρα.", "Το καράβι έφυγε νωρίς το πρωί και οι επιβάτες κοίταζαν σιωπηλά τη στεριά."]),
    Sample(
      language: "Hebrew", encodings: ["ISO-8859-8", "WINDOWS-1255"],
      sentences: ["שלום לכם.", "הילדים שיחקו בחצר עד שירד הגשם, ואז רצו כולם הביתה לשתות תה חם."]),
    Sample(
      language: "Persian", encodings: ["WINDOWS-1256"],
      sentences: ["سلام.", "گربه روي پشت بام نشسته بود و به پرنده ها نگاه مي کرد، چون باغ پر از صدا بود."]),
    Sample(
      language: "Arabic", encodings: ["ISO-8859-6", "WINDOWS-1256"],
      sentences: [
        "مرحبا بكم.", "ذهب التاجر إلى السوق في الصباح الباكر واشترى تمرا وزيتا ثم عاد إلى بيته مسرورا.",
      ]),
    Sample(
      language: "Thai", encodings: ["TIS-620"],
      sentences: ["สวัสดี", "แม่ไปตลาดตอนเช้าเพื่อซื้อปลาและผัก แล้วกลับมาทำอาหารให้ลูกกินที่บ้าน"]),
    Sample(
      language: "Japanese", encodings: ["SHIFT_JIS", "EUC-JP"],
      sentences: ["雨だ。", "ﾃｽﾄ ｶﾀｶﾅ ﾊﾝｶｸ", "祖母は毎朝早く起きて、庭の花に水をやりながら小鳥の声を聞いていました。"]),
    Sample(
      language: "Chinese", encodings: ["GB2312", "GBK", "GB18030"],
      sentences: ["下雨了。", "老街拐角处新开了一家面馆，每天清晨都有许多顾客排队等候。"]),
    Sample(
      language: "Traditional Chinese", encodings: ["BIG5"],
      sentences: ["下雨了。", "老街轉角處新開了一家麵館，每天清晨都有許多顧客排隊等候。"]),
    Sample(
      language: "Korean", encodings: ["EUC-KR"],
      sentences: ["비가 온다.", "할머니는 아침마다 마당을 쓸고 나서 따뜻한 차를 마시며 새소리를 들으셨다."]),
  ]

  @Test("A declaration that is right is never overridden, however short or long the text", arguments: samples)
  func right(sample: Sample) throws {
    for name in sample.encodings {
      for sentence in sample.sentences + [
        Array(repeating: sample.sentences.joined(separator: " "), count: 9).joined(separator: " ")
      ] {
        let page =
          "<html><head><meta charset=\"\(name)\"><title>A</title></head><body><p>\(sentence)</p></body></html>"
        let bytes = try #require(Iconv.bytes(Array(page.utf8), to: name), "\(name)")
        let document = try Reading.read(bytes, as: .html)
        #expect(document.text.contains(sentence), "\(name) read as \(document.source.encoding)")
        #expect(document.warnings.isEmpty)
        let xml = "<?xml version=\"1.0\" encoding=\"\(name)\"?><doc><p>\(sentence)</p></doc>"
        let data = try #require(Iconv.bytes(Array(xml.utf8), to: name))
        let read = try DocumentReader().document(bytes: data, name: "x.xml")
        #expect(read.text == sentence, "\(name) read as \(read.source.encoding)")
        #expect(read.warnings.isEmpty)
      }
    }
  }

  static let wrong: [(String, String, String)] = [
    ("iso-8859-1", "WINDOWS-1251", "Вечером бабушка рассказывала внукам, как ездили на ярмарку."),
    ("windows-1252", "WINDOWS-1253", "Το καράβι έφυγε νωρίς το πρωί και οι επιβάτες κοίταζαν τη στεριά."),
    ("windows-1251", "KOI8-R", "Вечером бабушка рассказывала внукам, как ездили на ярмарку."),
    ("koi8-r", "WINDOWS-1251", "Щороку восени дядько Юхим возив яблука на базар і повертався."),
    (
      "windows-1252", "WINDOWS-1250",
      "Když přišel děda, kočka spala pod stolem a děti se učily číst příběhy o čertech."
    ),
    (
      "iso-8859-1", "WINDOWS-1254", "Çocuklar bahçede oynarken yağmur başladı ve hepsi ağacın altına sığındı."
    ),
    ("big5", "GB18030", "老街拐角处新开了一家面馆，每天清晨都有许多顾客排队等候。"),
    ("gb2312", "BIG5", "老街轉角處新開了一家麵館，每天清晨都有許多顧客排隊等候。"),
    ("iso-8859-1", "EUC-KR", "할머니는 아침마다 마당을 쓸고 나서 따뜻한 차를 마시며 새소리를 들으셨다."),
    ("euc-kr", "SHIFT_JIS", "祖母は毎朝早く起きて、庭の花に水をやりながら小鳥の声を聞いていました。"),
    ("windows-1255", "WINDOWS-1251", "Вечером бабушка рассказывала внукам, как ездили на ярмарку."),
  ]

  @Test("Clear evidence wins over a declaration, with a warning", arguments: wrong)
  func overridden(declared: String, real: String, text: String) throws {
    let page =
      "<html><head><meta charset=\"\(declared)\"></head><body><p class=\"text\">\(text)</p></body></html>"
    let bytes = try #require(Iconv.bytes(Array(page.utf8), to: real))
    let document = try Reading.read(bytes, as: .html)
    #expect(document.text == text, "read as \(document.source.encoding)")
    #expect(
      document.warnings.contains { $0.message.contains("declared as") && $0.message.contains("is not") })
    let xml = "<?xml version=\"1.0\" encoding=\"\(declared)\"?><doc><p>\(text)</p></doc>"
    let data = try #require(Iconv.bytes(Array(xml.utf8), to: real))
    let read = try DocumentReader().document(bytes: data, name: "x.xml")
    #expect(read.text == text)
    #expect(read.warnings.contains { $0.message.contains("declared as") })
  }

  @Test(
    "Characters of Windows under the name of an ISO standard are read as Windows has them",
    arguments: [
      ("iso-8859-2", "WINDOWS-1250", "Šest švestek „za žito“ – ťuk."),
      ("iso-8859-7", "WINDOWS-1253", "Είπε “καλή μέρα” – και έφυγε."),
      ("iso-8859-8-i", "WINDOWS-1255", "הוא אמר “שלום” – והלך."),
      ("iso-8859-9", "WINDOWS-1254", "“Işık” söndü…"),
      ("iso-8859-13", "WINDOWS-1257", "„Ačiū už viską“ – tarė žvejys."),
      ("iso-8859-15", "WINDOWS-1252", "“Où est l’œuf ?” – À Noël…"),
    ])
  func windows(declared: String, real: String, text: String) throws {
    let page = "<html><head><meta charset=\"\(declared)\"></head><body><p>\(text)</p></body></html>"
    let bytes = try #require(Iconv.bytes(Array(page.utf8), to: real))
    #expect(try Reading.read(bytes, as: .html).text == text)
  }

  @Test(
    "XML that says UTF-8 and is not is refused, and read leniently in what it is",
    arguments: [
      ("WINDOWS-1251", "Вечером бабушка рассказывала внукам, как ездили на ярмарку."),
      ("KOI8-R", "Вечером бабушка рассказывала внукам, как ездили на ярмарку."),
      ("WINDOWS-1253", "Το καράβι έφυγε νωρίς το πρωί και οι επιβάτες κοίταζαν τη στεριά."),
      ("WINDOWS-1250", "Vlašťovky odlétají na jih, když začíná být chladněji a dny se zkracují."),
      ("WINDOWS-1255", "הילדים שיחקו בחצר עד שירד הגשם, ואז רצו כולם הביתה."),
    ])
  func notUTF8(real: String, text: String) throws {
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><doc><p>\(text)</p></doc>"
    let bytes = try #require(Iconv.bytes(Array(xml.utf8), to: real))
    #expect(throws: IngestionError.self) { try DocumentReader().document(bytes: bytes, name: "x.xml") }
    var options = IngestionOptions()
    options.isLenient = true
    let document = try DocumentReader(options: options).document(bytes: bytes, name: "x.xml")
    #expect(document.text == text)
    #expect(document.warnings.contains { $0.message.contains("declared as UTF-8") })
  }
}
