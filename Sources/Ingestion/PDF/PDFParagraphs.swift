/// Cuts the lines of a column into paragraphs, list items, captions and tables.
struct PDFParagraphs {
  private let page: PDFPage
  /// Height of most characters of the page.
  private let usual: Float

  /// - Parameter usual: height of most characters, where it is known.
  init(_ page: PDFPage, usual: Float? = nil) {
    self.page = page
    self.usual = usual ?? page.usualHeight
  }

  /// The fragments of the column that `words` stand in, from top to bottom.
  func fragments(_ words: [PDFPage.Word]) -> [PDFFragment] {
    // A stamp along the margin is no line of the text.
    let upright = words.filter { !isTurned($0) }
    let turned = words.filter { isTurned($0) }
    var result: [PDFFragment] = []
    var rest = upright
    for table in PDFTable.aligned(in: upright, bytes: page.bytes, height: usual, page: page.number) {
      result += withTables(rest.filter { $0.middle < table.extent.lowerBound })
      result += table.cells(page: page.number)
      rest = rest.filter { $0.middle > table.extent.upperBound }
    }
    result += withTables(rest)
    var small = true
    for index in result.indices.reversed()
    where result[index].kind == .text || result[index].kind == .listItem {
      small = small && result[index].height < usual * 0.94
      result[index].isAtFoot = small
    }
    if !turned.isEmpty {
      let lines = turned.map { PDFLine([$0], page: page.number) }
      result.append(PDFFragment(.margin, lines: lines))
    }
    return result
  }

  private func withTables(_ words: [PDFPage.Word]) -> [PDFFragment] {
    let lines = PDFRows.lines(words, page: page.number)
    var result: [PDFFragment] = []
    var start = 0
    for table in PDFTable.tables(in: lines, bytes: page.bytes) {
      result += paragraphs(Array(lines[start..<table.lines.lowerBound]))
      result += table.cells(lines)
      start = table.lines.upperBound
    }
    return result + paragraphs(Array(lines[start...]))
  }

  private func isTurned(_ word: PDFPage.Word) -> Bool {
    word.text.count >= 4 && word.height > 2.5 * (word.right - word.left)
  }

  // MARK: Paragraphs

  private func paragraphs(_ lines: [PDFLine]) -> [PDFFragment] {
    guard !lines.isEmpty else { return [] }
    let pitch = pitch(lines)
    var edges = edges(lines)
    edges.right = max(edges.right, edges.left + 1)
    var groups: [[PDFLine]] = []
    var gaps: [Float] = []
    var first: [Int] = []
    for (index, line) in lines.enumerated() {
      let gap = index > 0 ? line.middle - lines[index - 1].middle : .infinity
      if index == 0 || breaks(lines, index, gap, pitch, edges, groups[groups.count - 1]) {
        groups.append([line])
        gaps.append(gap / pitch)
        first.append(index)
      } else {
        groups[groups.count - 1].append(line)
      }
    }
    return groups.enumerated().map { index, group in
      var fragment = PDFFragment(kind(group), lines: group)
      fragment.isIndented = group[0].left > edges.left + group[0].height * 0.5
      fragment.isFull = group[group.count - 1].right > edges.right - group[0].height * 0.6
      fragment.gapAbove = gaps[index]
      fragment.isApart = first[index] > 0 && isOutdented(group[0], from: lines[first[index] - 1], edges)
      fragment.gapBelow = index + 1 < gaps.count ? gaps[index + 1] : .infinity
      return fragment
    }
  }

  private func kind(_ lines: [PDFLine]) -> PDFFragment.Kind {
    guard let first = lines.first?.words.first else { return .text }
    if isMarker(first, followedBy: lines[0].words.dropFirst().first) { return .listItem }
    return isCaption(lines[0]) ? .caption : .text
  }

  private func breaks(
    _ lines: [PDFLine], _ index: Int, _ gap: Float, _ pitch: Float,
    _ edges: (left: Float, right: Float),
    _ group: [PDFLine]
  ) -> Bool {
    let (line, previous) = (lines[index], lines[index - 1])
    let height = max(line.height, previous.height)
    if abs(line.height - previous.height) > 0.08 * height, !isMathematics(line),
      !isMathematics(previous)
    {
      return true
    }
    // Lines of a heading stand farther apart than those of the text.
    let isLarge = line.height > usual * 1.12 && previous.height > usual * 1.12
    if gap > max(pitch, height * (isLarge ? 1.25 : 0.9)) * 1.32 { return true }
    if let first = line.words.first, isMarker(first, followedBy: line.words.dropFirst().first),
      line.left <= group[0].left + height * 0.6 || gap > pitch * 1.1
    {
      return true
    }
    if isCaption(line), !isCaption(group[0]) { return endsSentence(previous) }
    // Centered lines, of a title perhaps, belong together.
    let isCentered =
      abs((line.left + line.right) - (previous.left + previous.right)) < 3
      && line.left > edges.left + height
    if isCentered { return false }
    if isPartedByMargin(line, from: previous, edges, isFirst: group.count == 1) { return true }
    let isFirst = group.count == 1
    // A first line that begins further right than those after it.
    if line.left > edges.left + height * 0.6, previous.left < edges.left + height * 0.45,
      line.left < edges.left + height * 5, isFirst ? group[0].left < line.left - 1 : true,
      startsLikeSentence(line) || endsSentence(previous)
    {
      // The second line of a hanging indent does so too.
      return !(isFirst && isHanging(lines, index))
    }
    // The first word of this line would have fitted on the one before.
    if let word = line.words.first {
      let room = edges.right - previous.right
      let needed = word.right - word.left + height * 0.35
      if room > needed + height * 0.9, endsSentence(previous), startsLikeSentence(line) {
        return true
      }
      if room > (edges.right - edges.left) * 0.4, room > needed + height * 3, gap > pitch * 1.08 {
        return true
      }
    }
    return false
  }

  /// Whether a line that ends early and one that begins elsewhere have nothing to do with each other: what a
  /// hanging item says ends before the next item, and a heading in capitals stands out before what it heads.
  private func isPartedByMargin(
    _ line: PDFLine, from previous: PDFLine, _ edges: (left: Float, right: Float), isFirst: Bool
  ) -> Bool {
    if isOutdented(line, from: previous, edges) { return true }
    return endsEarly(previous, edges) && line.left > previous.left + line.height * 0.9 && isFirst
      && previous.words.count <= 6 && isInCapitals(previous)
  }

  private func isOutdented(
    _ line: PDFLine, from previous: PDFLine, _ edges: (left: Float, right: Float)
  ) -> Bool {
    guard endsEarly(previous, edges), line.left < previous.left - line.height * 0.9 else { return false }
    // Verse goes on in the next line.
    if let last = previous.words.last.flatMap({ page.string($0).last }), ",-".contains(last) { return false }
    return line.words.first.flatMap { page.string($0).first }.map { !$0.isLowercase } ?? false
  }

  private func endsEarly(_ line: PDFLine, _ edges: (left: Float, right: Float)) -> Bool {
    edges.right - line.right > (edges.right - edges.left) * 0.3
  }

  /// Letters, and all of them capitals.
  private func isInCapitals(_ line: PDFLine) -> Bool {
    let letters = line.words.flatMap { page.string($0).filter(\.isLetter) }
    return letters.count >= 3 && letters.allSatisfy(\.isUppercase)
  }

  /// Whether the lines after `index` go on where it begins, so that the line before it hangs out.
  private func isHanging(_ lines: [PDFLine], _ index: Int) -> Bool {
    guard index + 1 < lines.count else { return !endsSentence(lines[index - 1]) }
    return abs(lines[index + 1].left - lines[index].left) < 2
  }

  /// Distance of most lines from the one before.
  private func pitch(_ lines: [PDFLine]) -> Float {
    var gaps = HeightHistogram()
    for (line, next) in zip(lines, lines.dropFirst())
    where next.middle - line.middle < line.height * 3 {
      gaps.add(next.middle - line.middle, count: 1)
    }
    let fallback = (lines.first?.height ?? 12) * 1.1
    guard let mode = gaps.mode else { return fallback }
    return max(mode, fallback * 0.7)
  }

  /// Where most lines begin and the farthest end, but for a stray one.
  private func edges(_ lines: [PDFLine]) -> (left: Float, right: Float) {
    var starts: [Float: Int] = [:]
    for line in lines { starts[(line.left / 2).rounded() * 2, default: 0] += 1 }
    let usual = starts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    let near = lines.map(\.left).filter { abs($0 - usual) <= 3 }.min() ?? usual
    let rights = lines.map(\.right).sorted()
    return (near, rights[max(0, rights.count - 1 - rights.count / 20)])
  }

  // MARK: What lines say

  /// Symbols and numbers, whose heights say nothing about the text around them.
  private func isMathematics(_ line: PDFLine) -> Bool {
    line.words.count < 3 && line.words.reduce(0) { $0 + $1.text.count } < 8
      && !line.words.contains { page.string($0).count(where: \.isLetter) >= 4 }
  }

  /// The last character but for closing quotation marks, brackets and note marks.
  func endsSentence(_ line: PDFLine) -> Bool {
    guard let word = line.words.last else { return false }
    var characters = Array(page.string(word))
    while let last = characters.last,
      "\"”’')]»*†‡".contains(last) || last.isNumber && characters.count > 1
    {
      characters.removeLast()
    }
    return characters.last.map { ".!?:…".contains($0) } ?? true
  }

  func startsLikeSentence(_ line: PDFLine) -> Bool {
    guard let word = line.words.first,
      let first = page.string(word).first(where: { $0.isLetter || $0.isNumber })
    else { return true }
    return !first.isLowercase
  }

  /// `•`, `–`, `1.`, `(a)`.
  private func isMarker(_ word: PDFPage.Word, followedBy next: PDFPage.Word?) -> Bool {
    guard let next, next.left > word.right + 1 else { return false }
    let text = page.string(word)
    if text.count == 1, let mark = text.first {
      return "•◦▪■–—-*∙·●○".contains(mark) && next.left - word.right > 1
    }
    guard text.count <= 5, let last = text.last, ".)".contains(last) else { return false }
    let body = text.dropLast().drop { $0 == "(" }
    guard !body.isEmpty else { return false }
    if body.allSatisfy(\.isNumber), body.count <= 2 { return true }
    // An initial is no marker: "A. Smith" has one capital and a full stop.
    return last == ")" && body.count == 1 && body.allSatisfy(\.isLetter)
  }

  private static let captions: Set<String> = [
    "figure", "fig", "table", "tab", "plate", "scheme", "abbildung", "tabelle", "tableau",
  ]

  /// `Figure 3:`, `Table IV.`, `Fig. 2`.
  func isCaption(_ line: PDFLine) -> Bool {
    guard line.words.count > 1 else { return false }
    guard Self.captions.contains(page.string(line.words[0]).lowercased().filter(\.isLetter)) else {
      return false
    }
    let number = page.string(line.words[1])
    let core = number.filter { $0.isLetter || $0.isNumber }
    guard let last = number.last, !core.isEmpty,
      core.contains(where: \.isNumber) || core.allSatisfy({ "IVXLC".contains($0) })
    else { return false }
    // "Figure 3 shows" is a sentence.
    if ":.—–|".contains(last) { return true }
    return line.words.count > 2
      && page.string(line.words[2]).first.map { $0.isUppercase || ":.—–|".contains($0) } ?? false
  }
}
