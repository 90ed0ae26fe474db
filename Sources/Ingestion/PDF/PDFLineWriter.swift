/// Writes the lines of a block one behind the other: a space between words, none inside a word that a line's
/// end has broken and none in scripts that are written without, and for every word its place.
struct PDFLineWriter {
  let vocabulary: PDFVocabulary

  /// Appends `line` to `text`, whose present block begins at `start`.
  ///
  /// - Parameter skipsMark: leaves out a first word that is the mark of a note or of a list's item.
  func append(
    _ line: PDFLine, of page: PDFPage, skipsMark: Bool, _ text: inout [UInt8],
    _ places: inout PageWords,
    _ start: Int
  ) {
    var words = line.words[...]
    if skipsMark, words.count > 1, Self.isMark(page.bytes[words[0].text]) {
      words = words.dropFirst()
    }
    places.beginLine(page: line.page, top: line.top, bottom: line.bottom)
    var previous: Float?
    for word in words {
      let bytes = page.bytes[word.text]
      if let right = previous {
        let isUnspaced = UnspacedScript.ends(text[start...]) && UnspacedScript.begins(bytes)
        if word.left - right > line.height * (isUnspaced ? 0.6 : 0.1) {
          text.append(0x20)
        } else if Self.isRaised(word, line), let raised = Self.raised(bytes) {
          // The mark of a note goes; the exponent of a number stays one.
          if !raised.isEmpty, !Self.marks(bytes, areIn: page.noteMarks) {
            write(word, raised, &text, &places)
          }
          previous = word.right
          continue
        }
      } else if text.count > start {
        switch vocabulary.joint(text[start...], bytes) {
        case .space: text.append(0x20)
        case .none: break
        case .withoutHyphen(let count):
          text.removeLast(count)
          places.endLastWord(at: text.count)
        }
      }
      previous = word.right
      write(word, bytes, &text, &places)
    }
  }

  private func write(
    _ word: PDFPage.Word, _ bytes: some Collection<UInt8>, _ text: inout [UInt8],
    _ places: inout PageWords
  ) {
    let start = text.count
    text.append(contentsOf: bytes)
    places.append(PageWords.Word(start: start, end: text.count, left: word.left, right: word.right))
  }

  private static func isRaised(_ word: PDFPage.Word, _ line: PDFLine) -> Bool {
    word.height < line.height * 0.82 && word.bottom < line.bottom - line.height * 0.12
  }

  /// `bytes` as raised digits, or nothing for the symbols of notes; `nil` for anything else.
  private static func raised(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self)
    if ["*", "†", "‡", "§"].contains(text) { return [] }
    let digits: [Character: String] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
      "−": "⁻", "-": "⁻", "+": "⁺",
    ]
    var result = ""
    for character in text where character != "," {
      guard let digit = digits[character] else { return nil }
      result += digit
    }
    return Array(result.utf8)
  }

  /// Whether `bytes` name notes: `3`, `1,2`, or `12` for the first two.
  private static func marks(_ bytes: ArraySlice<UInt8>, areIn notes: Set<[UInt8]>) -> Bool {
    if notes.isEmpty { return false }
    let parts = bytes.split(separator: 0x2C)
    return parts.allSatisfy { notes.contains(Array($0)) }
      || bytes.allSatisfy { notes.contains([$0]) }
  }

  /// `1`, `12`, `*`, `†`, `•`, `(3)`, `2.`.
  private static func isMark(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let core = text.filter { !"().[]".contains($0) }
    if core.count <= 3, !core.isEmpty, core.allSatisfy(\.isNumber) { return true }
    return core.count == 1 && "*†‡§¶•◦▪■–—-∙·●○".contains(core)
  }
}

/// The words of a document, which tell whether a hyphen at a line's end belongs to its word.
struct PDFVocabulary {
  /// What comes between the end of a line and the beginning of the next.
  enum Joint {
    case space, none
    /// The last bytes of the text are a hyphen that only the line's end needed.
    case withoutHyphen(Int)
  }

  private var words: Set<Int> = []
  /// Beyond this many different words a document is no text; it is read on without learning more.
  private static let most = 2_000_000

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 3, words.count < Self.most, let key = Self.key(bytes) else { return }
    words.insert(key)
  }

  private func has(_ bytes: ArraySlice<UInt8>) -> Bool {
    Self.key(bytes).map(words.contains) ?? false
  }

  /// How a text that ends with `text` goes on with the word `next`.
  func joint(_ text: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> Joint {
    let count = Self.hyphen(text)
    guard count > 0 else {
      if UnspacedScript.joins(text, next) { return .none }
      let ends = text.suffix(3)
      return ends.elementsEqual("—".utf8) && text.dropLast(3).last != 0x20 ? .none : .space
    }
    let before = text.dropLast(count)
    let first = before[
      (before.lastIndex { $0 == 0x20 || $0 == 0x0A }.map { $0 + 1 } ?? before.startIndex)...]
    guard let last = first.last, Self.isLetter(last), let start = next.first else {
      return first.isEmpty ? .space : .none
    }
    // "Anglo-" before "Saxon", "mid-" before "1990".
    guard (0x61...0x7A).contains(start) || start >= 0xC3 && Self.isLower(next) else { return .none }
    let joined = Array(first + next)[...]
    if has(joined) { return .withoutHyphen(count) }
    if has(Array(first + [0x2D] + next)[...]) { return .none }
    let part = first.lastIndex { !Self.isLetter($0) }.map { first[($0 + 1)...] } ?? first
    // A word with a hyphen already ("well-to-" before "do") keeps the next one too.
    if part.count < first.count, first.contains(0x2D) { return .none }
    return isCompound(first, next) ? .none : .withoutHyphen(count)
  }

  /// Whether two words that stand nowhere else in one piece are a compound with a hyphen
  /// (`membrane-embedded`) rather than one word broken between syllables.
  private func isCompound(_ first: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> Bool {
    let start = String(decoding: first, as: UTF8.self).lowercased()
    let letters = next.prefix { Self.isLetter($0) }
    let end = String(decoding: letters, as: UTF8.self)
    if Self.tens.contains(start) { return Self.units.contains(end) }
    guard start.utf8.count >= 4, has(first), !Self.prefixes.contains(start),
      !Self.suffixes.contains(end)
    else {
      return false
    }
    return has(letters) && letters.count >= 3 || start.utf8.count >= 6 && letters.count >= 4
  }

  private static let tens: Set<String> = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let units: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second",
    "third", "fourth",
    "fifth", "sixth", "seventh", "eighth", "ninth",
  ]
  /// First parts of words that are written in one piece.
  private static let prefixes: Set<String> = [
    "over", "under", "with", "some", "every", "where", "there", "here", "more", "them", "inter",
    "back", "down",
    "fore", "after", "news", "super", "trans", "counter", "thunder", "water", "work", "house",
    "hand", "head",
    "land", "what", "when", "which", "home", "book", "side", "time", "life", "light", "mean",
    "other", "never",
    "your", "data", "photo", "micro", "multi", "semi", "anti", "hyper", "auto", "electro", "hydro",
  ]
  /// Last syllables that begin no word of their own.
  private static let suffixes: Set<String> = [
    "ment", "ments", "able", "ably", "ible", "ing", "ings", "tion", "tions", "sion", "sions",
    "ness", "ful", "fully",
    "less", "ers", "ed", "er", "ly", "ation", "ations", "ity", "ities", "ism", "ist", "ists",
    "ship", "ships",
    "hood", "ance", "ence", "ant", "ent", "ous", "ive", "ize", "ise", "ized", "ised", "ally",
    "ward", "wards", "al",
    "ten", "age", "ages", "ate", "ated", "ure", "ures", "ary", "ery", "ory", "ish", "dom", "some",
    "tive", "ties",
    "ling", "lings", "ting", "ning", "ring", "ding", "king", "sing", "ping",
  ]

  /// Bytes of the hyphen at the end: `-`, U+2010, U+00AD.
  static func hyphen(_ text: ArraySlice<UInt8>) -> Int {
    guard let last = text.last else { return 0 }
    if last == 0x2D { return text.dropLast().last == 0x2D ? 0 : 1 }
    if last == 0xAD, text.dropLast().last == 0xC2 { return 2 }
    return text.count >= 3 && text.suffix(3).elementsEqual([0xE2, 0x80, 0x90]) ? 3 : 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF)
  }

  private static func isLower(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).first?.isLowercase ?? false
  }

  /// A number for the letters of a word, case and what surrounds them aside; `nil` where there are few.
  private static func key(_ bytes: ArraySlice<UInt8>) -> Int? {
    var slice = bytes
    while let first = slice.first, !isLetter(first) { slice = slice.dropFirst() }
    while let last = slice.last, !isLetter(last) { slice = slice.dropLast() }
    guard slice.count >= 3 else { return nil }
    // FNV-1a
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in slice {
      hash = (hash ^ UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return Int(truncatingIfNeeded: hash)
  }
}
