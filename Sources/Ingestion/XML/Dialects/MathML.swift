extension Dialect {
  /// Presentation MathML in the midst of another format: read from left to right as one would type it, `x^2`,
  /// `a/b`.
  static let mathml = Dialect(
    .xml,
    [
      ("annotation annotation-xml mphantom maligngroup malignmark none", .skip),
      ("math semantics mrow ms mstyle mpadded menclose merror maction", .inline),
      ("mi mo mn mtext", .math(.leaf)),
      ("mfrac", .math(.fraction)),
      ("msup", .math(.scripts(["", "^", ""]))),
      ("msub munder", .math(.scripts(["", "_", ""]))),
      ("mover", .math(.over)),
      ("msubsup munderover", .math(.scripts(["", "_", "^", ""]))),
      ("msqrt", ElementRule(.wrapped("√(", ")"))),
      ("mroot", .math(.root)),
      ("mfenced", ElementRule(.separated(["(", ","]))),
      ("mtable", ElementRule(.separated(["", "; "]))),
      ("mtr mlabeledtr", ElementRule(.separated(["", ", "]))),
      ("mtd", .inline), ("mspace", .wordBreak),
    ])
}
