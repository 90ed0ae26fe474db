// What templates of more than one kind of argument print.
extension WikitextMarkup {
  /// What a template without arguments prints of the text that stands before or after them: a sign, or a
  /// word's short form.
  static func sign(_ before: String, _ after: String) -> String {
    if before.isEmpty { return after == "°" ? after : "" }
    let isSign = before.unicodeScalars.contains {
      $0.properties.generalCategory == .currencySymbol || $0 == "±"
    }
    return isSign || before.last == " " ? before.withoutOuterSpace : ""
  }

  /// A link to a page that another wiki has: its label, by whatever name, and the page's title where it has
  /// none.
  mutating func showLink(
    _ arguments: [Argument], _ unnamed: [Range<Int>], secondIsText: Bool, _ whole: Range<Int>
  ) {
    func named(_ names: [String]) -> Range<Int>? {
      arguments.first { names.contains($0.name) && !$0.range.isEmpty }?.range
    }
    // Some wikis name the language first, and some by the argument's name: {{ill|en|Ann Petrel}},
    // {{Lien|fr=Ann Petrel}}.
    let isBehindCode = unnamed.count > 1 && isLanguage(bytes.string(unnamed[0]))
    let chosen =
      named(["label", "lt", "texte", "text", "texto", "display", "текст"])
      ?? (secondIsText && unnamed.count > 1 && !unnamed[1].isEmpty ? unnamed[1] : nil)
      ?? (isBehindCode ? unnamed[1] : unnamed.first) ?? named(["fr"]) ?? named(["trad"])
    show(chosen.map { [("", $0)] } ?? [], "", whole)
  }

  // MARK: Dates and numbers

  /// `{{birth date|1950|5|3}}`, `{{Datum|3|5|1871}}`, `{{date|3|mai|1950}}`.
  mutating func showDate(
    _ unnamed: [Range<Int>], _ arguments: [Argument], language: String, _ whole: Range<Int>
  ) {
    let pieces = Array(unnamed.filter { !$0.isEmpty }.prefix(3))
    let words = pieces.map { bytes.string($0) }
    let numbers = words.compactMap { $0.utf8.count < 6 ? Int($0) : nil }
    let isKnown = WikiLanguage(site.language).months != nil
    let language = WikiLanguage(isKnown ? site.language : language)
    guard numbers.count == words.count, words.count > 1 else {
      // A month's name, or one argument that is the date.
      let end = words.firstIndex { word in word.utf8.contains { 0x30...0x39 ~= $0 } && word.utf8.count > 4 }
      let isSpelled = words.count > 1 && numbers.count < words.count
      let isNumeric = words.first.map { $0.utf8.contains { 0x30...0x39 ~= $0 } } ?? false
      let shown = isSpelled && isNumeric ? pieces : Array(pieces.prefix((end ?? 0) + 1))
      return show(separated(shown, " "), "", whole)
    }
    let isYearFirst =
      words[0].utf8.count > 2 || words.count > 2 && words[2].utf8.count < 3 && language.code == "en"
    if !isYearFirst, words.count == 3, language.code == "ja" || language.code == "zh", 1...12 ~= numbers[1] {
      return show(separated(pieces, "-"), "", whole)
    }
    if !isYearFirst, words.count == 3, language.months?.indices.contains(numbers[1] - 1) == true {
      // Day and year stay the page's.
      let (first, second) = language.joints
      if let months = language.months {
        let month = first + months[numbers[1] - 1] + second
        return show([("", pieces[0]), (month, pieces[2])], "", whole)
      }
    }
    // The year stays the page's, and what stands before it is Peruse's own.
    let year = isYearFirst ? pieces[0] : pieces[pieces.count - 1]
    var before: String?
    if isYearFirst {
      if language.code == "ja" || language.code == "zh", 1...12 ~= numbers[1] {
        let day = pieces.count > 2 ? [("年\(numbers[1])月", pieces[2])] : []
        return show([("", year)] + day, day.isEmpty ? "年\(numbers[1])月" : "日", whole)
      }
      let isDayFirst = arguments.contains { argument in
        argument.name == "df" && !["", "no", "n", "0"].contains(bytes.string(argument.range))
      }
      before = language.date(
        year: "", month: numbers[1], day: words.count > 2 ? words[2] : nil, monthFirst: !isDayFirst)
    } else if words.count == 2, words[1].utf8.count > 2 {
      before = language.date(year: "", month: numbers[0], day: nil, monthFirst: true)
    }
    if let before {
      show([(before, year)], "", whole)
    } else {
      show(separated(pieces, "-"), "", whole)
    }
  }

  /// `{{As of|2012|03}}`
  mutating func showAsOf(_ unnamed: [Range<Int>], _ arguments: [Argument], _ whole: Range<Int>) {
    func named(_ name: String) -> String? {
      arguments.first { $0.name == name && !$0.range.isEmpty }.map { bytes.string($0.range) }
    }
    if let own = arguments.first(where: { $0.name == "alt" && !$0.range.isEmpty }) {
      return show([("", own.range)], "", whole)
    }
    var lead = named("since") != nil ? "Since " : "As of "
    if let small = named("lc"), small != "n", small != "no" { lead = lead.lowercased() }
    let words = unnamed.prefix(3).map { bytes.string($0) }
    if words.count > 1, let month = Int(words[1]),
      let date = WikiLanguage("en").date(
        year: "", month: month, day: words.count > 2 && !words[2].isEmpty ? words[2] : nil,
        monthFirst: named("df") == "us")
    {
      return show([(lead + date, unnamed[0])], "", whole)
    }
    show(unnamed.first.map { [(lead, $0)] } ?? [], "", whole)
  }

  /// A number as the wiki's language writes it, and words behind it.
  mutating func showNumber(_ unnamed: [Range<Int>], _ whole: Range<Int>) {
    guard let first = unnamed.first else { return drop(whole) }
    // {{formatnum:1234|R}}
    let isRaw = unnamed.count > 1 && ["r", "nosep"].contains(bytes.string(unnamed[1]).lowercased())
    guard !isRaw, let way = WikiLanguage(site.language).grouping(bytes.string(first.prefix(60))),
      first.count < 60
    else {
      return show(separated(isRaw ? [first] : unnamed, " "), "", whole)
    }
    // The digits stay the page's, so that a number can be cited; what parts them has no source.
    groups[first.lowerBound] = way.offsets.map { (first.lowerBound + $0, way.separator) }
    var pieces: [(before: String, range: Range<Int>)] = [("", first)]
    if let point = bytes.firstIndex(of: 0x2E, in: first) {
      pieces = [("", first.lowerBound..<point), (way.point, point + 1..<first.upperBound)]
    }
    for word in unnamed.dropFirst() where !word.isEmpty { pieces.append((" ", word)) }
    show(pieces, "", whole)
  }

  /// `{{unité|1500|km|2}}`, `{{unité|1,5e6|kg}}`: a number behind a short unit is its exponent.
  mutating func showUnit(_ unnamed: [Range<Int>], _ unit: Range<Int>?, _ whole: Range<Int>) {
    var pieces: [(before: String, range: Range<Int>)] = []
    var isBehindUnit = false
    for (index, piece) in unnamed.enumerated() where !piece.isEmpty {
      if index == 0, isNumber(piece.lowerBound..<max(piece.lowerBound, piece.upperBound - 1)) == false,
        let power = bytes.firstIndex(of: 0x65, in: piece), power > piece.lowerBound,
        power + 1 < piece.upperBound,
        isNumber(piece.lowerBound..<power), isNumber(power + 1..<piece.upperBound)
      {
        pieces += [("", piece.lowerBound..<power), ("×10^", power + 1..<piece.upperBound)]
        continue
      }
      let isExponent = isBehindUnit && isNumber(piece) && piece.count < 4
      pieces.append((pieces.isEmpty || isExponent ? "" : " ", piece))
      isBehindUnit = !isNumber(piece) && piece.count < 6
    }
    if let unit, !unit.isEmpty, unit.lowerBound > pieces.last?.range.upperBound ?? 0 {
      pieces.append((" ", unit))
    }
    show(pieces, "", whole)
  }

  /// `{{val|879.6|0.8|u=s}}`, `{{val|5.4|+0.1|-0.2}}`, `{{val|3|-|5|ul=m}}`
  mutating func showValue(_ unnamed: [Range<Int>], _ arguments: [Argument], _ whole: Range<Int>) {
    func named(_ names: String...) -> Range<Int>? { arguments.first { names.contains($0.name) }?.range }
    var pieces: [(before: String, range: Range<Int>)] = []
    let words = unnamed.prefix(3).map { bytes.string($0) }
    if words.count == 3, ["-", "–", "to", "by", "x", "×", "and", "or", ","].contains(words[1]) {
      let isWord = words[1].allSatisfy(\.isLetter)
      pieces = [("", unnamed[0]), (isWord ? " " : "", unnamed[1]), (isWord ? " " : "", unnamed[2])]
    } else if words.count > 1, words[1].hasPrefix("+") {
      pieces = separated(Array(unnamed.prefix(3)), " ")
    } else {
      pieces = unnamed.prefix(2).enumerated().map {
        ($0 == 0 ? "" : bytes[$1].first == 0x28 ? "" : "±", $1)
      }
    }
    if let power = named("e") { pieces.append(("×10^", power)) }
    if let unit = named("u", "ul") { pieces.append((" ", unit)) }
    if let unit = named("up", "upl") { pieces.append(("/", unit)) }
    show(pieces.sorted { $0.range.lowerBound < $1.range.lowerBound }, "", whole)
  }

  /// `{{s-|IV|e| av. J.-C.}}`, `{{sp|XV|e|ou|XVI|e}}`: numerals with their endings, the word, and what
  /// follows it.
  mutating func showCenturies(
    _ unnamed: [Range<Int>], joint: String, isBeforeChrist: Bool, _ whole: Range<Int>
  ) {
    var pieces: [(before: String, range: Range<Int>)] = []
    // The ending that the call leaves to the template, and what follows the last numeral.
    var ending = ""
    var isJoined = true
    var isNamed = false
    for piece in unnamed.prefix(9) where !piece.isEmpty {
      let word = bytes.string(piece)
      if ["e", "er", "re", "ère", "ème"].contains(word), !ending.isEmpty {
        pieces.append(("", piece))
        ending = ""
      } else if WikiTemplates.isRoman(word) || isNumber(piece) {
        pieces.append((ending + (pieces.isEmpty ? "" : isJoined ? " " : joint), piece))
        ending = word == "I" ? "er" : "e"
        isJoined = false
      } else if word != "s" {
        let isEra = word.contains("J.-C")
        pieces.append((ending + (isEra && !isNamed ? " siècle " : " "), piece))
        isNamed = isNamed || isEra
        (ending, isJoined) = ("", true)
      }
    }
    show(
      pieces, ending + (isNamed ? "" : " siècle") + (isBeforeChrist ? " av. J.-C." : ""), whole, empty: " ")
  }

  // MARK: Templates that are not known

  /// What can be told of a template that is not known: the one argument that is words, a code of three
  /// letters that names a country; else a mark, where it leaves a hole.
  mutating func showUnknown(
    _ written: String, _ arguments: [Argument], _ unnamed: [Range<Int>], _ whole: Range<Int>
  ) {
    let isCode = written.utf8.count == 3 && written.utf8.allSatisfy { 0x41...0x5A ~= $0 }
    let isInText = isInSentence(whole)
    if let only = unnamed.first, unnamed.count == 1, isInText, !written.hasPrefix(":"), isWords(only) {
      // {{flag of|France}} France
      let next = bytes[min(whole.upperBound, bytes.count)...].drop { $0 == 0x20 || $0 == 0x5B }
      let isRepeated = next.starts(with: bytes[only])
      return isRepeated ? drop(whole) : show([("", only)], "", whole)
    }
    if isCode, arguments.isEmpty, isInText || open.contains(where: { $0.kind == .table }) {
      return found.append(Item(range: whole, text: written))
    }
    found.append(Item(range: whole, text: isInText ? "[…]" : ""))
  }

  /// Whether `range` is text that a reader sees, and neither a code, a number nor a file's name.
  func isWords(_ range: Range<Int>) -> Bool {
    let text = bytes.string(range.prefix(200))
    let letters = text.filter(\.isLetter)
    // A sign that a template prints in a font that has it.
    if text.count == 1, let sign = text.unicodeScalars.first, sign.value > 0xA0, !sign.properties.isWhitespace
    {
      return true
    }
    guard letters.count > 1 || letters.unicodeScalars.contains(where: { $0.value > 0x2E80 }),
      !text.hasPrefix("http"), !text.contains("://"), !text.contains("{{{")
    else { return false }
    if WikiTemplates.isRoman(text) { return true }
    guard text.utf8.allSatisfy({ $0 < 0x80 && $0 > 0x20 }) else { return true }
    // Codes of languages and countries, names of files.
    if text.utf8.count < 3 || text.utf8.count < 4 && text.allSatisfy(\.isUppercase) { return false }
    let ending = text.split(separator: ".").last ?? ""
    return !["jpg", "jpeg", "png", "svg", "ogg", "gif", "webm", "ogv", "mp3"].contains(ending.lowercased())
  }
}
