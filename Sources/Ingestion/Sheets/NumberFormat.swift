import Foundation

/// How a sheet shows a number (ECMA-376 part 1, 18.8.31): `#,##0.00 "kg"`, `0.0%`, `d mmmm yyyy`, up to four
/// of them for numbers above, below and equal to zero and for text.
///
/// Names of months are English, and days that would be shown in figures are shown as ISO 8601 has them,
/// because the order of day and month is no property of the file. Years have four figures.
package struct NumberFormat: Sendable {
  /// A piece of a section.
  enum Token: Hashable, Sendable {
    case literal(String)
    /// A place for a figure: `0`, `#` or `?`.
    case figure(UInt8)
    case point, comma, percent, slash, exponent
    /// Letters of a day or a time, `yyyy`, `mm`, `[h]`, all in lower case.
    case time(String)
    case halfDay
    case text, general
  }

  private var sections: [Section] = []

  /// The longest format that programs write; what is longer is not read.
  static let longest = 255

  /// Reads the format `code`.
  package init(_ code: some StringProtocol) {
    sections = code.isEmpty || code.utf8.count > Self.longest ? [] : Section.all(of: code)
  }

  /// The number whose digits are `text`, as the sheet shows it; `text` itself where that is no number. Empty
  /// where nothing is shown.
  ///
  /// - Parameter countsFrom1904: Whether days are counted from 1904, as programs for old Macintoshes did.
  package func shown(_ text: String, countsFrom1904: Bool = false) -> String {
    guard let value = Double(text), value.isFinite else { return text }
    guard let section = section(for: value) else { return Self.general(value, text) }
    if section.tokens.contains(.general) {
      // A section for numbers below zero says itself how they are marked.
      let isMarked = value < 0 && sections.count > 1 && section.condition == nil
      let own = Self.general(value, text)
      return section.joined { $0 == .general ? isMarked ? String(own.drop { $0 == "-" }) : own : nil }
    }
    // Fractions and what is meant for text.
    if section.tokens.contains(.slash) || section.tokens.contains(.text) { return Self.general(value, text) }
    if section.isTime {
      return TimeOfSheet(value, countsFrom1904: countsFrom1904)?.shown(section.tokens)
        ?? Self.general(value, text)
    }
    let isSigned = value < 0 && (sections.count == 1 || section.condition != nil)
    return section.number(abs(value), isNegative: isSigned) ?? Self.general(value, text)
  }

  private func section(for value: Double) -> Section? {
    if sections.contains(where: { $0.condition != nil }) {
      return sections.first { $0.condition?.holds(value) ?? true }
    }
    let numbers = sections.prefix(3)
    if value < 0, numbers.count > 1 { return numbers[1] }
    if value == 0, numbers.count > 2 { return numbers[2] }
    return numbers.first
  }

  /// A number without a format, with as many figures as a cell shows.
  static func general(_ value: Double, _ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 != 0x2E && $0 | 0x20 != 0x65 }
    guard !isPlain, text.utf8.count > 11 || !text.utf8.contains(0x2E) else { return text }
    guard abs(value) < 1e15 else { return text }
    if value == value.rounded() { return String(format: "%.0f", value) }
    return String(format: "%.10g", value)
  }

  /// The formats that have a number and no words in a file (ECMA-376 part 1, 18.8.30).
  static let numbered: [Int: String] = [
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d mmm yyyy", 16: "d mmm", 17: "mmm yyyy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 27: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd",
    36: "yyyy-mm-dd", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 50: "yyyy-mm-dd",
    57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
  ]
}

extension NumberFormat {
  /// What a section of a format is for, where it says so: `[<100]`.
  struct Condition: Sendable {
    var sign: String
    var bound: Double

    init?(_ text: String) {
      let sign = text.prefix { "<>=".contains($0) }
      guard !sign.isEmpty, let bound = Double(text.dropFirst(sign.count)) else { return nil }
      (self.sign, self.bound) = (String(sign), bound)
    }

    func holds(_ value: Double) -> Bool {
      switch sign {
      case "<": value < bound
      case "<=": value <= bound
      case ">": value > bound
      case ">=": value >= bound
      case "<>": value != bound
      default: value == bound
      }
    }
  }

  /// One of the formats that a format consists of.
  struct Section: Sendable {
    var tokens: [Token] = []
    var condition: Condition?

    /// Whether it shows days or times.
    var isTime: Bool { tokens.contains { if case .time = $0 { true } else { false } } }

    /// Its literals and what `shown` makes of other tokens.
    func joined(_ shown: (Token) -> String?) -> String {
      var text = ""
      for token in tokens {
        if case .literal(let words) = token { text += words } else { text += shown(token) ?? "" }
      }
      return text.trimmingCharacters(in: .whitespaces)
    }
  }
}

extension NumberFormat.Section {
  /// The sections of `code`.
  static func all(of code: some StringProtocol) -> [NumberFormat.Section] {
    var sections = [NumberFormat.Section()]
    var rest = Array(code.unicodeScalars)[...]
    func literal(_ text: String) { sections[sections.count - 1].tokens.append(.literal(text)) }
    func add(_ token: NumberFormat.Token) { sections[sections.count - 1].tokens.append(token) }
    while let letter = rest.popFirst() {
      switch letter {
      case ";": sections.append(NumberFormat.Section())
      case "\"":
        let words = rest.prefix { $0 != "\"" }
        literal(words.reduce(into: "") { $0.unicodeScalars.append($1) })
        rest = rest.dropFirst(words.count + 1)
      case "\\": if let next = rest.popFirst() { literal(String(next)) }
      case "_": if rest.popFirst() != nil { literal(" ") }
      case "*": _ = rest.popFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }.reduce(into: "") { $0.unicodeScalars.append($1) }
        rest = rest.dropFirst(inside.unicodeScalars.count + 1)
        bracketed(inside, &sections[sections.count - 1])
      case "0", "#", "?": add(.figure(UInt8(ascii: letter)))
      case ".": add(.point)
      case ",": add(.comma)
      case "%": add(.percent)
      case "@": add(.text)
      case "/"
      where !sections[sections.count - 1].isTime
        && rest.contains(where: { "0#?123456789".unicodeScalars.contains($0) }):
        add(.slash)
      case "E", "e":
        guard let sign = rest.first, sign == "+" || sign == "-" else {
          literal(String(letter))
          continue
        }
        rest = rest.dropFirst().drop { "0#?".unicodeScalars.contains($0) }
        add(.exponent)
      case "G", "g":
        let isGeneral = rest.starts(with: "eneral".unicodeScalars)
        if isGeneral { rest = rest.dropFirst(6) }
        add(isGeneral ? .general : .literal(String(letter)))
      case "A", "a":
        let hasLong = rest.prefix(4).map { String($0).uppercased() } == ["M", "/", "P", "M"]
        let hasShort = rest.prefix(2).map { String($0).uppercased() } == ["/", "P"]
        guard hasLong || hasShort else {
          literal(String(letter))
          continue
        }
        rest = rest.dropFirst(hasLong ? 4 : 2)
        add(.halfDay)
      case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S":
        let lower = String(letter).lowercased()
        let same = rest.prefix { String(Character($0)).lowercased() == lower }
        rest = rest.dropFirst(same.count)
        add(.time(String(repeating: lower, count: same.count + 1)))
      default: literal(String(letter))
      }
    }
    return sections
  }

  /// What stands in brackets: a currency, hours beyond a day, a condition; colours and languages say nothing.
  private static func bracketed(_ inside: String, _ section: inout NumberFormat.Section) {
    if inside.hasPrefix("$") {
      let sign = inside.dropFirst().prefix { $0 != "-" }
      if !sign.isEmpty { section.tokens.append(.literal(String(sign))) }
    } else if let first = inside.lowercased().first, "hms".contains(first),
      inside.lowercased().allSatisfy({ $0 == first })
    {
      section.tokens.append(.time("[\(first)]"))
    } else if let condition = NumberFormat.Condition(inside) {
      section.condition = condition
    }
  }
}

extension NumberFormat.Section {
  /// `value`, not below zero, in the figures of this section; nil where it is too large for them.
  func number(_ value: Double, isNegative: Bool) -> String? {
    guard tokens.contains(where: { if case .figure = $0 { true } else { false } }) else {
      // Words for a number, or nothing at all.
      return joined { $0 == .percent ? "%" : nil }
    }
    var value = value
    for token in tokens where token == .percent { value *= 100 }
    let lastFigure = tokens.lastIndex { if case .figure = $0 { true } else { false } } ?? 0
    let point = tokens.firstIndex(of: .point)
    let firstFigure = tokens.firstIndex { if case .figure = $0 { true } else { false } } ?? 0
    // Commas behind all figures are thousands that are left out.
    let lastWhole = tokens[..<(point ?? tokens.endIndex)].lastIndex {
      if case .figure = $0 { true } else { false }
    }
    for last in Set([lastWhole ?? lastFigure, lastFigure]) {
      for _ in tokens[(last + 1)...].prefix(while: { $0 == .comma }) { value /= 1000 }
    }
    let isGrouped = lastWhole.map { firstFigure < $0 && tokens[firstFigure...$0].contains(.comma) } ?? false
    let decimals: [UInt8] = (point.map { tokens[$0...] } ?? []).compactMap {
      if case .figure(let kind) = $0 { kind } else { nil }
    }
    if let exponent = tokens.firstIndex(of: .exponent) {
      let places = point.map { tokens[$0..<max($0, exponent)].count - 1 } ?? 0
      let text = String(format: "%.*E", max(0, places), value)
      return surrounded(text, isNegative, firstFigure, max(lastFigure, exponent))
    }
    guard value < 1e15, let digits = Self.digits(value, decimals: decimals.count) else { return nil }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    var fraction = parts.count > 1 ? Array(parts[1].utf8) : []
    while let last = fraction.last, last == 0x30, decimals[fraction.count - 1] != 0x30 {
      fraction.removeLast()
    }
    let whole = wholeNumber(Array(parts[0].utf8), through: point ?? tokens.endIndex, isGrouped: isGrouped)
    let isZero = !digits.utf8.contains { $0 >= 0x31 && $0 <= 0x39 }
    let text = whole + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
    return surrounded(text, isNegative && !isZero, firstFigure, lastFigure)
  }

  /// `value` rounded as people round, with `decimals` places.
  private static func digits(_ value: Double, decimals: Int) -> String? {
    // The fifteen figures that sheets count with, so that what binary fractions made of 2.675 is rounded as
    // 2.675 is.
    guard var exact = Decimal(string: String(format: "%.15g", value)) else { return nil }
    var rounded = Decimal()
    NSDecimalRound(&rounded, &exact, min(decimals, 30), .plain)
    var text = "\(rounded)"
    guard decimals > 0 else { return text }
    if !text.contains(".") { text += "." }
    let present = text.split(separator: ".", omittingEmptySubsequences: false).last?.utf8.count ?? 0
    return text + String(repeating: "0", count: max(0, decimals - present))
  }

  /// The figures before the point in their places, from the right; those for which there is no place stand
  /// before the first.
  private func wholeNumber(_ digits: [UInt8], through end: Int, isGrouped: Bool) -> String {
    var left = digits == [0x30] ? [] : digits
    var reversed: [UInt8] = []
    var count = 0
    func put(_ digit: UInt8) {
      if isGrouped, count > 0, count.isMultiple(of: 3) { reversed.append(0x2C) }
      reversed.append(digit)
      count += 1
    }
    let firstFigure = tokens[..<end].firstIndex { if case .figure = $0 { true } else { false } } ?? 0
    for index in tokens[..<end].indices.reversed() where index >= firstFigure {
      switch tokens[index] {
      case .figure(let kind):
        if let digit = left.popLast() { put(digit) } else if kind == 0x30 { put(0x30) }
        if index == firstFigure { while let digit = left.popLast() { put(digit) } }
      case .literal(let words) where reversed.contains(where: { $0 >= 0x30 }):
        reversed += words.utf8.reversed()
      default: break
      }
    }
    // Where no place stands before the point.
    while let digit = left.popLast() { put(digit) }
    return String(decoding: reversed.reversed(), as: UTF8.self)
  }

  /// `number` between the words before and behind the figures.
  private func surrounded(_ number: String, _ isNegative: Bool, _ first: Int, _ last: Int) -> String {
    func words(_ tokens: ArraySlice<NumberFormat.Token>) -> String {
      tokens.reduce(into: "") { text, token in
        if case .literal(let words) = token { text += words } else if token == .percent { text += "%" }
      }
    }
    let text = (isNegative ? "-" : "") + words(tokens[..<first]) + number + words(tokens[(last + 1)...])
    return text.trimmingCharacters(in: .whitespaces)
  }
}
