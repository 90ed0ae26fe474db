/// How the languages of large wikis write dates and numbers.
struct WikiLanguage {
  /// `nil` where it is not known how the language writes dates.
  let months: [String]?
  let code: String

  /// The language with this code, without what follows a hyphen.
  init(_ code: String) {
    self.code = String(code.lowercased().prefix { $0 != "-" })
    months = Self.names[self.code]?.split(separator: " ").map(String.init)
  }

  private static let names: [String: String] = [
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "pl":
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
  ]

  /// What stands between day and month, and between month and year.
  var joints: (String, String) {
    switch code {
    case "de", "cs": (". ", " ")
    case "es", "pt": (" de ", " de ")
    default: (" ", " ")
    }
  }

  /// Year, month and day as text; `nil` where they are none.
  func date(year: String, month: Int, day: String?, monthFirst: Bool) -> String? {
    guard let months, months.indices.contains(month - 1) else { return nil }
    if let day { guard let number = Int(day), 1...31 ~= number else { return nil } }
    let name = months[month - 1]
    let day = day.map { String($0.drop { $0 == "0" }) }
    switch code {
    case "ja", "zh": return year + "年" + name + (day.map { $0 + "日" } ?? "")
    // The months' names are those that follow a day.
    case "pl" where day == nil, "cs" where day == nil, "ru" where day == nil: return nil
    case "en" where monthFirst: return (day.map { "\(name) \($0), " } ?? name + " ") + year
    default:
      return (day.map { $0 + joints.0 } ?? "") + name + (day == nil && joints.1 == " " ? " " : joints.1)
        + year
    }
  }

  /// How `number`, digits with a point at most, is written in groups of three: what parts them, before which
  /// of its bytes, and what its point is; `nil` where the language has another way, or it is no such number.
  func grouping(_ number: String) -> (separator: String, point: String, offsets: [Int])? {
    let separator: String
    let point: String
    var least = 4
    switch code {
    case "en", "ja", "zh", "ko", "he", "th": (separator, point) = (",", ".")
    case "de", "it", "nl", "da", "tr", "id", "el": (separator, point) = (".", ",")
    case "es", "pl", "pt", "bg": (separator, point, least) = ("\u{A0}", ",", 5)
    case "fr", "ru", "uk", "cs", "sv", "fi", "no", "nb", "hu", "sk": (separator, point) = ("\u{A0}", ",")
    default: return nil
    }
    let sign = number.prefix { $0 == "-" || $0 == "−" }
    let parts = number.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
    guard sign.count < 2, 1...2 ~= parts.count,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.count < 40 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } })
    else { return nil }
    let count = parts[0].utf8.count
    let inner = count < least ? [] : (1..<count).filter { (count - $0).isMultiple(of: 3) }
    return (separator, point, inner.map { $0 + sign.utf8.count })
  }

  /// `number` in groups of three; `nil` as above.
  func grouped(_ number: String) -> String? {
    guard let way = grouping(number) else { return nil }
    var result = ""
    var offset = 0
    for character in number {
      if way.offsets.contains(offset) { result += way.separator }
      result += character == "." ? way.point : String(character)
      offset += character.utf8.count
    }
    return result
  }
}
