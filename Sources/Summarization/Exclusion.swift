import Ingestion
import Tokenization

/// Why a sentence may not be chosen. The raw value is what the JSON prints.
public enum Exclusion: String, Sendable, Hashable, Codable, CaseIterable {
  /// A title or heading.
  case heading
  /// A caption of a figure or table.
  case caption
  /// A table cell.
  case table
  /// Preformatted text, such as code.
  case preformatted
  /// An entry of a reference list.
  case bibliography
  /// A footnote or endnote.
  case note
  /// Metadata of the document.
  case metadata
  /// Front or back matter: acknowledgements, funding, imprint.
  case matter
  /// Text that pages carry whatever they are about: copyright lines, calls to subscribe, bare links.
  case boilerplate
  /// Too short or too broken to be a sentence.
  case fragment
}

/// Decides which sentences of a document may be chosen.
package struct Eligibility: Sendable {
  /// Reason against each sentence, `nil` where there is none.
  package let exclusions: [Exclusion?]

  /// Judges `sentences`, whose text is `texts`.
  package init(document: Document, sentences: [Sentence], texts: [Substring]) {
    let sections = document.sections.indices.map { SectionNames.exclusion(of: $0, in: document) }
    let tail = Self.plainReferenceList(in: document)
    let strict = sentences.indices.map { index -> Exclusion? in
      let block = sentences[index].block.flatMap {
        document.blocks.indices.contains($0) ? document.blocks[$0] : nil
      }
      if let block {
        if let reason = Self.exclusion(of: block) { return reason }
        if let section = block.section, sections.indices.contains(section), let reason = sections[section] {
          return reason
        }
      }
      if let tail, sentences[index].range.lowerBound >= tail { return .bibliography }
      return SentenceShape.exclusion(of: texts[index], isListItem: block?.kind == .listItem)
    }
    // A document that is nothing but notes or front matter is still about something.
    let fallback: [Set<Exclusion>] = [[], [.matter, .note], [.matter, .note, .preformatted, .fragment]]
    exclusions =
      fallback.lazy
      .map { allowed in strict.map { reason in reason.flatMap { allowed.contains($0) ? nil : $0 } } }
      .first { $0.contains(nil) } ?? strict
  }

  private static func exclusion(of block: Block) -> Exclusion? {
    if block.kind == .title || block.kind == .heading { return .heading }
    switch block.role {
    case .bibliography: return .bibliography
    case .note: return .note
    case .metadata: return .metadata
    case .front, .back, .review, .comment, .stage, .speaker: return .matter
    case .body, .abstract: break
    }
    switch block.kind {
    case .title, .heading: return .heading
    case .caption: return .caption
    case .tableCell: return .table
    case .preformatted: return .preformatted
    case .paragraph, .listItem, .verse: return nil
    }
  }

  /// Where a reference list starts that no markup declares: behind a paragraph in the second half of the text
  /// that says "References" and nothing else. `nil` where there is none.
  private static func plainReferenceList(in document: Document) -> Int? {
    let half = document.text.utf8.count / 2
    for block in document.blocks where block.textRange.lowerBound >= half && block.textRange.count < 40 {
      if SectionNames.exclusion(of: document.text(in: block.textRange)) == .bibliography {
        return block.textRange.upperBound
      }
    }
    return nil
  }
}

/// What the English names of sections say about their content.
enum SectionNames {
  private static let bibliography: Set<String> = [
    "references", "bibliography", "works cited", "literature cited", "literature", "reference list",
    "references and notes", "further reading", "external links", "see also", "citations", "sources",
  ]
  private static let matter: Set<String> = [
    "acknowledgements", "acknowledgments", "acknowledgement", "acknowledgment", "funding",
    "funding statement",
    "author contributions", "authors contributions", "contributors", "competing interests",
    "conflict of interest",
    "conflicts of interest", "declaration of interests", "disclosure", "disclosures", "data availability",
    "data availability statement", "availability of data and materials", "supporting information",
    "supplementary material", "supplementary materials", "supplementary information", "additional files",
    "abbreviations", "copyright", "license", "licence", "about the author", "about the authors",
    "table of contents", "contents", "related articles", "index", "colophon",
  ]
  private static let notes: Set<String> = ["notes", "footnotes", "endnotes"]

  /// The reason that a heading gives, numbering and punctuation aside.
  static func exclusion(of heading: String) -> Exclusion? {
    let name = normalized(heading)
    if bibliography.contains(name) { return .bibliography }
    if matter.contains(name) { return .matter }
    return notes.contains(name) ? .note : nil
  }

  /// The reason that a section or one that encloses it gives.
  static func exclusion(of section: Int, in document: Document) -> Exclusion? {
    for index in chain(from: section, in: document) {
      if let reason = exclusion(of: document.sections[index].heading) { return reason }
    }
    return nil
  }

  /// The section and those that enclose it, innermost first.
  static func chain(from section: Int, in document: Document) -> [Int] {
    var chain: [Int] = []
    var next: Int? = section
    while let index = next, document.sections.indices.contains(index), chain.count < 64 {
      chain.append(index)
      next = document.sections[index].parent
    }
    return chain
  }

  /// Lower-case words of the heading, joined by spaces; numbers at its start are left out.
  static func normalized(_ heading: String) -> String {
    let words = heading.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.drop { $0.allSatisfy { $0.isNumber || "ivx".contains($0) } }.joined(separator: " ")
  }
}
