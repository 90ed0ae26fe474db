/// What templates print, for those that print text: measures, dates, words of other languages, lists, signs.
///
/// A template's arguments are text with a place; what it adds between them is Peruse's own. A template that
/// is not known prints what nobody can tell from the page alone.
enum WikiTemplates {
  /// How a template's text is made.
  enum Style: Sendable {
    /// Nothing: notes, boxes, lists of links, marks for editors.
    case nothing
    /// The argument with this number, from 1, between two texts.
    case argument(Int, before: String = "", after: String = "")
    /// The last argument without a name.
    case last
    /// All arguments without a name, so many at most, with this between them.
    case all(String, most: Int = 100)
    /// A text of its own.
    case text(String)
    /// A number with its unit, `{{convert|1300|mi|km}}`.
    case measure
    /// A number with its uncertainty and unit, `{{val|879.6|0.8|u=s}}`.
    case value
    case coordinates
    case fraction
    /// Each argument without a name behind its own text, and what closes so many of them:
    /// `{{circa|1200|1300}}`.
    case spelled([String], after: [String] = [])
    /// A date, in the language of the wiki, or in this one where that is not known.
    case date(String)
    /// A number as the wiki's language writes it.
    case number
    /// A number, its unit, and the unit's exponent: `{{unité|1500|km|2}}`.
    case unit
    /// `{{s-|IV|e| av. J.-C.}}`, with what stands between two centuries.
    case century(String, isBeforeChrist: Bool = false)
    /// `{{siglo|V|a|s}}`
    case siglo
    /// Authors and a year, `Lee (2001)`, or `Lee 2001`, which only a sentence needs.
    case authors(isInText: Bool)
    /// A link whose text is its label, or its second argument where `secondIsText`, or else its first.
    case link(secondIsText: Bool = false)
  }

  /// Whether the name alone, in small letters, says what a template prints, in whatever wiki.
  static func isKnown(_ name: String) -> Bool {
    table[name] != nil || prefixes.contains { name.hasPrefix($0.0) }
  }

  /// Whether the dump's own page of the template called `name` is not asked what it prints: boxes and notes
  /// are no text whatever they are made of, and measures, dates and numbers are computed.
  static func isFixed(_ name: String) -> Bool {
    switch table[name] ?? prefixes.first(where: { name.hasPrefix($0.0) })?.1 {
    case nil, .argument, .last, .all, .text, .spelled, .link, .fraction: false
    default: true
    }
  }

  /// The style of the template called `name`, in small letters; `nil` where it is not known.
  static func style(of name: String, written: String) -> Style? {
    if let style = table[name] { return style }
    for (prefix, style) in prefixes where name.hasPrefix(prefix) { return style }
    // Short forms that name a language: "enS", "frS"; "SMS" is a ship.
    if name.count == 3, written.hasSuffix("S"), written.dropFirst().first?.isLowercase == true {
      return .argument(1)
    }
    if name.count == 3, currencies.contains(name) { return .argument(1, before: name.uppercased() + " ") }
    return nil
  }

  private static let prefixes: [(String, Style)] = [
    ("lang-", .argument(1)), ("langx", .argument(2)), ("ipa-", .argument(1)), ("ipac-", .all("")),
    ("cite ", .nothing), ("cita ", .nothing),
    ("infobox", .nothing), ("ficha", .nothing), ("taxobox", .nothing), ("navbox", .nothing),
    ("use ", .nothing),
    ("harv", .nothing), ("sfn", .nothing), ("efn", .nothing), ("#tag", .nothing),
    ("sortname", .spelled(["", " "])),
    ("sort", .last),
    ("portal", .nothing), ("commons", .nothing), ("wikt", .nothing), ("wikisource", .nothing),
    ("defaultsort", .nothing), ("displaytitle", .nothing), ("portail", .nothing), ("palette", .nothing),
    ("navigationsleiste", .nothing), ("user ", .nothing), ("pp-", .nothing), ("flagicon", .nothing),
    ("birth date", .date("en")), ("death date", .date("en")),
    ("start date", .date("en")),
    ("end date", .date("en")), ("birth-date", .argument(1)), ("death-date", .argument(1)),
    ("film date", .date("en")), ("ouvrage", .nothing), ("lien web", .nothing),
    ("internetquelle", .nothing),
    ("literatur", .nothing),
  ]

  private static let table: [String: Style] = {
    var table: [String: Style] = [:]
    func add(_ style: Style, _ names: String) {
      for name in names.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
        table[name.withoutOuterSpace] = style
      }
    }
    add(
      .argument(1),
      """
      nowrap|nobr|nowr|nobreak|small|smaller|big|larger|abbr|abbrv|abbreviation|tooltip|dfn|em|strong|bold|italic|italics|ill
      interlanguage link|link-interwiki|lien|quote|cquote|blockquote|quotation|bquote|quote box|zitat|citation bloc
      début citation|cita|citat|citaat|cytat|cita destacada|tq|talkquote|visible anchor|vanchor|math|mvar|var|code|kbd|tt|mono|samp
      sic|not a typo|proper name|sc|smallcaps|caps|allcaps|refnec|refins|formatnum|number|num|nb|formatzahl|zahl|fmtn
      flag|flagcountry|flagu|country|land|drapeau|pays|player|flatlist|plainlist|plain list|cslist|noitalic|nobold|normal|notatypo
      angle bracket|clarify span|fact span|poem|verse translation|epigraph|main topic|w|lc|uc|lcfirst|ucfirst|ship name|anchored list
      underline|u|s|strike|overline|highlight|nihongo foot|respell|usurped|as written|typo|thinsp|gaps|ipa|ipa link|pronunciation|zh|linktext|okina text|r-text|unbulleted
      lower|raise|title|book title|film|chset|script|hebrew|arabic|rtl-lang|pinyin|jp|ko-hhrm|wikidata fallback|tagged|cite text
      """)
    add(
      .argument(2),
      "lang|langue|language|lang-text|native name|color|colour|farbe|couleur|textcolor|audio|rtl|lang2|script/|bg|background color|hover title"
    )
    add(
      .last,
      "transl|transliteration|translit|resize|font color|font|fontcolor|size|translation|literal translation")
    add(.argument(1, before: "c. "), "circa|c.|ca.|ca|circa 2")
    add(.argument(1, before: "fl. "), "floruit|fl.")
    add(.argument(1, before: "‘", after: "’"), "gloss|single quotes|literally|lit")
    add(.last, "plural|grammar|gender")
    add(
      .argument(1),
      """
      число|год|s|nbsp2|нп|нп2|нп3|нп4|нп5|не переведено|не переведено 2|не переведено 3|не переведено 5|iw|comment|комментарий|цитата|врезка цитата
      esd|afi|api|moneda|traducción|ilc|ligação inter-idioma|quote2|citar|m.|mme|mlle|dr|mgr|abréviation|abrév|tutto attaccato|ta|nb2|lingua|chiarire testo
      "|zitat-de|zitat-en|ohne umbruch|nur umbruch|j|nowrap begin|tłumaczenie|cytat2|citát|zvýraznění|wikicitát|lainaus|sitaatti|idézet|alıntı|söz|internal link helper|ordnung|nihongo core
      """)
    add(.argument(1, before: "p. "), "p.|pág.|pag.|page")
    add(.argument(1, before: "século "), "séc|século")
    add(.argument(1, before: "siglo "), "siglo|s.")
    add(.argument(1, before: "dal "), "dal")
    add(.argument(1, after: "°"), "tmp|temp|température")
    add(.text(","), ",|virgule")
    add(.text(" "), "0|figure space|_|espace|espacio")
    add(.last, "tsl|translink|cizojazyčně|vjazyce2|lingue|dil|langue2")
    add(
      .nothing,
      """
      référence nécessaire|réf. nécessaire|refnec2|cr|sin referencias|carece de fontes|citação necessária|sem-fontes|limpar|notea|notta|noteta|källa behövs|fakta|kilde mangler|mangler kilde|trenger referanse|referanse behøves
      lähde|lähteetön|forrás?|forráshiányos|kaynak belirt|kaynaksız|doplňte zdroj|zdroj|chybí zdroj|нет ссылки|уточнить|где|кто|когда|что|чей|нет источника|аи|відсутнє джерело|джерело?|لا مصدر|بحاجة لمصدر|מקור|דרוש מקור
      """)
    add(.argument(1), "仮リンク|ruby|ルビ|読み仮名|le|link-en|link-de|link-fr|liczba|unità|citazione|trad")
    add(.nothing, "要出典|出典の明記|来源请求|来源請求|fact2|źródło|fakt|referință|brak źródła")
    add(.argument(1, before: "r. "), "reign|r.")
    add(.argument(1, before: "b. "), "b.|born")
    add(.argument(1, before: "d. "), "d.|died")
    add(.argument(1, before: "US$"), "us$|usd|us dollar")
    for sign in ["£", "€", "¥", "$", "₹", "a$", "c$", "hk$", "nz$", "₽", "₩", "₱", "₺", "₪", "cn¥", "r$"] {
      table[sign] = .argument(1, before: sign.uppercased())
    }
    for (code, sign) in [
      ("gbp", "£"), ("eur", "€"), ("jpy", "¥"), ("inr", "₹"), ("indian rupee", "₹"), ("krw", "₩"),
      ("aud", "A$"), ("cad", "C$"), ("cny", "CN¥"), ("pound sterling", "£"), ("euro", "€"),
      ("inrconvert", "₹"),
    ] {
      table[code] = .argument(1, before: sign)
    }
    add(.argument(1, after: " m"), "höhe|metre|meter")
    add(.argument(1, after: "°"), "deg|degree|degrees")
    add(.argument(1, after: "e siècle"), "s-|siècle|-s-")
    add(.argument(1, before: "^"), "sup|exp|superscript")
    add(.argument(1, before: "_"), "sub|subscript")
    add(.argument(1, before: "10^"), "10^|10exp")
    add(.argument(1, before: "×10^"), "e|esp|x10^")
    add(.argument(1, before: "√"), "sqrt|radic|racine")
    add(.argument(1, before: "[", after: "]"), "bracket|brackets|interp|sic2")
    add(.argument(1, before: "As of "), "as of|asof")
    add(.argument(1, before: "HMS "), "hms")
    add(.argument(1, before: "USS "), "uss")
    add(.argument(1, before: "RMS "), "rms")
    add(.argument(1, before: "SS "), "ss")
    add(
      .all(" "),
      "ship|sclass|nombre|esd2|unitat|yksikkö|enhet|unité|unite|unit|unidad|m|date|date-|datum|data|sclass2|einheit|maß|jednostka|eenheid|heure|hunité|nombre avec unité|fecha|datum2"
    )
    add(
      .all(", "),
      "hlist|ubl|ublist|unbulleted list|unbulleted|comma separated entries|cse|enum|list|ublli|csl|unbulletedlist|blist|bulleted list|liste|ul|plainlist horizontal"
    )
    add(.all(" · "), "flat list|dot separated")
    add(.all(""), "chem|chem2|chemical formula|hchem|ce|simplechem|chimie|formel|ipac|gap")
    add(
      .all("-", most: 3),
      "dts|date table sorting|bda|dda|start-date|end-date|release date|launch date|opening date|dob|dod|date of birth|gebdat|start and end dates|film release date"
    )
    add(.all("–"), "year range|ranges|dash range|age range|reign range")
    add(.all(" ", most: 2), "nihongo|nihongo2|nihongo3|jaanus|nihongo krt|korean|nastaliq")
    add(
      .measure,
      "convert|cvt|conv|convertir|umrechnen|conversion|umrechnung|convertido|conversione|height|convinfobox")
    add(.value, "val|value|physconst|nts|ntsh|val2")
    add(
      .coordinates,
      "coord|koord|coordinate|coordonnées|coordinates|koordinaten|coor dms|coor dm|coor d|coord2|coordenadas")
    add(
      .fraction,
      "frac|fraction|fracción|fração|frazione|дробь|breuk|sfrac|bruch|fract|fracn|sfrac2|tfrac|dfrac|fraccion"
    )
    add(.text(" – "), "snd|spnd|sndash|spaced ndash|spaced en dash|ndash spaced|--")
    add(.text("–"), "ndash|en dash|endash|–")
    add(.text("—"), "mdash|em dash|emdash|—|---")
    add(.text(" "), "nbsp|space|spaces|sp|thin space|hair space|nnbsp|br|break|newline|ensp|emsp|0ws|zwsp")
    add(.text("’"), "'|`|okina|ayin|hamza|apostrophe|ʻ")
    add(.text(" · "), "·|dot|•|bull|bullet|middot|interpunct|*")
    add(.text("π"), "pi|greek pi")
    add(.text("×"), "times|x|×")
    add(.text("±"), "plusminus|+-|±|pm")
    add(.text("−"), "minus|−")
    add(.text("|"), "!|pipe")
    add(.text("="), "=|equals")
    add(.text("/"), "slash|\\")
    add(.text("…"), "ellipsis|...|dots")
    add(.text("ħ"), "hbar")
    add(.text("Yes"), "yes|ja|tick|check|checked|y|done")
    add(.text("No"), "no|nein|cross|n|x mark")
    add(
      .nothing,
      """
      citation needed|cn|fact|clarify|when|who|which|by whom|according to whom|page needed|better source needed|failed verification
      dubious|dubious – discuss|dead link|refn|r|rp|ref|ref label|note|notetag|note label|short description|reflist|notelist|references|main
      see also|further|further information|hatnote|about|distinguish|redirect|redirect2|other uses|otheruses|for|for multi|authority control
      toc|tocright|tocleft|clear|clr|clear left|anchor|anker|ancre|anchors|coord missing|update|update after|unreferenced|refimprove|more citations needed|cleanup
      stub|good article|featured article|italic title|sidebar|automatic taxobox|speciesbox|chembox|drugbox|belege|belege fehlen|normdaten|personendaten
      begriffsklärung|hauptartikel|siehe auch|commonscat|dieser artikel|begriffsklärungshinweis|exzellent|lesenswert|einzelnachweise|ébauche|voir homonymes|article détaillé|articles détaillés
      référence souhaitée|référence nécessaire|source|sources|références|voir aussi|autres projets|bases|control de autoridades|ap|cita requerida|otros usos|desambiguación|véase también|listaref
      senza fonte|bio|vedi anche|controllo di autorità|interprogetto|nota disambigua|torna a|disambigua|bron?|appendix|zie hoofdartikel|commonscat2|bronvermelding|przypisy|kontrola autorytativní
      примечания|см. также|основная статья|внешние ссылки|нет аи|speaker icon|spoken wikipedia|multiple image|listen|gallery|image|cite|citation/core|webarchive|isbn|issn|oclc|doi|pmid|pmc|arxiv|bibcode
      flagdeco|full citation needed|original research inline|vague|why|how|where|what|specify|explain|contradict-inline|disputed inline|pov statement|undue weight inline|weasel inline|peacock inline|attribution needed|quote without source|verify source|third-party inline|non-primary source needed|self-published inline|dubious inline|nobots|bots|protected|semiprotected|pagenum|location map|map|carte|mapa|karte|wide image|quote_box|stack|stack begin|stack end|col-begin|col-end|col-2|div col|div col end|refbegin|refend|columns-list end|pad|ring|succession box|s-start|s-end|s-bef|s-ttl|s-aft|official website|official|imdb title|imdb name|find a grave|youtube|twitter|facebook
      """)
    addFamilies(add)
    return table
  }()
}
