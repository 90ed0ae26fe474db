/// The block of keys that a Markdown file may begin with: YAML between `---`, or TOML between `+++`.
struct FrontMatter {
  /// One past the closing line; 0 where there is no front matter.
  private(set) var end = 0
  private(set) var title: String?
  private(set) var language: String?

  /// Reads the front matter of `bytes`, if there is any. Only plain values on one line count.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let first = MarkdownLine(at: 0, in: bytes)
    let fence = Self.text(bytes, first.range)
    guard fence == "---" || fence == "+++" else { return }
    let separator: Character = fence == "---" ? ":" : "="
    var keys: [String: String] = [:]
    var at = first.next
    // A file that only begins with a rule is not searched to its end.
    while at < bytes.count, at < 1 << 16 {
      let line = MarkdownLine(at: at, in: bytes)
      let text = Self.text(bytes, line.range)
      if text == fence || fence == "---" && text == "..." {
        guard !keys.isEmpty else { return }
        end = line.next
        title = keys["title"]
        language = keys["lang"] ?? keys["language"]
        return
      }
      if let split = text.firstIndex(of: separator), let start = text.first, start != " ", start != "#",
        start != "-"
      {
        let key = text[..<split].lowercased().filter { $0 != " " && $0 != "\"" }
        keys[key] = Self.value(text[text.index(after: split)...])
      } else if keys.isEmpty, !text.isEmpty, text.first != "#" {
        return
      }
      at = line.next
    }
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    var text = String(decoding: bytes[range.prefix(2000)], as: UTF8.self)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// A value without the quotes around it and a comment behind it.
  private static func value(_ raw: Substring) -> String? {
    let text = raw.drop { $0 == " " || $0 == "\t" }
    guard let quote = text.first, quote == "\"" || quote == "'" else {
      var plain = ""
      for character in text {
        if character == "#", plain.last == " " { break }
        plain.append(character)
      }
      while plain.last == " " { plain.removeLast() }
      return plain.isEmpty ? nil : plain
    }
    var value = ""
    var rest = text.dropFirst()
    while let character = rest.first {
      rest = rest.dropFirst()
      if character == quote {
        guard quote == "'", rest.first == "'" else { return value.isEmpty ? nil : value }
        rest = rest.dropFirst()
      } else if character == "\\", quote == "\"", let next = rest.first {
        rest = rest.dropFirst()
        value.append(next)
        continue
      }
      value.append(character)
    }
    return nil
  }
}
