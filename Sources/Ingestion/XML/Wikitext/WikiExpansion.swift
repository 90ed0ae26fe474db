/// Expands a template of the dump's own, within bounds of depth, steps and size.
///
/// The arguments of the call on the page are marks in what comes out, so that they can be shown where they
/// stand.
struct WikiExpansion {
  /// Stands around an argument's number: no character of XML.
  static let mark: UInt8 = 0x1A
  private static let deepest = 8
  private static let mostSteps = 1000
  private static let mostBytes = 1 << 13

  let site: WikiSite
  let title: String
  /// What the arguments on the page print, by number; `nil` where that is too long.
  let plain: (Int) -> String?
  private(set) var steps = 0

  init(site: WikiSite, title: String, plain: @escaping (Int) -> String?) {
    (self.site, self.title, self.plain) = (site, title, plain)
  }

  typealias Node = WikiTextTemplate.Node

  static func marked(_ number: Int) -> String { "\u{1A}\(number)\u{1A}" }

  /// The wikitext that `nodes` come to with the arguments in `frame`; `nil` where that cannot be told.
  mutating func expand(_ nodes: [Node], _ frame: [String: String], depth: Int = 0) -> String? {
    var result = ""
    for node in nodes {
      steps += 1
      guard steps < Self.mostSteps else { return nil }
      switch node {
      case .text(let text): result += text
      case .parameter(let name, let standard):
        guard let name = expand(name, frame, depth: depth)?.withoutOuterSpace.lowercased() else { return nil }
        if let value = frame[name] {
          result += value
        } else {
          guard let standard, let value = expand(standard, frame, depth: depth) else { return nil }
          result += value
        }
      case .call(let name, let arguments):
        guard let value = call(name, arguments, frame, depth) else { return nil }
        result += value
      }
      guard result.utf8.count <= Self.mostBytes else { return nil }
    }
    return result
  }

  private mutating func trimmed(_ nodes: [Node]?, _ frame: [String: String], _ depth: Int) -> String? {
    guard let nodes else { return "" }
    return expand(nodes, frame, depth: depth)?.withoutOuterSpace
  }

  /// `text` with what the page's arguments print in place of their marks.
  func resolved(_ text: String) -> String? {
    guard text.utf8.contains(Self.mark) else { return text }
    var result = ""
    let parts = text.split(separator: "\u{1A}", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index.isMultiple(of: 2) {
        result += part
      } else {
        guard let number = Int(part), let text = plain(number) else { return nil }
        result += text
      }
      guard result.utf8.count <= Self.mostBytes else { return nil }
    }
    return result
  }

  private mutating func call(
    _ name: [Node], _ arguments: [[Node]], _ frame: [String: String], _ depth: Int
  ) -> String? {
    var name = name
    // {{#if:{{{1|}}}|…}}: the function's name is plain.
    while case .text(let head)? = name.first, let colon = head.firstIndex(of: ":") {
      let function = WikiSite.folded(String(head[..<colon])).replacing("_", with: " ")
      name[0] = .text(String(head[head.index(after: colon)...]))
      if ["subst", "safesubst"].contains(function) || site.templates.contains(function) { continue }
      return self.function(function, [name] + arguments, frame, depth)
    }
    guard let written = trimmed(name, frame, depth), let plainName = resolved(written),
      !plainName.contains(":")
    else { return nil }
    let called = WikiSite.folded(plainName).replacing("_", with: " ")
    switch called {
    case "!": return "|"
    case "=": return "="
    case "pagename", "fullpagename": return title
    case "namespace": return ""
    case "namespacenumber": return "0"
    default: break
    }
    let isKnown = WikiTemplates.isKnown(called)
    if !WikiTemplates.isFixed(called), let template = site.pages.template(called) {
      guard depth < Self.deepest else { return nil }
      var own: [String: String] = [:]
      var count = 0
      for argument in arguments {
        let (key, value) = Self.split(argument)
        guard let text = expand(value, frame, depth: depth) else { return nil }
        if let key {
          guard let key = trimmed(key, frame, depth) else { return nil }
          own[key.lowercased()] = text.withoutOuterSpace
        } else {
          count += 1
          own["\(count)"] = text
        }
      }
      let expanded = expand(template.nodes, own, depth: depth + 1)
      if expanded != nil || !isKnown { return expanded }
    }
    guard let style = WikiTemplates.style(of: called, written: plainName) else { return nil }
    // Known templates stay calls, which are read as the page's are.
    var text = "{{" + plainName
    for argument in arguments {
      guard let value = expand(argument, frame, depth: depth) else { return nil }
      text += "|" + value
    }
    switch style {
    case .nothing: return ""
    case .argument, .last, .link, .all, .text, .spelled: return text + "}}"
    default: return resolved(text).map { $0 + "}}" }
    }
  }

  // MARK: Functions

  private mutating func function(
    _ name: String, _ arguments: [[Node]], _ frame: [String: String], _ depth: Int
  ) -> String? {
    func part(_ number: Int) -> [Node]? { arguments.indices.contains(number) ? arguments[number] : nil }
    switch name {
    case "#if":
      guard let condition = trimmed(part(0), frame, depth) else { return nil }
      return trimmed(part(condition.isEmpty ? 2 : 1), frame, depth)
    case "#ifeq":
      guard let first = value(part(0), frame, depth), let second = value(part(1), frame, depth) else {
        return nil
      }
      return trimmed(part(Self.areEqual(first, second) ? 2 : 3), frame, depth)
    case "#switch": return choose(arguments, frame, depth)
    case "#expr": return value(part(0), frame, depth).flatMap { WikiArithmetic.printed($0) }
    case "#ifexpr":
      guard let text = value(part(0), frame, depth), text.isEmpty || WikiArithmetic.value(text) != nil else {
        return nil
      }
      return trimmed(part((WikiArithmetic.value(text) ?? 0) != 0 ? 1 : 2), frame, depth)
    case "lc", "uc", "lcfirst", "ucfirst":
      return value(part(0), frame, depth).map { Self.cased($0, name) }
    case "formatnum":
      guard let text = value(part(0), frame, depth) else { return nil }
      return arguments.count > 1 ? text : WikiLanguage(site.language).grouped(text) ?? text
    case "#tag": return ""
    default: return nil
    }
  }

  /// The plain text of an argument.
  private mutating func value(_ nodes: [Node]?, _ frame: [String: String], _ depth: Int) -> String? {
    guard let text = trimmed(nodes, frame, depth) else { return nil }
    return resolved(text)?.withoutOuterSpace
  }

  /// `{{#switch:value|a|b=text|#default=text}}`
  private mutating func choose(_ arguments: [[Node]], _ frame: [String: String], _ depth: Int) -> String? {
    guard let value = value(arguments.first, frame, depth) else { return nil }
    var isFound = false
    var standard: [Node]?
    for (index, argument) in arguments.enumerated().dropFirst() {
      let (key, text) = Self.split(argument)
      guard let key else {
        if index == arguments.count - 1 { standard = text }
        guard !isFound, let word = self.value(text, frame, depth) else { continue }
        isFound = Self.areEqual(word, value)
        continue
      }
      guard let word = self.value(key, frame, depth) else { return nil }
      if isFound || Self.areEqual(word, value) { return trimmed(text, frame, depth) }
      if word == "#default" { standard = text }
    }
    return trimmed(standard, frame, depth)
  }

  static func areEqual(_ first: String, _ second: String) -> Bool {
    if first == second { return true }
    guard let first = Double(first), let second = Double(second) else { return false }
    return first == second
  }

  static func cased(_ text: String, _ function: String) -> String {
    switch function {
    case "lc": text.lowercased()
    case "uc": text.uppercased()
    case "lcfirst": text.prefix(1).lowercased() + text.dropFirst()
    default: text.prefix(1).uppercased() + text.dropFirst()
    }
  }

  /// An argument's name, if it has one, and its value.
  private static func split(_ argument: [Node]) -> (name: [Node]?, value: [Node]) {
    for (index, node) in argument.enumerated() {
      guard case .text(let text) = node, let equals = text.firstIndex(of: "=") else { continue }
      let rest = Node.text(String(text[text.index(after: equals)...]))
      return (
        Array(argument[..<index]) + [.text(String(text[..<equals]))], [rest] + argument[(index + 1)...]
      )
    }
    return (nil, argument)
  }

  // MARK: What comes out

  /// Elements that change nothing but the look of text, notes, which are no text, and paragraphs.
  private static let plainElements: Set<String> = [
    "span", "small", "big", "b", "i", "em", "strong", "nowiki", "nobr", "abbr", "u", "s", "font", "sub",
    "sup", "br", "ref", "cite", "dfn", "bdi", "code", "var", "kbd", "samp", "tt", "div", "p", "center", "q",
    "blockquote", "references", "math", "ins", "del", "mark", "time", "poem",
  ]

  /// `text`, wikitext, as it is printed in a sentence; `nil` where it is a table, a list or the like.
  func printed(_ text: String) -> String? {
    let lines = text.withoutOuterSpace.split(separator: "\n", omittingEmptySubsequences: true)
    let isBlock = lines.contains { line in
      line.first.map { "*#:;=".contains($0) } ?? false || line.hasPrefix("{|") || line.hasPrefix("|")
    }
    let bytes = Array(lines.joined(separator: " ").utf8)
    guard !isBlock, Self.isPlain(bytes) else { return nil }
    var bare = site
    bare.pages = WikiTemplatePages()
    let result = bytes.withUnsafeBufferPointer { buffer -> [UInt8] in
      let markup = WikitextMarkup(buffer, site: bare, title: title)
      var result: [UInt8] = []
      var at = 0
      for range in markup.ranges {
        result += buffer[at..<max(at, range.lowerBound)]
        if markup.breaks.contains(range.lowerBound) { result.append(0x20) }
        result += Array((markup.insertions[range.lowerBound] ?? "").utf8)
        at = max(at, range.upperBound)
      }
      return result + buffer[at...]
    }
    return String(decoding: WikiTemplatePages.undone(result), as: UTF8.self)
  }

  private static func isPlain(_ text: [UInt8]) -> Bool {
    for (index, byte) in text.enumerated() where byte == 0x3C {
      let name = text[index...].dropFirst().drop { $0 == 0x2F }.prefix { ($0 | 0x20) &- 0x61 < 26 }
      guard name.isEmpty || plainElements.contains(String(decoding: name, as: UTF8.self).lowercased()) else {
        return false
      }
    }
    return true
  }
}
