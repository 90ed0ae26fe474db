/// Finds what is not text in MediaWiki's notation.
///
/// One pass from left to right, linear in the length whatever is left unclosed: what is not closed counts as
/// text, as MediaWiki itself has it.
struct WikitextMarkup {
  /// Ranges that are markup, in order, without overlap.
  private(set) var ranges: [Range<Int>] = []
  /// Those among them that break a word (`<br>`).
  private(set) var breaks: Set<Int> = []
  /// Offsets of the `{|` of tables that are closed, and offsets just past their `|}`.
  private(set) var tableStarts: Set<Int> = []
  private(set) var tableEnds: Set<Int> = []

  /// Peruse's own text in place of markup, by the offset where that begins.
  private(set) var insertions: [Int: String] = [:]
  /// Captions of pictures that stand in the text.
  private(set) var captions: [Caption] = []

  /// The caption of a picture, which is no part of the text around it.
  struct Caption {
    var range: Range<Int>
    /// Markup inside.
    var markup: [Item]
  }

  /// A piece of markup, and what Peruse puts in its place.
  struct Item {
    var range: Range<Int>
    var text = ""
  }

  private enum Kind { case template, table, link }
  private struct Open {
    var kind: Kind
    var start: Int
    /// Offset just past the first `|`, once seen.
    var label: Int?
    /// Offsets of the `|` that divide it.
    var bars: [Int] = []
    /// Markup found before it.
    var foundBefore: Int
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var open: [Open] = []
  private var found: [Item] = []
  private let site: WikiSite
  private let title: String
  /// Where the link to a user began that was read last.
  private var userLink: Int?
  private var counts: [Kind: Int] = [:]
  /// Closing tags that do not occur any more.
  private var missing: Set<String> = []

  /// Elements whose content is no text.
  private static let dropped: Set<String> = [
    "ref", "references", "gallery", "timeline", "score", "imagemap", "syntaxhighlight",
    "source",
    "templatedata", "graph", "mapframe", "maplink", "hiero", "inputbox", "includeonly", "style", "script",
  ]
  /// Elements whose content is text and nothing but text.
  private static let literal: Set<String> = ["nowiki", "math", "chem", "ce", "pre"]

  /// Scans `bytes`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, site: WikiSite = WikiSite(), title: String = "") {
    self.bytes = bytes
    self.site = site
    self.title = title
    scan()
    merge()
  }

  private mutating func scan() {
    var at = 0
    while at < bytes.count {
      // Letters and spaces, which is nearly everything.
      if (bytes[at] | 0x20) &- 0x61 < 26 || bytes[at] == 0x20 {
        at += 1
        continue
      }
      switch bytes[at] {
      case 0x7B: at = openBrace(at)
      case 0x7D: at = closeBrace(at)
      case 0x5B: at = openBracket(at)
      case 0x5D: at = closeBracket(at)
      case 0x7C:
        if has("}", at + 1), isLineStart(at), close(.table, at + 2) != nil {
          at += 2
        } else {
          if let last = open.indices.last, open[last].kind != .table,
            open[last].bars.count < Self.mostArguments
          {
            if open[last].label == nil { open[last].label = at + 1 }
            open[last].bars.append(at)
          }
          at += 1
        }
      case 0x27: at = quotes(at)
      case 0x3C: at = tag(at)
      case 0x5F: at = magicWord(at)
      case 0x7E: at = tildes(at)
      case 0x28: at = signatureEnd(at)
      default: at += 1
      }
    }
  }

  // MARK: Braces and brackets

  private mutating func openBrace(_ at: Int) -> Int {
    if has("{{", at) {
      push(.template, at)
      return at + 2
    }
    if has("{|", at), isLineStart(at) {
      push(.table, at)
      return at + 2
    }
    return at + 1
  }

  private mutating func closeBrace(_ at: Int) -> Int {
    guard has("}}", at) else { return at + 1 }
    if let template = close(.template, at + 2) {
      let isArgument = has("{", template.start - 1) && has("}", at + 2)
      print(template, at + 2, isArgument)
    }
    return at + 2
  }

  private mutating func openBracket(_ at: Int) -> Int {
    if has("[[", at) {
      push(.link, at)
      return at + 2
    }
    guard ["http://", "https://", "ftp://", "mailto:", "//"].contains(where: { has($0, at + 1) }) else {
      return at + 1
    }
    var end = at + 1
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x5D, bytes[end] != 0x5B { end += 1 }
    guard end < bytes.count, bytes[end] == 0x5D || bytes[end] == 0x20 else { return at + 1 }
    if bytes[end] == 0x5D {
      drop(at..<end + 1)
      return end + 1
    }
    var last = end
    while last < bytes.count, bytes[last] != 0x5D, bytes[last] != 0x5B, bytes[last] != 0x0A { last += 1 }
    guard last < bytes.count, bytes[last] == 0x5D else { return at + 1 }
    drop(at..<end + 1)
    drop(last..<last + 1)
    return end + 1
  }

  private mutating func closeBracket(_ at: Int) -> Int {
    guard has("]]", at) else { return at + 1 }
    guard let link = close(.link, at + 2) else { return at + 2 }
    let target = bytes.string(link.start + 2..<min(link.bars.first ?? at, at))
    let parts = target.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.count > 1 ? WikiSite.folded(String(parts[0])) : ""
    if site.files.contains(name) {
      picture(link, end: at + 2)
    } else if site.categories.contains(name) || isLanguage(name) {
      drop(link.start..<at + 2)
    } else {
      if site.users.contains(name) { userLink = userLink ?? link.start }
      var shown = link.label ?? link.start + 2
      if link.label == nil, target.hasPrefix(":") { shown += 1 }
      drop(link.start..<shown)
      drop(at..<at + 2)
    }
    return at + 2
  }

  /// A language's code, whose links lead to the same page elsewhere.
  private func isLanguage(_ name: String) -> Bool {
    let code = name.split(separator: "-").first ?? ""
    guard code.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) else { return false }
    return code.utf8.count == 2 || Self.longCodes.contains(name)
  }

  private static let longCodes: Set<String> = [
    "als", "ang", "arz", "ast", "bar", "bat-smg", "ceb", "ckb", "als", "frp", "fur", "gan", "gsw", "hak",
    "haw",
    "hsb", "ilo", "lmo", "map-bms", "min", "mzn", "nah", "nap", "nds", "nds-nl", "new", "pms", "pnb",
    "roa-tara", "rue", "sah",
    "scn", "sco", "simple", "szl", "vec", "vls", "war", "wuu", "zh-classical", "zh-min-nan", "zh-yue",
  ]

  // MARK: Pictures

  /// Words that say how a picture is shown, in the languages whose wikis are large.
  private static let options: Set<String> = Set(
    """
    thumb thumbnail frame framed frameless border left right center centre none baseline sub super top middle bottom
    text-top text-bottom upright mini miniatur gerahmt rahmenlos rand links rechts zentriert ohne hochkant mitte vignette cadre
    sans_cadre bordure gauche droite centré néant miniaturadeimagen miniatura mini marco sinmarco sin_marco borde izquierda derecha
    centro centrado no ninguna derecho riquadrato senza_cornice bordo sinistra destra nessuno verticale miniatuur omkaderd kaderloos rand gecentreerd
    geen ramka bezramki tło lewo prawo centruj brak мини миниатюра обрамить безрамки граница слева справа центр без
    miniatyr ram ramlös kant vänster höger centrerad ingen stående minyatür sağ sol orta yok サムネイル 右 左 中央 縮圖 缩略图 右侧 섬네일 왼쪽 오른쪽 가운데
    esquerda direita centro nenhum semmoldura commoldura náhled vlevo vpravo
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  private static let settings: Set<String> = [
    "alt", "link", "lang", "page", "class", "upright", "hochkant", "verweis", "seite", "lien", "langue",
    "texto", "enlace",
    "alternativtext", "mini", "thumb", "thumbnail", "redresse", "start", "end", "thumbtime", "size", "width",
    "height", "lossy", "verticale", "montant", "vänster",
  ]

  /// Whether `text`, one part of a picture's link, says how it is shown.
  private func isOption(_ text: String) -> Bool {
    let word = text.trimmed.lowercased()
    if word.isEmpty || Self.options.contains(word.split(separator: " ").joined(separator: "_")) {
      return true
    }
    if word.hasSuffix("px"), word.dropLast(2).allSatisfy({ $0.isNumber || $0 == "x" || $0 == " " }) {
      return true
    }
    if let equals = word.firstIndex(of: "=") {
      return Self.settings.contains(String(word[..<equals]).trimmed)
    }
    return Self.settings.contains(String(word.prefix { $0 != " " })) && word.contains { $0.isNumber }
  }

  /// Sets the caption of a picture aside.
  private mutating func picture(_ link: Open, end: Int) {
    let inner = found[min(link.foundBefore, found.count)...]
    var caption: Range<Int>?
    for (index, bar) in link.bars.enumerated() {
      let stop = index + 1 < link.bars.count ? link.bars[index + 1] : end - 2
      guard bar + 1 < stop, !isOption(bytes.string(bar + 1..<stop)) else { continue }
      caption = bar + 1..<stop
    }
    if let caption {
      captions.append(
        Caption(
          range: caption,
          markup: inner.filter {
            caption.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= caption.upperBound
          }
        ))
    }
    found.removeSubrange(inner.indices)
    drop(link.start..<end)
  }

  // MARK: Templates

  /// Most arguments of a template or link that are told apart.
  private static let mostArguments = 200

  private struct Argument {
    var name: String
    var range: Range<Int>
  }

  /// Finds what the template that ends at `end` prints.
  private mutating func print(_ template: Open, _ end: Int, _ isArgument: Bool) {
    let start = template.start
    let nameEnd = template.bars.first ?? end - 2
    guard !isArgument, start + 2 < nameEnd else { return drop(start..<end) }
    var name = WikiSite.folded(bytes.string(start + 2..<min(nameEnd, start + 80))).replacing("_", with: " ")
    var arguments: [Argument] = []
    // {{formatnum:18}}: what stands behind the colon is an argument.
    let colon = bytes.firstIndex(of: 0x3A, in: start + 2..<min(nameEnd, start + 80))
    if let colon, colon + 1 < nameEnd {
      let function = WikiSite.folded(bytes.string(start + 2..<colon)).replacing("_", with: " ")
      if [
        "template", "vorlage", "modèle", "plantilla", "predefinição", "sjabloon", "szablon", "шаблон", "mall",
      ].contains(function) {
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
    switch WikiTemplates.style(of: name) {
    case .nothing: drop(start..<end)
    case .text(let text): found.append(Item(range: start..<end, text: text))
    case .argument(let number, let before, let after):
      let chosen =
        named("\(number)", "text", "texte", "quote", "content") ?? (number == 1 ? unnamed.first : nil)
      guard let chosen, !chosen.isEmpty else { return drop(start..<end) }
      show([(before, chosen)], after, start..<end)
    case .last:
      guard let last = unnamed.last else { return drop(start..<end) }
      show([("", last)], "", start..<end)
    case .all(let separator, let most):
      var pieces = unnamed.filter { !$0.isEmpty }
      if separator == "-" { pieces = Array(pieces.prefix { isNumber($0) }) }
      show(separated(Array(pieces.prefix(most)), separator), "", start..<end)
    case .measure: show(measure(unnamed, arguments), "", start..<end)
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

  private func argument(_ range: Range<Int>, number: Int) -> Argument {
    var at = range.lowerBound
    while at < range.upperBound, bytes[at] != 0x3D {
      if [0x5B, 0x7B, 0x3C, 0x0A].contains(bytes[at]), at > range.lowerBound + 1 || bytes[at] != 0x0A {
        break
      }
      at += 1
    }
    if at < range.upperBound, bytes[at] == 0x3D, at - range.lowerBound < 40 {
      let name = bytes.string(range.lowerBound..<at).trimmed.lowercased()
      if !name.isEmpty { return Argument(name: name, range: trimmed(at + 1..<range.upperBound)) }
    }
    return Argument(name: "\(number)", range: trimmed(range))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    // A list begins on a line of its own.
    let isList = bytes[range].drop(while: TextRun.isWhiteSpace).first == 0x2A
    while !isList, let first = range.first, TextRun.isWhiteSpace(bytes[first]) { range = range.dropFirst(1) }
    while let last = range.last, TextRun.isWhiteSpace(bytes[last]) { range = range.dropLast(1) }
    return range
  }

  private func separated(_ pieces: [Range<Int>], _ separator: String) -> [(String, Range<Int>)] {
    pieces.enumerated().map { ($0 == 0 ? "" : separator, $1) }
  }

  /// Keeps `pieces`, each behind a text of Peruse's own, and drops what else stands in `whole`.
  private mutating func show(
    _ pieces: [(before: String, range: Range<Int>)], _ after: String, _ whole: Range<Int>
  ) {
    var at = whole.lowerBound
    for piece in pieces where piece.range.lowerBound >= at && !piece.range.isEmpty {
      found.append(Item(range: at..<piece.range.lowerBound, text: piece.before))
      at = piece.range.upperBound
    }
    found.append(Item(range: at..<whole.upperBound, text: at == whole.lowerBound ? "" : after))
  }

  private func isNumber(_ range: Range<Int>) -> Bool {
    bytes[range].contains { 0x30...0x39 ~= $0 }
      && bytes[range].allSatisfy { 0x30...0x39 ~= $0 || ".,+-/~ \u{2212}".utf8.contains($0) }
  }

  /// `1300 mi`, `5 ft 6 in`, `10 to 20 km`: what stands before the unit that it is converted to.
  private func measure(_ unnamed: [Range<Int>], _ arguments: [Argument]) -> [(String, Range<Int>)] {
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
    if pieces.isEmpty {
      // {{height|ft=5|in=6}}
      pieces = arguments.filter { ["ft", "in", "m", "cm"].contains($0.name) && isNumber($0.range) }
        .enumerated()
        .map { ($0 == 0 ? "" : " ", $1.range) }
    }
    // A trailing number belongs to the rounding.
    if hasUnit, let last = pieces.last, isNumber(last.1), pieces.count > 2 { pieces.removeLast() }
    return pieces
  }

  private func coordinates(_ unnamed: [Range<Int>]) -> [(String, Range<Int>)] {
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

  /// Whether words of one sentence stand on both sides of a template, so that it leaves a hole.
  private func isInSentence(_ range: Range<Int>) -> Bool {
    var after = range.upperBound
    if after < bytes.count, bytes[after] == 0x20 { after += 1 }
    guard after < bytes.count else { return false }
    let next = bytes[after]
    let goesOn = 0x61...0x7A ~= next || 0x30...0x39 ~= next || next >= 0x80 || ".,;:)%".utf8.contains(next)
    guard goesOn else { return false }
    let before = range.lowerBound - 1
    if before < 0 || bytes[before] == 0x0A { return 0x61...0x7A ~= next && bytes[after - 1] == 0x20 }
    guard bytes[before] == 0x20, before > 0 else { return bytes[before] == 0x28 }
    let last = bytes[before - 1]
    return last > 0x20 && !".!?*#|".utf8.contains(last)
  }

  // MARK: Signatures

  private mutating func tildes(_ at: Int) -> Int {
    var end = at
    while end < bytes.count, bytes[end] == 0x7E { end += 1 }
    if end - at >= 3 { drop(at..<end) }
    return end
  }

  /// `--[[User:Ann|Ann]] ([[User talk:Ann|talk]]) 12:30, 4 May 2031 (UTC)`
  private mutating func signatureEnd(_ at: Int) -> Int {
    let zones: [StaticString] = ["(UTC)", "(CET)", "(CEST)", "(MEZ)", "(MESZ)", "(BST)", "(GMT)"]
    guard let zone = zones.first(where: { has($0, at) }), let user = userLink, at - user < 500 else {
      return at + 1
    }
    userLink = nil
    guard bytes.firstIndex(of: 0x0A, in: user..<at) == nil else { return at + 1 }
    var start = user
    while start > 0, "- \u{2014}\u{2013}~".utf8.contains(bytes[start - 1]) { start -= 1 }
    drop(start..<at + zone.utf8CodeUnitCount)
    return at + zone.utf8CodeUnitCount
  }

  private mutating func drop(_ range: Range<Int>) { found.append(Item(range: range)) }

  private mutating func push(_ kind: Kind, _ start: Int) {
    open.append(Open(kind: kind, start: start, foundBefore: found.count))
    counts[kind, default: 0] += 1
  }

  /// Closes the innermost `kind`, giving up what was opened inside it and never closed.
  private mutating func close(_ kind: Kind, _ end: Int) -> Open? {
    guard counts[kind, default: 0] > 0 else { return nil }
    while let last = open.popLast() {
      counts[last.kind, default: 0] -= 1
      guard last.kind == kind else { continue }
      if kind == .table {
        tableStarts.insert(last.start)
        tableEnds.insert(end)
      }
      return last
    }
    return nil
  }

  // MARK: The rest

  /// `''`, `'''` and `'''''`; of four the first is an apostrophe.
  private mutating func quotes(_ at: Int) -> Int {
    var end = at
    while end < bytes.count, bytes[end] == 0x27 { end += 1 }
    switch end - at {
    case 1: break
    case 2, 3, 5: drop(at..<end)
    case 4: drop(at + 1..<end)
    default: drop(end - 5..<end)
    }
    return end
  }

  private mutating func tag(_ at: Int) -> Int {
    if has("<!--", at) {
      guard let end = find("-->", from: at + 4) else { return at + 4 }
      drop(at..<end)
      return end
    }
    var nameEnd = at + 1
    if has("/", nameEnd) { nameEnd += 1 }
    let nameStart = nameEnd
    while nameEnd < bytes.count, nameEnd - nameStart < 20, (bytes[nameEnd] | 0x20) &- 0x61 < 26 {
      nameEnd += 1
    }
    guard nameEnd > nameStart else { return at + 1 }
    let name = bytes.string(nameStart..<nameEnd).lowercased()
    var end = nameEnd
    while end < bytes.count, bytes[end] != 0x3E, bytes[end] != 0x3C, end - at < 1_000 { end += 1 }
    guard end < bytes.count, bytes[end] == 0x3E else { return at + 1 }
    end += 1
    let isClosing = nameStart == at + 2
    let isEmpty = bytes[end - 2] == 0x2F
    if !isClosing, !isEmpty, Self.dropped.contains(name) || Self.literal.contains(name),
      let close = find(closing: name, from: end)
    {
      if Self.literal.contains(name) {
        drop(at..<end)
        drop(close)
      } else {
        drop(at..<close.upperBound)
      }
      return close.upperBound
    }
    if name == "br" || name == "p" || name == "hr" { breaks.insert(at) }
    if name == "sup", !isClosing, at > 0, let close = bytes.find("</", in: end..<min(bytes.count, end + 40)),
      let mark = RaisedText.mark(after: bytes[at - 1], bytes[end..<close.lowerBound])
    {
      found.append(Item(range: at..<end, text: mark))
      return end
    }
    drop(at..<end)
    return end
  }

  private mutating func magicWord(_ at: Int) -> Int {
    guard has("__", at) else { return at + 1 }
    var end = at + 2
    while end < bytes.count, 0x41...0x5A ~= bytes[end] { end += 1 }
    guard end > at + 2, has("__", end) else { return max(end, at + 2) }
    drop(at..<end + 2)
    return end + 2
  }

  private mutating func merge() {
    for item in Self.merged(found) {
      ranges.append(item.range)
      if !item.text.isEmpty { insertions[item.range.lowerBound] = item.text }
    }
    found = []
  }

  /// `items` in order and without overlap: what stands inside another one goes with it.
  static func merged(_ items: [Item]) -> [Item] {
    let sorted = items.filter { !$0.range.isEmpty }.sorted {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    var result: [Item] = []
    for item in sorted {
      if let last = result.indices.last, item.range.lowerBound < result[last].range.upperBound {
        let end = max(result[last].range.upperBound, item.range.upperBound)
        result[last].range = result[last].range.lowerBound..<end
      } else {
        result.append(item)
      }
    }
    return result
  }

  // MARK: Looking

  private func has(_ mark: StaticString, _ at: Int) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard at >= 0, at + length <= bytes.count else { return false }
    for index in 0..<length where bytes[at + index] != mark.utf8Start[index] { return false }
    return true
  }

  private func has(_ mark: String, _ at: Int) -> Bool {
    at >= 0 && bytes[min(at, bytes.count)...].starts(with: mark.utf8)
  }

  private func isLineStart(_ at: Int) -> Bool {
    var index = at - 1
    while index >= 0, bytes[index] == 0x20 || bytes[index] == 0x3A, at - index < 64 { index -= 1 }
    return index < 0 || bytes[index] == 0x0A
  }

  /// Offset just past the next `mark`; what is missing once is not looked for again.
  private mutating func find(_ mark: String, from start: Int) -> Int? {
    guard !missing.contains(mark) else { return nil }
    var at = start
    while at < bytes.count {
      if bytes[at] == mark.utf8.first, has(mark, at) { return at + mark.utf8.count }
      at += 1
    }
    missing.insert(mark)
    return nil
  }

  /// The next `</name>`.
  private mutating func find(closing name: String, from start: Int) -> Range<Int>? {
    guard !missing.contains(name) else { return nil }
    var at = start
    while at < bytes.count {
      if has("</", at) {
        let end = at + 2 + name.utf8.count
        if end < bytes.count, bytes.string(at + 2..<end).lowercased() == name {
          var close = end
          while close < bytes.count, bytes[close] == 0x20 { close += 1 }
          if close < bytes.count, bytes[close] == 0x3E { return at..<close + 1 }
        }
      }
      at += 1
    }
    missing.insert(name)
    return nil
  }
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
