// Families of templates whose first argument alone would be a wrong text: ranges, joined arguments, dates,
// numbers, labels.
extension WikiTemplates {
  static func addFamilies(_ add: (Style, String) -> Void) {
    add(.spelled(["c. ", " – c. "]), "circa|c.|ca.|ca|circa 2")
    add(.spelled(["r. ", "–"]), "reign|r.")
    add(.spelled(["fl. ", "–"]), "floruit|fl.")
    add(.spelled(["", " (m. ", "–"], after: ["", ")", ")"]), "marriage")
    add(
      .spelled(["", " (", ", "], after: ["", ")", ")"]), "nihongo|nihongo krt|nihongo core|japonais|korean")
    add(.spelled(["", "（"], after: ["", "）"]), "読み仮名")
    add(.spelled(["", "("], after: ["", ")"]), "ruby|ルビ")
    add(.spelled(["", "h ", "m "], after: ["h", "m", "s"]), "ra")
    add(.spelled(["", " h ", " min "], after: [" h", "", " s"]), "heure")
    add(.spelled(["", "° ", "′ "], after: ["°", "′", "″"]), "dec|angle|angle degré")
    add(.spelled(["", " ", ","]), "b|bibel|bibleonline")
    add(.spelled(["", " § "]), "section link|slink|seclink")
    add(.spelled(["", " ", " [O.S. "], after: ["", "", "]"]), "oldstyledate|oldstyledatedy|old style date")
    add(.spelled(["±"]), "±|+-|plusminus|pm")
    add(.all(":"), "ratio")
    add(.all("+"), "keypress|key press|key|button press|taste|touche")
    add(.all(" "), "gaps|currency|währung|valuta|moneda")
    add(.all("-"), "respell")
    add(.all(""), "linktext")
    add(
      .date("en"),
      """
      dts|date table sorting|bda|dda|start-date|end-date|release date|launch date|opening date|dob|dod|date of birth
      film release date|birth-date|death-date|birth date|death date
      """)
    add(.date("fr"), "date|date-|date de naissance|date de naissance-|date de décès|date de décès-")
    add(.date("de"), "datum|datum2|gebdat")
    add(.date("es"), "fecha")
    add(.date("it"), "data")
    add(.date("ru"), "дата")
    add(.date("ja"), "生年月日と年齢")
    add(.number, "formatnum|number|num|nb|formatzahl|zahl|fmtn|nombre|число|liczba")
    add(
      .unit,
      "unitat|yksikkö|enhet|unité|unite|unit|unidad|einheit|maß|jednostka|eenheid|hunité|nombre avec unité|unità|m"
    )
    add(.century("–"), "s-|siècle|sp-|sp")
    add(.century(" et "), "s2|s2-")
    add(.century("–", isBeforeChrist: true), "-s-|-s|-sp-|-sp")
    add(.siglo, "siglo")
    add(.text(" av. J.-C."), "av jc|avjc|-jc")
    add(.text(" apr. J.-C."), "apr jc|ap jc|aprjc")
    add(.text("Cie"), "cie")
    add(.text("'s"), "'s")
    add(.text("\u{301}"), "ударение|уд|stress")
    add(.argument(1, after: " p."), "nb p.|nb pages")
    add(.argument(1, after: " %"), "prozent")
    add(.argument(1, after: " tys."), "tys.")
    add(.argument(1, after: "°"), "deg|degree|degrees|градус|stopnie")
    add(.spelled(["", " "], after: [" °C"]), "tmp|température")
    add(.argument(1, before: "{{", after: "}}"), "tl|tlx|tlp|tlf")
    for (title, names) in [
      ("M.", "m."), ("Mme", "mme"), ("Mlle", "mlle"), ("Dr", "dr"), ("Mgr", "mgr"), ("Me", "me"),
      ("Pr", "pr"),
      ("Ste", "ste"), ("vol.", "vol.|vol"), ("No.", "no.|numero"), ("n°", "n°|numéro"), ("N°", "nº"),
      ("SMS", "sms"), ("HMAS", "hmas"), ("HMCS", "hmcs"), ("HMNZS", "hmnzs"), ("USCGC", "uscgc"),
      ("USNS", "usns"),
      ("MV", "mv"), ("RV", "rv"), ("INS", "ins"), ("CA$", "ca$"),
    ] {
      add(.argument(1, before: title.hasSuffix("$") ? title : title + " "), names)
    }
    add(.argument(1, before: "⟨", after: "⟩"), "angbr|angbr ipa|angle bracket|grapheme")
    add(.spelled(["§ ", " "]), "§")
    add(.argument(1, before: "€"), "евро|€")
    add(
      .link(),
      """
      ill|interlanguage link|link-interwiki|lien|enlace|link|ligação inter-idioma|仮リンク|ill2|li|le|link-en|link-de|link-fr
      日本語版にない記事リンク|internal link helper
      """)
    add(
      .link(secondIsText: true),
      "нп|нп1|нп2|нп3|нп4|нп5|не переведено|не переведено 2|не переведено 3|не переведено 5|iw")
    // Text that an editor marks, and small capitals.
    add(
      .argument(1),
      """
      référence nécessaire|réf. nécessaire|citation nécessaire|passage à vérifier|évasif|passage évasif|pertinence|quand|citazione necessaria
      senza fonte|chiarire|citation needed span|cn span|要出典範囲|要検証範囲|kiedy
      pc|petites capitales|versalita|maiuscoletto|kapitälchen|кратко|skrót|rom|rom-maj|grec ancien|bq|akronym|abk|abréviation discrète
      """)
    for name in [
      "en anglais", "en allemand", "en espagnol", "en italien", "en latin", "en russe", "en japonais",
    ] {
      add(.argument(1, before: name + " : "), name)
    }
    add(.argument(1), "cast listing|castlist|cast list|center|centre|centered|right|zentriert|centrer")
    add(.argument(2), "色|kolor|ü|язык|wymowa|font color 2|цвет")
    add(
      .authors(isInText: true),
      "harvtxt|harvcoltxt|harvtext|harvard citation text|harvcol text|harvs|citet|textcite"
    )
    add(
      .authors(isInText: false),
      "harvnb|harvcolnb|harvard citation no brackets|harvnbs|harvncol|harvcol no brackets|citealt")
    add(.fraction, "ułamek|分数")
    add(.measure, "zmień|converti")
    add(.nothing, "indent|флаг|bandera|flaga|vlag|flagga|начало цитаты|конец цитаты|bandiera")
  }

  /// ISO 4217's codes that stand as templates' names, in small letters, but for those that have a sign of
  /// their own.
  static let currencies: Set<String> = Set(
    "chf sek nok dkk pln czk huf rub uah try brl mxn ars clp cop zar ils sgd thb idr php twd ron bgn isk hrk egp ngn kes pkr bdt vnd nzd hkd"
      .split(separator: " ").map(String.init))

  /// What a template prints whose name is its text: `1er`, `XXe siècle`, `Ier siècle av. J.-C.`, `Louis XIV`,
  /// `19th century`.
  static func printedName(_ written: String) -> String? {
    let words = written.split { $0 == " " || $0 == "_" }.map(String.init)
    guard let first = words.first, let last = words.last, words.count <= 6 else { return nil }
    if ordinal(first) != nil, words.count == 1 || ["siècle", "République", "Empire"].contains(words[1]) {
      return words.joined(separator: " ")
    }
    guard words.count > 1 || first.first?.isNumber == true else { return nil }
    if let byte = first.utf8.first, 0x30...0x39 ~= byte, first.utf8.count < 8 {
      return words.joined(separator: " ")
    }
    return ordinal(last) != nil || last.count > 1 && isRoman(last) ? words.joined(separator: " ") : nil
  }

  /// `XIVe` without its ending; `nil` where `word` is no ordinal number. The numeral of "Cie" is in small
  /// letters.
  static func ordinal(_ word: String) -> Substring? {
    let number = word.prefix { $0.isASCII && $0.isNumber || "IVXLC".contains($0) }
    guard !number.isEmpty,
      ["e", "er", "re", "ère", "ème", "nd", "nde"].contains(word.dropFirst(number.count))
    else {
      return nil
    }
    // "Ce", "Le" and the like are no numbers.
    guard number.allSatisfy(\.isNumber) || number.count > 1 || ["I", "V", "X"].contains(number) else {
      return nil
    }
    return number
  }

  static func isRoman(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.utf8.count < 12 && word.allSatisfy { "IVXLC".contains($0) }
  }
}
