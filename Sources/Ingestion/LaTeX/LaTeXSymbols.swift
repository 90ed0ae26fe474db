/// What LaTeX's commands for characters stand for.
enum LaTeXSymbols {
  /// Commands that are one character, or a word.
  static let characters: [String: String] = {
    var table: [String: String] = [
      "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
      "l": "ł",
      "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ", "ldots": "…", "dots": "…", "textellipsis": "…",
      "cdots": "⋯", "S": "§", "P": "¶", "copyright": "©", "textcopyright": "©", "textregistered": "®",
      "texttrademark": "™", "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€",
      "textdegree": "°",
      "degree": "°", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
      "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»",
      "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "textless": "<",
      "textgreater": ">", "textunderscore": "_", "textbullet": "•", "dag": "†", "ddag": "‡", "LaTeX": "LaTeX",
      "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/", "lbrack": "[", "rbrack": "]",
      "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "leq": "≤", "le": "≤", "geq": "≥",
      "ge": "≥",
      "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "propto": "∝", "infty": "∞", "in": "∈",
      "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "to": "→", "rightarrow": "→",
      "leftarrow": "←", "Rightarrow": "⇒", "leftrightarrow": "↔", "mapsto": "↦", "forall": "∀", "exists": "∃",
      "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "circ": "∘", "ll": "≪",
      "gg": "≫", "langle": "⟨", "rangle": "⟩", "mid": "|", "ell": "ℓ", "hbar": "ħ", "Re": "ℜ", "Im": "ℑ",
      "log": "log", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "max": "max", "min": "min",
      "lim": "lim",
      "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varsigma": "ς",
    ]
    let greek = [
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
      "nu",
      "xi", "omicron", "pi", "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ]
    for (index, name) in greek.enumerated() where !name.isEmpty {
      if let small = Unicode.Scalar(0x3B1 + index) { table[name] = String(Character(small)) }
      let capital = name.prefix(1).uppercased() + name.dropFirst()
      if let large = Unicode.Scalar(0x391 + index) { table[capital] = String(Character(large)) }
    }
    return table
  }()

  /// What an accent makes of a letter; `nil` where there is no such character.
  static func accented(_ accent: String, _ letter: Character) -> String? {
    guard let pairs = accents[accent] else { return nil }
    let key: Character = letter == "ı" ? "i" : letter
    let scalars = Array(pairs)
    for index in stride(from: 0, to: scalars.count - 1, by: 2) where scalars[index] == key {
      return String(scalars[index + 1])
    }
    return nil
  }

  /// A letter and what it becomes, one pair after the other.
  private static let accents: [String: String] = [
    "'": "aáeéiíoóuúyýcćnńsśzźlĺrŕAÁEÉIÍOÓUÚYÝCĆNŃSŚZŹ", "`": "aàeèiìoòuùAÀEÈIÌOÒUÙ",
    "^": "aâeêiîoôuûcĉgĝwŵyŷAÂEÊIÎOÔUÛ", "\"": "aäeëiïoöuüyÿAÄEËIÏOÖUÜ", "~": "aãnñoõiĩuũAÃNÑOÕ",
    "c": "cçsştţCÇSŞ", "v": "cčsšzžeěrřnňdďtťCČSŠZŽEĚRŘNŇDĎTŤ", "=": "aāeēiīoōuūAĀEĒIĪOŌUŪ",
    ".": "zżeėcċZŻEĖIİ", "u": "aăgğuŭAĂGĞ", "H": "oőuűOŐUŰ", "k": "aąeęAĄEĘ", "r": "aåuůAÅUŮ",
  ]

  /// Commands that are dropped with this many arguments in braces.
  static let dropped: [String: Int] = [
    "label": 1, "ref": 1, "eqref": 1, "pageref": 1, "autoref": 1, "cref": 1, "Cref": 1, "nameref": 1,
    "cite": 1,
    "citep": 1, "citet": 1, "citealp": 1, "citeauthor": 1, "citeyear": 1, "parencite": 1, "textcite": 1,
    "footcite": 1, "autocite": 1, "nocite": 1, "includegraphics": 1, "bibliographystyle": 1,
    "bibliography": 1,
    "addbibresource": 1, "usepackage": 1, "RequirePackage": 1, "documentclass": 1, "pagestyle": 1,
    "thispagestyle": 1, "vspace": 1, "hspace": 1, "setlength": 2, "addtolength": 2, "setcounter": 2,
    "addtocounter": 2, "stepcounter": 1, "newcounter": 1, "pagenumbering": 1, "input": 1, "include": 1,
    "hypersetup": 1, "graphicspath": 1, "newtheorem": 2, "theoremstyle": 1, "definecolor": 3, "color": 1,
    "index": 1, "glossary": 1, "phantom": 1, "hyphenation": 1, "linespread": 1, "geometry": 1,
    "selectlanguage": 1,
    "foreignlanguage": 1, "textcolor": 1, "colorbox": 1, "fontsize": 2, "markboth": 2, "markright": 1,
    "addcontentsline": 3, "rule": 2, "newlength": 1, "thanks": 1, "institute": 1, "affiliation": 1,
    "email": 1,
    "vskip": 0, "cline": 1, "hhline": 1, "specialrule": 3, "addlinespace": 0, "rowcolor": 1, "multicolumn": 2,
    "multirow": 2, "resizebox": 2, "scalebox": 1, "href": 1,
    "hyperref": 0, "bibitem": 1, "captionsetup": 1, "tikzset": 1, "sisetup": 1, "lstset": 1, "fancyhead": 1,
    "fancyfoot": 1, "subfile": 1, "import": 2, "hypertarget": 1, "hyperlink": 1,
    "listoffigures": 0, "listoftables": 0, "tableofcontents": 0,
  ]

  /// Environments whose content is left out: drawings, and what is no text.
  static let skippedEnvironments: Set<String> = [
    "tikzpicture", "picture", "comment", "pgfpicture", "filecontents",
  ]

  /// Environments whose content stays as it is.
  static let verbatimEnvironments: Set<String> = ["verbatim", "lstlisting", "minted", "Verbatim", "alltt"]

  /// Environments that have an argument of their own in braces.
  static let arguments: [String: Int] = [
    "tabular": 1, "tabularx": 2, "longtable": 1, "array": 1, "minipage": 1, "thebibliography": 1,
    "multicols": 1,
    "wrapfigure": 2, "adjustbox": 1, "tabulary": 2, "frame": 0,
  ]
}
