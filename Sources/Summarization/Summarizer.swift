import Ingestion
import Tokenization

/// Summarizes documents by choosing their most important sentences.
///
/// ```swift
/// let summarizer = Summarizer()
/// let sentences = SentenceSplitter().sentences(in: document)
/// let summary = try summarizer.summarize(
///   document, sentences: sentences, options: SummaryOptions(method: .textrank, budget: .words(100)))
/// ```
///
/// The same document and options give the same summary, whatever the number of threads.
public struct Summarizer: Sendable {
  /// Where sentence vectors come from; `nil` leaves the methods that need none.
  public let encoder: (any SentenceEncoding)?
  /// The trained summarizer; `nil` leaves the methods that do without.
  public let learned: LearnedSalience?
  /// The reader's attention from a question to sentences; `nil` leaves words and vectors to find what a query
  /// is about.
  public let question: QuestionAttention?
  let weights: AttentionWeights

  /// Creates a summarizer. Without an encoder, every method works but `attention` and `centrality`; `learned`
  /// needs a trained summarizer.
  public init(
    encoder: (any SentenceEncoding)? = nil, learned: LearnedSalience? = nil,
    question: QuestionAttention? = nil
  ) {
    self.question = question
    self.encoder = encoder
    self.learned = learned
    weights = AttentionWeights()
  }

  /// Summarizes `document`.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - sentences: Its sentences, in order, with ranges on character boundaries of its text.
  ///   - options: Method, budget, query and order.
  /// - Returns: Whole sentences of the document, at most as many and as long as the budget allows. Where not
  ///   even one fits there is none, and a warning says so.
  /// - Throws: `SummarizationError`.
  public func summarize(
    _ document: Document, sentences: [Sentence], options: SummaryOptions = SummaryOptions()
  ) throws(SummarizationError) -> Summary {
    try summarize(document, sentences: sentences, options: options, following: { _ in })
  }

  /// The same, for whoever wants to know how far it is, or may want it no longer.
  ///
  /// - Parameter progress: gets the share of the sentences that is read, from 0 to 1, after each batch; what
  ///   it throws ends the work as an encoder's error does.
  package func summarize(
    _ document: Document, sentences: [Sentence], options: SummaryOptions,
    following progress: @escaping (Double) throws -> Void
  ) throws(SummarizationError) -> Summary {
    try finish(
      prepare(document, sentences: sentences, options: options), vectors: nil, following: progress)
  }

  /// Summarizes many documents at once; windows of different documents share batches, so that many short
  /// documents take no longer than one of their length.
  ///
  /// - Returns: For each document what ``summarize(_:sentences:options:)`` returns or throws.
  public func summarize(
    _ documents: [(document: Document, sentences: [Sentence])], options: SummaryOptions = SummaryOptions()
  ) -> [Result<Summary, SummarizationError>] {
    let drafts = documents.map { document, sentences in
      Result { () throws(SummarizationError) in
        try prepare(document, sentences: sentences, options: options)
      }
    }
    var vectors: [Int: [Float]] = [:]
    if let encoder, documents.count > 1 {
      let wanted = drafts.indices.filter { (try? drafts[$0].get())?.usesVectors == true }
      let texts = wanted.map { index in ((try? drafts[index].get())?.texts ?? []).map { String($0) } }
      // Where the batch fails, each document on its own says which one it is.
      if let made = try? encoder.vectors(forEach: texts) {
        for (index, values) in zip(wanted, made) { vectors[index] = values }
      }
    }
    return drafts.enumerated().map { index, draft in
      Result { () throws(SummarizationError) in
        try finish(draft.get(), vectors: vectors[index], following: { _ in })
      }
    }
  }

  /// A document up to the point where vectors are needed.
  struct Draft {
    var document: Document
    /// With the method that suits the document's language.
    var options: SummaryOptions
    var sentences: [Sentence]
    var exclusions: [Exclusion?]
    var eligible: [Int]
    /// Of the eligible sentences.
    var texts: [Substring]
    var usesVectors: Bool
  }

  func prepare(
    _ document: Document, sentences: [Sentence], options: SummaryOptions
  ) throws(SummarizationError) -> Draft {
    try options.validate()
    let options = options.suiting(document)
    if options.method.needsVectors, encoder == nil { throw .noEncoder(options.method) }
    if options.method == .learned, learned == nil { throw .noEncoder(.learned) }
    let texts = try Self.texts(of: sentences, in: document)
    let exclusions = Eligibility(document: document, sentences: sentences, texts: texts).exclusions
    let eligible = sentences.indices.filter { exclusions[$0] == nil }
    guard !eligible.isEmpty else { throw .nothingToChoose }

    // A reader's attention to the question tells what vectors would, which take as long again.
    let usesVectors =
      options.method.needsVectors
      || (options.query != nil && question == nil && (options.method == .lsa || options.method == .learned))
    return Draft(
      document: document, options: options, sentences: sentences, exclusions: exclusions, eligible: eligible,
      texts: eligible.map { texts[$0] }, usesVectors: usesVectors)
  }

  private func finish(
    _ draft: Draft, vectors: [Float]?, following progress: @escaping (Double) throws -> Void
  ) throws(SummarizationError) -> Summary {
    let options = draft.options
    let (document, sentences, eligible) = (draft.document, draft.sentences, draft.eligible)
    // For vectors, for the learned levels, and for a question.
    let readings = [
      draft.usesVectors && vectors == nil, options.method == .learned,
      options.query != nil && question != nil,
    ].count { $0 }
    var scoring = try Scoring(
      document: document, sentences: eligible.map { sentences[$0] }, texts: draft.texts,
      encoder: draft.usesVectors ? encoder : nil, vectors: vectors, learned: learned,
      question: draft.options.query != nil ? question : nil,
      progress: SentenceProgress(readings: readings, of: eligible.count, report: progress))
    var components = try scoring.components(options: options, weights: weights)
    if !options.leftOut.isEmpty { components = components.without(options.leftOut) }
    let values = components.totals
    let isComposed = options.method == .learned && options.query == nil
    let choices =
      isComposed
      ? compose(
        scoring, document, components: components, values: values, numbers: eligible, options: options)
      : choose(scoring, values: values, options: options).map { choice in
        Chosen(
          index: choice.index, score: choice.score,
          extra: ["redundancy": choice.redundancy, "context": choice.context], reasons: [])
      }

    var scores = draft.exclusions.map { SentenceScore(value: nil, exclusion: $0) }
    for (position, index) in eligible.enumerated() {
      scores[index] = SentenceScore(value: values[position], table: components, row: position)
    }
    var chosen = choices.map { choice in
      let index = eligible[choice.index]
      var parts = components[choice.index]
      for (name, value) in choice.extra where value != 0 { parts[name] = value }
      var sentence = SummarySentence(
        text: String(draft.texts[choice.index]), index: index, range: sentences[index].range,
        provenance: document.provenance(of: sentences[index].range), score: choice.score, components: parts,
        words: words(of: choice.index, in: scoring))
      sentence.reasons = choice.reasons
      return sentence
    }
    if options.order == .source { chosen.sort { $0.index < $1.index } }
    return Summary(
      sentences: chosen, scores: scores, options: options,
      encoder: options.method == .learned ? learned?.name : draft.usesVectors ? encoder?.name : nil,
      warnings: warnings(chosen: chosen, scoring: scoring, options: options))
  }

  /// A choice of any method.
  private struct Chosen {
    var index: Int
    var score: Double
    /// Parts of the score that come from choosing.
    var extra: [String: Double]
    var reasons: [String]
  }

  /// What the learned method chooses: see `Composition`.
  private func compose(
    _ scoring: Scoring, _ document: Document, components: ScoreTable, values: [Double],
    numbers: [Int],
    options: SummaryOptions
  ) -> [Chosen] {
    let words = scoring.texts.map(WordCount.words(in:))
    let limits = options.budget.limits(words: words)
    let leftOut = options.leftOut
    let keepsRepetition = leftOut.contains(.repetition)
    let bundles =
      leftOut.contains(.bundles)
      ? words.indices.map { [$0] }
      : SentenceBundles(
        document: document, sentences: scoring.sentences, numbers: numbers, texts: scoring.texts
      ).within(sentences: limits.sentences, words: limits.words, counts: words)
    let repetition = Repetition(scoring.weighted.terms, texts: scoring.texts)
    var composition = Composition(
      values: values, words: words, bundles: bundles,
      parts: scoring.documentParts?.numbers ?? words.map { _ in 0 }, terms: scoring.weighted.terms,
      maximumSentences: limits.sentences, maximumWords: limits.words,
      repeats: { keepsRepetition ? false : repetition.repeats($0, $1) })
    composition.partWeight = leftOut.contains(.spread) ? 0 : scoring.documentParts?.weight ?? 0
    if leftOut.contains(.coverage) { composition.coverageWeight = 0 }
    composition.exchanges = !leftOut.contains(.exchange)
    let reasons = ChoiceReasons(scoring, document: document, parts: components)
    return composition.run().map { choice in
      Chosen(
        index: choice.index, score: choice.score,
        extra: ["coverage": choice.coverage, "spread": choice.part],
        reasons: reasons.reasons(for: choice, title: document.title, query: options.query))
    }
  }

  private func words(of sentence: Int, in scoring: Scoring) -> [AttendedWord] {
    guard let learned, scoring.pieceWeights.indices.contains(sentence) else { return [] }
    return learned.words(of: scoring.texts[sentence], pieceWeights: scoring.pieceWeights[sentence])
  }

  /// The penalties that a method comes with, unless the options say otherwise.
  private func penalties(_ options: SummaryOptions) -> (redundancy: Double, anaphora: Double) {
    let own: (redundancy: Double, anaphora: Double) =
      switch options.method {
      case .attention: (weights.redundancyPenalty, weights.anaphoraPenalty)
      case .learned:
        (learned?.configuration.redundancyPenalty ?? 0, learned?.configuration.anaphoraPenalty ?? 0)
      default: (0, 0)
      }
    return (options.redundancyPenalty ?? own.redundancy, options.anaphoraPenalty ?? own.anaphora)
  }

  private func choose(_ scoring: Scoring, values: [Double], options: SummaryOptions) -> [Selection.Choice] {
    let words = scoring.texts.map(WordCount.words(in:))
    let limits = options.budget.limits(words: words)
    if options.method == .lead {
      return Self.prefix(
        values, words: words, limits: limits,
        repeats: Repetition(scoring.weighted.terms, texts: scoring.texts).repeats)
    }
    let (penalty, anaphora) = penalties(options)
    let ties =
      anaphora > 0
      ? SentenceTies(scoring.texts) { scoring.sentences[$0].block == scoring.sentences[$0 - 1].block }
      : SentenceTies(untied: words.count)
    let share = scoring.vectors == nil ? 0 : weights.vectorShare
    return Selection(
      scores: values, words: words,
      dependence: ties.dependence, companion: ties.companion,
      maximumSentences: limits.sentences, maximumWords: limits.words, redundancyPenalty: penalty,
      anaphoraPenalty: anaphora,
      repeats: Repetition(scoring.weighted.terms, texts: scoring.texts).repeats,
      similarity: { first, second in
        let lexical = Double(scoring.weighted.cosine(first, second))
        guard share > 0, let vectors = scoring.vectors else { return lexical }
        return (1 - share) * lexical + share * max(0, Double(vectors.cosine(first, second)))
      }
    ).run()
  }

  /// The longest run of first sentences within the limits, without those that repeat one.
  private static func prefix(
    _ values: [Double], words: [Int], limits: (sentences: Int, words: Int), repeats: (Int, Int) -> Bool
  ) -> [Selection.Choice] {
    var used = 0
    var chosen: [Int] = []
    for index in values.indices where chosen.count < limits.sentences {
      // What is said a second time stands seldom far from the first.
      if chosen.suffix(50).contains(where: { repeats($0, index) }) { continue }
      used += words[index]
      guard used <= limits.words else { break }
      chosen.append(index)
    }
    return chosen.map { Selection.Choice(index: $0, score: values[$0], redundancy: 0, context: 0) }
  }

  private func warnings(chosen: [SummarySentence], scoring: Scoring, options: SummaryOptions) -> [String] {
    var warnings: [String] = []
    if chosen.isEmpty {
      let words = scoring.texts.map(WordCount.words(in:))
      let limit = options.budget.limits(words: words).words
      let first = options.method == .lead ? words.first : words.min()
      let which = options.method == .lead ? "first" : "shortest"
      warnings.append("no sentence fits a budget of \(limit) words; the \(which) has \(first ?? 0)")
    }
    if let query = options.query, scoring.weighted.terms.known(in: query).isEmpty {
      warnings.append("no sentence shares a word with the query '\(query)'")
    }
    return warnings
  }

  /// The sentences' texts, checked against the document.
  private static func texts(
    of sentences: [Sentence], in document: Document
  ) throws(SummarizationError) -> [Substring] {
    let utf8 = document.text.utf8
    var texts: [Substring] = []
    texts.reserveCapacity(sentences.count)
    var index = utf8.startIndex
    var offset = 0
    for (number, sentence) in sentences.enumerated() {
      let range = sentence.range
      guard range.lowerBound >= 0, range.upperBound <= utf8.count else {
        throw .sentenceOutOfBounds(index: number)
      }
      // Moving on from the last place keeps this linear where the text's storage is not.
      let start = utf8.index(index, offsetBy: range.lowerBound - offset)
      let end = utf8.index(start, offsetBy: range.count)
      texts.append(document.text[start..<end])
      (index, offset) = (end, range.upperBound)
    }
    return texts
  }
}
