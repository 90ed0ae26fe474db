extension WikitextMarkup {
  /// Most arguments of a template or link that are told apart.
  static let mostArguments = 200

  struct Argument {
    var name: String
    var range: Range<Int>
  }

  /// Finds what the template that ends at `end` prints.
  mutating func print(_ template: Open, _ end: Int) {
    let start = template.start
    let nameEnd = template.bars.first ?? end - 2
    guard start + 2 < nameEnd else { return drop(start..<end) }
    var name = WikiSite.folded(bytes.string(start + 2..<min(nameEnd, start + 80))).replacing("_", with: " ")
    var arguments: [Argument] = []
    // {{formatnum:18}}: what stands behind the colon is an argument.
    let colon = bytes.firstIndex(of: 0x3A, in: start + 2..<min(nameEnd, start + 80))
    if let colon, colon + 1 == nameEnd, bytes[start + 2] == 0x23 {
      // {{#if:|this|that}}
      name = WikiSite.folded(bytes.string(start + 2..<colon))
      arguments.append(Argument(name: "1", range: nameEnd..<nameEnd))
    } else if let colon, colon + 1 < nameEnd {
      let function = WikiSite.folded(bytes.string(start + 2..<colon)).replacing("_", with: " ")
      if site.templates.contains(function) {
        name = WikiSite.folded(bytes.string(colon + 1..<nameEnd)).replacing("_", with: " ")
      } else {
        name = function
        arguments.append(Argument(name: "1", range: trimmed(colon + 1..<nameEnd)))
      }
    }
    for (index, bar) in template.bars.enumerated() {
      let stop = index + 1 < template.bars.count ? template.bars[index + 1] : end - 2
      arguments.append(
        argument(bar + 1..<max(bar + 1, stop), number: arguments.count { Int($0.name) != nil } + 1))
    }
    let unnamed = arguments.filter { Int($0.name) != nil }.map(\.range)
    func named(_ names: String...) -> Range<Int>? { arguments.first { names.contains($0.name) }?.range }
    if !WikiTemplates.isKnown(name), let carried = site.pages.template(name),
      show(carried, arguments, start..<end)
    {
      return
    }
    if let ordinal = WikiTemplates.ordinal(name), arguments.isEmpty {
      found.append(Item(range: start..<end, text: ordinal))
      return
    }
    // French quotes with it, English wikis cite with it, by named arguments.
    if name == "citation", let quoted = unnamed.first, !quoted.isEmpty {
      return show([("", quoted)], "", start..<end)
    }
    if name == "#if" { return choose(arguments, start..<end) }
    if name == "s" || name == "siècle", unnamed.count >= 2, bytes.string(unnamed[1]).count <= 3 {
      return show(separated(Array(unnamed.prefix(2)), ""), " siècle", start..<end)
    }
    switch WikiTemplates.style(of: name) {
    case .nothing: drop(start..<end)
    case .text(let text): found.append(Item(range: start..<end, text: text))
    case .argument(let number, let before, let after):
      // Some wikis name the language first, and some by the argument's name: {{ill|en|Ann Petrel}}, {{Lien|fr=Ann Petrel}}.
      let isBehindCode =
        number == 1 && Self.links.contains(name) && unnamed.count > 1 && isLanguage(bytes.string(unnamed[0]))
      let chosen =
        (isBehindCode ? unnamed[1] : nil)
        ?? named("\(number)", "text", "texte", "quote", "content") ?? (number == 1 ? unnamed.first : nil)
        ?? (Self.links.contains(name) ? named("texte", "fr") ?? named("lt", "label", "trad") : nil)
        ?? (name == "zh" ? named("c", "s", "t", "p", "w") : nil)
      guard let chosen, !chosen.isEmpty else {
        // "{{circa}} 1500"
        guard ["c. ", "fl. ", "r. ", "b. ", "d. "].contains(before) else { return drop(start..<end) }
        found.append(Item(range: start..<end, text: before.withoutOuterSpace))
        return
      }
      show([(before, chosen)], after, start..<end)
    case .last:
      guard let last = unnamed.last else { return drop(start..<end) }
      show([("", last)], "", start..<end)
    case .all(let separator, let most):
      var pieces = unnamed.filter { !$0.isEmpty }
      if separator == "-" { pieces = Array(pieces.prefix { isNumber($0) }) }
      var shown = separated(Array(pieces.prefix(most)), separator)
      if separator == " ", let unit = named("u", "ul"), !unit.isEmpty,
        unit.lowerBound > pieces.last?.upperBound ?? 0
      {
        shown.append((" ", unit))
      }
      show(shown, "", start..<end)
    case .measure:
      let pieces = measure(unnamed, arguments)
      if pieces.isEmpty { return showSizes(arguments, start..<end) }
      show(pieces, "", start..<end)
    case .value:
      var pieces = unnamed.prefix(2).enumerated().map { ($0 == 0 ? "" : "±", $1) }
      if let power = named("e") { pieces.append(("×10^", power)) }
      if let unit = named("u", "ul") { pieces.append((" ", unit)) }
      if let unit = named("up", "upl") { pieces.append(("/", unit)) }
      show(pieces.sorted { $0.1.lowerBound < $1.1.lowerBound }, "", start..<end)
    case .coordinates: show(coordinates(unnamed), "", start..<end)
    case .fraction:
      switch unnamed.count {
      case 0: drop(start..<end)
      case 1: show([("1/", unnamed[0])], "", start..<end)
      case 2: show(separated(unnamed, "/"), "", start..<end)
      default: show([("", unnamed[0]), (" ", unnamed[1]), ("/", unnamed[2])], "", start..<end)
      }
    case nil:
      if name == "pagename", !title.isEmpty {
        found.append(Item(range: start..<end, text: title))
      } else {
        found.append(Item(range: start..<end, text: isInSentence(start..<end) ? "[…]" : ""))
      }
    }
  }

  /// Links to pages that another wiki has.
  private static let links: Set<String> = [
    "ill", "interlanguage link", "link-interwiki", "lien", "iw", "enlace", "link", "ligação inter-idioma",
  ]

  /// An argument of the page itself, `{{{name|default}}}`, has no value: its default is printed.
  mutating func printArgument(_ argument: Open, _ end: Int) {
    let whole = argument.start..<end
    guard let bar = argument.bars.first else { return drop(whole) }
    let stop = argument.bars.dropFirst().first ?? end - 3
    show([("", bar + 1..<max(bar + 1, stop))], "", whole)
  }

  func argument(_ range: Range<Int>, number: Int) -> Argument {
    var at = range.lowerBound
    while at < range.upperBound, bytes[at] != 0x3D {
      if [0x5B, 0x7B, 0x3C, 0x0A].contains(bytes[at]), at > range.lowerBound + 1 || bytes[at] != 0x0A {
        break
      }
      at += 1
    }
    if at < range.upperBound, bytes[at] == 0x3D, at - range.lowerBound < 40 {
      let name = bytes.string(range.lowerBound..<at).withoutOuterSpace.lowercased()
      if !name.isEmpty { return Argument(name: name, range: trimmed(at + 1..<range.upperBound)) }
    }
    return Argument(name: "\(number)", range: trimmed(range))
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    // A list begins on a line of its own.
    let isList = bytes[range].drop(while: TextRun.isWhiteSpace).first == 0x2A
    while !isList, let first = range.first, TextRun.isWhiteSpace(bytes[first]) { range = range.dropFirst(1) }
    while let last = range.last, TextRun.isWhiteSpace(bytes[last]) { range = range.dropLast(1) }
    return range
  }

  func separated(_ pieces: [Range<Int>], _ separator: String) -> [(String, Range<Int>)] {
    pieces.enumerated().map { ($0 == 0 ? "" : separator, $1) }
  }

  /// Keeps `pieces`, each behind a text of Peruse's own, and drops what else stands in `whole`.
  mutating func show(
    _ pieces: [(before: String, range: Range<Int>)], _ after: String, _ whole: Range<Int>
  ) {
    var at = whole.lowerBound
    for piece in pieces where piece.range.lowerBound >= at && !piece.range.isEmpty {
      found.append(Item(range: at..<piece.range.lowerBound, text: piece.before))
      at = piece.range.upperBound
    }
    found.append(Item(range: at..<whole.upperBound, text: at == whole.lowerBound ? "" : after))
  }

  func isNumber(_ range: Range<Int>) -> Bool {
    bytes[range].contains { 0x30...0x39 ~= $0 }
      && bytes[range].allSatisfy { 0x30...0x39 ~= $0 || ".,+-/~ \u{2212}".utf8.contains($0) }
  }

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

  /// `5 ft 6 in` of {{height|ft=5|in=6}}: arguments whose names are units.
  mutating func showSizes(_ arguments: [Argument], _ whole: Range<Int>) {
    let sizes = arguments.filter { ["ft", "in", "m", "cm"].contains($0.name) && isNumber($0.range) }
    var pieces: [(String, Range<Int>)] = []
    for (index, size) in sizes.enumerated() {
      pieces.append((index == 0 ? "" : " \(sizes[index - 1].name) ", size.range))
    }
    show(pieces, sizes.last.map { " \($0.name)" } ?? "", whole)
  }

  /// {{#if:condition|this|that}}
  mutating func choose(_ arguments: [Argument], _ whole: Range<Int>) {
    func part(_ number: Int) -> Range<Int>? { arguments.first { $0.name == "\(number)" }?.range }
    let isMet = part(1).map { !$0.isEmpty } ?? false
    guard let chosen = part(isMet ? 2 : 3), !chosen.isEmpty else { return drop(whole) }
    show([("", chosen)], "", whole)
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

  /// Whether a template between Chinese or Japanese characters leaves a hole: it does within a sentence, and where a
  /// particle follows that needs a word before it.
  private func isInSentenceWithoutSpaces(_ range: Range<Int>) -> Bool {
    guard range.lowerBound >= 3, range.upperBound + 3 <= bytes.count else { return false }
    let before = bytes.string(range.lowerBound - 3..<range.lowerBound)
    let after = bytes.string(range.upperBound..<range.upperBound + 3)
    if bytes[range.lowerBound - 1] < 0x80 { return false }
    return "がをにはのとへもやで".contains(after) || !"。！？」』）、，".contains(before)
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
    let goesOn = 0x61...0x7A ~= next || 0x30...0x39 ~= next || next >= 0x80 || ".,;:)%".utf8.contains(next)
    guard goesOn else { return false }
    let before = range.lowerBound - 1
    if before < 0 || bytes[before] == 0x0A { return 0x61...0x7A ~= next && bytes[after - 1] == 0x20 }
    guard bytes[before] == 0x20, before > 0 else { return bytes[before] == 0x28 }
    let last = bytes[before - 1]
    return last > 0x20 && !".!?*#|".utf8.contains(last)
  }
}
