/// What a wiki calls things: the names of its namespaces, by its dump's own words and by those of other
/// languages.
struct WikiSite: Sendable {
  /// Namespaces whose links show no text of their own, in small letters.
  private(set) var files = Self.knownFiles
  private(set) var categories = Self.knownCategories
  private(set) var users = Self.knownUsers
  /// Namespaces of templates, which a call may name.
  private(set) var templates = Self.knownTemplates
  /// Links to a sound or a picture that stand in the sentence.
  private(set) var media: Set<String> = ["media", "medium", "média", "medio", "медиа", "メディア", "媒体"]
  /// The code of the language that the dump says it is in; empty where it does not.
  private(set) var language = ""
  /// The dump's own templates that only carry text.
  var pages = WikiTemplatePages()

  private static let knownFiles = set(
    """
    file image datei bild fichier archivo imagen ficheiro imagem immagine bestand afbeelding plik
    grafika файл изображение зображення fil bilde tiedosto kuva soubor súbor obrázok fájl kép fișier fişier imagine dosya
    resim slika датотека слика 파일 그림 ファイル 画像 文件 图像 檔案 圖像 ملف صورة קובץ תמונה αρχείο εικόνα ไฟล์ ภาพ berkas gambar
    fitxer imatge fitxategi vaizdas attēls pilt skrá mynd
    """)
  private static let knownCategories = set(
    """
    category kategorie catégorie categoría categoria categorie kategoria kategori категория категорія luokka
    kategorija kategória categoria 분류 カテゴリ 分类 分類 تصنيف קטגוריה κατηγορία หมวดหมู่ kategoriya flokkur kategooria
    """)
  private static let knownUsers = set(
    """
    user benutzer benutzerin utilisateur utilisatrice usuario usuaria usuário utente gebruiker wikipedysta участник användare
    bruker bruger käyttäjä uživatel redaktor szerkesztő utilizator kullanıcı 利用者 사용자 用户
    """)

  private static let knownTemplates = set(
    """
    template vorlage modèle plantilla predefinição sjabloon szablon шаблон mall skabelon mal malline šablona sablon format
    şablon plantilla テンプレート 틀 模板 样板 قالب תבנית πρότυπο แม่แบบ templat plantilla txantiloi šablonas veidne sniðið bản_mẫu
    """)

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  /// The names that every wiki is known by.
  init() {}

  /// With the names that the `siteinfo` element in `head`, the beginning of a dump, declares.
  init(head: UnsafeBufferPointer<UInt8>) {
    var scanner = MarkupScanner(head)
    var key: Int?
    while let token = scanner.next() {
      switch token.kind {
      case .startTag where head[token.inner].elementsEqual("namespace".utf8):
        key = TagAttributes.value(of: "key", in: token, head).flatMap { Int(head.string($0)) }
      case .startTag where head[token.inner].elementsEqual("page".utf8): return
      case .startTag where head[token.inner].elementsEqual("mediawiki".utf8):
        language =
          TagAttributes.value(of: "xml:lang", in: token, head).map { head.string($0).lowercased() } ?? ""
      case .text where key != nil:
        let name = Self.folded(head.string(token.inner))
        switch key {
        case 6: files.insert(name)
        case -2: media.insert(name)
        case 10: templates.insert(name)
        case 14: categories.insert(name)
        case 2, 3: users.insert(name)
        default: break
        }
      case .endTag: key = nil
      default: break
      }
    }
  }

  /// A name as links compare it.
  static func folded(_ name: String) -> String {
    name.lowercased().split { $0 == " " || $0 == "_" }.joined(separator: "_")
  }

  /// `#REDIRECT [[Page]]` in whatever language.
  static func isRedirect(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < text.count, TextRun.isWhiteSpace(text[at]) { at += 1 }
    guard at < text.count, text[at] == 0x23 else { return false }
    let start = at + 1
    at = start
    while at < text.count, text[at] >= 0x80 || 0x41...0x5A ~= text[at] & 0xDF { at += 1 }
    guard at > start + 2 else { return false }
    while at < text.count, text[at] == 0x20 || text[at] == 0x3A { at += 1 }
    return at + 1 < text.count && text[at] == 0x5B && text[at + 1] == 0x5B
  }
}
