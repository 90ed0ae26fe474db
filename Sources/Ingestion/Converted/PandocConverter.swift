import Platform

/// Reads markup that Peruse has no parser for through `pandoc --sandbox`, which makes HTML of it and opens no
/// other file.
///
/// Places are those of the HTML: the document's ``SourceSpace`` says so, and so does a warning.
enum PandocConverter {
  /// The document that `source` holds.
  ///
  /// - Throws: `.missingTool`, `.malformed`, `.limit`, and what reading HTML throws.
  static func parse(
    _ source: DecodedSource, description: SourceDescription, options: IngestionOptions
  ) throws(IngestionError) -> Document {
    let html: [UInt8]
    do {
      html = try ProcessRunner("pandoc").output(
        of: [
          "--sandbox", "-f", description.format.rawValue, "-t", "html5", "-s", "--wrap=none",
          // The title is the only heading of the first rank.
          "--shift-heading-level-by=1",
        ], input: .bytes(source.utf8),
        limits: ProcessRunner.Limits(
          seconds: options.toolSeconds, memoryBytes: options.toolMemoryBytes,
          outputBytes: options.maximumBytes))
    } catch { throw Self.error(error, file: description.path) }
    let count = html.count
    let converted = DecodedSource(utf8: html, map: .identity(count: count), encoding: "UTF-8")
    var document = try HTMLDocumentParser.parse(
      converted, description: description, options: options)
    // Where a text has no title pandoc names the page after its input.
    if document.title == "-" { document.title = nil }
    document.space = .converted(by: version)
    document.warnings.append(
      IngestionWarning(message: "places are those of the HTML that \(version) made of this file"))
    return document
  }

  /// `pandoc 2.17.1.1`; `pandoc` where it does not say.
  private static let version: String = {
    let limits = ProcessRunner.Limits(seconds: 20, outputBytes: 1 << 16)
    guard let output = try? ProcessRunner("pandoc").output(of: ["--version"], limits: limits),
      let line = String(decoding: output, as: UTF8.self).split(separator: "\n").first
    else { return "pandoc" }
    return String(line.prefix(40))
  }()

  private static func error(_ failure: ProcessFailure, file: String) -> IngestionError {
    let reason: IngestionError.Reason
    switch failure.reason {
    case .notFound: reason = .missingTool("pandoc", package: "pandoc")
    case .time(let seconds): reason = .limit("time that pandoc takes in seconds", Int(seconds))
    case .output(let bytes): reason = .limit("what pandoc gives in bytes", bytes)
    case .cannotRun(let detail): reason = .io("'pandoc' cannot be run: \(detail)")
    case .code, .signal: reason = .malformed(failure.description)
    }
    return IngestionError(file: file, reason: reason)
  }

  /// The format of `head`, the decoded beginning of the file at `path`, where it is one of pandoc's.
  static func format(_ head: some Collection<UInt8>, path: String) -> DocumentFormat? {
    if head.starts(with: "{\\rtf".utf8) { return .rtf }
    let suffix = path.lowercased()
    let text = Array(head.prefix(1 << 16))
    if suffix.hasSuffix(".org"),
      hasLine(text, { $0.starts(with: "#+".utf8) || $0.starts(with: "* ".utf8) })
    {
      return .org
    }
    if suffix.hasSuffix(".rst") || suffix.hasSuffix(".rest") { return .rst }
    if suffix.hasSuffix(".muse") { return .muse }
    if suffix.hasSuffix(".t2t") { return .t2t }
    if text.first == 0x3C,
      text.withUnsafeBufferPointer({ $0.find("<opml", in: 0..<min($0.count, 2_000)) != nil })
    {
      return .opml
    }
    return suffix.hasSuffix(".textile") ? .textile : nil
  }

  private static func hasLine(_ bytes: [UInt8], _ matches: (ArraySlice<UInt8>) -> Bool) -> Bool {
    bytes.split(separator: 0x0A, maxSplits: 2000).contains(where: matches)
  }
}
