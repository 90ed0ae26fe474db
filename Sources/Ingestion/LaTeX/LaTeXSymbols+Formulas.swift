/// What stands in formulas alone.
extension LaTeXSymbols {
  /// What the command called `name` stands for, where that is a character or a word.
  static func character(_ name: String) -> String? { characters[name] ?? mathematical[name] }

  /// What it stands for in running text, where names such as `\top` and `\flat` may be the author's own.
  static func textual(_ name: String) -> String? {
    characters[name] ?? (name.hasPrefix("text") || name == "celsius" ? mathematical[name] : nil)
  }

  /// Signs of formulas beside those that text has, too.
  static let mathematical: [String: String] = {
    let pairs =
      """
      oplus ⊕ otimes ⊗ ominus ⊖ odot ⊙ oslash ⊘ ast ∗ star ⋆ bullet • setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ \
      sqcup ⊔ sqcap ⊓ uplus ⊎ amalg ⨿ dagger † ddagger ‡ triangle △ Box □ square □ Diamond ◇ diamond ⋄ blacksquare ■ \
      supset ⊃ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ sqsubseteq ⊑ ni ∋ simeq ≃ cong ≅ asymp ≍ doteq ≐ models ⊨ \
      vdash ⊢ dashv ⊣ perp ⊥ bot ⊥ top ⊤ parallel ∥ nparallel ∦ prec ≺ succ ≻ preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ \
      leqslant ⩽ geqslant ⩾ lt < gt > nleq ≰ ngeq ≱ nless ≮ ngtr ≯ triangleq ≜ coloneqq ≔ coloneq ≔ trianglelefteq ⊴ \
      gets ← Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ implies ⇒ impliedby ⇐ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹ \
      Longleftarrow ⟸ Longleftrightarrow ⟺ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ \
      nearrow ↗ searrow ↘ hookrightarrow ↪ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝ rightsquigarrow ⇝ \
      twoheadrightarrow ↠ nexists ∄ emptyset ∅ varnothing ∅ complement ∁ aleph ℵ beth ℶ wp ℘ imath ı jmath ȷ eth ð \
      angle ∠ measuredangle ∡ because ∵ therefore ∴ vdots ⋮ ddots ⋱ dotsb ⋯ dotsc … dotsm ⋯ colon : prime ′ backprime ‵ \
      surd √ iint ∬ iiint ∭ oint ∮ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ \
      rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | Vert ‖ lVert ‖ rVert ‖ lbrace { rbrace } \
      backslash \\ sharp ♯ flat ♭ natural ♮ checkmark ✓ varpi ϖ varrho ϱ varkappa ϰ digamma ϝ bmod mod pmod mod \
      micro µ celsius °C permil ‰ textmu µ textpm ± texttimes × textperthousand ‰ textohm Ω textcelsius °C \
      textonehalf ½ textonequarter ¼ textthreequarters ¾
      """.split(whereSeparator: \.isWhitespace).map(String.init)
    var table: [String: String] = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) { table[pairs[index]] = pairs[index + 1] }
    return table
  }()

  /// Names that are printed as they are, and stay apart from what they are applied to.
  static let functions: Set<String> = Set(
    """
    sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp max min sup inf lim limsup liminf \
    det dim ker deg gcd lcm arg hom Pr argmax argmin bmod pmod mod tr rank sgn
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Signs whose limits stand below and above them.
  static let largeOperators: Set<String> = [
    "sum", "prod", "int", "iint", "iiint", "oint", "coprod", "bigcup", "bigcap", "bigoplus", "bigotimes",
    "bigvee", "bigwedge", "bigsqcup",
  ]

  static let fractions: Set<String> = [
    "frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac", "flatfrac", "xfrac",
  ]
  static let binomials: Set<String> = ["binom", "dbinom", "tbinom"]

  /// Commands that change how their argument looks.
  static let fonts: Set<String> = [
    "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathscr",
    "mathnormal",
    "bm", "boldsymbol", "pmb", "ensuremath", "ce", "cancel", "underline", "boxed", "mathring", "mathord",
    "mathbin", "mathrel", "mathopen", "mathclose", "mathpunct", "smash", "underbrace", "overbrace", "mathds",
  ]
  /// Those whose argument is words.
  static let words: Set<String> = [
    "text", "mbox", "hbox", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "intertext",
    "shortintertext", "operatorname", "mathop", "textup", "fbox", "makebox", "emph",
  ]

  /// What is set over or under one thing, by the mark that goes behind it.
  static let accentsAbove: [String: String] = [
    "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{305}", "tilde": "\u{303}",
    "widetilde": "\u{303}", "vec": "\u{20D7}", "overrightarrow": "\u{20D7}", "dot": "\u{307}",
    "ddot": "\u{308}", "check": "\u{30C}", "breve": "\u{306}", "acute": "\u{301}", "grave": "\u{300}",
  ]

  /// What is printed before and behind the argument of commands that stand for brackets.
  static let brackets: [String: (String, String)] = [
    "abs": ("|", "|"), "norm": ("‖", "‖"), "ket": ("|", "⟩"), "bra": ("⟨", "|"), "floor": ("⌊", "⌋"),
    "ceil": ("⌈", "⌉"), "set": ("{", "}"),
  ]

  /// What says where or how large something is set, and prints nothing.
  static let layout: Set<String> = [
    "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits", "nonumber",
    "notag",
    "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
    "Biggl", "Biggr", "bigm", "Bigm", "biggm", "hfill", "hline", "allowbreak", "nobreak", "strut",
    "centering",
    "rm", "bf", "it", "sf", "cal", "mathstrut", "noindent", "par", "displaybreak", "qedhere", "relax",
  ]
  static let delimiters: Set<String> = [
    "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
    "Biggl", "Biggr", "bigm", "Bigm", "biggm",
  ]
  static let spaces: Set<String> = [
    "quad", "qquad", "enspace", "thinspace", "medspace", "thickspace", "space", "hskip", "enskip",
  ]

  /// Environments inside formulas: what is printed before them, between their cells, and behind them.
  static let grids: [String: (before: String, cell: String, after: String)] = [
    "matrix": ("", ", ", ""), "smallmatrix": ("", ", ", ""), "pmatrix": ("(", ", ", ")"),
    "bmatrix": ("[", ", ", "]"), "Bmatrix": ("{", ", ", "}"), "vmatrix": ("|", ", ", "|"),
    "Vmatrix": ("‖", ", ", "‖"), "array": ("", ", ", ""), "cases": ("{", ", ", ""), "dcases": ("{", ", ", ""),
    "rcases": ("", ", ", "}"), "tabular": ("", ", ", ""),
  ]

  /// Environments that are a formula on lines of its own, or (`math`) in the line.
  static let formulas: Set<String> = [
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "flalign", "alignat",
    "xalignat", "IEEEeqnarray", "dmath", "dgroup", "darray",
  ]
  /// Those among them that have an argument of their own.
  static let formulasWithArgument: Set<String> = ["alignat", "xalignat", "IEEEeqnarray"]
}
