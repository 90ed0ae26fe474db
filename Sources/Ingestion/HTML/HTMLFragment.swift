/// HTML that is no page of its own.
enum HTMLFragment {
  /// What libxml2's parser puts around a fragment.
  static let pathPrefix = "/html[1]/body[1]"

  /// Blocks open at once in what is divided; what nests deeper is left as it is.
  private static let deepest = 256

  /// A text whose paragraphs are blank lines, as WordPress keeps posts, with a tag at each such line that
  /// stands in no element of a block's own.
  static func withParagraphs(_ content: UndoneText) -> UndoneText {
    let gaps = content.bytes.withUnsafeBufferPointer { bytes in
      bytes.blankLine(in: 0..<bytes.count) == nil ? [] : paragraphGaps(bytes)
    }
    guard !gaps.isEmpty else { return content }
    var result = UndoneText()
    var start = 0
    for gap in gaps {
      result.append(content, start..<gap.lowerBound)
      result.insert("<p>".utf8)
      start = gap.upperBound
    }
    result.append(content, start..<content.bytes.count)
    return result
  }

  /// Blank lines before text that no element holds, or only a quotation.
  private static func paragraphGaps(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var open: [String] = []
    // A blank line with nothing behind it so far: an element of a block's own needs none.
    var pending: Range<Int>?
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.next() {
      switch token.kind {
      case .startTag:
        let name = HTMLSkeleton.parserName(bytes, token.name)
        if HTMLTraits(name).display == .block || name == "hr" {
          pending = nil
          if open.last == "p" { open.removeLast() }
          guard name != "blockquote", name != "hr" else { continue }
          guard open.count < deepest else { return [] }
          open.append(name)
        } else if let gap = pending {
          gaps.append(gap)
          pending = nil
        }
      case .endTag:
        let name = HTMLSkeleton.parserName(bytes, token.name)
        guard HTMLTraits(name).display == .block else { continue }
        pending = nil
        if let index = open.lastIndex(of: name) { open.removeSubrange(index...) }
      case .text, .blank, .literal:
        guard open.isEmpty else { continue }
        if token.kind != .blank, let gap = pending {
          gaps.append(gap)
          pending = nil
        }
        var start = token.range.lowerBound
        while let gap = bytes.blankLine(in: start..<token.range.upperBound) {
          start = gap.upperBound
          if bytes.isBlank(start..<token.range.upperBound) {
            pending = gap
            break
          }
          gaps.append(gap)
        }
      case .title, .dropped, .formula: continue
      }
    }
    return gaps
  }

  /// The text of `content` without tags and with references resolved.
  static func line(_ content: UndoneText) -> UndoneText {
    var result = UndoneText()
    content.bytes.withUnsafeBufferPointer { bytes in
      var tokenizer = HTMLTokenizer(bytes)
      while let token = tokenizer.next() {
        switch token.kind {
        case .startTag, .endTag, .dropped, .title, .formula: continue
        case .blank, .literal: result.append(content, token.range)
        case .text:
          var start = token.range.lowerBound
          var at = start
          while at < token.range.upperBound {
            if bytes[at] == UInt8(ascii: "&"),
              let match = CharacterReference.match(
                bytes, at: at, end: token.range.upperBound, dialect: .html),
              let place = content.map.source(of: at..<at + match.length)
            {
              result.append(content, start..<at)
              result.append(match.utf8, for: place.byteStart..<place.byteEnd)
              at += match.length
              start = at
            } else {
              at += 1
            }
          }
          result.append(content, start..<at)
        }
      }
    }
    return result
  }
}
