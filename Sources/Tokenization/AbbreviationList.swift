/// Abbreviations whose full stop need not end a sentence.
public struct AbbreviationList: Sendable, Hashable {
  /// How an abbreviation behaves. The raw value is what an abbreviation file may say after a tab.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Stands before a name and ends no sentence: `Mr.`, `Gen.`
    case title
    /// Ends no sentence before a number or a letter that numbers: `Fig. 3`, `Sec. B`
    case reference
    /// Ends no sentence before a number and is an ordinary word otherwise: `no. 5`
    case numbered
    /// Ends no sentence at all: `e.g.`, `vs.`
    case inner
    /// Ends a sentence only where the next word is one that seldom follows inside it, `U.S. The`.
    case ambiguous
    /// Closes the name of a company; ends a sentence like ``ambiguous``, or before `Critics called …`, a
    /// capital with a small word behind it.
    case company
    /// Ends a sentence before any capital: `etc.`
    case final
    /// A time of day, ended by any capital but a day, a month or a time zone: `5 p.m. Monday`
    case time
  }

  /// Abbreviations written with a capital, by spelling in lower case without the last full stop. The same
  /// letters in a small word (`sat`, `gen`) are not meant.
  private var capitalized: [String: Kind] = [:]
  /// Abbreviations written small, which a capital may begin.
  private var small: [String: Kind] = [:]
  /// Length of the longest spelling in UTF-8.
  private(set) var longest = 0

  init(_ lists: [(Kind, String)]) {
    for (kind, words) in lists {
      for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) { insert(word, kind: kind) }
    }
  }

  mutating func insert(_ word: some StringProtocol, kind: Kind) {
    var spelling = word.lowercased()
    if spelling.hasSuffix(".") { spelling.removeLast() }
    if word.first?.isUppercase ?? false { capitalized[spelling] = kind } else { small[spelling] = kind }
    longest = max(longest, spelling.utf8.count)
  }

  /// This list with what `other` holds beyond `base`: a caller's own abbreviations.
  func adding(_ other: AbbreviationList, without base: AbbreviationList) -> AbbreviationList {
    guard other != base else { return self }
    var list = self
    for (word, kind) in other.capitalized where base.capitalized[word] != kind {
      list.capitalized[word] = kind
    }
    for (word, kind) in other.small where base.small[word] != kind { list.small[word] = kind }
    list.longest = max(longest, other.longest)
    return list
  }

  /// How `word`, in lower case without its full stop, behaves in a text where it starts with a capital or
  /// not.
  func kind(of word: String, startsUpper: Bool, isUncased: Bool) -> Kind? {
    guard word.utf8.count <= longest else { return nil }
    if startsUpper, let kind = capitalized[word] { return kind }
    return small[word] ?? (isUncased ? capitalized[word] : nil)
  }

  /// This list and the abbreviations in a file, whose entries win.
  ///
  /// The file is UTF-8, one abbreviation a line, with or without its full stop; `#` starts a comment. After a
  /// tab the line may name a ``Kind``; without one the abbreviation is ``Kind/inner`` and ends no sentence.
  /// An abbreviation written with a capital is not looked for in lower case.
  ///
  /// - Throws: ``TokenizationError`` naming file, line and reason.
  public func merging(contentsOf path: String) throws -> AbbreviationList {
    let bytes = try FileBytes.read(path, limit: 1 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw TokenizationError(file: path, reason: .notText)
    }
    var list = self
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let content = line.prefix { $0 != "#" }
      let fields = content.split(whereSeparator: \.isWhitespace)
      guard let word = fields.first else { continue }
      func refuse(_ why: String) -> TokenizationError {
        TokenizationError(file: path, line: index + 1, reason: .badAbbreviation(why))
      }
      guard word.contains(where: \.isLetter) else { throw refuse("'\(word)' holds no letter") }
      guard word.utf8.count <= 64 else { throw refuse("an abbreviation longer than 64 bytes") }
      guard fields.count <= 2 else {
        throw refuse("'\(content)' is more than one abbreviation and its kind; write one a line")
      }
      var kind = Kind.inner
      if fields.count == 2 {
        guard let named = Kind(rawValue: String(fields[1])) else {
          let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
          throw refuse("'\(fields[1])' is no kind of abbreviation; use one of: \(kinds)")
        }
        kind = named
      }
      list.insert(word, kind: kind)
    }
    return list
  }
}
