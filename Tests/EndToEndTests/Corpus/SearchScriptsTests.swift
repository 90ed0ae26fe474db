import Foundation
import GRDB
import TestSupport
import Testing

@Suite("Search in scripts without spaces")
struct SearchScriptsTests {
  static let texts = [
    "ja.txt": "船は朝に東京港に着いた。荷は昼前に下ろされた。", "zh.txt": "她把旧船留在上海港口。没有人来。",
    "th.txt": "เรือเก่าจอดอยู่ที่ท่าเรือ", "ko.txt": "낡은 배가 항구에 있다. 아무도 오지 않았다.",
    "soft.txt": "The har\u{AD}bour lies in the west of the island.",
    "ligature.txt": "The o\u{FB03}ce was \u{FB01}ne.",
    "wide.txt": "ＡＢＣ社の１２３番目の船。ｶﾞﾗｽの窓。", "letters.txt": "Die Straße in Łódź, Ørsted und Œuvre.",
    "greek.txt": "Η Ελλάδα έχει πολλούς λόγους.", "russian.txt": "Ёлка стоит в порту.",
    "hebrew.txt": "הַסֵּפֶר עַל הַשֻּׁלְחָן.", "arabic.txt": "وصل القارب إلى المدينة في الصباح.",
    "khmer.txt": "ទីក្រុងភ្នំពេញមានផ្សារធំមួយ។", "school.txt": "그는 서울대학교에서 공부했다.",
    "forms.txt": "Water is H₂O, the area x² of 5㎏ in volume Ⅳ, RopeWorks™ and ①.",
  ]

  static let queries = [
    ("港", ["ja.txt", "zh.txt"]), ("東京", ["ja.txt"]), ("東京港", ["ja.txt", "zh.txt"]), ("荷", ["ja.txt"]),
    ("港口", ["zh.txt"]),
    ("เรือ", ["th.txt"]), ("항구", ["ko.txt"]), ("harbour", ["soft.txt"]), ("office", ["ligature.txt"]),
    ("fine", ["ligature.txt"]),
    ("ABC", ["wide.txt"]), ("123", ["wide.txt"]), ("ガラス", ["wide.txt"]), ("ＡＢＣ", ["wide.txt"]),
    ("strasse", ["letters.txt"]), ("straße", ["letters.txt"]), ("Lodz", ["letters.txt"]),
    ("Łódź", ["letters.txt"]),
    ("orsted", ["letters.txt"]), ("oeuvre", ["letters.txt"]), ("ελλαδα", ["greek.txt"]),
    ("ΕΛΛΑΔΑ", ["greek.txt"]),
    ("λόγους", ["greek.txt"]), ("елка", ["russian.txt"]), ("ёлка", ["russian.txt"]),
    ("הספר", ["hebrew.txt"]), ("השולחן", []), ("השלחן", ["hebrew.txt"]), ("הַסֵּפֶר", ["hebrew.txt"]),
    ("مدينة", ["arabic.txt"]), ("المدينة", ["arabic.txt"]), ("والمدينة", ["arabic.txt"]),
    ("قارب", ["arabic.txt"]),
    ("قَارِب", ["arabic.txt"]), ("ភ្នំពេញ", ["khmer.txt"]), ("ផ្សារ", ["khmer.txt"]),
    ("京都", []), ("飛行機", []), ("대학교", ["school.txt"]), ("서울", ["school.txt"]), ("서울대학교", ["school.txt"]),
    ("학교에서", ["school.txt"]), ("대학원", []), ("H2O", ["forms.txt"]), ("H₂O", ["forms.txt"]),
    ("x2", ["forms.txt"]),
    ("x²", ["forms.txt"]), ("5kg", ["forms.txt"]), ("IV", ["forms.txt"]), ("RopeWorks", ["forms.txt"]),
  ]

  @Test("Words of Chinese, Japanese, Thai and Korean are found, and soft hyphens and ligatures hide none")
  func words() throws {
    let folder = try Scratch()
    for (name, text) in Self.texts { try folder.write("docs/\(name)", text) }
    let made = try Program.run(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder.path)
    #expect(made.status == 0)
    for (query, names) in Self.queries {
      let found = try Program.run(["search", "c.db", query, "--format", "json"], in: folder.path)
      let object = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
      let passages = object?["passages"] as? [[String: Any]] ?? []
      let documents = passages.compactMap {
        ($0["document"] as? [String: Any])?["path"] as? String ?? $0["name"] as? String
      }
      #expect(
        Set(documents.map { ($0 as NSString).lastPathComponent }) == Set(names), "\(query): \(found.output)")
    }
    // Taking a document out must find what was put in.
    #expect(try Program.run(["index", "c.db", "--remove", "*ja.txt"], in: folder.path).status == 0)
    let check = try Program.run(["index", "c.db", "--verify"], in: folder.path)
    #expect(check.status == 0, "\(check.errors)")
  }

  static let inflected: [(language: String, text: String, found: [String], missed: [String])] = [
    (
      "de", "Die alten Häuser am Hafen wurden im Frühling verkauft, und niemand hat sie seitdem bewohnt.",
      ["haus", "Hauses", "Häusern", "alt", "\"alten Häuser\"", "\"Häuser am Hafen\""],
      ["\"alte Häuser\"", "Hausboot"]
    ),
    (
      "fr", "Les chevaux du village tiraient les bateaux le long de la rivière pendant les étés secs.",
      ["cheval", "bateau", "tirer", "d’été", "\"du village\""], ["chevalier"]
    ),
    (
      "es", "Los pescadores vendieron las redes viejas en el mercado de la ciudad durante la mañana.",
      ["pescador", "vieja", "red", "mercados", "vender"], ["pescado"]
    ),
    (
      "ru", "Старые лодки стояли у берега, и рыбаки чинили сети до самого вечера в городе.",
      ["лодка", "рыбак", "сетей", "вечер", "\"Старые лодки\""], ["\"старая лодка\""]
    ),
    (
      "sv", "De gamla båtarna låg i hamnen hela vintern och ingen av fiskarna ville köpa dem.",
      ["båt", "hamn", "fiskare", "vinter"], ["\"gamla båt\""]
    ),
  ]

  @Test(
    "Other forms of a word are found in the languages that have a stemmer; phrases stay phrases",
    arguments: inflected)
  func forms(_ example: (language: String, text: String, found: [String], missed: [String])) throws {
    let folder = try Scratch()
    let page = "<html lang=\"\(example.language)\"><body><p>\(example.text)</p></body></html>"
    try folder.write("docs/a.html", page)
    try folder.write("docs/b.txt", "Nobody has sold the boats of the harbour, and the horses stay in town.")
    #expect(
      try Program.run(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder.path).status == 0)
    for query in example.found {
      let found = try Program.run(["search", "c.db", query], in: folder.path)
      #expect(found.output.contains("a.html"), "\(query): \(found.output)")
    }
    for query in example.missed {
      let found = try Program.run(["search", "c.db", query], in: folder.path)
      #expect(!found.output.contains("a.html"), "\(query): \(found.output)")
    }
    #expect(try Program.run(["index", "c.db", "--remove", "*a.html"], in: folder.path).status == 0)
    let check = try Program.run(["index", "c.db", "--verify"], in: folder.path)
    #expect(check.status == 0, "\(check.errors)")
  }

  static let shown: [(text: String, query: String, sentence: String)] = [
    ("船は港に着いた。市はマーケットを開いた。", "ﾏｰｹｯﾄ", "市はマーケットを開いた。"),
    ("배는 아침에 왔다. 새 도서관이 열렸다.", "도서관", "새 도서관이 열렸다."),
    ("배는 아침에 왔다. 짐은 정오 전에 내려졌다.", "정오", "짐은 정오 전에 내려졌다."),
    ("그는 왔다. 그녀는 서울대학교에서 공부했다.", "대학교", "그녀는 서울대학교에서 공부했다."),
    ("The quay is old. Plants need CO₂ and H₂O.", "H2O", "Plants need CO₂ and H₂O."),
    ("The quay is old. Its area is x² or less.", "x2", "Its area is x² or less."),
    ("船早上到了。货物在中午卸下了。", "中午", "货物在中午卸下了。"),
  ]

  @Test(
    "The sentence that is shown holds what was asked for, in whatever form it stands there", arguments: shown)
  func shownSentence(text: String, query: String, sentence: String) throws {
    let folder = try Scratch()
    try folder.write("docs/a.txt", text)
    try folder.write("docs/b.txt", "Nothing of the kind is said here.")
    #expect(
      try Program.run(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder.path).status == 0)
    let found = try Program.run(["search", "c.db", query], in: folder.path)
    #expect(found.output.hasPrefix(sentence), "\(found.output)")
  }

  @Test(
    "A corpus that holds Korean in words and letters as they are written is old, and answers until it is made anew"
  )
  func oldTerms() throws {
    let folder = try Scratch()
    try folder.write("docs/ko.txt", "낡은 배가 항구에 있다.")
    try folder.write("docs/en.txt", "The mill stands by the river.")
    #expect(
      try Program.run(["index", "c.db", "docs", "--no-vectors", "--quiet"], in: folder.path).status == 0)
    let queue = try DatabaseQueue(path: folder.path + "/c.db")
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO passage_text (passage_text) VALUES ('delete-all');
          UPDATE passage SET body_terms = NULL;
          INSERT INTO passage_text (passage_text) VALUES ('rebuild');
          PRAGMA user_version = 2;
          """)
    }
    try queue.close()
    for query in ["항구", "mill"] {
      #expect(
        try Program.run(["search", "c.db", query], in: folder.path).output.contains("docs/"), "\(query)")
    }
    let made = try Program.run(["index", "c.db", "docs", "--no-vectors"], in: folder.path)
    #expect(made.errors.contains("made anew"), "\(made.errors)")
    #expect(try Program.run(["search", "c.db", "항구"], in: folder.path).output.contains("ko.txt"))
    #expect(try Program.run(["index", "c.db", "--verify"], in: folder.path).status == 0)
  }

  @Test("The sentence that is shown holds the word, though vectors know nothing of its script")
  func sentence() throws {
    let folder = try Scratch()
    try folder.write("docs/ja.txt", "船は朝に東京港に着いた。荷は昼前に下ろされた。")
    #expect(try Program.run(["index", "c.db", "docs", "--quiet"], in: folder.path).status == 0)
    let found = try Program.run(["search", "c.db", "荷"], in: folder.path)
    #expect(found.output.hasPrefix("荷は昼前に下ろされた。"), "\(found.output)")
  }
}
