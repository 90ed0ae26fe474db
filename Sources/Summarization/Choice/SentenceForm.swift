import Tokenization

/// What the marks and the first words of a sentence say about whether it can be printed alone.
struct SentenceForm {
  /// Words between white space.
  let words: Int
  /// It asks.
  let asks: Bool
  /// It ends with a colon: what it says comes after it.
  let announces: Bool
  /// It begins with a capital, a digit or a mark of quotation, and ends as sentences do.
  let isWhole: Bool
  /// It ends as sentences do, or announces.
  let ends: Bool
  /// It begins in the middle of a sentence, as items of lists do, and is no definition.
  let continues: Bool
  /// It begins with the mark of a list that was written into running text, and in small letters.
  let isPoint: Bool
  /// It stands in brackets as a whole: a remark beside the text.
  let isAside: Bool
  /// A line of names, addresses or links: who was present, where to read more.
  let isLine: Bool

  private static let closing: Set<Unicode.Scalar> = [
    "\"", "'", "\u{201D}", "\u{2019}", ")", "]", "\u{BB}", "*", "_",
  ]
  private static let ends: Set<Unicode.Scalar> = [
    ".", "!", "?", "\u{2026}", "\u{3002}", "\u{FF01}", "\u{FF1F}", "\u{61F}", "\u{6D4}", "\u{964}",
  ]
  /// First words of lines that minutes, mails and pages have whatever they are about.
  private static let lineStarts: Set<String> = [
    "present", "apologies", "attendees", "attending", "attendance", "absent", "from", "to", "cc", "bcc",
    "subject",
    "sent", "date", "tel", "phone", "fax", "email", "e-mail", "website", "url", "photo", "photograph",
    "picture",
    "image", "source", "tags", "filed", "posted", "published", "updated", "share", "by",
  ]

  init(_ text: Substring) {
    words = WordCount.words(in: text)
    let last = text.unicodeScalars.last { !$0.isSpace && !Self.closing.contains($0) }
    asks = last.map { "?\u{FF1F}\u{61F}".unicodeScalars.contains($0) } ?? false
    announces = last == ":" || last == "\u{FF1A}"
    let bare = Self.withoutBullet(text)
    let first = bare.unicodeScalars.first {
      !$0.isSpace && $0 != "\"" && $0 != "\u{201C}" && $0 != "("
    }
    ends = announces || last.map { Self.ends.contains($0) } ?? false
    isWhole =
      first.map { !$0.properties.isLowercase } ?? false && last.map { Self.ends.contains($0) } ?? false
    let opens = text.unicodeScalars.first { !$0.isSpace }
    isAside = opens == "(" && text.unicodeScalars.last { !$0.isSpace } == ")"
    continues = first.map { $0.properties.isLowercase } ?? false && !Self.defines(text)
    isPoint = first.map { $0.properties.isLowercase } ?? false && bare.startIndex > text.startIndex
    isLine = Self.isLine(text, words: words)
  }

  /// Without the mark of a list that was written into running text: "- glomerulonephritis".
  private static func withoutBullet(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    guard let mark = start.first, "-*\u{2022}\u{2013}\u{B7}".contains(mark), start.dropFirst().first == " "
    else {
      return text
    }
    return start.dropFirst(2)
  }

  /// `quiet hours means …`: what an ordinance's list of words says is a statement, whatever letter it begins
  /// with.
  private static func defines(_ text: Substring) -> Bool {
    text.loweredWords(most: 6).contains { ["means", "is", "are"].contains($0) }
  }

  private static func isLine(_ text: Substring, words: Int) -> Bool {
    if let colon = text.prefix(24).firstIndex(of: ":") {
      let label = text[..<colon].loweredWords { $0 == "-" }
      if let first = label.last, label.count <= 2, lineStarts.contains(first) || lineStarts.contains(label[0])
      {
        return true
      }
    }
    guard words <= 40 else { return false }
    var (links, capitals, all) = (0, 0, 0)
    for word in text.split(whereSeparator: \.isWhitespace) {
      all += 1
      if word.contains("://") || word.contains("@") || word.hasPrefix("www.") { links += 1 }
      if word.first?.isUppercase == true { capitals += 1 }
    }
    // Half links, or nothing but names with commas between them.
    return 3 * links >= max(1, all) || all >= 4 && 10 * capitals >= 9 * all && text.contains(",")
  }

  /// Whether a quotation is still open at the end of `text`, when one was `inside` at its beginning.
  static func opensQuotation(_ text: Substring, inside: Bool) -> Bool {
    var isOpen = inside
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{201C}", "\u{201E}", "\u{AB}": isOpen = true
      case "\u{201D}", "\u{BB}": isOpen = false
      case "\"": isOpen.toggle()
      default: break
      }
    }
    return isOpen
  }
}
