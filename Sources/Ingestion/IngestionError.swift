import Platform

/// Why a file or a record could not be read: names file, place and reason.
public struct IngestionError: Error, Sendable, Hashable, CustomStringConvertible, Advised {
  /// The kinds of failure that callers tell apart.
  public enum Reason: Sendable, Hashable {
    /// No such file.
    case missing
    /// The path is a directory.
    case directory
    /// The file may not be read.
    case permissionDenied
    /// The operating system refused otherwise.
    case io(String)
    /// Something else than a regular file, where only those are read; what it is.
    case special(String)
    /// A pipe from which nothing came for so many seconds.
    case silent(Double)
    /// A pipe whose bytes had to be waited for longer than so many seconds in all.
    case slow(Double)
    /// Nothing in the file.
    case empty
    /// Bytes that are no text.
    case binary
    /// A format that Peruse does not read: what it is, and what would read it.
    case foreign(String, advice: String)
    /// A format that is read, but not in this way: what it is, and in which.
    case readOtherwise(String, IngestionRemedy)
    /// A byte sequence that the encoding does not allow, or an encoding that is not known.
    case encoding(String)
    /// Markup that is not well-formed; the parser's own words.
    case malformed(String)
    /// A reference to something outside the file, which is never followed.
    case externalEntity(String)
    /// Entities that expand to far more than they take.
    case entityAmplification(String)
    /// A stated limit was reached: its name and value.
    case limit(String, Int)
    /// An option that cannot be used.
    case invalidOption(String)
    /// A path in a document that cannot be used: the path, why, and which one it is.
    case invalidPath(String, problem: String, IngestionRemedy)
    /// Another program is needed, which a package of the system has.
    case missingTool(String, package: String)
    /// A password is needed, or another one.
    case encrypted
    /// A file of a binary format that cannot be made sense of.
    case damaged(String)
    /// Pages without text.
    case pictures(pages: Int)
    /// Text whose fonts do not say which characters their glyphs are.
    case unreadableFonts
    /// A dump of a wiki that holds so many pages, none of which is an article.
    case onlyOtherPages(Int)
    /// The document holds no text at all under the rules used.
    case noText
  }

  /// Path as given by the caller, or `-`.
  public var file: String
  /// One-based line, where it is known.
  public var line: Int?
  /// Byte offset in the file, where it is known.
  public var byteOffset: Int?
  /// What went wrong.
  public var reason: Reason

  /// Creates an error.
  public init(file: String, line: Int? = nil, byteOffset: Int? = nil, reason: Reason) {
    self.file = file
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
  }

  /// `file:line: reason`.
  public var statement: String {
    let place = line.map { "\(file):\($0)" } ?? byteOffset.map { "\(file) (byte \($0))" } ?? file
    return "\(place): \(reason.statement)"
  }
  /// What may be changed so that it is read.
  public var remedy: IngestionRemedy? { reason.remedy }

  /// `file:line: reason`, with what to do next where there is something to do.
  public var description: String { described(by: \.words) }
}

extension IngestionError.Reason: Advised {
  /// The reason in words with what to do next, without the place.
  public var message: String { described(by: \.words) }

  /// The reason in words, without the place and without what to do next where ``remedy`` says it.
  public var statement: String {
    switch self {
    case .missing: "no such file"
    case .directory: "is a directory; give a file, or '-' for standard input"
    case .permissionDenied: "permission denied"
    case .io(let detail): "cannot be read: \(detail)"
    case .special(let kind): "is \(kind), not a regular file; it is not read here"
    case .silent(let seconds): "nothing came from it for \(seconds) seconds"
    case .slow(let seconds):
      "its bytes come too slowly: they were waited for longer than \(seconds) seconds in all"
    case .empty: "the file is empty"
    case .binary: "looks like binary data, not text"
    case .foreign(let name, let advice): "is \(name), which Peruse does not read; \(advice)"
    case .readOtherwise(let name, _): "is \(name), which Peruse does not read in this way"
    case .encoding(let detail): detail
    case .malformed(let detail): "not well-formed: \(detail)"
    case .externalEntity(let name): "refers to the external entity '\(name)'"
    case .entityAmplification(let detail): "entity expansion refused: \(detail)"
    case .limit(let name, let value): "\(name) exceeds the limit of \(value)"
    case .invalidOption(let detail): detail
    case .invalidPath(let path, let problem, _): "the path '\(path)' cannot be used: \(problem)"
    case .missingTool(let tool, let package):
      "needs '\(tool)', which is not installed; on Debian and Ubuntu: apt install \(package)"
    case .encrypted: "is encrypted"
    case .damaged(let detail): "is damaged: \(detail)"
    case .pictures(let pages):
      "no text in it: \(pages == 1 ? "a page" : "\(pages) pages") of pictures; run OCR, for instance ocrmypdf"
    case .unreadableFonts:
      "its fonts do not say which characters they show; run OCR, for instance ocrmypdf --force-ocr"
    case .onlyOtherPages(let count):
      "no article in it: "
        + (count == 1
          ? "its one page is a redirect, a template or the like, and left out"
          : "its \(count) pages are redirects, templates or the like, and left out")
    case .noText: "no text found"
    }
  }

  /// What may be changed so that it is read; `nil` where nothing is, or where the statement says it.
  public var remedy: IngestionRemedy? {
    switch self {
    case .silent: .longerSilence
    case .binary: .encodingOfText
    case .readOtherwise(_, let remedy), .invalidPath(_, _, let remedy): remedy
    case .encoding: .encodingOrLeniency
    case .malformed: .leniency
    case .externalEntity: .localEntities
    case .limit(Self.depthLimit, ..<IngestionOptions.greatestDepth),
      .limit(Self.pageDepthLimit, ..<IngestionOptions.greatestDepth),
      .limit(Self.listDepthLimit, ..<IngestionOptions.greatestDepth):
      .depth
    case .encrypted: .password
    case .onlyOtherPages: .allPages
    case .noText: .textPathOrFormat
    case .missing, .directory, .permissionDenied, .io, .special, .slow, .empty, .foreign,
      .entityAmplification, .limit,
      .invalidOption, .missingTool, .damaged, .pictures, .unreadableFonts:
      nil
    }
  }

  /// The names of the limits that callers can raise: of XML, of HTML and of Markdown.
  static let depthLimit = "nesting depth of elements"
  static let pageDepthLimit = "nesting depth of the page's elements"
  static let listDepthLimit = "nesting depth of lists and quotations"
}
