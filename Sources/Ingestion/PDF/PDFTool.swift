import Platform

/// Poppler's programs, run within limits, and their failures in Peruse's words.
package enum PDFTool {
  /// The Debian package that has them.
  static let package = "poppler-utils"

  /// `pdftotext`.
  static func text() throws(ProcessFailure) -> ProcessRunner { try ProcessRunner("pdftotext") }

  /// The beginning of a PDF's bytes; readers accept a little before it.
  package static func matches(_ bytes: some Collection<UInt8>) -> Bool {
    let head = Array(bytes.prefix(1024))
    let mark = Array("%PDF-".utf8)
    guard head.count >= mark.count else { return false }
    if head.starts(with: mark) { return true }
    // Text that speaks of PDF begins with text; what stands before a PDF is a byte order mark, a line or two
    // of a mail or of HTTP, or the binary head of another system's file.
    return (1..<max(1, head.count - mark.count + 1)).contains { start in
      // The mark first: what stands before it is looked at where there is one.
      head[start] == mark[0] && head[start..<start + mark.count].elementsEqual(mark)
        && (head[start - 1] == 0x0A || start == 3 && head.starts(with: [0xEF, 0xBB, 0xBF])
          || head[..<start].contains(0))
        && start + mark.count + 3 <= head.count && (0x31...0x32).contains(head[start + 5])
        && head[start + 6] == 0x2E
    }
  }

  /// `arguments` with the password, for either kind of it.
  static func arguments(_ arguments: [String], password: String?) -> [String] {
    arguments + (password.map { ["-upw", $0, "-opw", $0] } ?? [])
  }

  static func limits(_ options: IngestionOptions) -> ProcessRunner.Limits {
    ProcessRunner.Limits(
      seconds: options.toolSeconds, memoryBytes: options.toolMemoryBytes,
      // A word of five letters takes 130 bytes.
      outputBytes: options.maximumBytes.multipliedReportingOverflow(by: 64).partialValue)
  }

  static func error(_ failure: ProcessFailure, file: String) -> IngestionError {
    let reason: IngestionError.Reason
    switch failure.reason {
    case .notFound: reason = .missingTool(failure.tool, package: package)
    case .time(let seconds):
      reason = .limit("time that \(failure.tool) takes in seconds", Int(seconds))
    case .output(let bytes): reason = .limit("what \(failure.tool) gives in bytes", bytes)
    case .cannotRun(let detail): reason = .io("'\(failure.tool)' cannot be run: \(detail)")
    case .code(_, let words), .signal(_, let words):
      let lower = words.lowercased()
      if lower.contains("incorrect password") {
        reason = .encrypted
      } else if lower.contains("copying of text") || lower.contains("permission") {
        reason = .damaged("its owner does not permit that its text is taken")
      } else if lower.contains("memory") || lower.contains("bad_alloc") {
        reason = .damaged("\(failure.tool) needs more memory than it may have")
      } else {
        let line = words.split(whereSeparator: \.isNewline).last.map { String($0.prefix(200)) }
        reason = .damaged(line ?? failure.description)
      }
    }
    return IngestionError(file: file, reason: reason)
  }

  /// What a reader of the document should know of `pdftotext`'s complaints: that there are errors.
  static func warnings(_ words: String) -> [IngestionWarning] {
    let errors = words.split(whereSeparator: \.isNewline).filter {
      $0.hasPrefix("Syntax Error") || $0.hasPrefix("Internal Error")
    }
    guard let first = errors.first else { return [] }
    return [
      IngestionWarning(message: "the PDF is damaged, text may be missing (\(first.prefix(200)))")
    ]
  }
}
