extension WikitextMarkup {
  /// Longest argument whose text decides, and most markup in it.
  private static let longestPlain = 1000
  private static let mostItems = 300

  /// Shows what `template`, one of the dump's own, prints in `whole` with `arguments`.
  ///
  /// Arguments that come out once each, in the order of the page, stay the page's text; else all of it is
  /// Peruse's own.
  ///
  /// - Returns: whether it could: an argument that is not given and has no default, functions that ask the
  ///   wiki, and what is no piece of a sentence are beyond what can be shown.
  mutating func show(
    _ template: WikiTextTemplate, _ arguments: [Argument], _ call: Open, _ whole: Range<Int>
  ) -> Bool {
    guard expansionsLeft > 0 else { return false }
    var frame: [String: String] = [:]
    for (index, argument) in arguments.enumerated() {
      frame[argument.name] = argument.range.isEmpty ? "" : WikiExpansion.marked(index)
    }
    let texts = arguments.map { plainText($0.range, foundBefore: call.foundBefore) }
    expansionsLeft -= arguments.reduce(0) { $0 + min(Self.longestPlain, $1.range.count) + 16 }
    var expansion = WikiExpansion(site: site, title: title) { texts.indices.contains($0) ? texts[$0] : nil }
    let expanded = expansion.expand(template.nodes, frame)
    expansionsLeft -= 64 + 8 * expansion.steps + 4 * (expanded?.utf8.count ?? 0)
    guard let expanded, let printed = expansion.printed(expanded) else { return false }
    var around: [String] = [""]
    var numbers: [Int] = []
    for (index, part) in printed.split(separator: "\u{1A}", omittingEmptySubsequences: false).enumerated() {
      if index.isMultiple(of: 2) {
        if index > 0 { around.append("") }
        around[around.count - 1] += part
      } else if let number = Int(part), arguments.indices.contains(number) {
        numbers.append(number)
      } else {
        return false
      }
    }
    guard around.count == numbers.count + 1, var first = around.first, var last = around.last else {
      return false
    }
    if around.count == 1 {
      // A notice, whoever reads it.
      if expanded.contains("<div") || expanded.contains("<p>") || expanded.contains("<center") {
        return false
      }
      found.append(Item(range: whole, text: first.withoutOuterSpace))
      return true
    }
    first = String(first.drop(while: \.isWhitespace))
    while last.last?.isWhitespace == true { last.removeLast() }
    around[0] = first
    around[around.count - 1] = last
    let ranges = numbers.map { arguments[$0].range }
    if zip(ranges, ranges.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) {
      show(Array(zip(around, ranges)), last, whole)
      return true
    }
    guard let text = expansion.resolved(printed) else { return false }
    found.append(Item(range: whole, text: text.withoutOuterSpace))
    return true
  }

  /// What `range`, an argument, prints; `nil` where it is long.
  func plainText(_ range: Range<Int>, foundBefore: Int) -> String? {
    guard range.count <= Self.longestPlain, found.count - foundBefore <= Self.mostItems else { return nil }
    let inner = found[min(foundBefore, found.count)...].filter {
      range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= range.upperBound
    }
    var text = ""
    var at = range.lowerBound
    for item in Self.merged(inner) {
      text += bytes.string(at..<max(at, item.range.lowerBound)) + item.text
      at = max(at, item.range.upperBound)
    }
    return text + bytes.string(at..<max(at, range.upperBound))
  }

  // MARK: Functions on the page itself

  /// Shows what a function of the wiki's parser comes to; false where `name` is none.
  mutating func decide(_ name: String, _ arguments: [Argument], _ whole: Range<Int>) -> Bool {
    func part(_ number: Int) -> Range<Int>? {
      arguments.indices.contains(number) ? arguments[number].whole : nil
    }
    func text(_ number: Int) -> String {
      part(number).map { bytes.string($0.prefix(500)).withoutOuterSpace } ?? ""
    }
    switch name {
    case "as of", "asof": showAsOf(arguments.filter { !$0.isNamed }.map(\.range), arguments, whole)
    case "lc", "uc", "lcfirst", "ucfirst":
      guard let range = part(0), range.count < 500,
        !bytes[range].contains(where: { [0x5B, 0x7B, 0x3C, 0x27].contains($0) })
      else { return false }
      found.append(Item(range: whole, text: WikiExpansion.cased(bytes.string(range), name)))
    case "#if": choose(part(text(0).isEmpty ? 2 : 1), whole)
    case "#ifeq": choose(part(WikiExpansion.areEqual(text(0), text(1)) ? 2 : 3), whole)
    case "#switch": choose(switched(text(0), arguments.dropFirst()), whole)
    case "#expr":
      let value = WikiArithmetic.printed(text(0))
      found.append(Item(range: whole, text: value ?? (isInSentence(whole) ? "[…]" : "")))
    case "#tag": return false
    default:
      guard name.hasPrefix("#") else { return false }
      found.append(Item(range: whole, text: isInSentence(whole) ? "[…]" : ""))
    }
    return true
  }

  private mutating func choose(_ chosen: Range<Int>?, _ whole: Range<Int>) {
    show(chosen.map { [("", $0)] } ?? [], "", whole)
  }

  private func switched(_ value: String, _ cases: ArraySlice<Argument>) -> Range<Int>? {
    var isFound = false
    for argument in cases {
      if argument.isNamed {
        if isFound || WikiExpansion.areEqual(argument.name, value.lowercased()) { return argument.range }
      } else {
        isFound = isFound || WikiExpansion.areEqual(bytes.string(argument.range.prefix(100)), value)
      }
    }
    if let last = cases.last, !last.isNamed { return last.range }
    return cases.last { $0.name == "#default" }?.range
  }
}
