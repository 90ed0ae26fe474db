import Platform

/// The outline that a PDF declares: what its reader shows as a table of contents.
///
/// Poppler's `pdftohtml -xml` gives it, whatever pages are asked for; headings found on pages are matched
/// with it.
struct PDFBookmarks {
  private struct Entry {
    /// Its letters and digits, in lower case.
    var words: String
    var depth: Int
  }

  private static let mostEntries = 20_000
  private static let mostDepth = 8

  private var entries: [Int: [Entry]] = [:]

  /// Whether there is no outline.
  var isEmpty: Bool { entries.isEmpty }

  init() {}

  /// The outline of the file behind `descriptor`; none where the tool fails, since `pdftotext` says what is
  /// wrong.
  init(_ bytes: [UInt8], descriptor: Int32, options: IngestionOptions) {
    self.init()
    guard Self.mayHaveOutline(bytes), let tool = try? ProcessRunner("pdftohtml") else { return }
    var limits = PDFTool.limits(options)
    limits.outputBytes = min(limits.outputBytes, 16 << 20)
    let arguments = PDFTool.arguments(
      ["-xml", "-i", "-q", "-f", "1", "-l", "1", "-stdout"], password: options.pdfPassword)
    guard
      let output = try? tool.output(
        of: arguments + ["/dev/stdin"], input: .descriptor(descriptor), limits: limits)
    else { return }
    self = PDFBookmarks(xml: output)
  }

  /// The outline in what `pdftohtml -xml` gives.
  init(xml: [UInt8]) {
    xml.withUnsafeBufferPointer { bytes in
      guard var at = Self.lastOutline(bytes) else { return }
      var depth = 0
      var count = 0
      while at < bytes.count, let open = bytes.firstIndex(of: 0x3C, in: at..<bytes.count),
        let end = bytes.firstIndex(of: 0x3E, in: open..<bytes.count)
      {
        at = end + 1
        let tag = String(decoding: bytes[open + 1..<end], as: UTF8.self)
        if tag == "outline" {
          depth += 1
        } else if tag == "/outline" {
          depth -= 1
          if depth <= 0 { return }
        } else if tag.hasPrefix("item"), count < Self.mostEntries {
          guard let close = bytes.firstIndex(of: 0x3C, in: at..<bytes.count) else { return }
          var text: [UInt8] = []
          PDFText.append(bytes, at..<close, to: &text)
          let words = Self.folded(String(decoding: text, as: UTF8.self))
          at = close
          guard let page = Int(tag.drop { !$0.isNumber }.prefix { $0.isNumber }), !words.isEmpty else {
            continue
          }
          count += 1
          entries[page, default: []].append(Entry(words: words, depth: min(depth, Self.mostDepth)))
        }
      }
    }
  }

  /// Whether a PDF's bytes leave room for an outline: it is named, or hidden in a compressed stream of
  /// objects.
  private static func mayHaveOutline(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      bytes.find("/Outlines", in: 0..<bytes.count) != nil || bytes.find("/ObjStm", in: 0..<bytes.count) != nil
    }
  }

  /// Where the outline stands: behind the pages, whose text has no bare `<`.
  private static func lastOutline(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.find("\n<outline>", in: 0..<bytes.count).map { $0.lowerBound + 1 }
  }

  static func folded(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  // MARK: Headings

  /// How many of the first lines of `fragment` are a heading of the outline, and its depth from 1.
  func heading(_ fragment: PDFFragment, page: PDFPage) -> (lines: Int, depth: Int)? {
    guard let entries = entries[page.number], fragment.kind == .text || fragment.kind == .listItem else {
      return nil
    }
    var words: [String] = []
    for (index, line) in fragment.lines.prefix(4).enumerated() {
      words += line.words.map { Self.folded(page.string($0)) }
      // The outline of most programs leaves the number out: `2.1`, `Chapter 2`.
      for dropped in 0...2 where dropped < words.count && Self.isNumber(words[..<dropped]) {
        let rest = words[dropped...].joined()
        if let entry = entries.first(where: { $0.words == rest }) { return (index + 1, entry.depth) }
      }
    }
    return nil
  }

  private static func isNumber(_ words: ArraySlice<String>) -> Bool {
    guard let last = words.last else { return true }
    let isNumeral =
      last.contains(where: \.isNumber) || last.allSatisfy { "ivxlc".contains($0) } || last.count == 1
    return last.count <= 8 && isNumeral
      && (words.count == 1 || words[words.startIndex].allSatisfy(\.isLetter))
  }

  /// `fragments` with the headings that the outline names cut from the paragraphs that they stand at the head
  /// of.
  func cut(_ fragments: [PDFFragment], page: PDFPage) -> [PDFFragment] {
    guard entries[page.number] != nil else { return fragments }
    return fragments.flatMap { fragment -> [PDFFragment] in
      guard let (count, depth) = heading(fragment, page: page) else { return [fragment] }
      var heading = PDFFragment(.text, lines: Array(fragment.lines.prefix(count)))
      heading.gapAbove = fragment.gapAbove
      heading.outlineDepth = depth
      guard count < fragment.lines.count else {
        heading.gapBelow = fragment.gapBelow
        return [heading]
      }
      var rest = PDFFragment(.text, lines: Array(fragment.lines.dropFirst(count)))
      rest.isFull = fragment.isFull
      rest.isAtFoot = fragment.isAtFoot
      (heading.gapBelow, rest.gapAbove, rest.gapBelow) = (1, 1, fragment.gapBelow)
      return [heading, rest]
    }
  }
}
