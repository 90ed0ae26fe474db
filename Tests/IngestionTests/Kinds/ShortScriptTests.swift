import Ingestion
import Testing

@Suite("Short texts in single bytes")
struct ShortScriptTests {
  struct Language: Sendable, CustomTestStringConvertible {
    var name: String
    var encodings: [String]
    var sentences: [String]
    var testDescription: String { name }
  }

  static let languages = [
    Language(
      name: "Hebrew", encodings: ["windows-1255", "ISO-8859-8"],
      sentences: [
        "הילדה הלכה אל הים עם אמא", "אני קורא ספר חדש על ההיסטוריה של העיר",
        "הרכבת לירושלים יוצאת בשעה שבע בבוקר", "הגשר הישן נסגר אתמול לתנועה", "שלום לכולם, מה שלומכם היום?",
        "המורה כתבה את המילים על הלוח", "הספינה הגיעה לנמל בלילה", "תודה רבה על העזרה שלך",
        "הדלת הייתה סגורה כל השבוע", "בבקשה לסגור את החלון", "המגדלור נבנה בשנת 1876 על ידי מהנדס צעיר",
      ]),
    Language(
      name: "Arabic", encodings: ["windows-1256", "ISO-8859-6"],
      sentences: [
        "ذهبت البنت إلى البحر مع أمها", "أقرأ كتابا جديدا عن تاريخ المدينة",
        "يغادر القطار إلى القاهرة في السابعة صباحا", "أغلق الجسر القديم أمس أمام السيارات",
        "مرحبا بكم، كيف حالكم اليوم؟", "كتبت المعلمة الكلمات على السبورة", "شكرا جزيلا على المساعدة",
        "وصلت السفينة إلى الميناء ليلا",
      ]),
    Language(
      name: "Greek", encodings: ["windows-1253", "ISO-8859-7"],
      sentences: [
        "Το κορίτσι πήγε στη θάλασσα με τη μητέρα του", "Διαβάζω ένα καινούργιο βιβλίο για την πόλη",
        "Το τρένο φεύγει στις επτά το πρωί", "Η παλιά γέφυρα έκλεισε χθες",
        "Καλημέρα σε όλους, τι κάνετε σήμερα;", "Η δασκάλα έγραψε τις λέξεις στον πίνακα",
        "Το πλοίο έφτασε στο λιμάνι", "Ευχαριστώ πολύ για τη βοήθεια",
      ]),
    Language(
      name: "Russian", encodings: ["windows-1251", "KOI8-R", "ISO-8859-5", "CP866", "MAC-CYRILLIC"],
      sentences: [
        "Девочка пошла к морю с мамой", "Я читаю новую книгу об истории города",
        "Поезд отправляется в семь часов утра", "Старый мост вчера закрыли для движения",
        "Всем привет, как ваши дела сегодня?", "Учительница написала слова на доске",
        "Корабль пришёл в порт ночью", "Большое спасибо за помощь",
      ]),
    Language(
      name: "Ukrainian", encodings: ["windows-1251"],
      sentences: [
        "Дівчинка пішла до моря з мамою", "Я читаю нову книжку про історію міста",
        "Потяг вирушає о сьомій годині ранку", "Старий міст учора закрили для руху",
      ]),
    Language(
      name: "Bulgarian", encodings: ["windows-1251", "CP866"],
      sentences: [
        "Момичето отиде на морето с майка си", "Чета нова книга за историята на града",
        "Влакът тръгва в седем часа сутринта", "Старият мост беше затворен вчера",
      ]),
    Language(
      name: "Turkish", encodings: ["windows-1254"],
      sentences: [
        "Küçük kız annesiyle birlikte denize gitti", "Şehrin tarihi hakkında yeni bir kitap okuyorum",
        "Tren sabah yedide İstanbul’a kalkıyor", "Eski köprü dün trafiğe kapatıldı",
        "Öğretmen kelimeleri tahtaya yazdı", "Bugün hava çok güzel, değil mi?",
        "Yardımınız için çok teşekkür ederim",
      ]),
    Language(
      name: "Lithuanian", encodings: ["windows-1257"],
      sentences: [
        "Mergaitė su mama nuėjo prie jūros", "Skaitau naują knygą apie miesto istoriją",
        "Traukinys išvyksta septintą valandą ryto", "Senasis tiltas vakar buvo uždarytas eismui",
        "Mokytoja užrašė žodžius lentoje", "Labai ačiū už jūsų pagalbą",
      ]),
    Language(
      name: "Latvian", encodings: ["windows-1257"],
      sentences: [
        "Meitene ar māti aizgāja pie jūras", "Es lasu jaunu grāmatu par pilsētas vēsturi",
        "Vilciens atiet pulksten septiņos no rīta", "Vecais tilts vakar tika slēgts satiksmei",
        "Skolotāja uzrakstīja vārdus uz tāfeles", "Kuģis naktī sasniedza ostu",
      ]),
    Language(
      name: "Polish", encodings: ["windows-1250", "ISO-8859-2"],
      sentences: [
        "Dziewczynka poszła z mamą nad morze", "Czytam nową książkę o historii miasta",
        "Stary most zamknięto wczoraj dla ruchu", "Bardzo dziękuję za pomoc",
      ]),
    Language(
      name: "Western European", encodings: ["windows-1252", "macintosh"],
      sentences: [
        "Das Mädchen ging mit seiner Mutter ans Meer, es war schön",
        "L’élève a lu un livre très intéressant hier à l’école",
        "El niño leyó un libro sobre la ciudad mañana",
        "Flickan gick till sjön på våren och såg båten", "Pigen læste en bog på øen i går",
        "A menina não leu o livro até à manhã",
      ]),
    Language(
      name: "Icelandic", encodings: ["windows-1252"],
      sentences: ["Stúlkan fór með móður sinni niður að sjó", "Ég er að lesa nýja bók um sögu bæjarins"]),
  ]

  @Test("Sentences of five to twelve words are read in the letters of their language", arguments: languages)
  func sentences(language: Language) throws {
    for name in language.encodings {
      for sentence in language.sentences {
        let bytes = try #require(EncodingEvidenceTests.encode(sentence, name), "\(name): \(sentence)")
        let document = try Reading.read(bytes, as: .text)
        #expect(document.text == sentence, "\(name) read as \(document.source.encoding)")
      }
    }
  }
}
