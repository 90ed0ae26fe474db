/// A value that is one of several words: a setting, or what a model's configuration says of its kind.
public protocol Choice: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable {}

extension Choice {
  /// The words, as a person is told them: `a, b or c`.
  public static var words: String {
    let words = allCases.map(\.rawValue)
    return words.count < 2
      ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  /// Reads one of the words.
  ///
  /// - Throws: `DecodingError` with an ``UnknownChoice`` beneath it, which says what the words are.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let word = try container.decode(String.self)
    guard let choice = Self(rawValue: word) else {
      let unknown = UnknownChoice(word: word, known: Self.words)
      throw DecodingError.dataCorruptedError(in: container, unknown)
    }
    self = choice
  }
}

/// A word that is none of a ``Choice``'s.
public struct UnknownChoice: Error, Sendable, Hashable, CustomStringConvertible {
  /// The word.
  public let word: String
  /// The words that were expected, as a person is told them.
  public let known: String

  /// Creates an error.
  public init(word: String, known: String) { (self.word, self.known) = (word, known) }

  /// `"x", and expected was a, b or c`.
  public var description: String { "\"\(word)\", and expected was \(known)" }
}

extension DecodingError {
  fileprivate static func dataCorruptedError(
    in container: any SingleValueDecodingContainer, _ unknown: UnknownChoice
  ) -> DecodingError {
    .dataCorrupted(
      Context(
        codingPath: container.codingPath, debugDescription: unknown.description, underlyingError: unknown))
  }
}
