extension WikitextMarkup {
  /// Most arguments of a template or link that are told apart.
  static let mostArguments = 200

  struct Argument {
    var name: String
    var range: Range<Int>
    /// Whether the page names it, and all of it, its name with it.
    var isNamed = false
    var whole: Range<Int>
  }

  /// Finds what the template that ends at `end` prints.
  mutating func print(_ template: Open, _ end: Int) {
    let start = template.start
    let nameEnd = template.bars.first ?? end - 2
    guard start + 2 < nameEnd else { return drop(start..<end) }
    let written = bytes.string(start + 2..<min(nameEnd, start + 80)).withoutOuterSpace
    var name = WikiSite.folded(written).replacing("_", with: " ")
    var arguments: [Argument] = []
    // {{formatnum:18}}: what stands behind the colon is an argument.
    let colon = bytes.firstIndex(of: 0x3A, in: start + 2..<min(nameEnd, start + 80))
    if let colon, colon + 1 == nameEnd, bytes[start + 2] == 0x23 {
      // {{#if:|this|that}}
      name = WikiSite.folded(bytes.string(start + 2..<colon))
      arguments.append(Argument(name: "1", range: nameEnd..<nameEnd, whole: nameEnd..<nameEnd))
    } else if let colon, colon + 1 < nameEnd {
      let function = WikiSite.folded(bytes.string(start + 2..<colon)).replacing("_", with: " ")
      if site.templates.contains(function) {
        name = WikiSite.folded(bytes.string(colon + 1..<nameEnd)).replacing("_", with: " ")
      } else {
        // {{:Page}} is another page.
        name = function.isEmpty ? ":" : function
        let first = trimmed(colon + 1..<nameEnd)
        arguments.append(Argument(name: "1", range: first, whole: first))
      }
    }
    for (index, bar) in template.bars.enumerated() {
      let stop = index + 1 < template.bars.count ? template.bars[index + 1] : end - 2
      arguments.append(
        argument(bar + 1..<max(bar + 1, stop), number: arguments.count { Int($0.name) != nil } + 1))
    }
    let unnamed = arguments.filter { Int($0.name) != nil }.map(\.range)
    func named(_ names: String...) -> Range<Int>? { arguments.first { names.contains($0.name) }?.range }
    if !WikiTemplates.isFixed(name), let carried = site.pages.template(name),
      show(carried, arguments, template, start..<end)
    {
      return
    }
    if setAside(name, arguments, template, start..<end) { return }
    if !WikiTemplates.isKnown(name), let printed = WikiTemplates.printedName(written),
      WikiTemplates.ordinal(String(written.prefix { $0 != " " })) != nil
        || arguments.isEmpty && isInSentence(start..<end)
    {
      return show(unnamed.first.map { [(printed + " ", $0)] } ?? [], "", start..<end, empty: printed)
    }
    // French quotes with it, English wikis cite with it, by named arguments.
    if name == "citation", let quoted = unnamed.first, !quoted.isEmpty {
      return show([("", quoted)], "", start..<end)
    }
    if decide(name, arguments, start..<end) { return }
    if name == "s", let first = unnamed.first, WikiTemplates.isRoman(bytes.string(first)) {
      return showCenturies(unnamed, joint: "–", isBeforeChrist: false, start..<end)
    }
    switch WikiTemplates.style(of: name, written: written) {
    case .nothing: drop(start..<end)
    case .text(let text):
      // {{yes|Sure}}
      if text.count > 1, text.allSatisfy(\.isLetter), let own = unnamed.first, !own.isEmpty {
        return show([("", own)], "", start..<end)
      }
      found.append(Item(range: start..<end, text: text))
    case .argument(let number, let before, let after):
      // {{IPA|en|ɔːn}}
      let isBehindCode =
        number == 1 && name.hasPrefix("ipa") && !name.hasPrefix("ipa-") && unnamed.count > 1
        && isLanguage(bytes.string(unnamed[0]))
      let chosen =
        (isBehindCode ? unnamed[1] : nil)
        ?? named("\(number)", "text", "texte", "quote", "content") ?? (number == 1 ? unnamed.first : nil)
        ?? (name == "zh" ? named("c", "s", "t", "p", "w") : nil)
      if let chosen, before == "^" || before == "_" {
        // As in the elements sup and sub.
        let marks = self.marks(start, chosen, isRaised: before == "^")
        return show([(marks?.before ?? "", chosen)], marks?.after ?? "", start..<end)
      }
      show(chosen.map { [(before, $0)] } ?? [], after, start..<end, empty: Self.sign(before, after))
    case .link(let secondIsText): showLink(arguments, unnamed, secondIsText: secondIsText, start..<end)
    case .last:
      guard let last = unnamed.last else { return drop(start..<end) }
      show([("", last)], "", start..<end)
    case .all(let separator, let most):
      var pieces = unnamed.filter { !$0.isEmpty }
      if separator == "-", most == 3 { pieces = Array(pieces.prefix { isNumber($0) }) }
      // {{respell|SOL|'}}: a vowel that is hardly spoken.
      if name == "respell" { pieces.removeAll { bytes[$0].elementsEqual("'".utf8) } }
      // {{IPAc-en|lang|ˈ|t|ɑːr|n}}: which language it is.
      if name.hasPrefix("ipac"), let first = pieces.first, Self.labels.contains(bytes.string(first)) {
        pieces.removeFirst()
      }
      // {{IPAc-pl|'|g|d|a|ń|Gdansk.ogg}}: how it sounds.
      if name.hasPrefix("ipac") {
        pieces.removeAll { piece in
          let text = bytes.string(piece).lowercased()
          return [".ogg", ".oga", ".wav", ".mp3", ".opus"].contains(where: text.hasSuffix)
        }
      }
      var shown = separated(Array(pieces.prefix(most)), separator)
      if separator == " ", let unit = named("u", "ul"), !unit.isEmpty,
        unit.lowerBound > pieces.last?.upperBound ?? 0
      {
        shown.append((" ", unit))
      }
      if Self.formulas.contains(name) { shown = chemical(pieces) }
      show(shown, "", start..<end)
    case .spelled(let before, let after):
      var pieces = unnamed.filter { !$0.isEmpty }
      // A date in five numbers: day, month and year, and the day and month of the old calendar.
      if pieces.count > 3, name.hasPrefix("oldstyle") {
        return showDate(unnamed, arguments, language: "en", start..<end)
      }
      if pieces.isEmpty { pieces = arguments.filter { ["hangul", "hanja"].contains($0.name) }.map(\.range) }
      let shown = Array(zip(before, pieces))
      let close = shown.isEmpty || shown.count > after.count ? "" : after[shown.count - 1]
      show(shown, close, start..<end, empty: Self.sign(before.first ?? "", ""))
    case .date(let language): showDate(unnamed, arguments, language: language, start..<end)
    case .number: showNumber(unnamed, start..<end)
    case .unit: showUnit(unnamed, named("u", "ul"), start..<end)
    case .century(let joint, let isBeforeChrist):
      showCenturies(unnamed, joint: joint, isBeforeChrist: isBeforeChrist, start..<end)
    case .siglo:
      guard let number = unnamed.first else { return drop(start..<end) }
      let era = unnamed.count > 1 ? bytes.string(unnamed[1]) : ""
      let isNamed = unnamed.count > 2 && bytes[unnamed[2]].first == 0x73
      show(
        [(isNamed ? "siglo " : "", number)], era == "a" ? " a. C." : era == "d" ? " d. C." : "", start..<end)
    case .measure:
      let pieces = measure(unnamed, arguments)
      if pieces.isEmpty { return showSizes(arguments, start..<end) }
      show(printedUnits(pieces), "", start..<end)
    case .authors(let isInText):
      if isInText || isInSentence(start..<end) {
        showAuthors(unnamed, arguments, isInText: isInText, start..<end)
      } else {
        drop(start..<end)
      }
    case .value: showValue(unnamed, arguments, start..<end)
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
        showUnknown(written, arguments, unnamed, start..<end)
      }
    }
  }

  /// Templates whose arguments are the parts of a chemical formula.
  private static let formulas: Set<String> = [
    "chem", "hchem", "simplechem", "chemical formula", "chimie", "formel",
  ]

  /// First words of a pronunciation that say whose it is.
  private static let labels: Set<String> = [
    "lang", "pron", "icon", "uk", "us", "local", "ipa", "also", "uklang", "uslang", "ukalso", "usalso",
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
      if !name.isEmpty {
        return Argument(
          name: name, range: trimmed(at + 1..<range.upperBound), isNamed: true, whole: trimmed(range))
      }
    }
    return Argument(name: "\(number)", range: trimmed(range), whole: trimmed(range))
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
    _ pieces: [(before: String, range: Range<Int>)], _ after: String, _ whole: Range<Int>, empty: String = ""
  ) {
    guard pieces.contains(where: { !$0.range.isEmpty }) else {
      return found.append(Item(range: whole, text: empty))
    }
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
}
