/// Borders of an answer that were drawn through what belongs together: a number, a day, an address, a name of
/// a file, an abbreviation, "between … and …", a pair of marks. Whoever reads the answer alone would read
/// something else: "4.0" for "1.4.0", "5 °C" for "-5 °C".
package enum SpanBorders {
  /// The span with the rest of what its ends cut through, and without half of a pair whose other half stands
  /// far from it.
  ///
  /// - Parameters:
  ///   - span: UTF-8 range in `text`.
  ///   - bounds: the stretch that it may not leave.
  ///   - ofRange: whether one end of "between … and …" is half an answer.
  package static func mended(
    _ span: Range<Int>, in text: String, bounds: Range<Int>, ofRange: Bool = false
  ) -> Range<Int> {
    guard bounds.lowerBound <= span.lowerBound, span.upperBound <= bounds.upperBound, !span.isEmpty,
      bounds.upperBound <= text.utf8.count
    else { return span }
    var text = text
    let whole: Range<Int> = text.withUTF8 { utf8 in
      var cut = Cut(utf8: utf8, bounds: bounds, range: span)
      cut.takeNumbers()
      cut.takeDates()
      cut.takeDays()
      cut.takeAddress()
      cut.takeWords()
      cut.takeHyphens()
      return cut.range
    }
    let measured = NumberUnits.extended(whole, in: text, bounds: bounds)
    return text.withUTF8 { utf8 in
      var cut = Cut(utf8: utf8, bounds: bounds, range: measured)
      cut.takeBetween(half: ofRange)
      cut.takeStop()
      cut.pairMarks()
      cut.takeQuotes()
      cut.leaveBrackets()
      return cut.range
    }
  }

  /// Of people with what each is in brackets, "Ruth Okafor (chair), Dilip Rao" before "(treasurer)", the one
  /// who is asked for.
  ///
  /// - Parameter asked: words of a question that asks who somebody is, in lower case.
  package static func ofRole(
    _ span: Range<Int>, in text: String, bounds: Range<Int>, asked: Set<String>
  ) -> Range<Int> {
    guard !asked.isEmpty, bounds.lowerBound <= span.lowerBound, span.upperBound <= bounds.upperBound,
      bounds.upperBound <= text.utf8.count, !span.isEmpty
    else { return span }
    var text = text
    return text.withUTF8 { utf8 in
      var cut = Cut(utf8: utf8, bounds: bounds, range: span)
      cut.takeLastName(as: asked)
      return cut.range
    }
  }
}

/// A stretch of text with two borders that move.
struct Cut {
  let utf8: UnsafeBufferPointer<UInt8>
  let bounds: Range<Int>
  var range: Range<Int>

  func byte(_ index: Int) -> UInt8? { bounds.contains(index) ? utf8[index] : nil }
  func isDigit(_ index: Int) -> Bool { byte(index).map { (0x30...0x39).contains($0) } ?? false }
  func isLetter(_ index: Int) -> Bool {
    byte(index).map { (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80 } ?? false
  }
  func isWord(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }
  func holds(_ bytes: [UInt8], at index: Int) -> Bool {
    index >= bounds.lowerBound && index + bytes.count <= bounds.upperBound
      && utf8[index..<index + bytes.count].elementsEqual(bytes)
  }
  func text(_ part: Range<Int>) -> String { String(decoding: utf8[part], as: UTF8.self) }

  // MARK: Numbers and dates

  /// "4.0" in "1.4.0", "500" in "84,500". A year stays by itself: in "14.03.1987", in "1987.2" with a note.
  mutating func takeNumbers() {
    var (start, end) = (range.lowerBound, range.upperBound)
    if isDigit(start) {
      while isPoint(start - 1) { start = digits(around: start - 2).lowerBound }
    }
    if isDigit(end - 1) {
      while isPoint(end) { end = digits(around: end + 1).upperBound }
    }
    range = start..<end
  }

  /// Whether a point stands inside a number, or the comma before three digits.
  private func isPoint(_ index: Int) -> Bool {
    let (before, behind) = (digits(around: index - 1).count, digits(around: index + 1).count)
    guard before > 0, behind > 0 else { return false }
    switch byte(index) {
    case 0x2E: return before != 4 && behind != 4
    case 0x2C: return before <= 3 && behind == 3
    // "07:50" is a time.
    case 0x3A: return before <= 2 && behind == 2
    default: return false
    }
  }

  /// The digits on both sides of `index`; empty where it holds none.
  private func digits(around index: Int) -> Range<Int> {
    var (start, end) = (index, index)
    while isDigit(end) { end += 1 }
    while end > index, isDigit(start - 1) { start -= 1 }
    return start..<end
  }

  /// "11-05" in "2024-11-05". The year stays by itself, before the day as behind it.
  mutating func takeDates() {
    for start in range.lowerBound - 9..<range.lowerBound where isDate(start) {
      range = start..<max(range.upperBound, start + 10)
    }
    for start in range.upperBound - 9..<range.upperBound where isDate(start) {
      guard range.upperBound != start + 4 else { continue }
      range = min(range.lowerBound, start)..<start + 10
    }
  }

  private func isDate(_ start: Int) -> Bool {
    start >= bounds.lowerBound && !isWord(start - 1) && !isWord(start + 10)
      && (0..<10).allSatisfy { $0 == 4 || $0 == 7 ? byte(start + $0) == 0x2D : isDigit(start + $0) }
  }

  // MARK: Addresses, options and signs

  /// An address of electronic mail is one word; who it is at, and where, are whole parts of it.
  mutating func takeAddress() {
    for end in [range.lowerBound, range.upperBound - 1] {
      guard let (whole, at) = address(around: end) else { continue }
      let (start, stop) = (range.lowerBound, range.upperBound)
      let isCut = { (place: Int) in whole.lowerBound < place && place < whole.upperBound }
      // "trust" and "harbour.example.org" of trust@harbour.example.org are answers of their own.
      guard isCut(start) && start != at + 1 || isCut(stop) && stop != at else { continue }
      range = min(start, whole.lowerBound)..<max(stop, whole.upperBound)
    }
  }

  /// The address that `index` stands in, and where its "@" is.
  private func address(around index: Int) -> (Range<Int>, at: Int)? {
    var (start, end) = (index, index)
    while isAddress(start - 1) { start -= 1 }
    while isAddress(end) { end += 1 }
    while end > start, !isWord(end - 1) { end -= 1 }
    while start < end, !isWord(start) { start += 1 }
    let marks = (start..<end).filter { utf8[$0] == 0x40 }
    guard marks.count == 1, let at = marks.first, isWord(at - 1), isWord(at + 1),
      utf8[at..<end].contains(0x2E)
    else { return nil }
    return (start..<end, at)
  }

  private func isAddress(_ index: Int) -> Bool {
    // . _ % + - @
    byte(index).map { $0 < 0x80 && isWord(index) || [0x2E, 0x5F, 0x25, 0x2B, 0x2D, 0x40].contains($0) }
      ?? false
  }

  /// The sign of "-5", and the hyphens that make "-b" and "--rfc-email" what one types.
  mutating func takeHyphens() {
    if isDigit(range.lowerBound), holds(Self.minus, at: range.lowerBound - 3), isOpen(range.lowerBound - 4) {
      range = range.lowerBound - 3..<range.upperBound
      return
    }
    guard isWord(range.lowerBound) else { return }
    var start = range.lowerBound
    while isWord(start - 1) || byte(start - 1) == 0x2D, range.lowerBound - start < Self.longestOption {
      start -= 1
    }
    guard byte(start) == 0x2D, isOpen(start - 1) else { return }
    let hyphens = byte(start + 1) == 0x2D ? 2 : 1
    // A name between dashes is no option: "the keeper --Jonas-- came".
    let first = start + hyphens
    let isTyped =
      byte(first).map { (0x61...0x7A).contains($0) } ?? false || isLetter(first) && !isWord(first + 1)
    guard isTyped || hyphens == 1 && isDigit(first) else { return }
    range = start..<range.upperBound
  }

  private static let longestOption = 64
  private static let minus = Array("−".utf8)

  /// Whether a word may begin behind this byte: behind white space, a bracket, a comma, a bar, or nothing.
  private func isOpen(_ index: Int) -> Bool {
    byte(index).map { $0 <= 0x20 || [0x28, 0x5B, 0x2C, 0x7C].contains($0) } ?? true
  }

  // MARK: Words around it

  /// "between" before two times or numbers, which say another thing without it; with one of them alone, where
  /// that may be `half` an answer, the other as well.
  mutating func takeBetween(half: Bool) {
    if half { takeOther() }
    let start = range.lowerBound - Self.between.count
    guard isBetween(start) else { return }
    let words = text(range).split(separator: " ")
    guard let and = words.firstIndex(of: "and"), and > 0, and + 1 < words.count,
      Self.isMoment(words[0]), Self.isMoment(words[and + 1])
    else { return }
    range = start..<range.upperBound
  }

  /// "June and" before "November", or "and November" behind "June", after "between".
  private mutating func takeOther() {
    let line = text(max(bounds.lowerBound, range.lowerBound - 60)..<range.lowerBound)
    let before = line.split(separator: " ", omittingEmptySubsequences: false).suffix(5)
    if line.hasSuffix(" and "), Self.isMoment(text(range).prefix { $0 != " " }),
      let between = before.lastIndex(where: { $0.lowercased() == "between" }), between + 1 < before.endIndex,
      Self.isMoment(before[between + 1])
    {
      let rest = before[(between + 1)...].joined(separator: " ")
      range = range.lowerBound - rest.utf8.count..<range.upperBound
    } else if isBetween(range.lowerBound - Self.between.count),
      Self.isMoment(text(range).prefix { $0 != " " }),
      holds(Self.and, at: range.upperBound)
    {
      let start = range.upperBound + Self.and.count
      var end = start
      while let next = byte(end), next > 0x20 { end += 1 }
      while end > start, !isWord(end - 1) { end -= 1 }
      if end > start, Self.isMoment(text(start..<end)[...]) { range = range.lowerBound..<end }
    }
  }

  private func isBetween(_ start: Int) -> Bool {
    (holds(Self.between, at: start) || holds(Self.capitalBetween, at: start)) && !isWord(start - 1)
  }

  private static let and = Array(" and ".utf8)
  private static let between = Array("between ".utf8)
  private static let capitalBetween = Array("Between ".utf8)

  private static func isMoment(_ word: Substring) -> Bool {
    let plain = word.drop { "$£€¥±−-".contains($0) }
    guard let first = plain.first else { return false }
    return first.isNumber || CalendarWords.moments.contains(plain.lowercased().filter(\.isLetter))
  }

  /// The full stop of "p.m.", "U.S." and "Ltd.".
  mutating func takeStop() {
    let end = range.upperBound
    guard byte(end) == 0x2E, isLetter(end - 1) else { return }
    var start = end
    while start > range.lowerBound, isLetter(start - 1) || utf8[start - 1] == 0x2E { start -= 1 }
    let parts = text(start..<end).split(separator: ".", omittingEmptySubsequences: false)
    let isInitials = parts.count > 1 && parts.allSatisfy { $0.count == 1 }
    if isInitials || parts.count == 1 && Self.abbreviations.contains(String(parts[0])) {
      range = range.lowerBound..<end + 1
    }
  }

  private static let abbreviations: Set<String> = [
    "Ltd", "Inc", "Jr", "Sr", "Co", "Corp", "Bros", "Esq",
  ]

  // MARK: Marks in pairs

  /// A quotation or bracket that ends right behind the span is taken in; half of one that ends elsewhere is
  /// left out where the span begins or ends with it.
  mutating func pairMarks() {
    for (open, close) in Self.pairs {
      let opens = places(of: open), closes = places(of: close)
      if opens.count == closes.count + 1, opens.last == range.lowerBound || holds(close, at: range.upperBound)
      {
        if !takeIn(close, behind: true) { leaveOut(open, behind: false) }
      } else if closes.count == opens.count + 1,
        closes.first == range.upperBound - close.count || holds(open, at: range.lowerBound - open.count)
      {
        if !takeIn(open, behind: false) { leaveOut(close, behind: true) }
      }
    }
    let quotes = places(of: Self.quote)
    guard quotes.count == 1, let place = quotes.first else { return }
    if place == range.lowerBound {
      if !takeIn(Self.quote, behind: true) { leaveOut(Self.quote, behind: false) }
    } else if place == range.upperBound - 1, !isDigit(place - 1) {
      if !takeIn(Self.quote, behind: false) { leaveOut(Self.quote, behind: true) }
    }
  }

  private static let quote = Array("\"".utf8)
  private static let pairs = [("(", ")"), ("[", "]"), ("“", "”"), ("«", "»")].map {
    (Array($0.0.utf8), Array($0.1.utf8))
  }

  private func places(of mark: [UInt8]) -> [Int] {
    guard range.count >= mark.count else { return [] }
    return (range.lowerBound...range.upperBound - mark.count).filter { holds(mark, at: $0) }
  }

  /// Takes in a mark right beside the span.
  private mutating func takeIn(_ mark: [UInt8], behind: Bool) -> Bool {
    guard holds(mark, at: behind ? range.upperBound : range.lowerBound - mark.count) else { return false }
    range =
      behind
      ? range.lowerBound..<range.upperBound + mark.count : range.lowerBound - mark.count..<range.upperBound
    return true
  }

  /// Leaves out a mark at the span's end or beginning, unless it is all there is.
  private mutating func leaveOut(_ mark: [UInt8], behind: Bool) {
    guard range.count > mark.count,
      holds(mark, at: behind ? range.upperBound - mark.count : range.lowerBound)
    else { return }
    range =
      behind
      ? range.lowerBound..<range.upperBound - mark.count : range.lowerBound + mark.count..<range.upperBound
  }
}
