/// A template of the dump's own: text with arguments, calls of other templates and decisions in it.
///
/// What makes a table, a list or anything but a piece of a sentence is none.
struct WikiTextTemplate: Sendable {
  enum Node: Sendable {
    case text(String)
    /// `{{{name|default}}}`
    case parameter([Node], standard: [Node]?)
    /// `{{name|argument}}`; the name of a function ends with a colon and may have its first argument behind
    /// it.
    case call([Node], [[Node]])
  }

  let nodes: [Node]

  /// Bytes of a template that are kept at most: what is longer is a box, or a notice.
  static let longest = 2048
  /// Deepest nesting of braces.
  private static let deepest = 24

  /// Reads `body`, wikitext of a template's page; `nil` where it does more than carry text.
  init?(_ body: [UInt8]) {
    let text = Self.transcluded(String(decoding: body, as: UTF8.self)).withoutOuterSpace
    guard text.utf8.count <= Self.longest, !text.utf8.contains(WikiExpansion.mark) else { return nil }
    var reader = Reader(bytes: Array(text.utf8))
    guard let nodes = reader.nodes(until: .end, depth: 0), reader.at == reader.bytes.count else { return nil }
    self.nodes = nodes
  }

  /// What a page that includes the template sees of it.
  private static func transcluded(_ body: String) -> String {
    var text = body
    if let only = between("<onlyinclude>", "</onlyinclude>", in: text[...]) {
      text = String(text[only.inner])
    }
    for (start, end) in [("<noinclude>", "</noinclude>"), ("<!--", "-->")] {
      while let found = between(start, end, in: text[...]) { text.removeSubrange(found.whole) }
    }
    for tag in ["<includeonly>", "</includeonly>", "<noinclude/>", "<includeonly/>"] {
      text = text.replacing(tag, with: "")
    }
    return text
  }

  private static func between(
    _ start: String, _ end: String, in text: Substring
  ) -> (whole: Range<String.Index>, inner: Range<String.Index>)? {
    guard let first = text.firstRange(of: start) else { return nil }
    guard let last = text[first.upperBound...].firstRange(of: end) else {
      return (first.lowerBound..<text.endIndex, first.upperBound..<text.endIndex)
    }
    return (first.lowerBound..<last.upperBound, first.upperBound..<last.lowerBound)
  }

  private struct Reader {
    enum Stop { case end, call, parameter }

    let bytes: [UInt8]
    var at = 0

    private func has(_ mark: StaticString) -> Bool {
      let count = mark.utf8CodeUnitCount
      guard at + count <= bytes.count else { return false }
      for index in 0..<count where bytes[at + index] != mark.utf8Start[index] { return false }
      return true
    }

    /// What stands up to the next bar or closing braces of `stop`, which stay; `nil` where braces are not
    /// closed.
    mutating func nodes(until stop: Stop, depth: Int) -> [Node]? {
      guard depth < WikiTextTemplate.deepest else { return nil }
      var result: [Node] = []
      var text: [UInt8] = []
      var links = 0
      func flushed() -> [Node] {
        text.isEmpty ? result : result + [.text(String(decoding: text, as: UTF8.self))]
      }
      while at < bytes.count {
        if has("{{") {
          result = flushed()
          text = []
          let braces = bytes[at...].prefix { $0 == 0x7B }.count
          guard braces < 6, let node = braces == 3 ? parameter(depth) : call(depth) else { return nil }
          result.append(node)
          continue
        }
        if stop == .call && has("}}") || stop == .parameter && has("}}}") { return flushed() }
        if stop != .end, links == 0, bytes[at] == 0x7C { return flushed() }
        if has("[[") { links += 1 }
        if has("]]") { links = max(0, links - 1) }
        text.append(bytes[at])
        at += 1
        // The second bracket of a pair begins no other one.
        if let last = text.last, last == 0x5B || last == 0x5D, at < bytes.count, bytes[at] == last {
          text.append(last)
          at += 1
        }
      }
      return stop == .end ? flushed() : nil
    }

    private mutating func parameter(_ depth: Int) -> Node? {
      at += 3
      guard let name = nodes(until: .parameter, depth: depth + 1) else { return nil }
      var standard: [Node]?
      while at < bytes.count, bytes[at] == 0x7C {
        at += 1
        guard let value = nodes(until: .parameter, depth: depth + 1) else { return nil }
        // What follows a second bar says nothing.
        standard = standard ?? value
      }
      at += 3
      return .parameter(name, standard: standard)
    }

    private mutating func call(_ depth: Int) -> Node? {
      at += 2
      guard let name = nodes(until: .call, depth: depth + 1) else { return nil }
      var arguments: [[Node]] = []
      while at < bytes.count, bytes[at] == 0x7C {
        at += 1
        guard arguments.count < 100, let value = nodes(until: .call, depth: depth + 1) else { return nil }
        arguments.append(value)
      }
      at += 2
      return .call(name, arguments)
    }
  }
}
