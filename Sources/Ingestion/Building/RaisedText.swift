/// What raised text means where nothing can be raised: a power, an ending, or the call of a note.
enum RaisedText {
  /// Endings of ordinal numbers and of abbreviations, which are raised for their looks alone.
  private static let endings: Set<String> = [
    "st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "me", "nde", "o", "a", "os", "as", "r",
    "rs",
    "lle", "mme", "tm", "le", "de", "ste", "ten", "t", "d", "sm", "c",
  ]

  /// What keeps raised or lowered text apart from what stands before it, and what ends it.
  struct Marks: Equatable {
    var before: String
    var after = ""
  }

  /// What keeps raised `text` apart from `tail`, the bytes before it: `^`, `^(` and `)`, or nothing.
  static func marks(after tail: [UInt8], _ text: some Sequence<UInt8>, inCell: Bool = false) -> Marks? {
    let text = String(decoding: Array(text), as: UTF8.self).filter { !$0.isWhitespace }
    guard let first = text.unicodeScalars.first, let last = tail.last else { return nil }
    let isWord =
      last >= 0x80 || 0x30...0x39 ~= last || 0x41...0x5A ~= last & 0xDF || last == 0x29 || last == 0x5D
    guard isWord, !isEnding(text, after: tail, inCell: inCell) else { return nil }
    if isExpression(text, withCommas: false) { return Marks(before: "^(", after: ")") }
    switch first.properties.generalCategory {
    // A ring is a degree.
    case .mathSymbol where first == "\u{2218}": return nil
    case .decimalNumber, .mathSymbol, .dashPunctuation: return Marks(before: "^")
    case .uppercaseLetter, .lowercaseLetter:
      // A power such as n; words and trade marks are raised for their looks.
      let isPower = text.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic } || text.count <= 2
      let isNote = inCell && text.split { ",;".contains($0) }.allSatisfy { $0.count == 1 }
      return (isPower || isNote) && 0x30...0x39 ~= last || isPower && text.count == 1
        ? Marks(before: "^") : nil
    case .openPunctuation: return Marks(before: "^")
    default: return nil
    }
  }

  /// What keeps lowered `text` apart from the byte before it: `_` between digits, `_(` and `)` around an
  /// expression.
  static func marks(loweredAfter last: UInt8?, _ text: some Sequence<UInt8>) -> Marks? {
    let text = String(decoding: Array(text), as: UTF8.self).filter { !$0.isWhitespace }
    guard let last, let first = text.utf8.first, last > 0x20 else { return nil }
    if isExpression(text, withCommas: true) { return Marks(before: "_(", after: ")") }
    return 0x30...0x39 ~= first && 0x30...0x39 ~= last ? Marks(before: "_") : nil
  }

  /// Whether `text` ends an ordinal number or an abbreviation.
  private static func isEnding(_ text: String, after tail: [UInt8], inCell: Bool) -> Bool {
    let ending = text.lowercased().filter { $0 != "." }
    guard let last = tail.last, endings.contains(ending) else { return false }
    // "1ª" is an ordinal, a raised a behind a word calls a note.
    if ending == "a", 0x61...0x7A ~= last { return false }
    guard ending.count == 1 else { return true }
    if 0x30...0x39 ~= last {
      // No ordinal has decimals, and letters beside the numbers of a table call its notes.
      let number = tail.reversed().prefix { 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x2C }
      return !inCell && !number.contains(0x2E) && !number.contains(0x2C) && ending != "c"
    }
    // A capital is a name of its own (transposed, complement), but for "N°" and "MR".
    guard text.first?.isUppercase == true else { return true }
    return [0x4D, 0x4E, 0x44].contains(last) && ["o", "r", "e"].contains(ending)
  }

  /// Whether `text` is a short calculation, which reads as one thing only within brackets: `n+1`, `i,j`.
  private static func isExpression(_ text: String, withCommas: Bool) -> Bool {
    let text = Array(text)
    guard text.count >= 3, text.count <= 24, let last = text.last else { return false }
    func isOperator(_ character: Character) -> Bool {
      "+-−–/*·=×".contains(character) || withCommas && character == ","
    }
    guard text.dropFirst().dropLast().contains(where: isOperator), !isOperator(last) else { return false }
    let parts = text.split(whereSeparator: isOperator)
    return parts.contains { $0.contains(where: \.isLetter) }
      && parts.allSatisfy { part in
        part.count(where: \.isLetter) <= 2
          && part.allSatisfy { $0.isLetter || $0.isNumber || "().'′".contains($0) }
      }
  }

  /// Words behind which raised numbers are powers: units, functions, what is measured, names of letters,
  /// amino acids.
  private static let raisable: Set<String> = Set(
    """
    min sec secs hrs day days year years yrs week month mol mmol cal kcal bar mbar rad deg dyn erg ohm watt volt \
    joule newton pascal hertz metre metres meter meters inch inches feet foot mile miles yard yards acre gram grams \
    litre liter pixel pixels px cells cell dpi kpa mpa gpa hpa mhz ghz khz kev mev gev kda rpm ppm \
    log sin cos tan cot sec csc exp sinh cosh tanh det max sup lim arg adj lag sum var std \
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda nu xi omicron rho sigma tau upsilon phi chi \
    psi omega area age length mass radius time distance height width weight speed velocity temperature size dose \
    density frequency depth income score rate slope year experience volume \
    ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val sec
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Whether raised `text` calls entries of the bibliography: numbers in square brackets, or numbers behind a
  /// word that is neither a unit nor anything else that has powers, or behind a percent sign.
  static func isCitation(_ text: some Sequence<UInt8>, after tail: [UInt8]) -> Bool {
    guard let last = tail.last, last > 0x20 else { return false }
    var text = String(decoding: Array(text), as: UTF8.self).filter { !$0.isWhitespace }[...]
    let isBracketed = text.first == "[" && text.last == "]"
    if isBracketed { text = text.dropFirst().dropLast() }
    let dashes: Set<Character> = ["-", "–", "—", "‐", "−"]
    let numbers = text.split(omittingEmptySubsequences: false) {
      $0 == "," || $0 == ";" || dashes.contains($0)
    }
    var before = 0
    for number in numbers {
      guard number.utf8.count <= 3, number.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let value = Int(number),
        value > before
      else { return false }
      before = value
    }
    if last == 0x25 || isBracketed, last == 0x25 || 0x41...0x5A ~= last & 0xDF || last == 0x29 { return true }
    let word = tail.reversed().prefix { 0x41...0x5A ~= $0 & 0xDF }
    guard word.count >= 3, word.dropLast().allSatisfy({ $0 & 0x20 != 0 }) else { return false }
    // "5min", "J/mol" and "μsec" are measures.
    if word.count < tail.count {
      let joint = tail[tail.count - word.count - 1]
      guard joint <= 0x20 || "([-'\"".utf8.contains(joint) else { return false }
    }
    return !raisable.contains(String(decoding: word.reversed(), as: UTF8.self).lowercased())
  }

  /// Whether raised `text` behind `tail` can only call notes: numbers behind the end of a sentence or a
  /// clause.
  static func isCallout(_ text: some Sequence<UInt8>, after tail: [UInt8]) -> Bool {
    guard let last = tail.last, ".,;:?!\"'".utf8.contains(last) else { return false }
    let text = Array(text).filter { $0 > 0x20 }
    guard let first = text.first, 0x31...0x39 ~= first, text.count <= 24, !areCents(text, after: tail) else {
      return false
    }
    // Dashes of UTF-8 are E2 80 90 to E2 80 95.
    return text.allSatisfy { 0x30...0x39 ~= $0 || ",-;".utf8.contains($0) || $0 == 0xE2 || 0x80...0x95 ~= $0 }
  }

  /// Whether `text` ends the price in `tail`, as shops raise it: 99 behind `$9.`. Prices end in 0, 5 or 9,
  /// and few notes stand behind one.
  private static func areCents(_ text: [UInt8], after tail: [UInt8]) -> Bool {
    guard text.count == 2, [0x30, 0x35, 0x39].contains(text[1]), tail.last == 0x2E || tail.last == 0x2C else {
      return false
    }
    let number = tail.dropLast().reversed().prefix { 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x2C }
    guard let digit = number.first, 0x30...0x39 ~= digit else { return false }
    let before = String(decoding: tail.dropLast(number.count + 1), as: UTF8.self)
    return before.unicodeScalars.last { !$0.properties.isWhitespace }?.properties.generalCategory
      == .currencySymbol
  }

  /// Whether `text` only calls a note or an entry of a bibliography: numbers, a letter or a mark, no words.
  static func isCallout(_ text: String) -> Bool {
    var letters = 0
    var marks = 0
    var digits = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9":
        digits += 1
        marks += 1
      case "*", "†", "‡", "§", "¶", "#", "‖", "⁎", "∗": marks += 1
      case "¹", "²", "³", "⁰", "⁴"..."⁹": marks += 1
      case "[", "]", "(", ")", ",", ";", "-", "–", "—", "‐", "−", ".", "^", "\u{A0}", "\u{2009}", "\u{202F}":
        break
      default:
        if scalar.properties.isWhitespace { continue }
        guard scalar.properties.isAlphabetic else { return false }
        letters += 1
        marks += 1
      }
    }
    return marks > 0 && letters <= (digits > 0 ? 2 : 1) && digits <= 24
  }
}
