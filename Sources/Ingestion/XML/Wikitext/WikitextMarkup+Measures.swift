// Measures, and whether a template leaves a hole.
extension WikitextMarkup {
  /// `1300 mi`, `5 ft 6 in`, `10 to 20 km`: what stands before the unit that it is converted to.
  func measure(_ unnamed: [Range<Int>], _ arguments: [Argument]) -> [(String, Range<Int>)] {
    let ranges: Set<String> = [
      "to", "and", "-", "–", "by", "x", "×", "or", "to(-)", "+/-", "±", "and(-)", "*",
    ]
    var pieces: [(String, Range<Int>)] = []
    var hasUnit = false
    for piece in unnamed {
      let word = bytes.string(piece)
      if isNumber(piece) {
        // A number after the target unit rounds.
        if hasUnit, pieces.count.isMultiple(of: 2) == false { break }
        pieces.append((pieces.isEmpty ? "" : " ", piece))
      } else if ranges.contains(word) {
        pieces.append((" ", piece))
        hasUnit = false
      } else {
        if hasUnit, let last = pieces.last, !isNumber(last.1) { break }
        pieces.append((pieces.isEmpty ? "" : " ", piece))
        hasUnit = true
      }
    }
    // A trailing number belongs to the rounding.
    if hasUnit, let last = pieces.last, isNumber(last.1), pieces.count > 2 { pieces.removeLast() }
    return pieces
  }

  /// `pieces` of a measure with the sign that its units are written without: 20 °C.
  func printedUnits(_ pieces: [(String, Range<Int>)]) -> [(String, Range<Int>)] {
    var printed: [(String, Range<Int>)] = []
    for (before, range) in pieces {
      let unit = bytes[range]
      if unit.count == 1, unit.first == 0x43 || unit.first == 0x46, !printed.isEmpty {
        printed.append((before + "°", range))
      } else {
        printed.append((before, range))
      }
    }
    return printed
  }

  /// `5 ft 6 in` of {{height|ft=5|in=6}}: arguments whose names are units.
  mutating func showSizes(_ arguments: [Argument], _ whole: Range<Int>) {
    let sizes = arguments.filter { ["ft", "in", "m", "cm"].contains($0.name) && isNumber($0.range) }
    var pieces: [(String, Range<Int>)] = []
    for (index, size) in sizes.enumerated() {
      pieces.append((index == 0 ? "" : " \(sizes[index - 1].name) ", size.range))
    }
    show(pieces, sizes.last.map { " \($0.name)" } ?? "", whole)
  }

  func coordinates(_ unnamed: [Range<Int>]) -> [(String, Range<Int>)] {
    let signs = ["°", "′", "″"]
    var pieces: [(String, Range<Int>)] = []
    var numbers = 0
    for piece in unnamed {
      let isDirection = ["N", "S", "E", "W", "O"].contains(bytes.string(piece))
      guard isDirection || isNumber(piece) else { break }
      let before = numbers > 0 ? signs[min(numbers, 3) - 1] : pieces.isEmpty ? "" : " "
      pieces.append((before, piece))
      numbers = isDirection ? 0 : numbers + 1
    }
    // Two numbers without directions are degrees.
    if pieces.count == 2, numbers == 2 { pieces[1].0 = ", " }
    return pieces
  }

  /// Whether a template between Chinese or Japanese characters leaves a hole: it does within a sentence, and
  /// where a particle follows that needs a word before it.
  private func isInSentenceWithoutSpaces(_ range: Range<Int>) -> Bool {
    guard range.lowerBound >= 3, range.upperBound + 3 <= bytes.count else { return false }
    let before = bytes.string(range.lowerBound - 3..<range.lowerBound)
    let after = bytes.string(range.upperBound..<range.upperBound + 3)
    if bytes[range.lowerBound - 1] < 0x80 { return false }
    return "がをにはのとへもやで".contains(after) || !"。！？」』）".contains(before)
  }

  /// Whether words of one sentence stand on both sides of a template, so that it leaves a hole.
  func isInSentence(_ range: Range<Int>) -> Bool {
    var after = range.upperBound
    // Marks for editors and notes stand behind what they are about.
    for _ in 0..<4 {
      guard after + 2 < bytes.count, bytes[after] == 0x7B, bytes[after + 1] == 0x7B,
        let end = bytes.find("}}", in: after..<min(bytes.count, after + 200)),
        bytes.find("{{", in: after + 2..<end.lowerBound) == nil
      else { break }
      after = end.upperBound
    }
    if after < bytes.count, bytes[after] == 0x20 { after += 1 }
    guard after < bytes.count else { return false }
    let next = bytes[after]
    if next >= 0xE3, next <= 0xE9 { return isInSentenceWithoutSpaces(range) }
    let before = range.lowerBound - 1
    let goesOn = 0x61...0x7A ~= next || 0x30...0x39 ~= next || next >= 0x80 || ".,;:)%".utf8.contains(next)
    // Names and German nouns, links and further templates, behind a word that ends no sentence.
    let isName =
      (0x41...0x5A ~= next || "[{'(\"<".utf8.contains(next)) && bytes[after - 1] == 0x20 && before > 0
      && bytes[before] == 0x20
      && (0x61...0x7A ~= bytes[before - 1] || bytes[before - 1] >= 0x80 || bytes[before - 1] == 0x2C)
    guard goesOn || isName else { return false }
    if before < 0 || bytes[before] == 0x0A { return 0x61...0x7A ~= next && bytes[after - 1] == 0x20 }
    guard bytes[before] == 0x20, before > 0 else { return bytes[before] == 0x28 }
    let last = bytes[before - 1]
    return last > 0x20 && !".!?*#|".utf8.contains(last)
  }
}
