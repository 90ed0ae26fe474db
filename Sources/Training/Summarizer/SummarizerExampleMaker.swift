import Evaluation
import Ingestion
import Summarization
import Tensors
import Tokenization

/// Reads documents as the summarizer will read them, and says what is wanted of them.
struct SummarizerExampleMaker: Sendable {
  private let states: SentenceStates
  private let settings: SummarizerSettings
  private let seed: UInt64
  private let cache: RecordCache<PreparedDocument>
  private let targets: SummaryTargets
  /// Place of the feature that says how long the summary may be.
  private let shareColumn: Int

  /// What is trained on top of levels, which then give the features.
  private let ranking: RankingTraining?

  init(
    states: SentenceStates, settings: SummarizerSettings, seed: UInt64, ranking: RankingTraining? = nil
  ) {
    self.ranking = ranking
    (self.states, self.settings, self.seed) = (states, settings, seed)
    cache = RecordCache(megabytes: settings.cacheMegabytes)
    targets = SummaryTargets(settings: settings)
    shareColumn = SalienceFeatures.names.firstIndex(of: SalienceFeatures.Name.summaryShare.rawValue) ?? 0
  }

  /// The document with a wanted length; nil where it is too long, or nothing in it may be chosen.
  ///
  /// With references the length is theirs, in sentences or in words, whichever the epoch's draw says.
  /// Without, it is drawn between one sentence and half of the document.
  func example(
    of record: Int, epoch: Int, _ read: () throws -> SummaryRecord
  ) throws -> SummarizerExample? {
    let document = try cache.value(record) { try prepare(try read()) }
    guard document.count > 1, document.count <= settings.mostSentences else { return nil }
    var random = CounterRandom(
      seed: seed, stream: 0x7375_6D6D_0000_0000 ^ UInt64(epoch) << 32 ^ UInt64(record))
    let overlaps = document.references.map { WordOverlap(reference: $0, sentences: document.tokens) }
    let length = length(document, &random)
    var features = document.features
    let share = share(of: length, document)
    let width = features.count / document.count
    if ranking == nil {
      for row in 0..<document.count { features[row * width + shareColumn] = share }
    }
    return SummarizerExample(
      document: document, features: features,
      targets: overlaps.isEmpty
        ? targets.consensus(document) : targets.targets(document, overlaps, length: length),
      length: length, references: overlaps, record: record)
  }

  private func length(_ document: PreparedDocument, _ random: inout CounterRandom) -> SummaryLength.Resolved {
    let isInWords = random.uniform() < 0.5
    guard !document.references.isEmpty else {
      let share = Double(random.uniform()) * 0.5
      return .sentences(max(1, Int(share * Double(document.count))))
    }
    if document.isOneSentence || !isInWords { return .sentences(document.referenceSentences) }
    return .words(document.referenceWords)
  }

  /// The feature's value, as at inference.
  private func share(of length: SummaryLength.Resolved, _ document: PreparedDocument) -> Float {
    let share: Double =
      switch length {
      case .sentences(let count): Double(count) / Double(document.count)
      case .words(let count): Double(count) / Double(max(1, document.words.reduce(0, +)))
      }
    return Float(SalienceFeatures.value(ofShare: min(1, share)))
  }

  private func prepare(_ record: SummaryRecord) throws -> PreparedDocument {
    let document = record.document
    let all = record.sentences
    let every = all.map { Substring(document.text(in: $0.range)) }
    let exclusions = Eligibility(document: document, sentences: all, texts: every).exclusions
    let eligible = all.indices.filter { exclusions[$0] == nil }
    let texts = eligible.map { every[$0] }
    let references = record.references.filter { !$0.isEmpty }
    if let ranking {
      return try prepare(
        document, sentences: eligible.map { all[$0] }, texts: texts, references: references, ranking)
    }
    let isUsable = texts.count > 1 && texts.count <= settings.mostSentences
    var rows = ByteRows(width: states.encoder.configuration.width)
    var lengths: [Int] = []
    if isUsable {
      try states.forEach(texts) { states, counts in
        rows.append(states)
        lengths += counts
      }
    }
    let features = SalienceFeatures(
      document: document, sentences: eligible.map { all[$0] }, texts: texts,
      weighted: WeightedTerms(SentenceTerms(texts, language: document.textLanguage)), summaryShare: 1)
    let surface = SentenceTerms(texts, language: document.textLanguage, stemming: false)
    var workspace = RougeWorkspace()
    return PreparedDocument(
      states: rows.bytes, scales: rows.scales, width: states.encoder.configuration.width,
      lengths: isUsable ? lengths : texts.map { _ in 0 }, words: texts.map(WordCount.words(in:)),
      features: features.rows, tokens: texts.map { workspace.vocabulary.tokens(in: String($0)) },
      references: references.map { workspace.vocabulary.tokens(in: $0) },
      terms: (0..<surface.count).map { Array(surface.terms[surface.row($0)]) },
      referenceSentences: Self.sentences(SummaryLength.referenceSentences.resolved(references: references)),
      referenceWords: Self.words(SummaryLength.referenceWords.resolved(references: references)))
  }

  /// A document whose levels have judged it: its features are the ranking's.
  private func prepare(
    _ document: Document, sentences: [Sentence], texts: [Substring], references: [String],
    _ ranking: RankingTraining
  ) throws -> PreparedDocument {
    let words = texts.map(WordCount.words(in:))
    let wanted = Self.words(SummaryLength.referenceWords.resolved(references: references))
    let isUsable = texts.count > 1 && texts.count <= settings.mostSentences && !references.isEmpty
    var rows: [Float] = []
    if isUsable {
      rows = ranking.rows(
        try ranking.learned.judge(
          document: document, sentences: sentences, texts: texts,
          weighted: WeightedTerms(SentenceTerms(texts, language: document.textLanguage)),
          summaryShare: min(1, Double(wanted) / Double(max(1, words.reduce(0, +))))
        ).features)
    }
    var workspace = RougeWorkspace()
    return PreparedDocument(
      states: [], scales: [], width: 0, lengths: isUsable ? words : [], words: words, features: rows,
      tokens: texts.map { workspace.vocabulary.tokens(in: String($0)) },
      references: references.map { workspace.vocabulary.tokens(in: $0) }, terms: [],
      referenceSentences: Self.sentences(SummaryLength.referenceSentences.resolved(references: references)),
      referenceWords: wanted)
  }

  private static func sentences(_ length: SummaryLength.Resolved) -> Int {
    if case .sentences(let count) = length { count } else { 1 }
  }

  private static func words(_ length: SummaryLength.Resolved) -> Int {
    if case .words(let count) = length { count } else { 1 }
  }
}
