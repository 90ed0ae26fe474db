extension Dialect {
  /// Presentation MathML in the midst of another format: read from left to right as one would type it, `x^2`,
  /// `a/b`.
  static let mathml = Dialect(
    .xml,
    [
      ("annotation annotation-xml mphantom maligngroup malignmark none", .skip),
      ("math semantics mrow mi mo mn ms mstyle mpadded menclose merror maction", .inline),
      ("mfrac", ElementRule(.separated(["", "/", ""]))),
      ("mfrac/mrow", ElementRule(.wrapped("(", ")"))),
      ("msup mover", ElementRule(.separated(["", "^", ""]))),
      ("msub munder", ElementRule(.separated(["", "_", ""]))),
      ("msubsup munderover", ElementRule(.separated(["", "_", "^", ""]))),
      ("msqrt", ElementRule(.wrapped("√(", ")"))),
      ("mroot", ElementRule(.separated(["√", " ^", ""]))),
      ("mfenced", ElementRule(.separated(["(", ","]))),
      ("mtable", ElementRule(.separated(["", "; "]))),
      ("mtr mlabeledtr", ElementRule(.separated(["", ", "]))),
      ("mtd", .inline), ("mtext", .inline), ("mspace", .wordBreak),
    ])
}
