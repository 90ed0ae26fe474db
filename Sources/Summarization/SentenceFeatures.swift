import Ingestion
import Platform
import Tokenization

/// What can be said about each sentence that may be chosen, before any weighing.
///
/// Values of one feature are comparable within a document only; graded features are brought to mean 0 and
/// deviation 1 there.
package struct SentenceFeatures: Sendable {
  /// The features, in the order in which they are stored and listed.
  package enum Name: String, CaseIterable, Sendable {
    /// Attention received through shared words, each sentence giving the same in all.
    case words
    /// Shared words with all others: a long sentence on the main topic has more.
    case overlap
    /// idf-modified cosine with all others.
    case terms
    /// Attention received through the vectors of the word encoder.
    case meaning
    /// Early in the document.
    case position
    /// First of its paragraph.
    case paragraph
    /// Near the end of its section.
    case sectionEnd
    /// Like the title.
    case title
    /// In the abstract, the introduction, the conclusion, or in results.
    case abstract, introduction, conclusion, results
    /// The authors say what they do: "we", "our", "in this paper".
    case cue
    /// Direct speech.
    case quotation
    /// Asks.
    case question
  }

  /// Number of sentences.
  package let count: Int
  /// Values by feature, each `count` long.
  private var columns: [[Double]]

  /// Values of one feature.
  package subscript(name: Name) -> [Double] { columns[Self.index(name)] }

  private static func index(_ name: Name) -> Int { Name.allCases.firstIndex(of: name) ?? 0 }

  /// Reads off the features of `sentences`.
  ///
  /// - Parameters:
  ///   - sentences: Those that may be chosen, in document order.
  ///   - texts: Their texts.
  ///   - meaning: Attention received through sentence vectors, or `nil` without an encoder.
  package init(
    document: Document, sentences: [Sentence], texts: [Substring], weighted: WeightedTerms, meaning: [Double]?
  ) {
    count = sentences.count
    columns = [[Double]](
      repeating: [Double](repeating: 0, count: sentences.count), count: Name.allCases.count)
    let ones = [Double](repeating: 1, count: count)
    let graph = TextRank(weighted.terms)
    let overlap = graph.multiply(ones)
    let words = graph.multiply(overlap.map { $0 > 0 ? 1 / $0 : 0 })
    set(.words, Self.standardized(words))
    set(.overlap, Self.standardized(overlap))
    set(.terms, Self.standardized(weighted.multiply(ones)))
    if let meaning { set(.meaning, Self.standardized(meaning)) }
    if let title = document.title { set(.title, Self.standardized(weighted.shares(of: title))) }
    set(.position, Self.standardized((0..<count).map { Mathematics.exp(-Double($0) / 15) }))
    setStructure(document: document, sentences: sentences)
    for (index, text) in texts.enumerated() {
      let style = SentenceStyle(text)
      columns[Self.index(.cue)][index] = style.hasCue ? 1 : 0
      columns[Self.index(.quotation)][index] = style.startsWithQuotation ? 1 : 0
      columns[Self.index(.question)][index] = style.asks ? 1 : 0
    }
  }

  private mutating func set(_ name: Name, _ values: [Double]) {
    columns[Self.index(name)] = values
  }

  private mutating func setStructure(document: Document, sentences: [Sentence]) {
    let blocks = sentences.map { sentence in
      sentence.block.flatMap { document.blocks.indices.contains($0) ? document.blocks[$0] : nil }
    }
    if Set(sentences.map(\.block)).count < count {
      let first = sentences.indices.map {
        $0 == 0 || sentences[$0].block != sentences[$0 - 1].block ? 1.0 : 0
      }
      set(.paragraph, Self.standardized(first))
    }
    let sections = blocks.map { $0?.section }
    let kinds = document.sections.indices.map { SectionKind(of: $0, in: document) }
    for (index, block) in blocks.enumerated() {
      let isAbstract = block?.role == .abstract
      if isAbstract { columns[Self.index(.abstract)][index] = 1 }
      guard let section = sections[index], kinds.indices.contains(section), !isAbstract else { continue }
      if let name = kinds[section].feature { columns[Self.index(name)][index] = 1 }
    }
    guard Set(sections).count > 1 else { return }
    var distance = 0.0
    for index in sections.indices.reversed() {
      if index + 1 < sections.count, sections[index] == sections[index + 1] {
        distance += 1
      } else {
        distance = 0
      }
      columns[Self.index(.sectionEnd)][index] = Mathematics.exp(-distance / 5)
    }
  }

  /// Mean 0 and deviation 1; zeros where all values are equal.
  package static func standardized(_ values: [Double]) -> [Double] {
    guard !values.isEmpty else { return [] }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    guard variance.squareRoot() > 1e-9 * max(1, abs(mean)) else { return values.map { _ in 0 } }
    let deviation = variance.squareRoot()
    return values.map { ($0 - mean) / deviation }
  }
}

/// What a section is for, by the English words of its heading or of one above it.
private enum SectionKind {
  case introduction, conclusion, results, other

  init(of section: Int, in document: Document) {
    for index in SectionNames.chain(from: section, in: document) {
      let name = SectionNames.normalized(document.sections[index].heading)
      if name.contains("conclu") || name.contains("summary") {
        self = .conclusion
        return
      }
      if name.contains("introduc") || name.contains("background") {
        self = .introduction
        return
      }
      if name.contains("result") || name.contains("finding") {
        self = .results
        return
      }
    }
    self = .other
  }

  var feature: SentenceFeatures.Name? {
    switch self {
    case .introduction: .introduction
    case .conclusion: .conclusion
    case .results: .results
    case .other: nil
    }
  }
}

/// Marks of style that can be read off a sentence's characters.
private struct SentenceStyle {
  var hasCue = false
  var startsWithQuotation = false
  var asks = false

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\"", "\u{201C}", "\u{201D}", "\u{AB}", "\u{BB}", "\u{201E}": true
    default: false
    }
  }

  private static func isSingleQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2018}" || scalar == "`"
  }

  init(_ text: Substring) {
    let scalars = text.unicodeScalars
    let first = scalars.first { !$0.properties.isWhitespace }
    startsWithQuotation = first.map { Self.isQuote($0) || Self.isSingleQuote($0) } ?? false
    asks = scalars.contains("?")
    guard !scalars.contains(where: Self.isQuote) else { return }
    let words = text.loweredWords()
    hasCue =
      words.contains("we") || words.contains("our")
      || zip(words, words.dropFirst()).contains {
        $0 == "this" && ["paper", "study", "work", "article"].contains($1)
      }
  }
}
