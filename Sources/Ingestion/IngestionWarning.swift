import Platform

/// Something that the reader of a document should know about how it was read.
public struct IngestionWarning: Sendable, Hashable, CustomStringConvertible, Advised {
  /// One-based line, where it is known.
  public var line: Int?
  /// What happened, in words.
  public var message: String
  /// What may be changed so that it is read in another way.
  public var remedy: IngestionRemedy?

  /// Creates a warning.
  public init(line: Int? = nil, message: String, remedy: IngestionRemedy? = nil) {
    (self.line, self.message, self.remedy) = (line, message, remedy)
  }

  /// `line 12: …`.
  public var statement: String { line.map { "line \($0): \(message)" } ?? message }
  /// `line 12: …`, with what to do next where there is something to do.
  public var description: String { described(by: \.words) }

  /// Sheets that their author has hidden.
  static func hiddenSheets(_ names: [String]) -> IngestionWarning {
    let shown = names.prefix(5).joined(separator: "', '") + (names.count > 5 ? "', …" : "'")
    return IngestionWarning(
      message: "\(names.count) hidden sheet\(names.count == 1 ? " is" : "s are") left out: '\(shown)")
  }

  /// Formulas that no program has computed.
  static func formulasWithoutValues(_ count: Int) -> IngestionWarning {
    IngestionWarning(
      message:
        "\(count) formula\(count == 1 ? " has no value" : "s have no values") in the file, as no program has computed "
        + "\(count == 1 ? "it" : "them"); open and save it in one that does")
  }

  /// Markup that was read leniently.
  static func repaired(_ detail: String, line: Int?) -> IngestionWarning {
    IngestionWarning(line: line, message: "not well-formed: \(detail); read as far as it is good")
  }

  /// UTF-8 under the name of something else.
  static func declaredOtherwise(_ name: String) -> IngestionWarning {
    IngestionWarning(message: "declared as \(name), but it is valid UTF-8 and read as that")
  }

  /// Bytes that are clearly no text in the encoding that they are declared in.
  static func declaredFalsely(_ name: String, _ real: String) -> IngestionWarning {
    IngestionWarning(message: "declared as \(name), which it is not; read as \(real)")
  }

  /// An encoding that was guessed, and what makes it doubtful.
  static func doubtful(_ doubt: String) -> IngestionWarning {
    IngestionWarning(message: doubt, remedy: .encoding)
  }

  /// Pages of a wiki that are no articles.
  static func pagesLeftOut(_ count: Int) -> IngestionWarning {
    IngestionWarning(
      message:
        "\(count) page\(count == 1 ? " is a redirect, a template" : "s are redirects, templates") or the like and "
        + "left out",
      remedy: .allPages)
  }

  /// An XInclude element that is left out.
  static func leftOutInclude(_ href: String, line: Int) -> IngestionWarning {
    IngestionWarning(
      line: line, message: "'\(href)' is included there and left out", remedy: .localIncludes)
  }

  /// A reference whose declaration is not in the file: the text shows U+FFFD in its place.
  static func undefinedEntity(_ name: String, line: Int) -> IngestionWarning {
    IngestionWarning(
      line: line, message: "'&\(name);' is declared nowhere in the file; the text has U+FFFD in its place")
  }
}
