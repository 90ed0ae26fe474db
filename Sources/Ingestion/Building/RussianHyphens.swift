/// Words of Russian that have a hyphen wherever they stand: `кто-то`, `из-за`, `по-русски`, `всё-таки`.
enum RussianHyphens {
  /// Whether a hyphen belongs between the two parts, which are in small letters.
  static func join(_ first: String, _ second: String) -> Bool {
    guard let scalar = second.unicodeScalars.first?.value, 0x400...0x4FF ~= scalar else { return false }
    switch second {
    case "либо", "нибудь": return true
    case "то": return questions.contains(first)
    case "таки":
      return ["всё", "все", "так", "опять", "прямо", "наконец", "довольно", "действительно"].contains(first)
    case "ка":
      return ["ну", "давай", "давайте", "дай", "дайте", "иди", "смотри", "посмотри", "скажи", "погоди"]
        .contains(first)
    default: break
    }
    switch first {
    case "кое", "кой": return questions.contains(second)
    case "из": return ["за", "под", "подо", "над"].contains(second)
    case "по": return isAdverb(second)
    case "во": return ["первых", "вторых"].contains(second)
    case "как": return second == "никак"
    case "вице", "обер", "унтер", "экс":
      return first != "экс" || second.hasPrefix("през") || second.hasPrefix("мин")
    case "северо", "юго": return second.hasPrefix("запад") || second.hasPrefix("вост")
    case "тёмно", "темно", "светло", "ярко", "бледно": return colours.contains { second.hasPrefix($0) }
    case "точно", "мало", "давным", "полным", "крест":
      return ["помалу", "давно", "полно", "накрест"].contains(second)
    default:
      // "Чуть-чуть", "еле-еле".
      return first == second && first.count >= 3
    }
  }

  /// Words that ask, and that mean something indefinite with `кое-` and `-то`.
  private static let questions: Set<String> = [
    "кто", "кого", "кому", "кем", "ком", "что", "чего", "чему", "чем", "чём", "как", "какой", "какая",
    "какое",
    "какие", "какого", "какому", "каким", "каком", "какую", "каких", "какими", "чей", "чья", "чьё", "чьи",
    "где",
    "куда", "откуда", "когда", "почему", "зачем", "отчего", "сколько", "там", "так",
  ]

  /// Beginnings of names of colours.
  private static let colours = [
    "син", "зел", "красн", "жёлт", "желт", "сер", "голуб", "коричн", "роз", "чёрн", "черн", "рыж", "лилов",
    "фиолет", "бур",
  ]

  /// What stands behind `по-`: "русски", "новому", but not "этому", of which one word is made.
  private static func isAdverb(_ second: String) -> Bool {
    second.count >= 6 && (second.hasSuffix("ски") || second.hasSuffix("цки"))
      || [
        "новому", "старому", "другому", "прежнему", "моему", "твоему", "своему", "нашему", "вашему",
        "видимому",
        "настоящему", "разному", "хорошему", "доброму", "иному", "простому", "детскому", "зимнему", "летнему",
        "весеннему", "осеннему", "домашнему", "братски", "волчьи", "человечьи",
      ].contains(second)
  }
}
