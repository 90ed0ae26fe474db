import Ingestion
import Platform
import Tokenization

/// What is counted about each sentence before the learned levels see it: classic measures of salience, place,
/// form and wording, and how long the document and the wanted summary are.
///
/// Graded values are brought to mean 0 and deviation 1 within the document; the rest lie near 0 ... 1.
package struct SalienceFeatures: Sendable {
  /// The features, in the order in which a model gets them. A model names its own list, and refuses another.
  package enum Name: String, CaseIterable, Sendable {
    /// PageRank over overlapping words (Mihalcea and Tarau 2004).
    case textrank
    /// Overlap with all others, of stems and of words as they stand.
    case overlap, surface
    /// Overlap received, each sentence giving the same in all.
    case words
    /// idf-modified cosine with all others: the degree of LexRank (Erkan and Radev 2004).
    case terms
    /// How often the sentence's words stand in the document: sum, sum of logarithms, mean (Luhn 1958).
    case frequencySum, frequencyLogSum, frequencyMean
    /// Words, on a logarithmic scale within the document, and as they are.
    case length, absoluteLength
    /// Like the title.
    case title
    /// Place in the document: share, nearness to the beginning on two scales, to the end, and the very first.
    case place, early, veryEarly, late, first
    /// First of its paragraph; near the end of its section.
    case paragraph, sectionEnd
    /// In the abstract, the introduction, the conclusion, or in results.
    case abstract, introduction, conclusion, results
    /// "We", "our", "in this paper"; says what is contributed; says what was found.
    case cue, contribution, finding
    /// Direct speech; asks; begins with an unresolved "this" or "he"; ties on to its predecessor.
    case quotation, question, anaphoric, connective
    /// Share of digits, of words with a capital, of brackets among the characters.
    case digits, capitals, brackets
    /// Sentences of the document; share of its words that the summary may have, both on a logarithmic scale.
    case documentLength, summaryShare
    /// Whether there is a title; whether there are sections.
    case hasTitle, hasSections
  }

  /// Names of all features, as a model's configuration lists them.
  package static var names: [String] { Name.allCases.map(\.rawValue) }

  /// Number of sentences.
  package let count: Int
  /// Values by feature, each `count` long.
  private var columns: [[Double]]

  /// Values of one feature.
  package subscript(name: Name) -> [Double] { columns[Self.index[name] ?? 0] }

  private static let index = Dictionary(
    uniqueKeysWithValues: Name.allCases.enumerated().map { ($1, $0) })

  /// count × number of features, row by row.
  package var rows: [Float] {
    (0..<count).flatMap { sentence in columns.map { Float($0[sentence]) } }
  }

  /// Reads off the features of `sentences`, which may be chosen, in document order.
  ///
  /// - Parameter summaryShare: share of the words of these sentences that the summary may have, in 0 ... 1.
  package init(
    document: Document, sentences: [Sentence], texts: [Substring], weighted: WeightedTerms,
    summaryShare: Double
  ) {
    count = sentences.count
    columns = [[Double]](
      repeating: [Double](repeating: 0, count: sentences.count), count: Name.allCases.count)
    let plain = SentenceFeatures(
      document: document, sentences: sentences, texts: texts, weighted: weighted, meaning: nil)
    for (name, source) in Self.shared { set(name, plain[source]) }
    setSalience(weighted.terms, texts: texts, language: weighted.terms.language)
    setPlace()
    for (index, text) in texts.enumerated() { setForm(of: text, at: index) }
    set(.length, SentenceFeatures.standardized(self[.length]))
    let ones = [Double](repeating: 1, count: count)
    set(.documentLength, ones.map { $0 * Mathematics.log(Double(max(1, count))) / 5 })
    set(.summaryShare, ones.map { $0 * Self.value(ofShare: summaryShare) })
    if document.title != nil { set(.hasTitle, ones) }
    if document.sections.contains(where: { !$0.heading.isEmpty }) { set(.hasSections, ones) }
  }

  /// What `Name.summaryShare` is for a share in 0 ... 1.
  package static func value(ofShare share: Double) -> Double {
    Mathematics.log(min(1, max(0.001, share))) / 5
  }

  /// Features that the attention method has too.
  private static let shared: [(Name, SentenceFeatures.Name)] = [
    (.overlap, .overlap), (.words, .words), (.terms, .terms), (.title, .title), (.early, .position),
    (.paragraph, .paragraph), (.sectionEnd, .sectionEnd), (.abstract, .abstract),
    (.introduction, .introduction),
    (.conclusion, .conclusion), (.results, .results), (.cue, .cue), (.quotation, .quotation),
    (.question, .question),
  ]

  private mutating func set(_ name: Name, _ values: [Double]) { columns[Self.index[name] ?? 0] = values }

  private mutating func setSalience(_ terms: SentenceTerms, texts: [Substring], language: String?) {
    set(.textrank, SentenceFeatures.standardized(TextRank(terms).scores()))
    let surface = SentenceTerms(texts, language: language, stemming: false)
    set(
      .surface,
      SentenceFeatures.standardized(TextRank(surface).multiply([Double](repeating: 1, count: count))))
    var frequency = [Double](repeating: 0, count: terms.vocabulary)
    for place in terms.terms.indices { frequency[Int(terms.terms[place])] += Double(terms.counts[place]) }
    let sums = (0..<count).map { row in terms.row(row).reduce(0) { $0 + frequency[Int(terms.terms[$1])] } }
    let logSums = (0..<count).map { row in
      terms.row(row).reduce(0) { $0 + Mathematics.log(frequency[Int(terms.terms[$1])]) }
    }
    set(.frequencySum, SentenceFeatures.standardized(sums))
    set(.frequencyLogSum, SentenceFeatures.standardized(logSums))
    set(
      .frequencyMean,
      SentenceFeatures.standardized(sums.indices.map { sums[$0] / Double(max(1, terms.distinct($0))) }))
  }

  private mutating func setPlace() {
    let last = Double(max(1, count - 1))
    set(.place, (0..<count).map { Double($0) / last })
    set(.veryEarly, (0..<count).map { Mathematics.exp(-Double($0) / 2) })
    set(.late, (0..<count).map { Mathematics.exp(-Double(count - 1 - $0) / 4) })
    set(.first, (0..<count).map { $0 == 0 ? 1 : 0 })
  }

  private mutating func setForm(of text: Substring, at index: Int) {
    func put(_ name: Name, _ value: Double) { columns[Self.index[name] ?? 0][index] = value }
    let words = WordCount.words(in: text)
    put(.length, Mathematics.log(Double(max(1, words))))
    put(.absoluteLength, min(3, Double(words) / 30))
    let opening = SentenceOpening(of: text)
    put(.anaphoric, opening == .anaphoric ? 1 : 0)
    put(.connective, opening == .connective ? 1 : 0)
    let wording = SentenceWording(text)
    put(.contribution, wording.contributes ? 1 : 0)
    put(.finding, wording.finds ? 1 : 0)
    let characters = CharacterShares(text)
    put(.digits, characters.digits)
    put(.capitals, characters.capitals)
    put(.brackets, characters.brackets)
  }
}

/// Whether a sentence announces something (English).
private struct SentenceWording {
  /// Says what the authors did or offer.
  var contributes = false
  /// Says what came out.
  var finds = false

  private static let contributions: Set<String> = [
    "propose", "proposes", "proposed", "present", "presents", "introduce", "introduces", "introduced",
    "develop",
    "develops", "describe", "describes", "investigate", "investigates", "explore", "explores", "study",
    "examine",
    "examines", "address", "novel", "aim", "aims",
  ]
  private static let findings: Set<String> = [
    "show", "shows", "showed", "shown", "find", "finds", "found", "demonstrate", "demonstrates",
    "demonstrated",
    "suggest", "suggests", "suggested", "indicate", "indicates", "indicated", "reveal", "reveals", "revealed",
    "conclude", "concludes", "concluded", "outperform", "outperforms", "achieve", "achieves", "results",
  ]

  init(_ text: Substring) {
    for word in text.loweredWords() {
      if Self.contributions.contains(word) { contributes = true }
      if Self.findings.contains(word) { finds = true }
    }
  }
}

/// Shares of kinds of characters in a sentence.
private struct CharacterShares {
  var digits = 0.0
  /// Of words.
  var capitals = 0.0
  var brackets = 0.0

  init(_ text: Substring) {
    var (count, digitCount, bracketCount, words, capitalized) = (0, 0, 0, 0, 0)
    var inside = false
    for byte in text.utf8 {
      count += 1
      switch byte {
      case 0x30...0x39: digitCount += 1
      case 0x28, 0x29, 0x5B, 0x5D: bracketCount += 1
      default: break
      }
      let isSpace = byte <= 0x20
      if !inside, !isSpace {
        words += 1
        if (0x41...0x5A).contains(byte) { capitalized += 1 }
      }
      inside = !isSpace
    }
    guard count > 0 else { return }
    digits = 5 * Double(digitCount) / Double(count)
    brackets = 5 * Double(bracketCount) / Double(count)
    capitals = Double(capitalized) / Double(max(1, words))
  }
}
