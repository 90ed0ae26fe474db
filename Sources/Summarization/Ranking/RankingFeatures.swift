import Ingestion
import Platform
import Tokenization

/// What the trained ranking weighs of each sentence: what the trained levels and the counted measures say of
/// it, its place, its form, and how much the document is of the kind that the levels know.
///
/// Measures are brought to mean 0 and deviation 1 within the document; the rest lie in 0 ... 1.
package struct RankingFeatures: Sendable {
  /// The features. `scholarly` in a name: times how scholarly the document is or how much of it is wanted,
  /// whichever is more.
  package enum Name: String, CaseIterable, Sendable {
    /// The score of the trained levels.
    case learned, learnedScholarly
    /// Common words, counted in three ways.
    case common, commonScholarly
    /// Nearness to the beginning, on a short and on a long scale.
    case beginning, beginningScholarly
    case opening, openingScholarly
    /// First of its section; first of its paragraph; last tenth of the document.
    case sectionStart, paragraphStart, tail
    /// Share of the title's words, and of the heading's.
    case title, heading
    /// Words on a logarithmic scale; under twelve, over fifty.
    case length, short, long
    /// Begins with direct speech; points back; ties on.
    case quotation, anaphoric, connective
    /// Share of digits, of brackets.
    case digits, brackets
    /// Says near the beginning what something is.
    case definition
    /// Says what was found; what is contributed; what was decided or is to be done.
    case finding, contribution, decision
    /// A resolution of minutes, a request of a mail.
    case resolution, request
    /// Speaks of the page or to its reader, outside of mails, whose requests are what they are about.
    case housekeeping
  }

  /// Number of sentences.
  package let count: Int
  /// How scholarly the document is, 0 ... 1.
  package let scholarly: Double
  private var columns: [[Double]]

  private static let index = Dictionary(uniqueKeysWithValues: Name.allCases.enumerated().map { ($1, $0) })

  /// Values of one feature.
  package subscript(name: Name) -> [Double] { columns[Self.index[name] ?? 0] }

  private mutating func set(_ name: Name, _ values: [Double]) { columns[Self.index[name] ?? 0] = values }

  /// Reads off the features.
  ///
  /// - Parameters:
  ///   - learned: what the trained levels make of each sentence.
  ///   - plain: what was counted for them.
  ///   - summaryShare: share of the words that the summary may have.
  package init(
    document: Document, form: DocumentForm, sentences: [Sentence], texts: [Substring],
    weighted: WeightedTerms,
    learned: [Double], plain: SalienceFeatures, summaryShare: Double
  ) {
    let count = sentences.count
    self.count = count
    columns = [[Double]](repeating: [Double](repeating: 0, count: count), count: Name.allCases.count)
    let wordings = texts.map { RankingWording($0) }
    scholarly = Self.scholarly(form, wordings)
    // The more of a document is wanted, the less does it matter where a sentence stands.
    let gate = max(scholarly, min(1, max(0, (summaryShare - 0.2) / 0.2)))
    let common = Self.common(plain)
    let numbers = (0..<count).map { Double($0) }
    for (plainName, scholarlyName, values) in [
      (Name.learned, Name.learnedScholarly, SentenceFeatures.standardized(learned)),
      (.common, .commonScholarly, common),
      (.beginning, .beginningScholarly, numbers.map { Mathematics.exp(-$0 / 3) }),
      (.opening, .openingScholarly, numbers.map { Mathematics.exp(-$0 / 20) }),
    ] {
      set(plainName, values)
      set(scholarlyName, values.map { $0 * gate })
    }
    setPlace(document, sentences)
    set(.title, document.title.map { weighted.shares(of: $0) } ?? columns[0].map { _ in 0 })
    setHeadings(document, sentences, weighted)
    let words = texts.map { Double(WordCount.words(in: $0)) }
    set(.length, SentenceFeatures.standardized(words.map { Mathematics.log(max(1, $0)) }))
    set(.short, words.map { $0 < 12 ? 1 : 0 })
    set(.long, words.map { $0 > 50 ? 1 : 0 })
    for name in [
      (Name.quotation, SalienceFeatures.Name.quotation), (.anaphoric, .anaphoric), (.connective, .connective),
    ] { set(name.0, plain[name.1]) }
    set(.digits, plain[.digits].map { min(1, 2 * $0) })
    set(.brackets, plain[.brackets].map { min(1, 2 * $0) })
    set(.finding, plain[.finding])
    set(.contribution, plain[.contribution])
    set(.definition, wordings.enumerated().map { $0 < 4 && $1.defines ? 1 : 0 })
    set(.decision, wordings.map { $0.decides ? 1 : 0 })
    if form == .minutes || form == .transcript { set(.resolution, wordings.map { $0.resolves ? 1 : 0 }) }
    if form == .mail {
      set(.request, wordings.map { $0.requests ? 1 : 0 })
    } else {
      set(.housekeeping, wordings.map { $0.keepsHouse ? 1 : 0 })
    }
  }

  /// The sum of three counts of what a sentence has in common with the others, and of what its section is
  /// for: the untrained method `attention` without its vectors and its place.
  private static func common(_ plain: SalienceFeatures) -> [Double] {
    let weights: [(SalienceFeatures.Name, Double)] = [
      (.words, 0.6), (.overlap, 0.7), (.terms, 0.6), (.early, 0.5), (.paragraph, 0.1), (.sectionEnd, 0.6),
      (.introduction, 0.8), (.abstract, 2), (.conclusion, 3), (.results, -1), (.cue, 1.2), (.quotation, -1.5),
    ]
    var sums = SentenceFeatures.standardized(plain[.title]).map { 0.6 * $0 }
    for (name, weight) in weights {
      for (index, value) in plain[name].enumerated() { sums[index] += weight * value }
    }
    return SentenceFeatures.standardized(sums)
  }

  private static func scholarly(_ form: DocumentForm, _ wordings: [RankingWording]) -> Double {
    if form == .article { return 1 }
    guard [.other, .manual].contains(form), !wordings.isEmpty else { return 0 }
    let count = Double(wordings.count)
    let says = Double(wordings.count(where: \.reports)) / count
    let speaks = Double(wordings.count(where: \.addresses)) / count
    return min(1, says / 0.1) * min(1, max(0, 1 - (speaks - 0.1) / 0.1))
  }

  private mutating func setPlace(_ document: Document, _ sentences: [Sentence]) {
    let blocks = sentences.map(\.block)
    let sections = blocks.map { block in
      block.flatMap { document.blocks.indices.contains($0) ? document.blocks[$0].section : nil }
    }
    func starts<Value: Hashable>(_ values: [Value], _ most: Double) -> [Double] {
      let kinds = Set(values).count
      guard kinds > 1, Double(kinds) < most * Double(count) else { return values.map { _ in 0 } }
      return values.indices.map { $0 == 0 || values[$0] != values[$0 - 1] ? 1 : 0 }
    }
    set(.sectionStart, starts(sections, 0.8))
    set(.paragraphStart, starts(blocks, 0.8))
    set(.tail, (0..<count).map { count >= 10 && 10 * $0 >= 9 * count ? 1 : 0 })
  }

  private mutating func setHeadings(_ document: Document, _ sentences: [Sentence], _ weighted: WeightedTerms)
  {
    var shares: [Int: [Double]] = [:]
    set(
      .heading,
      sentences.indices.map { index in
        guard let block = sentences[index].block, document.blocks.indices.contains(block),
          let section = document.blocks[block].section, document.sections.indices.contains(section)
        else { return 0 }
        if shares[section] == nil {
          // Of a book with many sections only those at hand are looked at.
          var own = [Double](repeating: 0, count: sentences.count)
          let known = Set(weighted.terms.known(in: document.sections[section].heading).map(\.term))
          if !known.isEmpty {
            for place in index..<sentences.count
            where sentences[place].block.map({ document.blocks[$0].section }) == section {
              let held = weighted.terms.row(place).count { known.contains(weighted.terms.terms[$0]) }
              own[place] = Double(held) / Double(known.count)
            }
          }
          shares = [section: own]
        }
        return shares[section]?[index] ?? 0
      })
  }
}

/// What the words of a sentence say that it does (English).
struct RankingWording {
  /// Its authors say what they found or offer.
  var reports = false
  /// Somebody speaks of himself or to the reader.
  var addresses = false
  /// Says what something is.
  var defines = false
  /// Says what was decided, is planned or is to be done.
  var decides = false
  /// Records a resolution.
  var resolves = false
  /// Asks somebody for something.
  var requests = false
  /// Speaks of the page or to its reader.
  let keepsHouse: Bool

  private static let reporting: Set<String> = [
    "show", "shows", "showed", "shown", "find", "found", "demonstrate", "demonstrates", "demonstrated",
    "suggest",
    "suggests", "indicate", "indicates", "conclude", "results", "outperforms", "achieve", "achieves",
    "propose", "present",
    "introduce", "develop", "describe", "investigate", "investigated", "explore", "examine", "examined",
    "novel", "study",
    "proposes", "presents", "introduces", "describes", "aims",
  ]
  private static let deciding: Set<String> = [
    "resolved", "agreed", "decided", "approved", "voted", "adopted", "will", "must", "should", "recommend",
    "recommends", "announced", "plans", "plan",
  ]

  init(_ text: Substring) {
    let words = text.loweredWords()
    keepsHouse = Housekeeping.isSuch(words)
    var (ours, says) = (false, false)
    for (place, word) in words.enumerated() {
      if word == "we" || word == "our" { ours = true }
      if word == "this", place + 1 < words.count,
        ["paper", "study", "work", "article"].contains(words[place + 1])
      {
        ours = true
      }
      if Self.reporting.contains(word) { says = true }
      if ["i", "you", "me", "my", "your"].contains(word) { addresses = true }
      if Self.deciding.contains(word) { decides = true }
      if place < 12, ["is", "are", "was", "were"].contains(word), place + 1 < words.count,
        ["a", "an", "the", "one"].contains(words[place + 1])
      {
        defines = true
      }
    }
    reports = ours && says
    let start = words.prefix(1).first ?? ""
    resolves =
      ["resolved", "agreed", "decided", "action", "motion"].contains(start)
      || zip(words, words.dropFirst()).contains {
        ["agreed", "resolved", "decided"].contains($0) && ["to", "that"].contains($1)
          || $0 == "carried" && $1 == "unanimously" || $0 == "moved" && $1 == "that"
      }
    requests = zip(words, words.dropFirst()).contains {
      ["please", "kindly"].contains($0) || ["could", "can", "would", "will"].contains($0) && $1 == "you"
        || $0 == "let" && $1 == "me"
        || $0 == "i" && ["shall", "propose", "suggest", "need", "ask"].contains($1)
    }
  }
}
