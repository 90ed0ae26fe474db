import Ingestion
import Tokenization

/// Everything that weighing one document needs: the sentences that may be chosen, their words, their vectors.
struct Scoring {
  /// Sentences that may be chosen, in document order.
  let sentences: [Sentence]
  let texts: [Substring]
  let weighted: WeightedTerms
  let vectors: SentenceVectors?
  private let document: Document
  private let encoder: (any SentenceEncoding)?
  private let learned: LearnedSalience?
  private let question: QuestionAttention?
  private let progress: SentenceProgress
  /// How much each word piece counts in its sentence, where the learned method has weighed.
  private(set) var pieceWeights: [[Float]] = []
  /// The parts from which the learned method spreads its choices.
  private(set) var documentParts: DocumentParts?

  /// Reads the words, and with `encoder` the vectors, unless they have been made already.
  init(
    document: Document, sentences: [Sentence], texts: [Substring], encoder: (any SentenceEncoding)?,
    vectors made: [Float]? = nil, learned: LearnedSalience? = nil, question: QuestionAttention? = nil,
    progress: SentenceProgress
  ) throws(SummarizationError) {
    self.progress = progress
    self.question = question
    self.learned = learned
    self.document = document
    self.sentences = sentences
    self.texts = texts
    self.encoder = encoder
    weighted = WeightedTerms(SentenceTerms(texts, language: document.textLanguage))
    guard let encoder else {
      vectors = nil
      return
    }
    vectors = try Self.vectors(of: texts.map { String($0) }, encoder: encoder, made: made, progress)
  }

  private static func vectors(
    of texts: [String], encoder: any SentenceEncoding, made: [Float]?, _ progress: SentenceProgress
  ) throws(SummarizationError) -> SentenceVectors {
    let values: [Float]
    do {
      values = try made ?? encoder.vectors(for: texts, following: progress.nextReading())
    } catch { throw .encoder("\(error)") }
    guard values.count == texts.count * encoder.width else {
      throw .encoder("\(values.count) values for \(texts.count) sentences of \(encoder.width) components")
    }
    return SentenceVectors(values, width: encoder.width)
  }

  /// Parts of each sentence's score by name; their sum is the score.
  mutating func components(
    options: SummaryOptions, weights: AttentionWeights
  ) throws(SummarizationError) -> ScoreTable {
    let walkBias = options.query.flatMap { bias(towards: $0) }
    var walk = RandomWalk()
    // With a query the walk starts again at its words as often as the query counts (Otterbacher et al. 2005).
    if walkBias != nil { walk.damping = 1 - options.queryWeight }
    switch options.method {
    case .lead:
      let count = Double(max(1, sentences.count))
      return ScoreTable(
        ["position": sentences.indices.map { 1 - Double($0) / count }], count: sentences.count)
    case .textrank:
      return scaled(TextRank(weighted.terms).scores(walk, bias: walkBias))
    case .lexrank:
      return scaled(LexRank(weighted).scores(walk, bias: walkBias))
    case .lsa:
      return try withQuery(options, ["salience": LatentSemanticAnalysis(weighted.terms).scores()])
    case .centrality:
      guard let vectors else { throw .noEncoder(.centrality) }
      return try withQuery(options, ["salience": vectors.degrees()])
    case .attention:
      return try withQuery(options, try attention(weights))
    case .learned:
      return try withQuery(options, try judged(options))
    }
  }

  /// PageRank times the number of sentences: 1 is average.
  private func scaled(_ scores: [Double]) -> ScoreTable {
    ScoreTable(["salience": scores.map { $0 * Double(scores.count) }], count: scores.count)
  }

  /// Parts of the learned score, each [sentences].
  private mutating func judged(_ options: SummaryOptions) throws(SummarizationError) -> [String: [Double]] {
    guard let learned else { throw .noEncoder(.learned) }
    let judgement: LearnedSalience.Judgement
    do {
      judgement = try learned.judge(
        document: document, sentences: sentences, texts: texts, weighted: weighted,
        summaryShare: options.budget.share(words: texts.map(WordCount.words(in:))),
        following: progress.nextReading())
    } catch { throw .encoder("\(error)") }
    pieceWeights = judgement.pieceWeights
    let parts = judgement.components.byName
    let spread = DocumentParts(
      document, sentences, budget: options.budget, words: texts.map(WordCount.words(in:)))
    documentParts = spread
    return Self.compared(parts, within: spread.isLong ? spread.numbers : sentences.map { _ in 0 })
  }

  /// Parts of scores as they compare with the average sentence's, in deviations of the whole score, within
  /// each part of the document.
  private static func compared(_ parts: [String: [Double]], within numbers: [Int]) -> [String: [Double]] {
    let names = parts.keys.sorted()
    var result = parts
    for members in Dictionary(grouping: numbers.indices, by: { numbers[$0] }).values {
      let totals = members.map { index in names.reduce(0) { $0 + (parts[$1]?[index] ?? 0) } }
      let deviation = deviation(totals)
      let scale = deviation > 1e-9 ? 1 / deviation : 0
      for name in names {
        guard let values = parts[name] else { continue }
        let mean = members.reduce(0) { $0 + values[$1] } / Double(members.count)
        for index in members { result[name]?[index] = (values[index] - mean) * scale }
      }
    }
    return result
  }

  private func attention(_ weights: AttentionWeights) throws(SummarizationError) -> [String: [Double]] {
    let features = try features()
    var parts: [String: [Double]] = [:]
    for name in SentenceFeatures.Name.allCases {
      guard let weight = weights.values[name], weight != 0 else { continue }
      let component = AttentionWeights.component(of: name)
      var part = parts[component] ?? [Double](repeating: 0, count: sentences.count)
      for (index, value) in features[name].enumerated() { part[index] += weight * value }
      parts[component] = part
    }
    return parts
  }

  /// The features of the attention method.
  func features() throws(SummarizationError) -> SentenceFeatures {
    guard let vectors else { throw .noEncoder(.attention) }
    let meaning: [Double]
    do { meaning = try SentenceAttention().received(vectors) } catch { throw .encoder("\(error)") }
    return SentenceFeatures(
      document: document, sentences: sentences, texts: texts, weighted: weighted, meaning: meaning)
  }

  /// Blends salience with relevance to the query, both at deviation 1, where there is a query.
  private func withQuery(
    _ options: SummaryOptions, _ parts: [String: [Double]]
  ) throws(SummarizationError) -> ScoreTable {
    var parts = parts
    if let query = options.query {
      let totals = sentences.indices.map { index in parts.values.reduce(0) { $0 + $1[index] } }
      let deviation = Self.deviation(totals)
      let share = (1 - options.queryWeight) / max(deviation, 1e-9)
      for name in parts.keys { parts[name] = parts[name]?.map { $0 * share } }
      let relevance = SentenceFeatures.standardized(try relevance(to: query))
      parts["query"] = relevance.map { $0 * options.queryWeight }
    }
    return ScoreTable(parts, count: sentences.count)
  }

  private static func deviation(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }

  /// Weights of vectors and of the reader's attention beside shared words, all at deviation 1: chosen on
  /// training questions.
  private static let meaningWeight = 0.3, questionWeight = 2.0

  /// How much each sentence has to do with `query`: BM25 on words, with the cosine of vectors and the
  /// reader's attention where there are any.
  func relevance(to query: String) throws(SummarizationError) -> [Double] {
    let words = SentenceFeatures.standardized(weighted.relevance(to: query))
    var both = words
    if let vectors, let encoder {
      let vector: [Float]
      do { vector = try encoder.vector(for: query) } catch { throw .encoder("\(error)") }
      let meaning = SentenceFeatures.standardized(vectors.cosines(with: vector))
      both = zip(words, meaning).map { $0 + Self.meaningWeight * $1 }
    }
    guard let question else { return both }
    let attended: [Double]
    do {
      attended = try question.scores(of: query, in: texts, following: progress.nextReading())
    } catch { throw .encoder("\(error)") }
    return zip(both, SentenceFeatures.standardized(attended)).map { $0 + Self.questionWeight * $1 }
  }

  /// Where a walk starts again: BM25 brought to sum 1; `nil` where no sentence shares a word with the query.
  private func bias(towards query: String) -> [Double]? {
    let scores = weighted.relevance(to: query)
    let total = scores.reduce(0, +)
    return total > 0 ? scores.map { $0 / total } : nil
  }
}
