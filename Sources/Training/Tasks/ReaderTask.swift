import AttentionCore
import Evaluation
import Foundation
import HierarchicalModels
import Ingestion
import SpanExtraction
import Tensors
import Tokenization

/// Trains the span reader: a transformer encoder over question and text, and one start and one end score for each word
/// piece (Devlin et al. 2019, section 4.2). Starts from any BERT encoder, or from a reader.
public final class ReaderTask: TrainingTask, @unchecked Sendable {
  /// `reader`.
  public static let name = "reader"
  /// What is trained.
  public static let about =
    "the span reader: questions answered with spans of a text, from SQuAD JSON or JSON lines"
  /// What each setting means.
  public static let help = ReaderSettings.help
  /// The default settings.
  public static let defaults = ReaderSettings()
  /// F1 and exact match in percent, by the arithmetic of the official script.
  public static let measures = ["f1", "exact_match"]

  /// The encoder, then the two scores.
  public let parameters: ParameterSet<Float>
  /// The weights that training starts from.
  public let start: FileRecord?
  /// What was found in the files.
  public var data: [DataReport] { questions.reports }
  /// Questions to train on, file by file.
  public var groups: [DataOrder.Group] { questions.groups }

  private let configuration: TrainingConfiguration
  private let settings: ReaderSettings
  private let folder: ModelFolder
  private let encoder: TransformerEncoder<Float>
  private let head: LinearLayer<Float>
  private let level: SentenceLevel<Float>?
  private let maker: ReaderExampleMaker
  private let questions: QuestionSet
  private let negatives: NegativeMaker?

  /// What stands before the encoder's names in a model with a head.
  private static let prefix = "bert."

  /// Reads the model to start from, and the questions.
  ///
  /// - Throws: ``TrainingError``, `ModelError` or `TokenizationError`, naming the file.
  public init(_ configuration: TrainingConfiguration, _ settings: ReaderSettings) throws {
    guard !configuration.start.isEmpty else {
      throw TrainingError(.setting, "start", "name the model folder whose weights training starts from")
    }
    self.configuration = configuration
    self.settings = settings
    folder = try ModelFolder(at: configuration.start)
    let extents = try EncoderConfiguration(readingFrom: folder.configurationPath)
    try settings.check(positions: extents.positions)
    let tokenizer = try WordPieceTokenizer(vocabularyAt: folder.vocabularyPath)
    guard tokenizer.vocabularyCount <= extents.vocabularySize else {
      throw TrainingError(
        .weights, folder.vocabularyPath,
        "has \(tokenizer.vocabularyCount) word pieces, and the model has \(extents.vocabularySize)")
    }
    parameters = ParameterSet(seed: UInt64(configuration.seed))
    encoder = TransformerEncoder(
      extents, prefix: Self.prefix, precision: configuration.tapePrecision, dropout: settings.dropout,
      attentionDropout: settings.attentionDropout, in: parameters)
    head = LinearLayer(
      "qa_outputs", inputs: extents.width, outputs: 2, initializer: .normal(0.02), in: parameters)
    let ofEncoderAndHead = parameters.parameters.count
    level =
      settings.sentenceLevel
      ? SentenceLevel(inputs: extents.width, width: settings.sentenceWidth, in: parameters) : nil
    let others = try encoder.load(folder.weights)
    try StartWeights.load(
      [[head.weight, head.bias].compactMap(\.self), Array(parameters.parameters[ofEncoderAndHead...])],
      from: folder.weights, remaining: others)
    start = FileRecord(path: folder.weights.path, sha256: folder.sha256)
    let maker = ReaderExampleMaker(tokenizer, settings)
    self.maker = maker
    var questions = try QuestionSet(
      configuration, keepsUnanswerable: settings.unanswerable == "classification", refusal: maker.refusal)
    questions.addOccurrences(patterns: settings.firstOccurrence.map { NamePattern($0) })
    self.questions = questions
    negatives =
      settings.negatives > 0
      ? NegativeMaker(paragraphs: questions.paragraphs, apart: questions.apart) : nil
  }

  /// Windows of one question in which an answer stands; and, of some, of the question made unanswerable.
  public func examples(of record: Int, epoch: Int) -> [ReaderExample] {
    var question = questions.records[record]
    let examples = maker.examples(of: question, number: record, in: questions.paragraphs[question.paragraph])
    var random = CounterRandom(
      seed: UInt64(configuration.seed), stream: 0x6E65_6700_0000_0000 ^ UInt64(epoch) << 32 ^ UInt64(record))
    guard let negatives, !question.answers.isEmpty, Double(random.uniform()) < settings.negatives,
      let changed = negatives.negative(of: question, &random)
    else { return examples }
    question.question = changed.question
    question.answers = []
    guard maker.refusal(changed.question) == nil else { return examples }
    return examples + maker.examples(of: question, number: record, in: changed.text)
  }

  /// Word pieces of the window, question included.
  public func length(of example: ReaderExample) -> Int { example.input.ids.count }

  /// `file: id`.
  public func name(of example: ReaderExample) -> String {
    let record = questions.records[example.record]
    return "\(questions.reports[record.file].file): \(record.id)"
  }

  /// The mean loss over windows: see `ReaderLoss`.
  public func loss(
    of examples: [ReaderExample], on tape: Tape<Float>, at moment: TrainingMoment
  ) throws -> Variable<Float> {
    let batch = try EncoderBatch(examples.map(\.input), for: encoder.configuration)
    let withNull = settings.unanswerable == "classification"
    let hidden = encoder(batch, on: tape)
    let layout = SentenceLayout(
      examples.map { SentenceLayout.Sequence(question: $0.question, sentences: $0.sentences) },
      length: batch.length)
    let sentences = level.map { $0(hidden, layout, precision: configuration.tapePrecision) }
    let loss = ReaderLoss.loss(
      head(hidden), places: sentences?.places, examples, smoothing: Float(configuration.labelSmoothing),
      withNull: withNull, on: tape)
    guard let sentences, settings.sentenceLoss > 0 else { return loss }
    return loss + ReaderLoss.sentenceLoss(sentences, examples, withNull: withNull)
      * Float(settings.sentenceLoss)
  }

  /// Answers the held-out questions with the reader as users will run it.
  public func evaluate(modelAt folder: String, isCancelled: () -> Bool) throws -> [Double]? {
    guard !questions.heldOut.isEmpty else { return nil }
    let reader = try SpanReader(
      modelAt: folder, precision: WordEncoder.Precision(rawValue: settings.evaluationPrecision) ?? .int8,
      workers: configuration.workers)
    var options = ReaderOptions()
    options.alwaysAnswers = true
    let splitter = SentenceSplitter()
    var predictions = SquadPredictions()
    var asked: [SquadDataset.Question] = []
    var document: (paragraph: Int, readable: ReadableDocument)?
    // Ids of different files may be the same: the place in the list is the name here.
    for first in stride(from: 0, to: questions.heldOut.count, by: 64) {
      if isCancelled() { return nil }
      let places = first..<min(first + 64, questions.heldOut.count)
      let requests = places.map { place in
        let record = questions.heldOut[place]
        let context = questions.paragraphs[record.paragraph]
        if document?.paragraph != record.paragraph {
          let text = Document(text: context)
          document = (record.paragraph, reader.prepare(text, sentences: splitter.sentences(in: text)))
        }
        let gold = record.answers.map {
          SquadDataset.Answer(text: String(decoding: Array(context.utf8)[$0], as: UTF8.self))
        }
        asked.append(SquadDataset.Question(id: "\(place)", question: record.question, answers: gold))
        return (document?.readable).map { ReaderRequest(question: record.question, document: $0) }
      }
      let answers = try reader.answers(to: requests.compactMap(\.self), options: options)
      for (place, answer) in zip(places, answers) {
        predictions.answers["\(place)"] = answer.first?.text ?? ""
      }
    }
    let dataset = SquadDataset(data: [.init(paragraphs: [.init(context: "", qas: asked)])])
    let scores = SquadScorer(version: .v1).score(predictions, on: dataset)
    return [scores.all.f1, scores.all.exact]
  }

  /// Writes a folder that `SpanReader` loads.
  public func write(_ weights: NamedWeights, to target: String, about origin: ModelOrigin) throws {
    let about =
      "Span reader trained by Peruse \(origin.version) from \(folder.manifest?.name ?? encoder.configuration.baseModel ?? "a BERT encoder"), "
      + "\(origin.step) steps, seed \(origin.seed); no calibration"
    // A reader that has learned the null answer says so; nothing is known of its bias yet.
    let numbers = settings.unanswerable == "classification" ? [ReaderCalibration.nullBiasName: Float(0)] : [:]
    try ModelWriter.write(
      weights, numbers: numbers, to: target, configuration: folder.configurationPath,
      vocabulary: folder.vocabularyPath,
      name: settings.model, version: "\(origin.step)", about: about)
  }
}
