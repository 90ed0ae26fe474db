import Ingestion

/// What kind of text a document is, as far as its format and its own marks say.
package enum DocumentForm: String, Sendable, Hashable, CaseIterable {
  /// A research article or its abstract.
  case article
  /// News.
  case news
  /// A mail or a letter.
  case mail
  /// Minutes of a meeting.
  case minutes
  /// What was said at a meeting or in an interview, speaker by speaker.
  case transcript
  /// A manual or a guide: lists and steps.
  case manual
  /// Verse.
  case verse
  /// None of these.
  case other

  /// Judges a document.
  package init(_ document: Document) {
    let body = document.blocks.filter { $0.role == .body || $0.role == .abstract }
    let running = body.filter { [.paragraph, .listItem, .verse].contains($0.kind) }
    func share(_ condition: (Block) -> Bool) -> Double {
      running.isEmpty ? 0 : Double(running.count(where: condition)) / Double(running.count)
    }
    let opening = body.prefix(6).map { Self.start(of: $0, in: document) }
    switch document.source.format {
    case .jats, .medline:
      self = .article
      return
    case .nitf, .newsml:
      self = .news
      return
    case .docbook:
      self = .manual
      return
    default: break
    }
    if share({ $0.kind == .verse }) > 0.4 {
      self = .verse
    } else if Self.isMinutes(document, opening) {
      self = .minutes
    } else if opening.contains(where: {
      $0.hasPrefix("dear ") || $0.hasPrefix("subject:") || $0.hasPrefix("hello ")
    }) {
      self = .mail
    } else if running.count >= 8, share({ Self.isTurn($0, in: document) }) > 0.6 {
      self = .transcript
    } else if body.contains(where: { $0.role == .abstract }) || Self.hasScholarlySections(document) {
      self = .article
    } else if share({ $0.kind == .listItem }) > 0.3 {
      self = .manual
    } else {
      self = .other
    }
  }

  private static func start(of block: Block, in document: Document) -> String {
    document.text(in: block.textRange.prefix(80)).lowercased()
  }

  private static func isMinutes(_ document: Document, _ opening: [String]) -> Bool {
    let named =
      opening.contains { $0.contains("minutes of") }
      || document.title?.lowercased().contains("minutes") == true
    let attended = opening.contains { line in
      ["present:", "in attendance:", "apologies:", "attendees:"].contains { line.contains($0) }
    }
    return named && attended || attended
  }

  /// `Name: what was said`.
  private static func isTurn(_ block: Block, in document: Document) -> Bool {
    let start = document.text(in: block.textRange.prefix(40))
    guard let colon = start.firstIndex(of: ":") else { return false }
    let name = start[..<colon].split(separator: " ")
    return (1...4).contains(name.count) && name.allSatisfy { $0.first?.isUppercase ?? false }
  }

  private static func hasScholarlySections(_ document: Document) -> Bool {
    var kinds = Set<String>()
    for section in document.sections {
      let name = SectionNames.normalized(section.heading)
      for (kind, words) in [
        ("introduction", ["introduc", "background"]), ("methods", ["method", "experiment", "related work"]),
        ("results", ["result", "finding"]), ("conclusion", ["conclu", "discussion"]),
      ] where words.contains(where: name.contains) {
        kinds.insert(kind)
      }
    }
    return kinds.count >= 2
  }
}

extension Range<Int> {
  /// The first `count` of the range. (Cutting at any byte is safe: reading a text's range makes whole
  /// characters of it.)
  fileprivate func prefix(_ count: Int) -> Range<Int> {
    lowerBound..<Swift.min(upperBound, lowerBound + count)
  }
}
