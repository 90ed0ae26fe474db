/// Marks in square brackets that WordPress and its plugins put something else for: `[gallery ids="1"]`,
/// `[caption …]…[/caption]`.
///
/// What they enclose is text; they are none themselves.
enum Shortcodes {
  private struct Tag {
    var range: Range<Int>
    var name: String
    var isClosing: Bool
    /// Whether it has an attribute with a value.
    var hasValues: Bool
  }

  /// Those of WordPress itself, which may stand without attributes and without an end.
  private static let known: Set<String> = ["gallery", "playlist", "audio", "video", "embed"]
  private static let captions: Set<String> = ["caption", "wp_caption"]
  private static let longestName = 40
  private static let longest = 1000

  /// Markup without text, which leaves out what it stands for.
  private static let nothing = "<rp></rp>"

  /// `content`, HTML, with markup in place of such marks.
  static func undone(_ content: UndoneText) -> UndoneText {
    guard content.bytes.contains(0x5B) else { return content }
    let tags = content.bytes.withUnsafeBufferPointer { find(in: $0) }
    let markup = replacements(of: tags)
    guard !markup.isEmpty else { return content }
    var result = UndoneText()
    var start = 0
    for (index, tag) in tags.enumerated() {
      guard let replacement = markup[index], let place = content.map.source(of: tag.range) else { continue }
      result.append(content, start..<tag.range.lowerBound)
      result.append(replacement.utf8, for: place.byteStart..<place.byteEnd)
      start = tag.range.upperBound
    }
    result.append(content, start..<content.bytes.count)
    return result
  }

  /// What stands for each of the tags that are such marks, by number.
  private static func replacements(of tags: [Tag]) -> [Int: String] {
    let closed = Set(tags.filter(\.isClosing).map(\.name))
    let opened = Set(tags.filter { !$0.isClosing }.map(\.name))
    var markup: [Int: String] = [:]
    var caption: Int?
    for (index, tag) in tags.enumerated() {
      if captions.contains(tag.name) {
        markup[index] = nothing
        if !tag.isClosing {
          caption = index
        } else if let start = caption {
          markup[start] = "<figure><figcaption>"
          markup[index] = "</figcaption></figure>"
          caption = nil
        }
      } else if tag.isClosing
        ? opened.contains(tag.name)
        : tag.hasValues || closed.contains(tag.name) || known.contains(tag.name)
      {
        markup[index] = nothing
      }
    }
    return markup
  }

  private static func find(in bytes: UnsafeBufferPointer<UInt8>) -> [Tag] {
    var tags: [Tag] = []
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.next() {
      guard token.kind == .text else { continue }
      var at = token.range.lowerBound
      while let open = bytes.firstIndex(of: 0x5B, in: at..<token.range.upperBound) {
        if let tag = tag(bytes, at: open, end: token.range.upperBound) {
          tags.append(tag)
          at = tag.range.upperBound
        } else {
          at = open + 1
          // Two brackets say that the mark itself is meant.
          if at < token.range.upperBound, bytes[at] == 0x5B { at += 1 }
        }
      }
    }
    return tags
  }

  /// The mark that begins at `start`: a name in small letters, then nothing or attributes.
  private static func tag(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int) -> Tag? {
    var at = start + 1
    let isClosing = at < end && bytes[at] == UInt8(ascii: "/")
    if isClosing { at += 1 }
    let name = bytes[at..<min(end, at + longestName)].prefix {
      0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
    guard name.count >= 2, let first = name.first, 0x61...0x7A ~= first else { return nil }
    at += name.count
    var quote: UInt8?
    var hasValues = false
    var before: UInt8 = 0
    let limit = min(end, at + longest)
    while at < limit {
      let byte = bytes[at]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x5D {
        return Tag(
          range: start..<at + 1, name: String(decoding: name, as: UTF8.self), isClosing: isClosing,
          hasValues: hasValues)
      } else if byte == 0x5B || byte == 0x0A || isClosing
        || before == 0 && byte > 0x20 && byte != UInt8(ascii: "/")
      {
        return nil
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "&") {
        if before == UInt8(ascii: "=") {
          hasValues = true
          if byte != UInt8(ascii: "&") { quote = byte }
        }
      }
      before = byte
      at += 1
    }
    return nil
  }
}
