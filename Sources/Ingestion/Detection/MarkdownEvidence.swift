/// Counts what only Markdown has: headings of hashes, fences, links, tables, front matter.
struct MarkdownEvidence {
  /// Weighted count.
  private(set) var score = 0

  /// Reads the lines of `head`.
  init(_ head: [UInt8]) {
    var fences = 0
    for (number, line) in head.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let indent = line.prefix { $0 == 0x20 }.count
      guard indent < 4 else { continue }
      let body = line.dropFirst(indent)
      if body.starts(with: "```".utf8) || body.starts(with: "~~~".utf8) {
        fences += 1
        if fences % 2 == 0 { score += 4 }
        continue
      }
      if fences % 2 == 1 { continue }
      if number == 0, body.elementsEqual("---".utf8) || body.elementsEqual("---\r".utf8) {
        score += Self.isFrontMatter(head) ? 6 : 0
      }
      score += Self.heading(body)
      score += Self.delimiterRow(body)
      score += Self.inline(body)
    }
  }

  /// Extensions that say that a file is Markdown.
  static let suffixes: Set<String> = ["md", "markdown", "mdown", "mkd", "mkdn", "mdx", "qmd", "rmd"]

  /// Whether the score is enough for a file with the extension `suffix`: one that says Markdown settles it,
  /// one that says plain text asks for twice the evidence.
  func suggestsMarkdown(suffix: String) -> Bool {
    switch suffix {
    case _ where Self.suffixes.contains(suffix): true
    case "txt", "text": score >= 8
    default: score >= 4
    }
  }

  private static func heading(_ line: ArraySlice<UInt8>) -> Int {
    let hashes = line.prefix { $0 == UInt8(ascii: "#") }.count
    guard 1...6 ~= hashes, let next = line.dropFirst(hashes).first, next == 0x20 else { return 0 }
    return 2
  }

  /// `|---|:--:|`
  private static func delimiterRow(_ line: ArraySlice<UInt8>) -> Int {
    var dashes = 0
    var pipes = 0
    for byte in line {
      switch byte {
      case UInt8(ascii: "-"): dashes += 1
      case UInt8(ascii: "|"): pipes += 1
      case UInt8(ascii: ":"), 0x20, 0x0D: break
      default: return 0
      }
    }
    return pipes >= 1 && dashes >= 3 ? 4 : 0
  }

  /// Links, images, strong emphasis, link and footnote definitions.
  private static func inline(_ line: ArraySlice<UInt8>) -> Int {
    var score = 0
    var previous: UInt8 = 0x0A
    var index = line.startIndex
    var stars = 0
    while index < line.endIndex {
      let byte = line[index]
      if byte == UInt8(ascii: "("), previous == UInt8(ascii: "]") { score += 2 }
      if byte == UInt8(ascii: ":"), previous == UInt8(ascii: "]"), line.first == UInt8(ascii: "[") {
        score += 2
      }
      if byte == UInt8(ascii: "*"), previous == UInt8(ascii: "*") { stars += 1 }
      previous = byte
      index += 1
    }
    return min(score + (stars >= 2 ? 1 : 0), 6)
  }

  /// Whether a line of three dashes is closed by another, with `key:` lines between.
  static func isFrontMatter(_ head: [UInt8]) -> Bool {
    var hasKey = false
    for line in head.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst().prefix(200) {
      let trimmed = line.last == 0x0D ? line.dropLast() : line
      if trimmed.elementsEqual("---".utf8) || trimmed.elementsEqual("...".utf8) { return hasKey }
      if trimmed.isEmpty || trimmed.first == 0x20 || trimmed.first == UInt8(ascii: "-")
        || trimmed.first == UInt8(ascii: "#")
      {
        continue
      }
      guard trimmed.contains(UInt8(ascii: ":")) else { return false }
      hasKey = true
    }
    return false
  }
}
