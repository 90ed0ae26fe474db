import HierarchicalModels
import Ingestion
import Tensors
import Tokenization

/// The trained summarizer's judgement of sentences: the embeddings or lower layers of a word encoder, and on
/// top of them the levels of `SummaryLevel` from a folder of their own.
///
/// The folder's manifest names the encoder's weights by their SHA-256; on others it would load and judge
/// badly, so it is refused.
public final class LearnedSalience: @unchecked Sendable {
  /// The model's name.
  public let name: String
  /// The model's version, from the manifest; empty without one.
  public let version: String
  /// SHA-256 of its weights, in hexadecimal digits.
  public let sha256: String
  /// Its extents, and how it chooses.
  public let configuration: SummaryConfiguration

  // Parameters are written while loading, and only read from then on: that is why the class is Sendable.
  private let parameters: ParameterSet<Float>
  let level: SummaryLevel<Float>
  let states: SentenceStates
  /// Share of each feature in the score.
  private let wide: [Double]
  /// What is trained on top of the levels, where the folder has it.
  package let ranking: SentenceRanking?

  /// Loads the levels of `folder` on top of `encoder`.
  ///
  /// - Throws: `ModelError` for a damaged folder, for features that this version does not know in this order,
  ///   or for an encoder that the levels were not trained on.
  public init(modelAt folder: String, encoder: WordEncoder, tokenizer: WordPieceTokenizer) throws(ModelError)
  {
    let model = try ModelFolder(at: folder)
    let configuration = try SummaryConfiguration(readingFrom: model.configurationPath)
    guard configuration.features == SalienceFeatures.names else {
      throw ModelError(
        model.configurationPath, .unsupported("these features; train the summarizer again with this version"))
    }
    if let expected = model.manifest?.requires?["encoder"], expected != encoder.sha256 {
      throw ModelError(folder, .otherEncoder(expected: expected, present: encoder.sha256))
    }
    guard configuration.inputs == encoder.configuration.width,
      configuration.encoderLayers <= encoder.configuration.layers
    else {
      throw ModelError(
        model.configurationPath,
        .unsupported(
          "\(configuration.encoderLayers) layers of width \(configuration.inputs) on an encoder of "
            + "\(encoder.configuration.layers) layers of width \(encoder.configuration.width)"))
    }
    parameters = ParameterSet(drawsInitialValues: false)
    level = SummaryLevel(configuration, in: parameters)
    try level.load(model.weights, into: parameters)
    wide = level.wide.weight.values.map { Double($0) }
    if let weights = configuration.ranking {
      ranking = try SentenceRanking(weights, file: model.configurationPath)
    } else {
      ranking = nil
    }
    self.configuration = configuration
    name = model.manifest?.name ?? "summarizer"
    version = model.manifest?.version ?? ""
    sha256 = model.sha256
    states = SentenceStates(
      encoder: encoder, tokenizer: tokenizer, layers: configuration.encoderLayers,
      window: configuration.window)
  }

  /// What is said of each sentence of a document.
  package struct Judgement {
    /// Parts of the score by name.
    package var components: ScoreTable
    /// How much each word piece counts in its sentence.
    package var pieceWeights: [[Float]]
    /// What a ranking on top weighs.
    package var features: RankingFeatures
  }

  /// Judges `sentences`, which may be chosen, in document order.
  ///
  /// - Parameters:
  ///   - summaryShare: share of their words that the summary may have, in 0 ... 1.
  ///   - progress: gets after each batch of windows how many sentences are read; what it throws ends the
  ///     work.
  package func judge(
    document: Document, sentences: [Sentence], texts: [Substring], weighted: WeightedTerms,
    summaryShare: Double, following progress: (Int) throws -> Void = { _ in }
  ) throws -> Judgement {
    let features = SalienceFeatures(
      document: document, sentences: sentences, texts: texts, weighted: weighted, summaryShare: summaryShare)
    func ranked(_ learned: [Double]) -> RankingFeatures {
      RankingFeatures(
        document: document, form: DocumentForm(document), sentences: sentences, texts: texts,
        weighted: weighted,
        learned: learned, plain: features, summaryShare: summaryShare)
    }
    guard !texts.isEmpty else {
      return Judgement(components: ScoreTable([:], count: 0), pieceWeights: [], features: ranked([]))
    }
    let width = configuration.width
    var vectors: [Float] = []
    var weights: [[Float]] = []
    vectors.reserveCapacity(texts.count * width)
    // One tape, whose memory is lent again and again.
    let tape = Tape<Float>.inference()
    try states.forEach(texts) { states, lengths in
      let pooled = level.pooled(
        tape.constant(states, shape: [states.count / configuration.inputs, configuration.inputs]),
        lengths: lengths)
      pooled.sentences.withValues { vectors.append(contentsOf: $0) }
      weights.append(contentsOf: pooled.weights)
      try progress(weights.count)
    }
    let output = level(
      tape.constant(vectors, shape: [texts.count, width]),
      features: tape.constant(features.rows, shape: [texts.count, configuration.features.count]),
      counts: [texts.count])
    let content = output.content.values, salience = output.salience.values
    var columns = ScoreColumns(count: texts.count)
    columns.add(content.map { Double($0) }, to: "content")
    columns.add(salience.map { Double($0) }, to: "salience")
    for (place, name) in SalienceFeatures.Name.allCases.enumerated() {
      columns.add(features[name], times: wide[place], to: name.component)
    }
    let levels = columns.table
    let judged = ranked(levels.totals)
    return Judgement(
      components: ranking?.parts(judged) ?? levels, pieceWeights: weights, features: judged)
  }

  /// How much each word of a sentence counts, by its place in the sentence's UTF-8.
  package func words(of sentence: Substring, pieceWeights: [Float]) -> [AttendedWord] {
    let pieces = states.tokenizer.encode(String(sentence))
    var words: [AttendedWord] = []
    for (range, weight) in zip(pieces.offsets, pieceWeights) {
      if let last = words.indices.last, words[last].range.upperBound >= range.lowerBound {
        words[last].range = words[last].range.lowerBound..<max(words[last].range.upperBound, range.upperBound)
        words[last].weight += Double(weight)
      } else {
        words.append(AttendedWord(range: range, weight: Double(weight)))
      }
    }
    return words
  }
}

/// A word, and how much of its sentence's attention it has.
public struct AttendedWord: Sendable, Hashable, Codable {
  /// UTF-8 offsets in the sentence.
  public var range: Range<Int>
  /// Share of the sentence's attention, in 0 ... 1.
  public var weight: Double

  /// Creates a word.
  public init(range: Range<Int>, weight: Double) { (self.range, self.weight) = (range, weight) }
}

extension SalienceFeatures.Name {
  /// Name under which the feature's share of the score is reported.
  var component: String {
    switch self {
    case .textrank, .overlap, .surface, .words, .terms, .frequencySum, .frequencyLogSum, .frequencyMean:
      "centrality"
    case .place, .early, .veryEarly, .late, .first, .paragraph: "position"
    case .sectionEnd, .abstract, .introduction, .conclusion, .results: "section"
    case .title: "title"
    case .length, .absoluteLength, .documentLength, .summaryShare, .hasTitle, .hasSections: "length"
    case .cue, .contribution, .finding, .quotation, .question, .anaphoric, .connective, .digits, .capitals,
      .brackets:
      "style"
    }
  }
}
