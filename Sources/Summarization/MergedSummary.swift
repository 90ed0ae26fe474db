import Ingestion
import Tokenization

/// One summary of many documents. Each sentence keeps its own source.
public struct MergedSummary: Sendable, Hashable {
  /// A chosen sentence, and which of the documents it stands in, counted from 0.
  public struct Item: Sendable, Hashable {
    /// Place of the document among those given.
    public var document: Int
    /// The sentence, with its place in that document.
    public var sentence: SummarySentence

    /// Creates an item.
    public init(document: Int, sentence: SummarySentence) {
      (self.document, self.sentence) = (document, sentence)
    }
  }

  /// The chosen sentences in the order asked for: by document and place, or the most important first.
  public var sentences: [Item]
  /// Scores of all sentences of each document; none for a document of which nothing may be chosen.
  public var scores: [[SentenceScore]]
  /// The settings that made it.
  public var options: SummaryOptions
  /// Name of the encoder or of the trained summarizer, where one was used.
  public var encoder: String?
  /// What the reader should know.
  public var warnings: [String]
}

extension Summarizer {
  /// What repeating a chosen sentence costs in a merged summary, in deviations of the score: documents on one
  /// subject say the same things.
  static let mergedRedundancyPenalty = 2.0
  /// Two sentences of this cosine are one sentence: it is chosen once.
  static let mergedMostSimilar = 0.9

  /// Summarizes many documents in one summary.
  ///
  /// A sentence's score is the one that it has in its own document, brought to mean 0 and deviation 1 there,
  /// plus as much for what it has in common with the sentences of all documents (idf-modified cosines,
  /// summed). Redundancy is judged across documents.
  ///
  /// - Returns: Whole sentences, together at most as many and as long as the budget allows.
  /// - Throws: `SummarizationError`; `nothingToChoose` where that holds for all documents.
  public func summarize(
    merging documents: [(document: Document, sentences: [Sentence])],
    options: SummaryOptions = SummaryOptions()
  ) throws(SummarizationError) -> MergedSummary {
    try summarize(merging: documents, options: options, following: { _ in })
  }

  /// The same, for whoever wants to know how far it is, or may want it no longer.
  ///
  /// - Parameter progress: gets the share of the documents that is read, from 0 to 1; what it throws ends the
  ///   work as an encoder's error does.
  package func summarize(
    merging documents: [(document: Document, sentences: [Sentence])], options: SummaryOptions,
    following progress: @escaping (Double) throws -> Void
  ) throws(SummarizationError) -> MergedSummary {
    try options.validate()
    // What no document is weighed by is not said to be the method.
    let suited = documents.map { options.suiting($0.document) }
    let options = suited.contains { $0.method == options.method } ? options : suited.first ?? options
    var own: [Summary?] = []
    var warnings: [String] = []
    for (number, (document, sentences)) in documents.enumerated() {
      let step = { (share: Double) in try progress((Double(number) + share) / Double(documents.count)) }
      do {
        own.append(try summarize(document, sentences: sentences, options: options, following: step))
      } catch {
        guard error == .nothingToChoose else { throw error }
        own.append(nil)
        warnings.append("\(document.source.path): \(error.description)")
      }
    }
    let places = Places(own)
    guard !places.all.isEmpty else { throw .nothingToChoose }
    let texts = places.all.map { place in
      Substring(
        documents[place.document].document.text(in: documents[place.document].sentences[place.sentence].range)
      )
    }
    let weighted = WeightedTerms(SentenceTerms(texts, language: documents.first?.document.textLanguage))
    let shared = SentenceFeatures.standardized(
      weighted.multiply([Double](repeating: 1, count: texts.count)))
    let values = zip(places.values, shared).map { $0 + $1 }
    let words = texts.map(WordCount.words(in:))
    let limits = options.budget.limits(words: words)
    let repetition = Repetition(weighted.terms, texts: texts)
    let anaphora = options.anaphoraPenalty ?? 0.5
    let ties = SentenceTies(texts) { places.follow($0, in: documents) }
    let selection = Selection(
      scores: values, words: words, dependence: ties.dependence, companion: ties.companion,
      maximumSentences: limits.sentences, maximumWords: limits.words,
      redundancyPenalty: options.redundancyPenalty ?? Self.mergedRedundancyPenalty, anaphoraPenalty: anaphora,
      mostSimilar: Self.mergedMostSimilar, repeats: repetition.repeats,
      similarity: { Double(weighted.cosine($0, $1)) }
    )
    let choices =
      options.method == .learned && options.query == nil
      ? Self.composed(documents, places, values: values, words: words, limits: limits, weighted, repetition)
      : selection.run()

    var items = choices.map { choice in
      let place = places.all[choice.index]
      let source = documents[place.document]
      let range = source.sentences[place.sentence].range
      var parts = ["document": places.values[choice.index], "shared": shared[choice.index]]
      if choice.redundancy != 0 { parts["redundancy"] = choice.redundancy }
      if choice.context != 0 { parts["context"] = choice.context }
      let rest = choice.score - parts.values.reduce(0, +)
      if abs(rest) > 1e-9 { parts["coverage"] = rest }
      return MergedSummary.Item(
        document: place.document,
        sentence: SummarySentence(
          text: String(texts[choice.index]), index: place.sentence, range: range,
          provenance: source.document.provenance(of: range), score: choice.score, components: parts))
    }
    if options.order == .source {
      items.sort { ($0.document, $0.sentence.index) < ($1.document, $1.sentence.index) }
    }
    var scores = own.map { $0?.scores ?? [] }
    let table = ScoreTable(["document": places.values, "shared": shared], count: values.count)
    for (index, place) in places.all.enumerated() {
      scores[place.document][place.sentence] = SentenceScore(value: values[index], table: table, row: index)
    }
    if items.isEmpty {
      warnings.append(
        "no sentence fits a budget of \(limits.words) words; the shortest has \(words.min() ?? 0)")
    }
    return MergedSummary(
      sentences: items, scores: scores, options: options, encoder: own.lazy.compactMap { $0?.encoder }.first,
      warnings: warnings)
  }

  /// What hearing a further document is worth, in deviations: each has its main point said where there is
  /// room.
  private static let documentWeight = 1.5

  /// What the learned method chooses of all documents: see `Composition`.
  private static func composed(
    _ documents: [(document: Document, sentences: [Sentence])], _ places: Places, values: [Double],
    words: [Int],
    limits: (sentences: Int, words: Int), _ weighted: WeightedTerms, _ repetition: Repetition
  ) -> [Selection.Choice] {
    var bundles: [[Int]] = []
    for (number, source) in documents.enumerated() {
      let own = places.all.indices.filter { places.all[$0].document == number }
      guard let first = own.first else { continue }
      let numbers = own.map { places.all[$0].sentence }
      let made = SentenceBundles(
        document: source.document, sentences: numbers.map { source.sentences[$0] }, numbers: numbers,
        texts: numbers.map { Substring(source.document.text(in: source.sentences[$0].range)) })
      bundles += made.within(
        sentences: limits.sentences, words: limits.words, counts: own.map { words[$0] }
      ).map { $0.map { first + $0 } }
    }
    var composition = Composition(
      values: values, words: words, bundles: bundles, parts: places.all.map(\.document),
      terms: weighted.terms,
      maximumSentences: limits.sentences, maximumWords: limits.words,
      repeats: { repetition.repeats($0, $1) || weighted.cosine($0, $1) > Float(Self.mergedMostSimilar) })
    composition.partWeight = documents.count > 1 ? Self.documentWeight : 0
    return composition.run().map {
      Selection.Choice(index: $0.index, score: $0.score, redundancy: 0, context: 0)
    }
  }

  /// Sentences of all documents that may be chosen, one after another.
  private struct Places {
    var all: [(document: Int, sentence: Int)] = []
    /// Score in the own document, mean 0 and deviation 1 there.
    var values: [Double] = []

    init(_ summaries: [Summary?]) {
      for (document, summary) in summaries.enumerated() {
        guard let summary else { continue }
        let eligible = summary.scores.indices.filter { summary.scores[$0].value != nil }
        all += eligible.map { (document, $0) }
        values += SentenceFeatures.standardized(eligible.map { summary.scores[$0].value ?? 0 })
      }
    }

    /// Whether a sentence stands right behind the one before it, in the same block.
    func follow(_ index: Int, in documents: [(document: Document, sentences: [Sentence])]) -> Bool {
      let (place, before) = (all[index], all[index - 1])
      let sentences = documents[place.document].sentences
      return place.document == before.document && place.sentence == before.sentence + 1
        && sentences[place.sentence].block == sentences[before.sentence].block
    }
  }
}
