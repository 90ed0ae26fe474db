/// Borders inside what is written as one word, inside a day, and around what stands in quotes or brackets.
extension Cut {
  // MARK: Words

  /// "tarpit" in "tarpit.lock", "OVERWRITE" in "NO_OVERWRITE", "doesn" in "doesn't".
  mutating func takeWords() {
    var (start, end) = (range.lowerBound, range.upperBound)
    if isPlain(start) {
      while isJoint(start - 1) { start = plainWord(around: start - 2).lowerBound }
    }
    if isPlain(end - 1) {
      while isJoint(end) { end = plainWord(around: end + 1).upperBound }
    }
    range = start..<end
    takeContractions()
  }

  /// Whether the byte joins two words: a low line, or a full stop before a letter in lower case, with which
  /// no sentence begins.
  private func isJoint(_ index: Int) -> Bool {
    guard isPlain(index - 1), isPlain(index + 1) else { return false }
    switch byte(index) {
    case 0x5F: return true
    case 0x2E:
      return isLower(index + 1) && plainWord(around: index - 1).contains { !isDigit($0) }
    default: return false
    }
  }

  /// The rest of "doesn't", "o'clock" and "O'Brien". "Ann" of "Ann's" and "Ann'll" is a name by itself.
  private mutating func takeContractions() {
    for mark in Self.apostrophes {
      let end = range.upperBound
      if isPlain(end - 1), holds(mark, at: end) {
        let rest = plainWord(around: end + mark.count)
        if !rest.isEmpty, isO(plainWord(around: end - 1)) || text(rest) == "t" {
          range = range.lowerBound..<rest.upperBound
        }
      }
      let start = range.lowerBound - mark.count
      guard isPlain(range.lowerBound), isPlain(start - 1), holds(mark, at: start) else { continue }
      let before = plainWord(around: start - 1)
      if isO(before) || Self.endings.contains(text(plainWord(around: range.lowerBound))) {
        range = before.lowerBound..<range.upperBound
      }
    }
  }

  private func isO(_ word: Range<Int>) -> Bool {
    word.count == 1 && byte(word.lowerBound).map { $0 | 0x20 == 0x6F } ?? false
  }

  private static let apostrophes = ["'", "’"].map { Array($0.utf8) }
  private static let endings: Set<String> = ["s", "t", "re", "ve", "ll", "d", "m"]

  private func isLower(_ index: Int) -> Bool { byte(index).map { (0x61...0x7A).contains($0) } ?? false }

  /// A figure or a letter from A to Z.
  private func isPlain(_ index: Int) -> Bool { isWord(index) && byte(index).map { $0 < 0x80 } ?? false }

  /// The letters and figures on both sides of `index`; empty where it holds none.
  private func plainWord(around index: Int) -> Range<Int> {
    var (start, end) = (index, index)
    while isPlain(end) { end += 1 }
    while end > index, isPlain(start - 1) { start -= 1 }
    return start..<end
  }

  // MARK: Days

  /// The year behind "Feb 9" and "13 May", the month before "9, 2022".
  mutating func takeDays() {
    let comma = byte(range.upperBound) == 0x2C ? 1 : 0
    let year = range.upperBound + comma + 1
    if byte(year - 1) == 0x20, isYear(year), Self.isDay(text(range).split(separator: " ").suffix(2)) {
      range = range.lowerBound..<year + 4
    }
    let day = plainWord(around: range.lowerBound)
    guard day.lowerBound == range.lowerBound, day.count <= 2, isDigit(day.lowerBound),
      byte(day.upperBound) == 0x2C, byte(day.upperBound + 1) == 0x20, isYear(day.upperBound + 2),
      byte(day.lowerBound - 1) == 0x20
    else { return }
    let month = plainWord(around: day.lowerBound - 2)
    if Self.isDay([text(month)[...], text(day)[...]]) { range = month.lowerBound..<range.upperBound }
  }

  private func isYear(_ index: Int) -> Bool {
    (byte(index) == 0x31 || byte(index) == 0x32) && plainWord(around: index) == index..<index + 4
      && (1...3).allSatisfy { isDigit(index + $0) }
  }

  /// "Feb 9", "13 May", "May 13th".
  private static func isDay(_ words: ArraySlice<Substring>) -> Bool {
    guard words.count == 2, let first = words.first, let last = words.last else { return false }
    return isMonth(first) && isDayNumber(last) || isDayNumber(first) && isMonth(last)
  }

  private static func isMonth(_ word: Substring) -> Bool {
    word.first?.isUppercase == true && CalendarWords.months.contains(word.lowercased().filter(\.isLetter))
  }

  private static func isDayNumber(_ word: Substring) -> Bool {
    let figures = word.prefix { $0.isNumber }
    guard figures.count <= 2, let number = Int(figures), (1...31).contains(number) else { return false }
    return ["", "st", "nd", "rd", "th"].contains(word[figures.endIndex...])
  }

  // MARK: Quotes and brackets

  /// The first mark of "standard' text" in "'standard' text", and the last of "'m' or 'd" in "'m' or 'd'". An
  /// apostrophe looks the same and stands inside a word.
  mutating func takeQuotes() {
    let marks = range.filter { opens($0) || closes($0) }
    guard let first = marks.first, let last = marks.last else { return }
    let (start, end) = (range.lowerBound, range.upperBound)
    range =
      (closes(first) && opens(start - 1) ? start - 1 : start)..<(opens(last) && closes(end) ? end + 1 : end)
  }

  private func opens(_ index: Int) -> Bool { byte(index) == 0x27 && !isWord(index - 1) && isWord(index + 1) }
  private func closes(_ index: Int) -> Bool { byte(index) == 0x27 && isWord(index - 1) && !isWord(index + 1) }

  /// The brackets around all of "(2 cm)".
  mutating func leaveBrackets() {
    guard range.count > 2, byte(range.lowerBound) == 0x28, byte(range.upperBound - 1) == 0x29 else { return }
    let inside = range.lowerBound + 1..<range.upperBound - 1
    // Nothing is left out of "(1, 2)" or "(a) and (b)".
    guard !utf8[inside].contains(where: { [0x28, 0x29, 0x2C].contains($0) }) else { return }
    range = inside
  }

  // MARK: Names

  /// The last of several names, where what stands in brackets behind it is asked for.
  mutating func takeLastName(as asked: Set<String>) {
    let open = range.upperBound + 1
    guard byte(open - 1) == 0x20, byte(open) == 0x28,
      let close = (open..<open + Self.longestRole).first(where: { byte($0) == 0x29 })
    else { return }
    let role = text(open + 1..<close).lowercased().split { !$0.isLetter }
    guard role.contains(where: { $0.count > 3 && asked.contains(String($0)) }) else { return }
    let other = range.dropLast(2).last {
      utf8[$0] == 0x29 && (utf8[$0 + 1] == 0x2C || utf8[$0 + 1] == 0x3B) && utf8[$0 + 2] == 0x20
    }
    guard let other, other + 3 < range.upperBound else { return }
    range = other + 3..<range.upperBound
  }

  /// UTF-8 bytes that a role has at most.
  private static let longestRole = 40
}
