extension LaTeXReader {
  mutating func formula() {
    let start = at
    let isDisplayed = at + 1 < end && bytes[at + 1] == UInt8(ascii: "$")
    let mark = isDisplayed ? 2 : 1
    var close = at + mark
    while close < end {
      if bytes[close] == UInt8(ascii: "\\") {
        close += 2
        continue
      }
      if bytes[close] == UInt8(ascii: "$"),
        !isDisplayed || close + 1 < end && bytes[close + 1] == bytes[close]
      {
        break
      }
      // A formula has no blank line: the sign was meant as one.
      if bytes[close] == 0x0A, bytes[(close + 1)..<end].first(where: { $0 != 0x20 && $0 != 0x09 }) == 0x0A {
        close = end
        break
      }
      close += 1
    }
    guard close < end else {
      append(at..<at + 1)
      at += 1
      return
    }
    if isDisplayed {
      displayedFormula(start + 2..<close, in: start..<close + 2)
    } else {
      inlineFormula(start + 1..<close, in: start..<close + 1)
    }
    at = close + mark
  }

  /// Puts in a formula in the line, typed on it; `whole` is the formula with its marks.
  mutating func inlineFormula(_ range: Range<Int>, in whole: Range<Int>) {
    var formula = TeXFormula(bytes, range, macros: macros, tail: isOpen ? builder.tail(24) : [])
    if formula.isScriptAlone, isOpen {
      let text = TeXScan.plain(bytes, range).filter { $0 != "^" }
      if RaisedText.isCallout(text.utf8, after: builder.tail(24)) {
        return builder.omitCallout(whole)
      }
    }
    formula.read()
    omit(whole.lowerBound..<range.lowerBound)
    put(formula.pieces)
    omit(range.upperBound..<whole.upperBound)
  }

  /// Puts in a formula that stands on lines of its own: a word of the sentence around it, or a block where
  /// there is none.
  mutating func displayedFormula(_ range: Range<Int>, in whole: Range<Int>, rowEnd: String = "; ") {
    if !isOpen, beginsItem || environments.last?.isTable == true { openParagraph() }
    var formula = TeXFormula(
      bytes, range, macros: macros, tail: isOpen ? builder.tail(24) + [0x20] : [], rowEnd: rowEnd)
    formula.read()
    guard isOpen else {
      guard formula.isReadable else { return }
      builder.openBlock(.preformatted, role: role, path: childPath("formula"))
      isOpen = true
      put(formula.pieces)
      builder.closeBlock()
      isOpen = false
      return
    }
    let isSpaced = builder.lastByte.map { $0 == 0x20 } ?? true
    let isFollowed = whole.upperBound < bytes.count && Self.isWord(bytes[whole.upperBound])
    guard formula.isReadable else {
      return builder.insert((isSpaced ? "" : " ") + "[formula]" + (isFollowed ? " " : ""), for: whole)
    }
    let (before, after) = (whole.lowerBound..<range.lowerBound, range.upperBound..<whole.upperBound)
    if isSpaced { builder.omit(before) } else { builder.insert(" ", for: before) }
    put(formula.pieces)
    if isFollowed { return builder.insert(" ", for: after) }
    builder.omit(after)
    // The full stop behind it, or a comma.
    builder.closeUp()
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || TeXScan.isDigit(byte) || TeXScan.isLetter(byte) || byte == 0x24
  }

  /// Appends what TeX comes to.
  mutating func put(_ pieces: [TeXPiece]) {
    for piece in pieces {
      switch piece.change {
      case .copy: append(piece.range)
      case .replace(let text): append(text, for: piece.range)
      case .insert(""): omit(piece.range)
      case .insert(let text):
        if !isOpen { openParagraph() }
        builder.insert(text, for: piece.range)
      case .space: if isOpen { builder.appendSpace(for: piece.range) }
      }
    }
  }

  // MARK: Raised text

  /// `\textsuperscript{3}` and `\textsubscript{2}`: marks keep digits apart from those before them.
  mutating func raised(_ start: Int, isLowered: Bool) {
    guard isOpen, at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(at) else { return }
    let text = TeXScan.plain(bytes, at + 1..<close)
    if !isLowered, RaisedText.isCallout(text.utf8, after: builder.tail(24)) {
      at = close + 1
      return builder.omitCallout(start..<at)
    }
    let isInCell = builder.openBlock?.kind == .tableCell
    let marks =
      isLowered
      ? RaisedText.marks(loweredAfter: builder.lastByte, text.utf8)
      : RaisedText.marks(after: builder.tail(24), text.utf8, inCell: isInCell)
    at += 1
    if let marks { builder.insert(marks.before, for: start..<at) } else { omit(start..<at) }
    groups.append(.raised(after: marks?.after ?? ""))
  }

  /// Leaves `range` out of the text.
  mutating func omit(_ range: Range<Int>) {
    if isOpen { builder.omit(range) }
  }
}
